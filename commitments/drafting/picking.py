"""Putting items in order, and under another theme."""

from __future__ import annotations

from commitments.drafting.editing.write import editing
from commitments.drafting.ordering import put, swap
from commitments.models import Draft, Item, Pledge, User, menu

ACTION = Item.Kind.ACTION
LAST = 10_000
"""A position beyond the end of every list"""


def move(item: Item, direction: str, *, section: str, by: User) -> None:
    """Move a chosen item `up` or `down` among its chosen neighbours: same kind, theme and objective."""
    with editing(item.pledge, section, by=by) as draft:
        swap(neighbours(draft, item.key), draft.items[item.key], direction)


def place(item: Item, position: int, *, section: str, by: User) -> None:
    """Put a chosen item at a position among its chosen neighbours: from 1, and beyond the last is the last."""
    with editing(item.pledge, section, by=by) as draft:
        put(neighbours(draft, item.key), draft.items[item.key], position)


def neighbours(draft: Draft, key: str) -> list[Item]:
    """Return the chosen items of an item's list in order, itself among them if it is chosen."""
    own = draft.items[key]
    return [
        item
        for item in draft.in_order()
        if item.chosen
        and (item.kind, item.parent_id, item.theme_id, item.theme_name)
        == (own.kind, own.parent_id, own.theme_id, own.theme_name)
    ]


def headings(draft: Draft) -> list[str]:
    """Return every heading of the plan in order, as Menu.heading says them: the model's, the drafter's own, none."""
    offered = menu(draft.pledge.model_text)
    model = [offered.heading(theme.pk, "") for theme in offered.themes]
    own = [item.theme_name for item in draft.in_order() if item.chosen and item.kind == ACTION and not item.theme_id]
    return [*model, *(offered.heading(None, name) for name in dict.fromkeys([*own, ""]))]


def move_in_plan(pledge: Pledge, key: str, direction: str, *, by: User) -> None:
    """Move an action of the pledge `up` or `down`, one of the drafter's own also to the theme before or after."""
    with editing(pledge, "actions", by=by) as draft:
        item = _action(draft, key)
        if item is None:
            return
        row = neighbours(draft, key)
        if item is not row[0 if direction == "up" else -1]:
            swap(row, item, direction)
            return
        there = headings(draft)
        now = menu(pledge.model_text).heading(item.theme_id, item.theme_name)
        goal = there.index(now) + (-1 if direction == "up" else 1)
        if not item.clause_id and 0 <= goal < len(there):
            _put_under(draft, item, there[goal], LAST if direction == "up" else 1)


def put_under(pledge: Pledge, key: str, heading: str, position: int, *, by: User) -> None:
    """Move an own action of the pledge to a position under a heading of Menu.heading: from 1; beyond the last is last.

    A clause stays under the model's theme: the pledge's file names no theme for it.
    """
    with editing(pledge, "actions", by=by) as draft:
        item = _action(draft, key)
        if item and not item.clause_id and heading in headings(draft):
            _put_under(draft, item, heading, position)


def _action(draft: Draft, key: str) -> Item | None:
    item = draft.items.get(key)
    return item if item and item.chosen and item.kind == ACTION else None


def _put_under(draft: Draft, item: Item, heading: str, position: int) -> None:
    item.theme_id, item.theme_name = menu(draft.pledge.model_text).under(heading)
    item.position = draft.end()
    put(neighbours(draft, item.key), item, position)
