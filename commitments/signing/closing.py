"""Until when further parties can sign an open pledge: another day, or the list of parties closed at once."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.drafting.editing.write import WrongStateError
from commitments.models import Actor, Invitation, JoinRequest, Pledge, SignatureRequest, TrailEntry, rounds
from commitments.people.mail import publication
from commitments.people.mail.announcing import Event, announce
from commitments.signing.transitions import locked
from commitments.text.days import earliest_today, end_of, is_over
from commitments.text.limits import TextRefusedError
from commitments.trail.record import record


def change_day(pledge: Pledge, *, until: date, by: Actor) -> None:
    """Let further parties sign an open pledge until another day, also one that was closed or whose day is over.

    Every party is told, and who may sign and has not yet; their links live as long. The text keeps the day that was
    signed. Raises WrongStateError where the pledge is not open or not handed in, and TextRefusedError for a day that
    is over.
    """
    with locked(pledge) as now:
        _check_open(now)
        if is_over(until, timezone.now()):
            raise TextRefusedError(_("This day is over. Choose a later one, or close the list."))
        if (now.open_until, now.closed_at) == (until, None):
            return
        now.open_until, now.closed_at = until, None
        now.save(update_fields=["open_until", "closed_at"])
        signing_round = rounds.last_round(now)
        waiting = [asked for asked in signing_round.later if asked.is_open] if signing_round else []
        links = Invitation.objects.filter(pk__in=[asked.invitation_id for asked in waiting], withdrawn_at=None)
        links.filter(expires_at__lt=end_of(until)).update(expires_at=end_of(until))
        # That they did not sign in time is told anew when this day is over.
        SignatureRequest.objects.filter(pk__in=[asked.pk for asked in waiting]).update(expired_at=None)
        revision = signing_round.revision if signing_round else None
        record(now, TrailEntry.Kind.CLOSING_DAY, by, revision=revision, words=until.isoformat(), rows=[now])
        announce(publication.CLOSING_DAY_CHANGED, now, by=by, signing_round=signing_round)
        for asked in waiting:
            announce(publication.OWN_DAY_CHANGED, now, by=by, to=[asked.email], request=asked)
        now.join_requests.update(expired_at=None)
        _tell_who_asks(publication.DAY_CHANGED_FOR_WHO_ASKS, now, by)
    pledge.open_until, pledge.closed_at, pledge.trail_head = now.open_until, now.closed_at, now.trail_head


def close(pledge: Pledge, *, by: Actor) -> None:
    """Let nobody else sign an open pledge from now on, also who was confirmed and has not signed. Everybody is told.

    Raises WrongStateError where nobody can as it is.
    """
    with locked(pledge) as now:
        _check_open(now)
        if not now.takes_further_parties:
            raise WrongStateError(_("The list of parties is closed already."))
        now.closed_at = timezone.now()
        now.save(update_fields=["closed_at"])
        signing_round = rounds.last_round(now)
        revision = signing_round.revision if signing_round else None
        record(now, TrailEntry.Kind.CLOSED, by, revision=revision, rows=[now])
        announce(publication.CLOSED, now, by=by, signing_round=signing_round)
        for asked in signing_round.later if signing_round else ():
            if asked.is_open:
                announce(publication.OWN_CLOSED, now, by=by, to=[asked.email], request=asked)
        _tell_who_asks(publication.CLOSED_TO_WHO_ASKS, now, by)
    pledge.closed_at, pledge.trail_head = now.closed_at, now.trail_head


def _tell_who_asks(event: Event, pledge: Pledge, by: Actor) -> None:
    """Tell those who asked to sign, proved their address, and wait for the answer."""
    for request in _unanswered().filter(pledge=pledge):
        announce(event, pledge, by=by, to=[request.email], request=request)


def _unanswered() -> QuerySet[JoinRequest]:
    return JoinRequest.objects.filter(confirmed_at__isnull=False, answer="")


def tell_of_passed_days() -> int:
    """Tell who asks to sign, and was not answered before the closing day was over; return how many.

    Two processes that do this at once tell each of them once: the pledge's row lock decides.
    """
    passed = _passed(timezone.now()).select_related("pledge")
    return sum(_tell_of_passed_day(request) for request in passed)


def _passed(now: datetime) -> QuerySet[JoinRequest]:
    still_open = {"pledge__status": Pledge.Status.SUBMITTED, "pledge__openness": Pledge.Openness.OPEN}
    return _unanswered().filter(
        **still_open, pledge__closed_at=None, pledge__open_until__lt=earliest_today(now), expired_at=None
    )


def _tell_of_passed_day(request: JoinRequest) -> bool:
    now = timezone.now()
    with locked(request.pledge) as pledge:
        still = _passed(now).filter(pk=request.pk).update(expired_at=now)
        if still:
            announce(publication.CLOSING_DAY_PASSED, pledge, to=[request.email], request=request)
    return bool(still)


def _check_open(pledge: Pledge) -> None:
    if pledge.openness != Pledge.Openness.OPEN or pledge.status != Pledge.Status.SUBMITTED:
        raise WrongStateError(_("Only of an open pledge that was handed to the Conference can the list be changed."))
