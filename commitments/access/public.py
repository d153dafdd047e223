"""What anybody may read, who has the address of a text or looks into the register."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from commitments.document import AGREED
from commitments.models import Pledge, Revision

PUBLISHED = Q(published_at__isnull=False, status__in=AGREED)


def sealed_revision(code: str) -> Revision:
    """Return the revision whose short public address this is. Anybody may open it; it shows no text. Else 404."""
    revisions = Revision.objects.select_related("pledge__organisation", "circulation")
    revision = revisions.filter(code=code.upper()).first()
    if not revision:
        raise Http404
    return revision


def published_revision(code: str) -> Revision:
    """Return a revision whose text anybody who has its address may read; else 404."""
    return _published(sealed_revision(code))


def is_published(revision: Revision) -> bool:
    """Whether anybody may read the text of a revision: every party signed it and allowed that, and it still holds."""
    pledge = revision.pledge
    return bool(pledge.published_at) and pledge.status in AGREED and not revision.circulation.is_void


def joined_revision(code: str) -> Revision:
    """Return the text at whose public address further parties ask to sign it: every party has signed, and it stands.

    Anybody may look there. Whether one can ask now, signing/joining.py says. Else 404.
    """
    signed = Revision.objects.filter(code=code.upper(), circulation__end="", pledge__status__in=AGREED)
    revision = signed.select_related("pledge__organisation", "pledge__model_text", "circulation").first()
    if not revision:
        raise Http404
    return revision


def published_pledges() -> QuerySet[Pledge]:
    """Return the pledges of the public register: their texts anybody may read."""
    return Pledge.objects.filter(PUBLISHED)


def published_text(reference: str) -> Revision:
    """Return the revision of a pledge that anybody may read now; else 404."""
    revisions = Revision.objects.select_related("pledge__organisation", "pledge__model_text", "circulation")
    return _published(revisions.filter(pledge__reference=reference).order_by("-number").first())


def _published(revision: Revision | None) -> Revision:
    if not revision or not is_published(revision):
        raise Http404
    return revision
