"""What the secretariat writes into the directory by hand: saved, noted, and kept when the library is loaded again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from commitments.library import changes
from commitments.library.loading import renew_editions
from commitments.models import LibraryChange, User

IDENTITY = frozenset({"iso2", "iso3", "code", "slug", "state"})
"""What names a row in fixtures, files and signed texts: never changed"""


def correct(row: Model, *, by: User) -> bool:
    """Save one entry of the directory as somebody wrote it, and note what is other now; return whether anything is.

    Signed texts stay as they were signed: they hold the names of their day.
    """
    with transaction.atomic():
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


def since(row: Model, seen: int) -> Mapping[str, Any]:
    """Return what stood in each column of an entry that was changed after a change that somebody has seen."""
    later = changes_of(row).filter(pk__gt=seen)  # the newest first, so that the oldest of a column is what is kept
    return {column: was for change in later for column, (was, _now) in change.columns.items()}
