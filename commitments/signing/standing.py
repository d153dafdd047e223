"""How things stand now for who was sent a link: what is said on its page before any code is asked for. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from commitments.models import Circulation, Invitation, Pledge, Signature, SignatureRequest
from commitments.models.rounds import Round, last_round


class Standing(StrEnum):
    """What a link to a pledge leads to."""

    OPEN = "open"
    """To what its mail said: an answer is waited for, or comments are"""
    WAITING = "waiting"
    """It is not their turn yet, or not any more as things are"""
    HELD_UP = "held-up"
    """Asked, and nothing is up to them for now: another party declined"""
    SIGNED = "signed"
    DECLINED = "declined"
    SPARED = "spared"
    """Enough others of their party have signed"""
    REOPENED = "reopened"
    """The text is being changed, or was and goes round without them: they can read and comment"""
    CLOSED = "closed"
    """An open pledge that takes no further parties any more"""
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"
    """The draft is gone. Nobody was ever asked to sign it"""
    REPLACED = "replaced"
    """Somebody else is to sign in their place"""


@dataclass(frozen=True)
class LinkStanding:
    """How things stand, and since when where that is known."""

    standing: Standing = Standing.OPEN
    since: datetime | None = None
    has_signed: bool = False
    """Whether who was sent the link ever signed a text of the pledge, still valid or void"""
    request: SignatureRequest | None = field(default=None, compare=False)
    """What they were asked to sign last; None where that is nothing, or of no use any more"""
    successor: SignatureRequest | None = None
    """The request to who is to sign now in their place"""

    @property
    def needs_no_code(self) -> bool:
        """Whether a code would lead to nothing: of a withdrawn pledge, who signed alone sees more than this page."""
        if self.standing in (Standing.REPLACED, Standing.DELETED):
            return True
        return self.standing == Standing.WITHDRAWN and not self.has_signed


def of_link(invitation: Invitation) -> LinkStanding:
    """Return how things stand for who was sent this link. Four queries, and none for a link to an organisation."""
    pledge = invitation.pledge
    if pledge is None:
        return LinkStanding()
    if pledge.deleted_at:
        return LinkStanding(Standing.DELETED, pledge.deleted_at)
    has_signed = Signature.objects.filter(revision__pledge=pledge, email=invitation.email).exists()
    signing_round = last_round(pledge)
    if pledge.status == Pledge.Status.WITHDRAWN:
        ended = signing_round.circulation if signing_round else None
        since = ended.ended_at if ended and ended.end == Circulation.End.WITHDRAWN else pledge.updated_at
        return LinkStanding(Standing.WITHDRAWN, since, has_signed)
    if left := left_request(invitation):
        return LinkStanding(Standing.REPLACED, left.replaced_at, has_signed, successor=_successor(left))
    asked = signing_round.signature_request_of(invitation.email) if signing_round else None
    if not signing_round or not asked:
        return LinkStanding(has_signed=has_signed)
    signing_round.revision.pledge = pledge
    standing, since = _of_request(signing_round, asked)
    return LinkStanding(standing, since, has_signed, asked)


def left_request(invitation: Invitation) -> SignatureRequest | None:
    """Return the request by which somebody was sent a link, if somebody else is to sign in their place. One query."""
    left = SignatureRequest.objects.filter(invitation=invitation, replaced_at__isnull=False)
    return left.select_related("circulation__revision").first()


def _successor(left: SignatureRequest) -> SignatureRequest | None:
    """Return the request to who is to sign now in the place of who was replaced, or signed so. One query."""
    now = left.circulation.signature_requests.filter(
        party_key=left.party_key, place=left.place, replaced_at__isnull=True
    )
    return now.first()


def _of_request(signing_round: Round, asked: SignatureRequest) -> tuple[Standing, datetime | None]:
    if signing_round.circulation.end:
        return Standing.REOPENED, signing_round.circulation.ended_at
    answers = {SignatureRequest.Answer.SIGNED: Standing.SIGNED, SignatureRequest.Answer.DECLINED: Standing.DECLINED}
    if asked.answer in answers:
        return answers[SignatureRequest.Answer(asked.answer)], asked.answered_at
    if asked.spared_at:
        return Standing.SPARED, asked.spared_at
    if asked.is_later and not signing_round.revision.pledge.takes_further_parties:
        return Standing.CLOSED, None
    if asked.is_open and not asked.is_later and signing_round.holding_up:
        return Standing.HELD_UP, signing_round.holding_up[0].answered_at
    return (Standing.OPEN, None) if asked.is_open else (Standing.WAITING, None)
