"""The action plan of a pledge as a table: one row an action, in its order; then what measures no action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from commitments.document import PledgeDocument
from commitments.document.shape import Action, Indicator
from commitments.exports.tables import Cell, Table

LONGEST_NAME = 31
"""Of a sheet, in characters: Excel's own limit"""


def plan_table(document: PledgeDocument) -> Table:
    """Return who does what and when, for which objectives, and how it is measured, as the pledge is printed.

    Several objectives, leads or indicators stand in one cell, each in a line of its own; indicators have their numbers
    in all of their columns. An action without indicators has empty cells, and an indicator without actions a row of
    its own at the end. Resources are for the pledge as a whole, and not among them.
    """
    rows: list[list[Cell]] = [
        [f"{theme.number}. {theme.name}", *_of_action(document, action)]
        for theme in document.themes
        for action in theme.actions
    ]
    measuring = {key for indicator in document.indicators for key in indicator.measures}
    known = {action.key for action in document.actions} & measuring
    alone = [each for each in document.indicators if not known & set(each.measures)]
    rows += [[*(None for _column in _action_columns()), *_of_indicators(document, [each])] for each in alone]
    return Table(_("Action plan")[:LONGEST_NAME], [*_action_columns(), *_indicator_columns()], rows)


def _action_columns() -> list[str]:
    return [
        *(_("Theme"), _("No."), _("Action"), _("Objectives"), _("Led by"), _("Responsible unit or office")),
        *(_("Start"), _("End")),
    ]


def _indicator_columns() -> list[str]:
    return [_("Indicators"), _("Baseline"), _("Target"), _("Means of verification")]


def _of_action(document: PledgeDocument, action: Action) -> Iterator[Cell]:
    numbered = enumerate(document.objectives, start=1)
    served = [f"{number}. {objective.sentence}" for number, objective in numbered if objective.key in action.serves]
    leads = [document.parties[place].name for place in action.leads if place < len(document.parties)]
    yield from (action.number, action.text, "\n".join(served), "\n".join(leads), action.responsible)
    yield from (action.start, action.end)
    yield from _of_indicators(document, [each for each in document.indicators if action.key in each.measures])


def _of_indicators(document: PledgeDocument, indicators: Sequence[Indicator]) -> Iterator[str]:
    numbers = {each.key: number for number, each in enumerate(document.indicators, start=1)}
    for name in ("text", "baseline", "target", "verification"):
        said = [(numbers[each.key], getattr(each, name)) for each in indicators]
        yield "\n".join(f"{number}. {words}" for number, words in said if words)
