"""From a revision to the document that was frozen in it, with the signatures that stand on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from commitments.document.address import address
from commitments.document.freezing import thaw
from commitments.document.shape import AGREED, PledgeDocument, Seal, Signed
from commitments.models import Circulation, Pledge, Revision


def current(pledge: Pledge) -> Revision | None:
    """Return the revision that a pledge stands by: the one that was circulated last, unless it was reopened since.

    One query, and none for a draft.
    """
    if pledge.status == Pledge.Status.DRAFT:
        return None
    last = pledge.revisions.select_related("circulation").order_by("-number").first()
    return last if last and last.circulation.end != Circulation.End.REOPENED else None


def of_revision(revision: Revision, *, status: str, is_public: bool = False) -> PledgeDocument:
    """Return a revision's document, sealed: with its hash and its signatures. One query.

    `is_public`: without those of further parties who have not agreed to be named publicly.
    """
    document = thaw(revision.content, status=status)
    signed = () if revision.circulation.is_void else signatures(revision, is_public=is_public)
    page = address("verify", revision.code) if status in AGREED else ""
    return replace(document, seal=Seal(revision.number, revision.digest, page, signed))


def signatures(revision: Revision, *, is_public: bool = False) -> tuple[Signed, ...]:
    """Return every signature that was given on a revision, whether or not it still holds. One query.

    `is_public`: without those of further parties who have not agreed to be named publicly.
    """
    return tuple(
        Signed(
            party_key=row.party_key,
            party=row.party,
            name=row.name,
            title=row.title,
            at=row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            is_later=row.signature_request.is_later,
        )
        for row in revision.signatures.select_related("signature_request")
        if not is_public or row.signature_request.may_publish or not row.signature_request.is_later
    )
