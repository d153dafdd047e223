"""From a revision to the document that was frozen in it, with the signatures that stand on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import dropwhile

from commitments.document.address import address
from commitments.document.freezing import thaw
from commitments.document.shape import AGREED, PledgeDocument, Seal, Signed
from commitments.models import Circulation, Pledge, Revision, SignatureRequest, TrailEntry


def current(pledge: Pledge) -> Revision | None:
    """Return the revision that a pledge stands by: the one that was circulated last, unless it was reopened since.

    One query, and none for a draft.
    """
    if pledge.status == Pledge.Status.DRAFT:
        return None
    last = pledge.revisions.select_related("circulation").order_by("-number").first()
    return last if last and last.circulation.end != Circulation.End.REOPENED else None


def agreed_heads(revision: Revision) -> list[str]:
    """Return the trail's hash at the entry that a revision was agreed, then at each further party's signature.

    Printed, and sent by mail, they are what a trail is held against later. Nothing while not every party has signed.
    One query.
    """
    kinds = (TrailEntry.Kind.AGREED, TrailEntry.Kind.SIGNED)
    entries = TrailEntry.objects.filter(pledge=revision.pledge_id, revision=revision.number, kind__in=kinds)
    every = entries.order_by("number").values_list("kind", "hash")
    return [head for _kind, head in dropwhile(lambda entry: entry[0] != TrailEntry.Kind.AGREED, every)]


def of_revision(revision: Revision, *, status: str, is_public: bool = False) -> PledgeDocument:
    """Return a revision's document, sealed: with its hash and its signatures. Two queries at most.

    `is_public`: without those of further parties who have not agreed to be named publicly.
    """
    document = thaw(revision.content, status=status)
    signed = () if revision.circulation.is_void else signatures(revision, is_public=is_public)
    seal = Seal(revision.number, revision.digest, "", signed)
    if status == Pledge.Status.IN_CIRCULATION:
        seal = replace(seal, to_sign=_to_sign(revision))
    elif status in AGREED:
        heads = agreed_heads(revision)[: 1 + len(seal.later)]
        seal = replace(seal, address=address("verify", revision.code), trail_head="".join(heads[-1:]))
    return replace(document, seal=seal)


def signatures(revision: Revision, *, is_public: bool = False) -> tuple[Signed, ...]:
    """Return every signature that was given on a revision, whether or not it still holds. One query.

    `is_public`: without those of further parties who have not agreed to be named publicly.
    """
    return tuple(
        replace(signed_by(row.signature_request), name=row.name, title=row.title, at=_second(row.at))
        for row in revision.signatures.select_related("signature_request__replaces")
        if not is_public or row.signature_request.may_publish or not row.signature_request.is_later
    )


def signed_by(signature_request: SignatureRequest) -> Signed:
    """Return how a signature is printed that is given to a request, whether or not it was given yet."""
    first = signature_request.asked_first
    is_another = first != signature_request
    return Signed(
        party_key=signature_request.party_key,
        party=signature_request.party,
        name=signature_request.name,
        title=signature_request.title,
        at="",
        is_later=signature_request.is_later,
        by=signature_request.signs_by if is_another else "",
        whom=signature_request.signs_for if is_another else "",
        in_place_of=signature_request.in_place_of,
    )


def _to_sign(revision: Revision) -> tuple[Signed, ...]:
    """Return how those will sign who were named in the place of others. One query."""
    named = revision.circulation.signature_requests.filter(replaces__isnull=False, replaced_at=None)
    waiting = named.exclude(answer=SignatureRequest.Answer.SIGNED).select_related("replaces")
    return tuple(signed_by(signature_request) for signature_request in waiting)


def _second(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
