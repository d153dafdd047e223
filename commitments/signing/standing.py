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
    LEFT_OUT = "left-out"
    """The text was changed, and the new one does not ask them"""
    ENDED = "ended"
    """The drafters ended the link"""
    OVER = "over"
    """The link is too old"""
    RENEWED = "renewed"
    """The same person was sent a newer link"""


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
    is_dead: bool = False
    """Whether the link leads nowhere any more, whatever code is typed"""

    @property
    def needs_no_code(self) -> bool:
        """Whether a code would lead to nothing: of a withdrawn pledge, who signed alone sees more than this page."""
        if self.standing in (Standing.REPLACED, Standing.DELETED) or self.is_dead:
            return True
        return self.standing == Standing.WITHDRAWN and not self.has_signed


def of_link(invitation: Invitation) -> LinkStanding:
    """Return how things stand for who was sent this link. Five queries, and none for a link to an organisation."""
    pledge = invitation.pledge
    if pledge is None or pledge.deleted_at:
        return LinkStanding(Standing.DELETED, pledge.deleted_at) if pledge else LinkStanding()
    has_signed = Signature.objects.filter(revision__pledge=pledge, email=invitation.email).exists()
    signing_round = last_round(pledge)
    is_dead, left = not invitation.is_alive, left_request(invitation) if invitation.withdrawn_at else None
    if pledge.status == Pledge.Status.WITHDRAWN and (left or not invitation.withdrawn_at):
        return LinkStanding(Standing.WITHDRAWN, _withdrawn_at(pledge, signing_round), has_signed, is_dead=is_dead)
    if left:
        successor = _successor(left, signing_round)
        return LinkStanding(Standing.REPLACED, left.replaced_at, has_signed, successor=successor, is_dead=is_dead)
    asked = signing_round.signature_request_of(invitation.email) if signing_round else None
    if is_dead:
        return _of_dead_link(invitation, signing_round, asked, has_signed=has_signed)
    if not signing_round or not asked:
        return LinkStanding(has_signed=has_signed)
    signing_round.revision.pledge = pledge
    standing, since = _of_request(signing_round, asked)
    return LinkStanding(standing, since, has_signed, asked)


def _withdrawn_at(pledge: Pledge, signing_round: Round | None) -> datetime | None:
    ended = signing_round.circulation if signing_round else None
    return ended.ended_at if ended and ended.end == Circulation.End.WITHDRAWN else pledge.updated_at


def is_told(invitation: Invitation) -> bool:
    """Whether who has a link is told how things stand: while it works, and of one to sign also afterwards.

    Other links that are dead look alike. One query at most, and two for a link that is over.
    """
    if invitation.is_alive:
        return True
    if invitation.pledge is None:
        return False
    is_withdrawn = invitation.pledge.status == Pledge.Status.WITHDRAWN and not invitation.withdrawn_at
    return is_withdrawn or SignatureRequest.objects.filter(invitation=invitation).exists()


def _of_dead_link(
    invitation: Invitation, signing_round: Round | None, asked: SignatureRequest | None, *, has_signed: bool
) -> LinkStanding:
    """Return why a link to a pledge leads nowhere any more; `asked`: what is asked now of who has it. One query."""
    if asked and asked.is_open and asked.invitation_id not in (None, invitation.pk):
        return LinkStanding(Standing.RENEWED, None, has_signed, is_dead=True)
    if not invitation.withdrawn_at:
        return LinkStanding(Standing.OVER, invitation.expires_at, has_signed, is_dead=True)
    own = SignatureRequest.objects.filter(invitation=invitation)
    of_earlier = own.exclude(circulation__revision=signing_round.revision) if signing_round else own.none()
    standing = Standing.LEFT_OUT if of_earlier.exists() else Standing.ENDED
    return LinkStanding(standing, invitation.withdrawn_at, has_signed, is_dead=True)


def left_request(invitation: Invitation) -> SignatureRequest | None:
    """Return the request by which somebody was sent a link, if somebody else is to sign in their place. One query."""
    left = SignatureRequest.objects.filter(invitation=invitation, replaced_at__isnull=False)
    return left.select_related("circulation__revision").first()


def _successor(left: SignatureRequest, signing_round: Round | None) -> SignatureRequest | None:
    """Return the request to who is to sign now in the place of who was replaced, or signed so.

    Of the last round: who left may be asked again in it, by another link, and so may somebody else.
    """
    if not signing_round:
        return None
    own = signing_round.signature_request_of(left.email)
    now = (asked for asked in signing_round.signature_requests if asked.slot == left.slot)
    return own or next(now, None)


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
