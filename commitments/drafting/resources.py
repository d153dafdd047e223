"""Box D: what the pledge takes."""

from __future__ import annotations

from commitments.drafting.editing.write import editing
from commitments.drafting.ordering import put, swap
from commitments.models import Pledge, User


def move_line(pledge: Pledge, key: str, direction: str, *, by: User) -> None:
    """Move a resource line `up` or `down`."""
    with editing(pledge, "resources", by=by) as draft:
        swap(list(draft.lines.values()), draft.lines.get(key), direction)


def place_line(pledge: Pledge, key: str, position: int, *, by: User) -> None:
    """Put a resource line at a position: from 1, and beyond the last is the last."""
    with editing(pledge, "resources", by=by) as draft:
        put(list(draft.lines.values()), draft.lines.get(key), position)
