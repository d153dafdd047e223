"""Taking a removal back: what one save took out of a pledge comes back as it stood."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from commitments.drafting.editing.write import editing
from commitments.drafting.parties import is_same
from commitments.models import Change, Draft, Item, Pledge, User
from commitments.models.draft import State
from commitments.models.row import RowName, Table
from commitments.text.limits import MAX_PLEDGE_PARTIES, MAX_RESOURCE_LINES, TextRefusedError

ROWS_THAT_GO = (Table.PARTY, Table.LINE)
"""Whose rows are deleted when they are taken out; an item stays, and is not chosen any more"""


def undo_removal(pledge: Pledge, section: str, version: int, *, by: User) -> list[RowName]:
    """Bring back what the save took out that led to this version of the section; return what came, in its order.

    That is a party, a resource line, an item with its additions. What is there again is left as it is, and so is all
    else that the save changed. Raises WrongStateError, and TextRefusedError where the pledge has no room for it now.
    """
    with editing(pledge, section, by=by) as draft:
        removed = Change.objects.filter(pledge=pledge, section=section, version=version).order_by("pk")
        state = draft.state()
        back = [
            name for change in removed if (name := RowName.of(change.row)) and _put_back(draft, state, name, change)
        ]
        if back:
            draft.become(state)
            _check_room(draft)
    return back


def _put_back(draft: Draft, state: State, name: RowName, change: Change) -> bool:
    """Whether a save took this row out and it is still gone; then it is put into the state."""
    before = change.before or {}
    if name.table in ROWS_THAT_GO and draft.find(name) is None and "position" in before and len(before) > 1:
        if name.table == Table.PARTY and _is_there_again(draft, name, state, before):
            return False
        state[str(name)] = before
        return True
    item = draft.find(name) if name.table == Table.ITEM else None
    if item is None or item.chosen or not before.get("chosen"):
        return False
    state[str(name)] = {**state[str(name)], "chosen": True}
    state.update(_objective_of(draft, item, state))
    return True


def _is_there_again(draft: Draft, name: RowName, state: State, before: State) -> bool:
    """Whether the party was added anew meanwhile, under another key."""
    past = draft.copy()
    past.become({**state, str(name): before})
    gone = past.parties[name.key]
    return any(is_same(gone, party) for party in draft.parties.values())


def _objective_of(draft: Draft, item: Item, state: State) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the objective of an addition, in the pledge: without it no addition is printed."""
    for other in draft.items.values():
        if item.parent_id and other.pk == item.parent_id:
            row = str(RowName(Table.ITEM, other.key))
            yield row, {**state[row], "chosen": True}


def _check_room(draft: Draft) -> None:
    if len(draft.parties) > MAX_PLEDGE_PARTIES:
        raise TextRefusedError(_("A pledge has at most %d parties. Remove some first.") % MAX_PLEDGE_PARTIES)
    if len(draft.lines) > MAX_RESOURCE_LINES:
        message = _("A pledge has at most %d resource lines. Take some out first.")
        raise TextRefusedError(message % MAX_RESOURCE_LINES)
