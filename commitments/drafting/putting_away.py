"""Putting a pledge away: a draft that nobody was asked to sign is deleted, any other one archived; and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.drafting.editing.write import WrongStateError
from commitments.models import (
    Change,
    Comment,
    Invitation,
    Item,
    Mail,
    NamedVersion,
    Notice,
    Party,
    Pledge,
    ResourceLine,
    Revision,
)
from commitments.models.negotiation import NegotiationTable
from commitments.people.mail.queue import hold_back

KEPT_FOR = timedelta(days=30)
"""How long a deleted pledge can be brought back"""

AT_ONCE = 100
"""How many lost drafts are removed in one go: the others the next time"""
WRITTEN: tuple[type[Model], ...] = (
    *(Item, Party, ResourceLine, Change, NamedVersion, Comment, NegotiationTable, Notice, Invitation),
)
"""The tables whose rows hang on a pledge and hold what people wrote and whom they invited; in this order, as some of
them refer to others"""
WORDS = (
    *("title", "region", "introduction", "opening", "resources_text", "blank_fillings", "sections", "set_aside"),
    *("staying", "readers", "search_text", "has_open_table"),
)
"""The columns of a pledge that hold what was written, or who reads it"""


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


def remove_lost() -> int:
    """Remove the drafts that were deleted more than 30 days ago, at most AT_ONCE of them; return how many.

    None that ever went round: its trail, its texts and what was signed stay for good. Of a draft to which somebody was
    invited, the trail stays with the reference, as the database lets nobody take an entry of a trail away; all that
    was written is removed with the links.
    """
    kept = _lost().values_list("pk", flat=True).order_by("deleted_at")[:AT_ONCE]
    return sum(_remove(pk) for pk in list(kept))


def _lost() -> QuerySet[Pledge]:
    """Return the deleted drafts that nobody can bring back, and of which there is something to remove."""
    lost = Pledge.objects.filter(deleted_at__lte=lost_before(), status=Pledge.Status.DRAFT)
    never_went_round = lost.filter(~Exists(Revision.objects.filter(pledge=OuterRef("pk"))))
    of_it = [Exists(table._base_manager.filter(pledge=OuterRef("pk"))) for table in WRITTEN]
    return never_went_round.filter(reduce(or_, [Q(trail_head=""), ~Q(title=""), *map(Q, of_it)]))


def _remove(pk: int) -> bool:
    """Whether the pledge was still lost, once nobody else could change anything; then it is removed."""
    with transaction.atomic():
        pledge = Pledge.objects.locked().filter(pk=pk, pk__in=_lost().values("pk")).first()
        if pledge and not pledge.trail.exists():
            pledge.delete()
        elif pledge:
            for table in WRITTEN:
                table._base_manager.filter(pledge=pledge).delete()
            fresh = Pledge()
            empty = {name: getattr(fresh, name) for name in WORDS}
            Pledge.objects.filter(pk=pk).update(**empty, regional_group=None, created_by=None, line_bytes=0)
    return pledge is not None


@contextmanager
def _locked(pledge: Pledge) -> Iterator[Pledge]:
    """Yield the pledge as it is now, under its lock; the given one is as the database has it afterwards."""
    with transaction.atomic():
        now = Pledge.objects.locked().get(pk=pledge.pk)
        yield now
    pledge.archived_at, pledge.deleted_at = now.archived_at, now.deleted_at
