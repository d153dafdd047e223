"""What every change to a pledge has in common: one lock, the difference written, and what stood there before kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.drafting.editing import checks
from commitments.drafting.editing.lock import locked_draft
from commitments.drafting.editing.staying import lapse
from commitments.drafting.readers import note_saving
from commitments.drafting.search_words import concerned, index
from commitments.models import Change, Draft, Item, Pledge, User
from commitments.models.draft import TABLES, ChangedRow
from commitments.models.row import PLEDGE_ROW, Table
from commitments.text import blanks


class WrongStateError(Exception):
    """The pledge can't be changed in its present state."""


@contextmanager
def editing(pledge: Pledge | Draft, section: str, *, by: User) -> Iterator[Draft]:
    """One change to a pledge: change the rows of the Draft that this yields; what is different then is written.

    Locks the pledge and reads it anew, unless a Draft that is locked already is given. Refuses unless it is a draft
    still. Keeps what stood there before (Change), counts the versions of the sections that changed and notes who saved
    `section`. The given pledge is as the database has it afterwards. Raises WrongStateError; a pledge that would grow
    over its limits raises limits.TextRefusedError. Then nothing is written.
    """
    locked = pledge if isinstance(pledge, Draft) and pledge.is_locked else None
    with transaction.atomic(savepoint=locked is None):  # who locked it undoes all when something is refused
        draft = locked or locked_draft(pledge.pledge if isinstance(pledge, Draft) else pledge)
        if draft.pledge.deleted_at:
            raise WrongStateError(_("This pledge was deleted. Bring it back before you change it."))
        if not draft.pledge.is_editable:
            raise WrongStateError(_("This pledge is no longer a draft. Reopen it before you change it."))
        yield draft
        _write(draft, section, by)
    given = pledge.pledge if isinstance(pledge, Draft) else pledge
    if given is not draft.pledge:
        for field in Pledge._meta.concrete_fields:
            setattr(given, field.attname, getattr(draft.pledge, field.attname))


def correct_signatory(pledge: Pledge, key: str, *, old: str, new: str, by: User) -> None:
    """Write another address of a party's signatory, where it has the old one; also while the text goes round.

    The address is no part of what is signed. The history has it as any other change. Locks the pledge.
    """
    with transaction.atomic():
        draft = locked_draft(pledge)
        party = draft.parties.get(key)
        if party:
            party.readdress(old, new)
            _write(draft, "parties", by)


def _write(draft: Draft, section: str, by: User) -> None:
    lapse(draft)
    pledge, touched = draft.pledge, list(draft.touched())
    tables = {row_change.row.table for row_change in touched}
    if tables & {Table.LINE, Table.BLANK}:
        count_lines(draft)
    if touched:
        checks.check_size(draft)
    saved = timezone.now()
    _note(pledge, section, touched, by=by, at=saved)
    for table in [table for table in TABLES if table in tables]:
        _write_rows(draft, table, [row_change for row_change in touched if row_change.row.table == table])
    fields = _pledge_fields(draft, touched)
    if note_saving(pledge, by, section):
        fields.append("readers")
    written = {name: getattr(pledge, name) for name in ("sections", "updated_at", *fields)}
    Pledge.objects.filter(pk=pledge.pk).update(**written)
    Change.objects.bulk_create(
        Change(
            pledge=pledge,
            section=row_change.section,
            version=pledge.version_of(row_change.section),
            row=str(row_change.row),
            before=row_change.before,
            by=by,
            page=draft.page,
            at=saved,
        )
        for row_change in touched
    )
    draft.settle(touched)


def _note(pledge: Pledge, section: str, touched: Sequence[ChangedRow], *, by: User, at: datetime) -> None:
    """Count the versions of the sections that changed, and note who saved them and `section`, in memory."""
    sections = list(dict.fromkeys(change.section for change in touched))
    for slug in sections:
        pledge.note(slug, version=pledge.version_of(slug) + 1)
    for slug in dict.fromkeys([section, *sections]):
        pledge.note(slug, saved_by=by.pk, saved_at=at.isoformat())
    pledge.updated_at = at


def _pledge_fields(draft: Draft, touched: Sequence[ChangedRow]) -> list[str]:
    """Return the columns of the pledge itself that a change concerns; index the words by which it is found."""
    tables = {change.row.table for change in touched}
    fields = [column for change in touched if change.row == PLEDGE_ROW for column in change.before or ()]
    fields += ["blank_fillings"] if Table.BLANK in tables else []
    fields += ["staying"] if Table.STAYING in tables else []
    fields += ["line_bytes"] if tables & {Table.LINE, Table.BLANK} else []
    fields += ["set_aside"] if draft.set_aside else []
    found_by = concerned(touched)
    fields += ["search_text"] if found_by and index(draft, found_by) else []
    return fields


def _write_rows(draft: Draft, table: Table, touched: Sequence[ChangedRow]) -> None:
    """Write the rows of one table: the new ones, the changed columns of others; remove those that are gone."""
    rows, (_attribute, model) = draft.rows(table), TABLES[table]
    before_by_key = {each.row.key: each.before for each in touched}
    gone = [key for key in before_by_key if key not in rows]
    if gone:
        model._default_manager.filter(pledge=draft.pledge, key__in=gone).delete()
    _create(model, [rows[key] for key, before in before_by_key.items() if before is None and key in rows])
    changed = [(rows[key], before) for key, before in before_by_key.items() if before and key in rows]
    if len(changed) == 1:
        row, before = changed[0]
        model._default_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in before})
    elif changed:
        names = {name for _row, before in changed for name in before}
        fields = [field.name for field in model._meta.concrete_fields if field.attname in names]
        model._default_manager.bulk_update([row for row, _before in changed], fields)


def _create(model: type[models.Model], rows: list[Any]) -> None:
    """Insert rows; objectives before the additions that hang on them."""
    additions = [row for row in rows if isinstance(row, Item) and row.parent is not None]
    model._default_manager.bulk_create([row for row in rows if row not in additions] if additions else rows)
    for addition in additions:
        addition.parent = addition.parent  # the objective has its primary key now
    if additions:
        model._default_manager.bulk_create(additions)


def count_lines(draft: Draft) -> None:
    """Set how much text the resource lines hold."""
    texts = [text for line in draft.lines.values() for text in (line.description, line.provider)]
    filled = draft.pledge.blank_fillings
    draft.pledge.line_bytes = sum(len(blanks.fill(text, filled).encode()) for text in texts)
