"""What serves what: objectives by actions, and the indicators that measure them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.document import PledgeDocument
from commitments.document.pictures import names
from commitments.document.pictures.names import Ref

WIDEST = 12
"""So many actions stand side by side, on paper too; more of them make another panel below"""


@dataclass(frozen=True)
class Line:
    """An objective, and what belongs to it."""

    objective: Ref
    actions: tuple[Ref, ...]
    """Those that serve it"""
    indicators: tuple[Ref, ...]
    """Those that measure an action that serves it"""


@dataclass(frozen=True)
class PanelRow:
    line: Line
    served: tuple[bool, ...]
    """Whether it is served, by each action of the panel"""


@dataclass(frozen=True)
class Panel:
    """A table of objectives by some of the actions."""

    actions: tuple[Ref, ...]
    rows: tuple[PanelRow, ...]
    is_last: bool
    """Whether the indicators stand in it"""


@dataclass(frozen=True)
class Coverage:
    lines: tuple[Line, ...]
    panels: tuple[Panel, ...]
    """At least one where there are objectives, with all lines in each"""
    with_action: int
    """How many objectives an action serves"""
    with_indicator: int
    unserving: tuple[Ref, ...]
    """Actions that serve no objective"""
    unmeasured: tuple[Ref, ...]
    """Actions that no indicator measures"""
    unmeasuring: tuple[Ref, ...]
    """Indicators that measure no action"""


def coverage(document: PledgeDocument) -> Coverage:
    """Return which action serves which objective, which indicators measure it, and what hangs loose."""
    objectives, actions, indicators = names.objectives(document), names.actions(document), names.indicators(document)
    served = {action.key: set(action.serves) for action in document.actions}
    measured = {indicator.key: set(indicator.measures) for indicator in document.indicators}
    lines = []
    for objective in objectives:
        serving = tuple(action for action in actions if objective.key in served[action.key])
        keys = {action.key for action in serving}
        lines.append(
            Line(objective, serving, tuple(indicator for indicator in indicators if measured[indicator.key] & keys))
        )
    chosen, planned = {objective.key for objective in objectives}, {action.key for action in actions}
    reported = set().union(*measured.values())
    return Coverage(
        lines=tuple(lines),
        panels=_panels(lines, actions),
        with_action=sum(1 for line in lines if line.actions),
        with_indicator=sum(1 for line in lines if line.indicators),
        unserving=tuple(action for action in actions if not served[action.key] & chosen),
        unmeasured=tuple(action for action in actions if action.key not in reported),
        unmeasuring=tuple(indicator for indicator in indicators if not measured[indicator.key] & planned),
    )


def _panels(lines: Sequence[Line], actions: Sequence[Ref]) -> tuple[Panel, ...]:
    if not lines:
        return ()
    starts = range(0, max(len(actions), 1), WIDEST)
    return tuple(_panel(lines, tuple(actions[start : start + WIDEST]), is_last=start == starts[-1]) for start in starts)


def _panel(lines: Sequence[Line], actions: tuple[Ref, ...], *, is_last: bool) -> Panel:
    rows = tuple(PanelRow(line, tuple(action in line.actions for action in actions)) for line in lines)
    return Panel(actions, rows, is_last)
