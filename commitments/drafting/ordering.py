"""Places within a list that has positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def put(row: Sequence[Any], thing: Any, place: int) -> None:
    """Put `thing` at `place` in `row`, rows of one model in order; from 1, and beyond the end is the end.

    The others keep their order. The row keeps the positions that it has, so what stands between in other lists stays
    there; where two share one, the later gets the next. Nothing happens when `thing` isn't in the row.
    """
    if thing not in row:
        return
    others = [other for other in row if other is not thing]
    ordered = [*others[: place - 1], thing, *others[place - 1 :]]
    last = -1
    for other, position in zip(ordered, [other.position for other in row], strict=True):
        last = max(position, last + 1)
        other.position = last


def swap(row: Sequence[Any], thing: Any, direction: str) -> None:
    """Exchange `thing` and its neighbour `up` or `down` in `row`, rows of one model in order.

    At either end of the row, or when `thing` isn't in it, nothing happens.
    """
    place = next((place for place, other in enumerate(row, start=1) if other is thing), 0)
    goal = place + (-1 if direction == "up" else 1)
    if place and 1 <= goal <= len(row):
        put(row, thing, goal)
