"""Places within a list that has positions."""

from __future__ import annotations

from typing import Any


def put(row: list[Any], thing: Any, place: int) -> None:
    """Put `thing` at `place` in `row`, rows of one model in order; from 1, and beyond the end is the end.

    The others keep their order. The row keeps the positions that it has, so what stands between in other lists stays
    there; where two share one, the later gets the next. Nothing happens when `thing` isn't in the row.
    """
    moved = [other for other in row if other.pk == thing.pk]
    if not moved:
        return
    others = [other for other in row if other.pk != thing.pk]
    ordered = [*others[: place - 1], moved[0], *others[place - 1 :]]
    changed, last = [], -1
    for other, position in zip(ordered, [other.position for other in row], strict=True):
        last = max(position, last + 1)
        if other.position != last:
            other.position = last
            changed.append(other)
    type(thing).objects.bulk_update(changed, ["position"])


def swap(row: list[Any], thing: Any, direction: str) -> None:
    """Exchange `thing` and its neighbour `up` or `down` in `row`, rows of one model in order.

    At either end of the row, or when `thing` isn't in it, nothing happens.
    """
    place = next((place for place, other in enumerate(row, start=1) if other.pk == thing.pk), 0)
    goal = place + (-1 if direction == "up" else 1)
    if place and 1 <= goal <= len(row):
        put(row, thing, goal)
