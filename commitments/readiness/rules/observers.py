"""Observers that are none: who pledges as a State, a National Society or a component of the Movement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.readiness.checked import Checked
from commitments.readiness.finding import ADVICE, Finding, Rule
from commitments.readiness.knowledge import words_of_name
from commitments.readiness.places import Place, PlaceKind

OF_A_STATE = re.compile(
    r"\W*(?:(?:the|le|la|el|l['’]) ?)?(?:ministry|ministère|ministerio|government|gouvernement|gobierno|وزارة|حكومة)\b",
    re.IGNORECASE,
)


def observers(checked: Checked) -> Iterator[Finding]:
    """An observer with the name of a State, a Society or a component, also another or older one; or a ministry."""
    for number, party in enumerate(checked.document.parties, start=1):
        if party.kind != "observer":
            continue
        if known := checked.knowledge.directory.get(words_of_name(party.name)):
            message = _(
                "“{name}” stands among the parties as an observer organisation. If it is {known}, take it out and add "
                "it from the directory."
            )
        elif OF_A_STATE.match(party.name):
            message = _(
                "“{name}” stands among the parties as an observer organisation. If it is part of a State, take it out "
                "and add it as an authority of that State."
            )
        else:
            continue
        sentence = message.format(name=party.name, known=known)
        place = Place(PlaceKind.PARTY, party.key, str(number), "name")
        yield Finding("observer-name", ADVICE, sentence, place, party.name, party.name)


RULES = (
    Rule(
        "observer-name",
        ADVICE,
        gettext_lazy("No observer has the name of a State or a Society."),
        observers,
        gettext_lazy("{count} observers may be a State, a Society or a part of one."),
        button=gettext_lazy("See"),
    ),
)
