"""A round that stands still since a party declined, or asks for changes: its drafters are reminded of it.

While one declines, nobody else is reminded of anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from commitments.document.address import address
from commitments.models import Actor, Pledge, SignatureRequest
from commitments.models.rounds import Round, last_round
from commitments.people.mail import standstill
from commitments.people.mail.announcing import announce
from commitments.signing.transitions import locked

AFTER = timedelta(days=7)
"""How long after a party answered, and after each mail, the drafters are reminded that the round stands still"""
MOST = 5


def stands_still(pledge: Pledge) -> bool:
    """Whether nothing is up to the parties of a pledge that goes round, since one of them declined. Two queries."""
    signing_round = last_round(pledge) if pledge.status == Pledge.Status.IN_CIRCULATION else None
    return bool(signing_round and signing_round.holding_up)


def remind_drafters() -> int:
    """Remind the drafters of rounds that stand still and of which they did nothing; return of how many.

    Two processes that do this at once remind once: the pledge's row lock decides.
    """
    now = timezone.now()
    return sum(_remind(asked, now) for asked in _due(now).select_related("circulation__revision__pledge"))


def _due(now: datetime) -> QuerySet[SignatureRequest]:
    return SignatureRequest.objects.filter(
        Q(reminded_at=None) | Q(reminded_at__lte=now - AFTER),
        answer__in=(SignatureRequest.Answer.DECLINED, SignatureRequest.Answer.CHANGES),
        answered_at__lte=now - AFTER,
        replaced_at=None,
        is_later=False,
        reminders__lt=MOST,
        circulation__end="",
        circulation__revision__pledge__status=Pledge.Status.IN_CIRCULATION,
    )


def _remind(answered: SignatureRequest, now: datetime) -> bool:
    with locked(answered.circulation.revision.pledge) as pledge:
        still = _due(now).filter(pk=answered.pk).first()
        signing_round = last_round(pledge) if still else None
        request = next((asked for asked in _waiting(signing_round) if asked == still), None) if signing_round else None
        if not still or not request:
            return False
        request.circulation.revision.pledge = pledge
        SignatureRequest.objects.filter(pk=still.pk).update(reminders=still.reminders + 1, reminded_at=now)
        is_declined = request.answer == SignatureRequest.Answer.DECLINED
        event = standstill.STANDS_STILL if is_declined else standstill.CHANGES_WAIT
        page = address("pledge_signatures", pledge.reference)
        announce(event, pledge, by=Actor(guest=request.invitation), request=request, page=page)
    return True


def _waiting(signing_round: Round) -> Sequence[SignatureRequest]:
    """Return the answers about which the drafters are to do something: of who declined first."""
    return signing_round.holding_up or signing_round.objections
