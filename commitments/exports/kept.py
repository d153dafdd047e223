"""The signed PDF of a pledge: made once, when it is first asked for, and the same bytes ever after.

With an annex it is made anew each time, as a trail grows; of that its digest is kept, so that it is known again, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from commitments import document
from commitments.document import PledgeDocument
from commitments.document.trail import Trail
from commitments.exports.registry import FORMATS, CannotExportError, Format
from commitments.models import Actor, AnnexedCopy, Pledge, PublicCopy, Revision, SignedCopy, TrailEntry
from commitments.models.linked_frameworks import LinkedFrameworks
from commitments.trail.record import record

PDF = FORMATS["pdf"]
Copy = TypeVar("Copy", SignedCopy, PublicCopy, AnnexedCopy)
KINDS: Mapping[type[Model], TrailEntry.Kind] = {
    SignedCopy: TrailEntry.Kind.COPIED,
    PublicCopy: TrailEntry.Kind.PUBLIC_COPIED,
    AnnexedCopy: TrailEntry.Kind.ANNEXED,
}
"""What the trail calls it when a file is kept, or the digest of one"""


class NoSignedCopyError(CannotExportError):
    """There is no signed PDF: not every party has signed this text, or it was taken back since."""


def signed_copy(pledge: Pledge, *, revision: Revision | None = None) -> SignedCopy:
    """Return the signed PDF of an agreed or submitted pledge, with all signatures that stand on it now.

    It is kept when it is made, and never made again; a further party's signature on an open pledge makes one of its
    own, and the older ones stay. With `revision`, of that text alone. Raises NoSignedCopyError, and
    CannotExportError where it can't be made.
    """
    signed = document.current(pledge)
    if not signed or pledge.status not in document.AGREED or (revision and revision != signed):
        raise NoSignedCopyError(
            _("There is no signed PDF: not every party has signed this text, or it was taken back.")
        )
    printed = document.of_revision(signed, status=pledge.status)
    assert printed.seal  # noqa: S101  of_revision seals
    count = len(printed.seal.signed)
    kept = SignedCopy.objects.filter(revision=signed, signatures=count).first()
    if kept:
        return kept
    content = PDF.render(printed)  # outside of any lock: it takes its time
    return _keep(SignedCopy, pledge, signed, {"signatures": count}, _of(content))


def _of(content: bytes) -> dict[str, Any]:
    return {"content": content, "digest": document.digest(content)}


def _keep(model: type[Copy], pledge: Pledge, revision: Revision, same: dict[str, Any], columns: dict[str, Any]) -> Copy:
    """Keep a file, and note it in the trail. Of two that make it at once, both give out what the first one kept."""
    with transaction.atomic():
        Pledge.objects.locked().only("pk").get(pk=pledge.pk)
        copy, is_new = model._default_manager.get_or_create(revision=revision, **same, defaults=columns)
        if is_new:
            record(pledge, KINDS[model], Actor(), revision=revision, rows=[copy])
    return copy


def public_copy(pledge: Pledge, *, revision: Revision) -> bytes:
    """Return the signed PDF as anybody may have it: without further parties who have not agreed to be named.

    While all agree it is the signed copy itself. Else it is kept when it is made, as that is. Raises as signed_copy.
    """
    shown, named = _shown(pledge, revision)
    if not named or pledge.status not in document.AGREED:
        return bytes(signed_copy(pledge, revision=revision).content)
    kept = PublicCopy.objects.filter(revision=revision, named=named).first()
    if not kept:
        content = PDF.render(shown)
        kept = _keep(PublicCopy, pledge, revision, {"named": named}, _of(content))
    return bytes(kept.content)


def kept_public_copy(pledge: Pledge, *, revision: Revision) -> bytes | None:
    """Return the same where it was made before; None where nobody asked for it yet."""
    shown, named = _shown(pledge, revision)
    if pledge.status not in document.AGREED or not shown.seal:
        return None
    copies = revision.public_copies.filter(named=named) if named else None
    count = len(shown.seal.signed)
    kept = copies.first() if copies is not None else revision.copies.filter(signatures=count).first()
    return bytes(kept.content) if kept else None


def _shown(pledge: Pledge, revision: Revision) -> tuple[PledgeDocument, str]:
    """Return a text as anybody may read it, and a hash of who is named, which is empty while all are."""
    shown = document.of_revision(revision, status=pledge.status, is_public=True)
    assert shown.seal  # noqa: S101  of_revision seals
    if len(shown.seal.signed) == revision.signatures.count():
        return shown, ""
    return shown, document.digest(document.canonical([signed.party_key for signed in shown.seal.signed]))


def as_file(
    pledge: Pledge,
    printed: PledgeDocument,
    file_format: Format,
    *,
    library: LinkedFrameworks | None = None,
    trail: Trail | None = None,
) -> bytes:
    """Return a pledge as a file, `printed` being its document; with pictures, or a trail, where one is given.

    The PDF of a text that every party has signed is its signed copy; of one with an annex, the digest is kept before it
    is given out. Raises CannotExportError.
    """
    if file_format != PDF or not printed.is_agreed or not printed.seal:
        return file_format.make(printed, library, trail)
    if not library and not trail:
        return bytes(signed_copy(pledge).content)
    content = file_format.make(printed, library, trail)
    if not AnnexedCopy.objects.filter(digest=document.digest(content)).exists():
        revision = pledge.revisions.get(number=printed.seal.revision)
        columns = {
            "annex": AnnexedCopy.Annex.TRAIL if trail else AnnexedCopy.Annex.PICTURES,
            "signatures": len(printed.seal.signed),
        }
        same = {"digest": document.digest(content)}
        _keep(AnnexedCopy, pledge, revision, same, columns)
    return content
