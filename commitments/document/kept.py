"""From a revision to the document that was frozen in it, with the signatures that stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from itertools import dropwhile

from commitments.document.address import address
from commitments.document.freezing import thaw
from commitments.document.seal import Seal, Signed
from commitments.document.shape import AGREED, PledgeDocument
from commitments.models import Circulation, Pledge, Revision, Signature, SignatureRequest, TrailEntry
from commitments.text.mail_domains import domain_of


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
        heads = agreed_heads(revision)[: 1 + (_later_until(revision, signed) if is_public else len(seal.later))]
        seal = replace(seal, address=address("verify", revision.code), trail_head="".join(heads[-1:]))
    return replace(document, seal=seal)


def _later_until(revision: Revision, shown: Sequence[Signed]) -> int:
    """Return how many further parties had signed when the last of those did that are shown. One query at most."""
    if not any(signed.is_later for signed in shown):
        return 0
    keys, named = revision.signatures.filter(signature_request__is_later=True), {signed.party_key for signed in shown}
    places = enumerate(keys.values_list("party_key", flat=True), start=1)
    return max((place for place, key in places if key in named), default=0)


def signatures(revision: Revision, *, is_public: bool = False) -> tuple[Signed, ...]:
    """Return every signature that was given on a revision, whether or not it still holds. One query.

    `is_public`: without those of further parties who have not agreed to be named publicly.
    """
    return tuple(
        _signed(row)
        for row in revision.signatures.select_related("signature_request__replaces")
        if not is_public or row.signature_request.may_publish or not row.signature_request.is_later
    )


def _signed(row: Signature) -> Signed:
    """Return a signature as it was given, and what it was worth then."""
    return replace(
        signed_by(row.signature_request),
        name=row.name,
        title=row.title,
        at=row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        method=row.method,
        domain=domain_of(row.email),
        named_by=row.named_by,
        drafter=row.drafter,
        vouched_by=row.vouched_by,
    )


def signed_by(signature_request: SignatureRequest) -> Signed:
    """Return how a signature is printed that is given to a request, whether or not it was given yet."""
    is_another = signature_request.replaces_id is not None
    return Signed(
        party_key=signature_request.party_key,
        party=signature_request.party,
        name=signature_request.name,
        title=signature_request.title,
        at="",
        is_later=signature_request.is_later,
        place=signature_request.place,
        by=signature_request.signs_by if is_another else "",
        whom=signature_request.signs_for if is_another else "",
        in_place_of=signature_request.in_place_of,
    )


def _to_sign(revision: Revision) -> tuple[Signed, ...]:
    """Return how those will sign who were named in the place of others. One query."""
    named = revision.circulation.signature_requests.filter(replaces__isnull=False, replaced_at=None)
    waiting = named.exclude(answer=SignatureRequest.Answer.SIGNED).select_related("replaces")
    return tuple(signed_by(signature_request) for signature_request in waiting)
