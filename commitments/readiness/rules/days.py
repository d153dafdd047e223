"""Days in figures that can be read in two ways, and a closing day that is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.models import Pledge
from commitments.readiness.checked import Checked
from commitments.readiness.finding import ADVICE, Finding, Rule
from commitments.readiness.languages.scripts import main_language
from commitments.readiness.places import Place, PlaceKind
from commitments.text.days import in_english, unclear_days
from commitments.text.limits import URL

READ_IN_BOTH_WAYS = frozenset({"en", "fr", "es", "ar"})
"""The Conference's languages: a pledge in one of them is read in London and in Chicago. One in German is not"""


def day_in_figures(checked: Checked) -> Iterator[Finding]:
    """03/04/2027 in a text of the drafter's: in April for one reader, in March for another."""
    if main_language(checked.document.language) not in READ_IN_BOTH_WAYS:
        return
    for passage in checked.passages:
        if passage.is_official:
            continue
        for figures, one, other in dict.fromkeys(unclear_days(URL.sub("@", passage.text))):
            message = _("“{figures}” can be read as {one} or as {other}. Write the month in words.")
            sentence = message.format(figures=figures, one=in_english(one), other=in_english(other))
            yield Finding("day-in-figures", ADVICE, sentence, passage.place, passage.text, figures)


def closing_day_is_over(checked: Checked) -> Iterator[Finding]:
    """A pledge that says that other parties may sign until a day that is over: nobody could."""
    until = checked.document.open_until
    if checked.document.openness == Pledge.Openness.OPEN and until and date.fromisoformat(until) < checked.today:
        message = _("Other parties could sign this pledge until {day}, which is over. Choose a later day.")
        sentence = message.format(day=in_english(date.fromisoformat(until)))
        yield Finding("closing-day-over", ADVICE, sentence, Place(PlaceKind.OPENNESS), about=until)


RULES = (
    Rule(
        "day-in-figures",
        ADVICE,
        gettext_lazy("Every day can be read in one way only."),
        day_in_figures,
        gettext_lazy("{count} days can be read in two ways."),
    ),
    Rule(
        "closing-day-over",
        ADVICE,
        gettext_lazy("An open pledge can still be signed by others."),
        closing_day_is_over,
        button=gettext_lazy("Set the day"),
        is_of_the_whole=True,
    ),
)
