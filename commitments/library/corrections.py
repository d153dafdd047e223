"""What the secretariat writes into the directory by hand: saved, noted, and kept when the library is loaded again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from commitments.library import changes
from commitments.library.loading import renew_editions
from commitments.models import LibraryChange, User

IDENTITY = frozenset({"iso2", "iso3", "code", "slug", "state"})
"""What names a row in fixtures, files and signed texts: never changed"""


@dataclass(frozen=True)
class Corrected:
    """What became of what somebody wrote of an entry."""

    is_changed: bool
    """Whether anything was written"""
    theirs: Mapping[str, Any]
    """What others wrote in columns that this page left as it found them: it stays"""
    conflicts: Mapping[str, Any]
    """What others wrote in columns that this page changed otherwise: where there is one, nothing was written"""


def correct(row: Model, *, seen: int | None, by: User) -> Corrected:
    """Save one entry of the directory as somebody wrote it, and note what is other now.

    `seen`: the primary key of the newest change that they had seen; None where that isn't known, and all is saved.
    Signed texts stay as they were signed: they hold the names of their day.
    """
    with transaction.atomic():
        stored = type(row)._base_manager.select_for_update().get(pk=row.pk)
        theirs, conflicts = {}, {}
        for column, was in _since(stored, seen).items():
            mine, now = getattr(row, column), getattr(stored, column)
            if mine == was:
                theirs[column] = now
                setattr(row, column, now)
            elif mine != now:
                conflicts[column] = now
        return Corrected(not conflicts and _write(row, by=by), theirs, conflicts)


def _write(row: Model, *, by: User) -> bool:
    """Return whether anything is other now."""
    before = changes.snapshot()
    row.save()
    is_changed = changes.note_hand_edit(row, before, by=by) is not None
    if is_changed:
        renew_editions()
    return is_changed


def changes_of(row: Model) -> QuerySet[LibraryChange]:
    """Return what became of one entry of the directory, the newest first."""
    key = " ".join(row.natural_key())  # type: ignore[attr-defined]  # each of them has one
    return LibraryChange.objects.filter(table=row._meta.label_lower, key=key)


def _since(row: Model, seen: int | None) -> Mapping[str, Any]:
    """Return what stood in each column of an entry that was changed after a change that somebody has seen."""
    if seen is None:
        return {}
    later = changes_of(row).filter(pk__gt=seen)  # the newest first, so that the oldest of a column is what is kept
    return {column: was for change in later for column, (was, _now) in change.columns.items()}
