"""What the secretariat writes into the directory by hand: saved, noted, and kept when the library is loaded again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model

from commitments.library import changes
from commitments.library.loading import renew_editions
from commitments.models import User

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
