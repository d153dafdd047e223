"""Observers that are none: who pledges as a State, a National Society or a component of the Movement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.readiness.checked import Checked
from commitments.readiness.finding import ADVICE, Finding, Rule
from commitments.readiness.knowledge import Knowledge
from commitments.readiness.places import Place, PlaceKind
from commitments.text.articles import compared
from commitments.text.folding import folded

OF_A_STATE = re.compile(
    r"(?:(?:the|le|la|el) )?(?:(?:federal|royal|national|state|union|provincial|regional) )?"
    r"(?:ministry|ministries|ministere|ministerio|ministero|ministerie|bundesministerium|министерство"
    r"|government|gouvernement|gobierno|governo|وزاره|حكومه)\b"
)
"""How the name of a part of a State begins, folded"""
OF_A_COUNTRY = re.compile(
    r"(?:federal |state |national |royal )?(?:ministr|government|department|parliament|embassy|permanent mission)"
)
"""How it goes on after its country, folded: “Kenya Ministry of Health”, “US Department of State”"""
LONGEST_COUNTRY = 8
"""In words"""


def observers(checked: Checked) -> Iterator[Finding]:
    """An observer with the name of a State, a Society or a component, also another or older one; or a ministry."""
    for number, party in enumerate(checked.document.parties, start=1):
        if party.kind != "observer":
            continue
        if known := checked.knowledge.bearer(party.name):
            message = _(
                "“{name}” stands among the parties as an observer organisation. If it is {known}, take it out and add "
                "it from the directory."
            )
        elif is_of_a_state(party.name, checked.knowledge):
            message = _(
                "“{name}” stands among the parties as an observer organisation. If it is part of a State, take it out "
                "and add it as an authority of that State."
            )
        else:
            continue
        sentence = message.format(name=party.name, known=known)
        place = Place(PlaceKind.PARTY, party.key, str(number), "name")
        yield Finding("observer-name", ADVICE, sentence, place, party.name, party.name)


def same_names(checked: Checked) -> Iterator[Finding]:
    """Two National Societies, or components, that were given one name: nobody could tell who signed for which."""
    seen: dict[str, str] = {}
    for number, party in enumerate(checked.document.parties, start=1):
        if party.kind not in ("national_society", "component"):
            continue
        if seen.setdefault(compared(party.name), party.key) != party.key:
            message = _("Two parties are called “{name}”. Give each of them its own name.")
            place = Place(PlaceKind.PARTY, party.key, str(number), "name")
            yield Finding("same-name", ADVICE, message.format(name=party.name), place, party.name, party.name)


def is_of_a_state(name: str, knowledge: Knowledge) -> bool:
    """Whether a name is like that of a ministry, or of another part of a country that stands before it."""
    if OF_A_STATE.match(folded(name)):
        return True
    words = name.split()
    return any(
        OF_A_COUNTRY.match(folded(" ".join(words[count:]))) and knowledge.bearer(" ".join(words[:count]))
        for count in range(1, min(len(words), LONGEST_COUNTRY + 1))
    )


RULES = (
    Rule(
        "observer-name",
        ADVICE,
        gettext_lazy("No observer has the name of a State or a Society."),
        observers,
        gettext_lazy("{count} observers may be a State, a Society or a part of one."),
        button=gettext_lazy("See"),
    ),
    Rule(
        "same-name",
        ADVICE,
        gettext_lazy("No two National Societies have one name."),
        same_names,
        gettext_lazy("{count} parties have the name of another one."),
    ),
)
