"""Up and down within a list that has positions."""

from __future__ import annotations

from typing import Any


def swap(row: list[Any], thing: Any, direction: str) -> None:
    """Exchange the positions of `thing` and its neighbour `up` or `down` in `row`, rows of one model in order.

    At either end of the row, or when `thing` isn't in it, nothing happens.
    """
    places = [place for place, other in enumerate(row) if other.pk == thing.pk]
    neighbour = places[0] + (-1 if direction == "up" else 1) if places else -1
    if not 0 <= neighbour < len(row):
        return
    first, second = row[places[0]], row[neighbour]
    first.position, second.position = second.position, first.position
    type(thing).objects.bulk_update([first, second], ["position"])
