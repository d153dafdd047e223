"""A round that stands still since a party declined: its drafters are reminded of it, and nobody else of anything."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from commitments.document.address import address
from commitments.models import Pledge, SignatureRequest
from commitments.models.rounds import last_round
from commitments.people.mail import standstill
from commitments.people.mail.announcing import announce
from commitments.signing.transitions import locked

AFTER = timedelta(days=7)
"""How long after a party declined, and after each mail, the drafters are reminded that the round stands still"""
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
        answer=SignatureRequest.Answer.DECLINED,
        answered_at__lte=now - AFTER,
        replaced_at=None,
        is_later=False,
        reminders__lt=MOST,
        circulation__end="",
        circulation__revision__pledge__status=Pledge.Status.IN_CIRCULATION,
    )


def _remind(declined: SignatureRequest, now: datetime) -> bool:
    with locked(declined.circulation.revision.pledge) as pledge:
        still = _due(now).filter(pk=declined.pk).first()
        signing_round = last_round(pledge) if still else None
        request = next((asked for asked in signing_round.holding_up if asked == still), None) if signing_round else None
        if not still or not request:
            return False
        request.circulation.revision.pledge = pledge
        SignatureRequest.objects.filter(pk=still.pk).update(reminders=still.reminders + 1, reminded_at=now)
        page = address("pledge_signatures", pledge.reference)
        announce(standstill.STANDS_STILL, pledge, request=request, page=page)
    return True
