"""Words for what somebody took out of the pledge meanwhile: their author is asked, and says whether it comes back."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.drafting.editing import rows
from commitments.drafting.editing.edit import Conflict, Edit, conflict_of
from commitments.drafting.editing.target import ItemField, LineRemoval
from commitments.models import Change, Draft, User
from commitments.models.row import RowName, Table


def ask(draft: Draft, edit: Edit, changes: Sequence[Change], me: User, *, is_asked: bool) -> Conflict | None:
    """Return what its author has to be asked before an edit is written into an item, a line or a party that is gone.

    `changes`: those of the row that the page didn't know of, the first one first; `is_asked`: they are asked about
    another field of it, and an emptied one goes along. None where it is there, or was gone already when the page was
    drawn, or nothing was typed.
    """
    target, mine = edit.target, edit.value
    if not changes or isinstance(mine, bool) or isinstance(target, LineRemoval):
        return None
    if mine in ("", None) and not is_asked:
        return None
    if not is_gone(draft, target.row) or not _was_there(target.row, changes):
        return None
    concerned = [change for change in changes if change.before is None or target.is_concerned(change.before)]
    base = target.before(draft, concerned) if concerned else target.now(draft)
    if mine == base:
        return None
    taken_out = next(change for change in reversed(changes) if _takes_out(target.row, change))
    return conflict_of(edit, base, target.now(draft), by=taken_out.by, me=me, is_gone=True)


def is_gone(draft: Draft, row: RowName) -> bool:
    """Whether the pledge has no such line or party, or holds an item without having chosen it."""
    if row.table == Table.ITEM:
        item = draft.items.get(row.key)
        return item is not None and not item.chosen
    return row.table in (Table.LINE, Table.PARTY) and draft.find(row) is None


def put_back(draft: Draft, edit: Edit) -> None:
    """Let that to which an edit belongs be in the pledge, as it stood when it was taken out."""
    row = edit.target.row
    if row.table == Table.ITEM and row.key in draft.items:
        ItemField(row.key, "chosen").write(draft, value=True)
    elif is_gone(draft, row):
        rows.restore_row(draft, edit)


def _was_there(row: RowName, changes: Sequence[Change]) -> bool:
    """Whether the pledge had it before these changes."""
    if row.table == Table.ITEM:
        known = [change.before["chosen"] for change in changes if change.before and "chosen" in change.before]
        return bool(known and known[0])
    return changes[0].before is not None


def _takes_out(row: RowName, change: Change) -> bool:
    """Whether a change of a row that was there took it out."""
    before = change.before or {}
    return bool(before.get("chosen")) if row.table == Table.ITEM else "position" in before and len(before) > 1
