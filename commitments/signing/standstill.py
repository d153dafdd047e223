"""A round that hangs, as a party declined, asks for changes or did not answer in time: its drafters are reminded of it.

As long as it does: every week at first, then every month. While one declines, nobody else is reminded of anything.
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
WEEKLY = 5
"""How many of these mails there are"""
AFTERWARDS = timedelta(days=30)
"""How long after each mail they are reminded from then on; of a party that did not answer in time, from the first"""
EVENTS = {
    SignatureRequest.Answer.DECLINED: standstill.STANDS_STILL,
    SignatureRequest.Answer.CHANGES: standstill.CHANGES_WAIT,
    "": standstill.STILL_UNANSWERED,
}
"""What the drafters are reminded of, by a party's answer"""


def stands_still(pledge: Pledge) -> bool:
    """Whether nothing is up to the parties of a pledge that goes round, since one of them declined. Two queries."""
    signing_round = last_round(pledge) if pledge.status == Pledge.Status.IN_CIRCULATION else None
    return bool(signing_round and signing_round.holding_up)


def up_to_drafters(signing_round: Round) -> Sequence[SignatureRequest]:
    """Return the requests about which the drafters are to do something, as the round hangs on them.

    To who declined; else to who asks for changes, and to who has not answered in time.
    """
    silent = (asked for asked in signing_round.waiting if asked.expired_at and not (asked.answer or asked.is_later))
    return signing_round.holding_up or [*signing_round.objections, *silent]


def remind_drafters() -> int:
    """Remind the drafters of rounds that hang and of which they did nothing; return of how many requests.

    Two processes that do this at once remind once: the pledge's row lock decides.
    """
    now = timezone.now()
    return sum(_remind(asked, now) for asked in _due(now).select_related("circulation__revision__pledge"))


def _due(now: datetime) -> QuerySet[SignatureRequest]:
    """Return the requests of which the drafters may be due to hear. Which of them still matter, the round says."""
    answers = (SignatureRequest.Answer.DECLINED, SignatureRequest.Answer.CHANGES)
    a_month_ago = now - AFTERWARDS
    weekly = (Q(reminded_at=None) | Q(reminded_at__lte=now - AFTER)) & Q(reminders__lt=WEEKLY)
    monthly = Q(reminded_at__lte=a_month_ago)
    answered = Q(answer__in=answers, answered_at__lte=now - AFTER) & (weekly | monthly)
    silent = Q(answer="", expired_at__lte=a_month_ago) & (Q(reminded_at=None) | monthly)
    return SignatureRequest.objects.filter(
        answered | silent,
        replaced_at=None,
        is_later=False,
        circulation__end="",
        circulation__revision__pledge__status=Pledge.Status.IN_CIRCULATION,
    )


def _remind(answered: SignatureRequest, now: datetime) -> bool:
    with locked(answered.circulation.revision.pledge) as pledge:
        still = _due(now).filter(pk=answered.pk).first()
        signing_round = last_round(pledge) if still else None
        about = up_to_drafters(signing_round) if signing_round else ()
        request = next((asked for asked in about if asked == still), None)
        if not still or not request:
            return False
        request.circulation.revision.pledge = pledge
        SignatureRequest.objects.filter(pk=still.pk).update(reminders=still.reminders + 1, reminded_at=now)
        event = EVENTS[request.answer]
        page = address("pledge_signatures", pledge.reference)
        announce(event, pledge, by=Actor(guest=request.invitation), request=request, page=page)
    return True
