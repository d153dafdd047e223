"""Measuring: interleaved repetitions, minima of CPU time, ratios within one run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

DEPTHS = range(0, 40, 4)


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    name: str
    value: str
    target: str = ""
    is_met: bool | None = None
    """None: for information, or not measured"""


@dataclass
class Table:
    figures: list[Figure] = field(default_factory=list)

    def ratio(self, name: str, value: float, *, at_most: float = 0, at_least: float = 0) -> None:
        """Add a ratio with its target; without one it is for information."""
        target = f"<= {at_most:g}" if at_most else f">= {at_least:g}" if at_least else ""
        is_met = (not at_most or value <= at_most) and value >= at_least if target else None
        self.figures.append(Figure(name, f"{value:.2f}", target, is_met))

    def count(self, name: str, value: int, *, at_most: int = 0) -> None:
        """Add a number with its target; without one it is for information."""
        self.figures.append(
            Figure(name, f"{value:,}", f"<= {at_most:,}" if at_most else "", value <= at_most if at_most else None)
        )

    def missing(self, name: str, target: str, program: str) -> None:
        """Say that something was not measured, and why."""
        self.figures.append(Figure(name, f"not measured: {program} is not installed", target))

    def text(self) -> str:
        """Return the table, one figure a line."""
        verdicts = {True: "met", False: "MISSED", None: ""}
        rows = [("figure", "value", "target", "")]
        rows += [(each.name, each.value, each.target, verdicts[each.is_met]) for each in self.figures]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        return "\n".join(
            f"{name:<{widths[0]}}  {value:>{widths[1]}}  {target:<{widths[2]}}  {verdict}".rstrip()
            for name, value, target, verdict in rows
        )

    @property
    def is_missed(self) -> bool:
        return any(each.is_met is False for each in self.figures)


def cpu(
    tasks: Sequence[Callable[[], object]],
    rounds: int,
    clock: Callable[[], float] = time.process_time,
    before: Callable[[], object] | None = None,
) -> list[float]:
    """Return the least CPU seconds of each task in this process, or those of another clock; the tasks take turns.

    What is to be done `before` each task isn't measured.

    The same page can take twice as long by how deep the stack is when it begins, with hundreds of page faults: it
    looks as if CPython 3.11 takes and gives back a piece of its stack of frames each time a loop calls across the
    piece's edge. So the rounds start at different depths, for all tasks alike.
    """
    best = [float("inf")] * len(tasks)
    for task in tasks:
        task()
    for turn in range(rounds):
        for place, task in enumerate(tasks):
            if before:
                before()
            best[place] = min(best[place], _deeper(DEPTHS[turn % len(DEPTHS)], task, clock))
    return best


def _deeper(depth: int, task: Callable[[], object], clock: Callable[[], float]) -> float:
    if depth:
        return _deeper(depth - 1, task, clock)
    start = clock()
    task()
    return clock() - start
