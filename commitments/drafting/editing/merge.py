"""Saving the fields of a page, merged with what others saved since the page was drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from commitments.drafting.editing import checks, gone, prose, rows
from commitments.drafting.editing.edit import Conflict, Edit, Saved, UnknownVersionError, conflict_of
from commitments.drafting.editing.target import Column, ItemField, Target
from commitments.drafting.editing.write import editing
from commitments.models import Change, Draft, Pledge, User
from commitments.models.draft import BLANKS_SECTION
from commitments.models.row import RowName
from commitments.text.dates import last_month

SPANS = (("period_start", "period_end"), ("start", "end"))
"""Columns of which the second may not be before the first"""


def save(pledge: Pledge | Draft, section: str, edits: Sequence[Edit], *, by: User, page: str = "") -> Saved:
    """Write the edits of one page of `section`; return what came of it.

    `page` names the opened page, where its script says so. What others saved since is kept: a field that only they
    changed stays theirs, one that only this page changed becomes as it says. Of a text that both changed at different
    places both changes are written; any other field that both changed is not written, but returned as a conflict. So
    is what was typed for something that they took out. An item that was never in the pledge is added at the end; an
    addition brings its objective along, and an objective that goes takes its additions with it. Where every blank is
    filled like that already, nobody saved anything.
    Raises WrongStateError, TextRefusedError and UnknownVersionError; then nothing is written.
    """
    as_given = pledge if isinstance(pledge, Draft) else Draft(pledge)
    as_read = as_given.pledge.version_of(section)
    edits = [edit if edit.based_on is not None else replace(edit, based_on=as_read) for edit in edits]
    if section == BLANKS_SECTION and all(
        edit.based_on == as_read and edit.target.now(as_given) == edit.value for edit in edits
    ):
        return Saved(as_read)
    with editing(pledge, section, by=by) as draft:
        draft.page = page
        past = _past(draft.pledge, section, edits, page, by)
        is_picking = any(_is_picking(edit) for edit in edits)
        chosen = {key for key, item in draft.items.items() if item.chosen} if is_picking else set()
        conflicts, merged = list[Conflict](), list[Edit]()
        # Emptied fields last: a row that went meanwhile, and into which words were typed, is there again by then.
        for edit in sorted(edits, key=lambda edit: edit.value in ("", None)):
            asked = {each.edit.target.row for each in conflicts if each.is_gone}
            conflict = _ask(draft, edit, past, asked) or _merge(draft, edit, past, merged, by)
            if conflict:
                conflicts.append(conflict)
        if past:
            conflicts += _take_back(draft, edits, past)
        if is_picking:
            rows.keep_additions_with_objectives(draft, chosen)
        checks.check_outcome(draft, edits)
    return Saved(draft.pledge.version_of(section), tuple(conflicts), past.others() if past else (), tuple(merged))


def _is_picking(edit: Edit) -> bool:
    return edit.puts_back or (isinstance(edit.target, ItemField) and edit.target.column == "chosen")


class LaterChanges:
    """What was changed in a section since a version of it. One query."""

    def __init__(self, pledge: Pledge, section: str, version: int, page: str, me: User) -> None:
        since = Change.objects.filter(pledge=pledge, section=section, version__gt=version).select_related("by")
        self.changes = list(since.order_by("pk"))
        self.page, self.me = page, me

    def of(self, target: Target, version: int) -> list[Change]:
        """Return the changes of a field since `version`, the first one first.

        Those of the page itself are none: it knew of them, or the answer got lost on the way.
        """
        changes = self.of_row(target, version)
        return [change for change in changes if change.before is None or target.is_concerned(change.before)]

    def of_row(self, target: Target, version: int) -> list[Change]:
        """Return the changes of whatever field of the row to which a field belongs."""
        row = str(target.row)
        since = (change for change in self.changes if change.version > version and change.row == row)
        return [change for change in since if not (self.page and change.page == self.page)]

    def others(self) -> tuple[str, ...]:
        others = (change for change in self.changes if change.by_id != self.me.pk)
        return tuple(dict.fromkeys(str(change.by or "–") for change in others))


def _past(pledge: Pledge, section: str, edits: Iterable[Edit], page: str, me: User) -> LaterChanges | None:
    """Return what was saved since the page was drawn; None where that is nothing. Raises UnknownVersionError."""
    now = pledge.version_of(section)
    versions = {edit.based_on or 0 for edit in edits}
    if any(not 0 <= version <= now for version in versions):
        raise UnknownVersionError(
            _("This page is based on a version that is not known here. Open it anew, and type your changes again.")
        )
    return LaterChanges(pledge, section, min(versions), page, me) if versions and min(versions) < now else None


def _ask(draft: Draft, edit: Edit, past: LaterChanges | None, asked: Collection[RowName]) -> Conflict | None:
    """Put back to what an edit belongs, where its author said so; return what they have to be asked about it."""
    target = edit.target
    if edit.puts_back:
        gone.put_back(draft, edit)
    elif past:
        changes = past.of_row(target, edit.based_on or 0)
        return gone.ask(draft, edit, changes, past.me, is_asked=target.row in asked)
    return None


def _merge(draft: Draft, edit: Edit, past: LaterChanges | None, merged: list[Edit], me: User) -> Conflict | None:
    """Write one edit into the draft, or return why it can't be. `merged` takes what is written with others' words."""
    target, mine, version = edit.target, edit.value, edit.based_on or 0
    theirs = target.now(draft)
    if theirs == mine:
        return None
    changes = past.of(target, version) if past else []
    is_there = not target.needs_row(mine) or draft.find(target.row) is not None
    if changes or edit.over is not None:
        base = target.before(draft, changes) if edit.over is None else edit.over
        if base == mine:
            return None
        if is_there and target.differs(base, theirs):
            together = prose.merge(target, base, mine=mine, theirs=theirs)
            if not (together and together.is_clear):
                by = changes[-1].by if changes else _last_author(draft, target, me)
                return conflict_of(edit, base, theirs, by=by, me=me, proposal=together.text if together else "")
            mine = prose.as_official(draft, target, together.text)
    if is_there or rows.restore_row(draft, edit):
        target.write(draft, mine)
        if mine != edit.value:
            merged.append(replace(edit, value=target.now(draft)))
    return None


def _last_author(draft: Draft, target: Target, me: User) -> User | None:
    """Return who else changed a field's row last."""
    changes = Change.objects.filter(pledge=draft.pledge, row=str(target.row)).exclude(by=me).select_related("by")
    last = changes.order_by("pk").last()
    return last.by if last else None


def _take_back(draft: Draft, edits: Iterable[Edit], past: LaterChanges) -> Iterator[Conflict]:
    """Take back a year or a month that doesn't go with the other one of its span, which was changed meanwhile."""
    for edit in edits:
        target = edit.target
        span = next((span for span in SPANS if target.column in span), None) if isinstance(target, Column) else None
        if not span or not isinstance(target, Column):
            continue
        row, before = draft.find(target.row), draft.was(target.row).get(target.column)
        if row is None or before in (None, getattr(row, target.column)):
            continue
        first, last = (str(getattr(row, name)) for name in span)
        others = past.of(target.beside(span[1] if target.column == span[0] else span[0]), 0)
        if others and first and last and last_month(last) < first:
            target.write(draft, before)
            yield conflict_of(edit, before, before, by=others[-1].by, me=past.me)
