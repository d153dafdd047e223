"""Reminding signatories who have not answered, and saying when an answer did not come in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from commitments.models import Actor, Pledge, SignatureRequest, TrailEntry
from commitments.people.mail import events, publication
from commitments.people.mail.announcing import announce
from commitments.signing.asking import AFTER_THE_DATE, AT_LEAST, ask_again, own_signatory
from commitments.signing.standstill import stands_still
from commitments.signing.transitions import locked
from commitments.text.days import earliest_today
from commitments.trail.record import record

FIRST = timedelta(days=5)
"""How long after they were asked somebody is reminded"""
AGAIN = timedelta(days=7)
"""How long after each mail they are reminded again"""
MOST = 5


def remind_all() -> tuple[int, int]:
    """Send the reminders that are due, and tell drafters of requests whose time is over; return how many of each.

    None of a round that stands still: of that, the drafters are reminded (standstill.py).

    Two processes that do this at once send each of them once: the pledge's row lock decides.
    """
    now = timezone.now()
    pledge = "circulation__revision__pledge"
    reminded = sum(_remind(asked, now) for asked in _to_remind(now).select_related(pledge))
    expired = sum(_expire(asked, now) for asked in _over(now).select_related(pledge))
    return reminded, expired


def _unanswered() -> QuerySet[SignatureRequest]:
    """Return the signature requests of those to whom it is up, and who have said nothing yet."""
    goes_round = Q(circulation__revision__pledge__status=Pledge.Status.IN_CIRCULATION)
    takes_more = Q(circulation__revision__pledge__status=Pledge.Status.SUBMITTED, is_later=True)
    goes_round |= takes_more & Q(circulation__revision__pledge__closed_at=None)
    asked = SignatureRequest.objects.filter(goes_round, answer="", came_at__isnull=False, circulation__end="")
    return asked.filter(spared_at=None, replaced_at=None)


def _to_remind(now: datetime) -> QuerySet[SignatureRequest]:
    """Return the requests of which to remind somebody. Who was sent a code is just signing, and is left in peace."""
    is_due = Q(reminded_at=None) | Q(reminded_at__lte=now - AGAIN)
    return (
        _unanswered()
        .filter(is_due, came_at__lte=now - FIRST, reminders__lt=MOST)
        .filter(~_date_is_over(now))
        .exclude(code_expires_at__gt=now)
        .exclude(invitation__withdrawn_at__isnull=False)
    )


def _over(now: datetime) -> QuerySet[SignatureRequest]:
    """Return the requests to which an answer did not come in time, and of which nobody was told yet."""
    had_time = Q(came_at__lt=now - AT_LEAST) | Q(is_later=True)
    return _unanswered().filter(_date_is_over(now), had_time, expired_at=None)


def _date_is_over(now: datetime) -> Q:
    """Whether the 30 days after the date asked for are over; for a further party, the closing date of the pledge."""
    today = earliest_today(now)
    until = today - AFTER_THE_DATE
    closed = Q(is_later=True, circulation__revision__pledge__open_until__lt=today)
    return Q(is_later=False, circulation__asked_for__lt=until) | closed


def _remind(signature_request: SignatureRequest, now: datetime) -> bool:
    """Whether a reminder was due still, once nobody else could change anything; then it is sent."""
    with locked(signature_request.circulation.revision.pledge) as pledge:
        still = _to_remind(now).filter(pk=signature_request.pk).first()
        if not still or not (still.invitation_id or own_signatory(pledge, still.email)):
            return False  # without an invitation and without the role, they could not even open it
        if stands_still(pledge):
            return False  # they were told that nothing is up to them
        ask_again(still, by=Actor())
        SignatureRequest.objects.filter(pk=still.pk).update(reminders=still.reminders + 1)
    return True


def _expire(signature_request: SignatureRequest, now: datetime) -> bool:
    """The same for a request whose time is over: the drafters are told, and the trail says so."""
    with locked(signature_request.circulation.revision.pledge) as pledge:
        still = _over(now).filter(pk=signature_request.pk).select_related("circulation__revision").first()
        if not still or stands_still(pledge):
            return False
        SignatureRequest.objects.filter(pk=still.pk).update(expired_at=timezone.now())
        revision, whom = still.circulation.revision, f"{still.name} <{still.email}>"
        record(pledge, TrailEntry.Kind.EXPIRED, Actor(), revision=revision, party=still.party, words=whom)
        event = publication.FURTHER_PARTY_UNSIGNED if still.is_later else events.UNANSWERED
        announce(event, pledge, request=still)
    return True
