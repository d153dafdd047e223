"""Lists that were typed into one item."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.document import Action, Indicator, Objective, PledgeDocument
from commitments.readiness.checked import Checked
from commitments.readiness.finding import ADVICE, Finding, Rule
from commitments.readiness.places import Place, PlaceKind
from commitments.text.lines import parts_of


def list_in_an_item(checked: Checked) -> Iterator[Finding]:
    """An item of the drafter's own that could be several: only those can be taken apart."""
    for place, item in _items(checked.document):
        count = len(parts_of(item.text)) if item.wording == "own" else 0
        if count:
            message = _("{what} holds a list. Make {count} items of it, or keep it as a list.")
            sentence = message.format(what=place.name, count=count)
            yield Finding("list-in-item", ADVICE, sentence, place, item.text)


def _items(document: PledgeDocument) -> Iterator[tuple[Place, Objective | Action | Indicator]]:
    for number, objective in enumerate(document.objectives, start=1):
        yield Place(PlaceKind.OBJECTIVE, objective.key, str(number)), objective
    for action in document.actions:
        yield Place(PlaceKind.ACTION, action.key, action.number), action
    for number, indicator in enumerate(document.indicators, start=1):
        yield Place(PlaceKind.INDICATOR, indicator.key, str(number)), indicator


RULES = (
    Rule(
        "list-in-item",
        ADVICE,
        gettext_lazy("No item holds a list that could be items."),
        list_in_an_item,
        gettext_lazy("{count} items hold a list."),
        button=gettext_lazy("Look at the list"),
    ),
)
