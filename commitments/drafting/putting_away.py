"""Putting a pledge away: a draft that nobody was asked to sign is deleted, any other one archived; and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.drafting.editing.write import WrongStateError
from commitments.models import Mail, Pledge
from commitments.people.mail.queue import hold_back

KEPT_FOR = timedelta(days=30)
"""How long a deleted pledge can be brought back"""


def can_be_deleted(pledge: Pledge) -> bool:
    """Whether a pledge is a draft that nobody was ever asked to sign. A query for a draft that has a trail."""
    return pledge.is_editable and not (pledge.trail_head and pledge.revisions.exists())


def delete(pledge: Pledge) -> None:
    """Delete a draft that nobody was ever asked to sign: it is gone for all, and its links say so.

    It can be brought back for 30 days. Mails that still wait never go. Deleted again, it stays as it is. Raises
    WrongStateError.
    """
    with _locked(pledge) as now:
        if now.deleted_at is None:
            if not can_be_deleted(now):
                raise WrongStateError(
                    _("Only a draft that nobody was asked to sign can be deleted. Archive this pledge instead.")
                )
            now.deleted_at = timezone.now()
            now.save(update_fields=["deleted_at"])
            hold_back(Mail.objects.filter(invitation__pledge=now))


def archive(pledge: Pledge) -> None:
    """Put a pledge into the list of archived ones, in any state; all else stays. Raises WrongStateError if deleted."""
    with _locked(pledge) as now:
        if now.deleted_at:
            raise WrongStateError(_("This pledge was deleted. Bring it back first."))
        if now.archived_at is None:
            now.archived_at = timezone.now()
            now.save(update_fields=["archived_at"])


def bring_back(pledge: Pledge) -> None:
    """Make a deleted or archived pledge one of the current ones. WrongStateError 30 days after it was deleted."""
    with _locked(pledge) as now:
        if now.deleted_at and now.deleted_at <= lost_before():
            raise WrongStateError(_("This pledge was deleted more than 30 days ago. It can’t be brought back."))
        now.deleted_at = now.archived_at = None
        now.save(update_fields=["deleted_at", "archived_at"])


def lost_before() -> datetime:
    """Return until when a pledge must have been deleted to be lost now."""
    return timezone.now() - KEPT_FOR


@contextmanager
def _locked(pledge: Pledge) -> Iterator[Pledge]:
    """Yield the pledge as it is now, under its lock; the given one is as the database has it afterwards."""
    with transaction.atomic():
        now = Pledge.objects.locked().get(pk=pledge.pk)
        yield now
    pledge.archived_at, pledge.deleted_at = now.archived_at, now.deleted_at
