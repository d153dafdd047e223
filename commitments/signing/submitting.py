"""After every party has signed: recording that the pledge was handed to the Conference, and publishing its text."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.document.address import address
from commitments.drafting.editing.write import WrongStateError
from commitments.models import Actor, Pledge, Step, Submission, TrailEntry, rounds
from commitments.models.rounds import Round
from commitments.people.mail import publication
from commitments.people.mail.announcing import announce
from commitments.signing.transitions import locked, move, refusal
from commitments.text.days import earliest_today, in_words, latest_today
from commitments.text.limits import TextRefusedError, clean_text
from commitments.trail.record import record

LONGEST_REFERENCE = 100


def submit(pledge: Pledge, *, on: date, conference_reference: str = "", by: Actor) -> Submission:
    """Record that an agreed pledge was handed to the Conference on a day, and what it is called there.

    Raises WrongStateError where not every party has signed, and TextRefusedError for a day that is still to come, or
    that was over everywhere on earth when the last party signed.
    """
    assert by.user  # noqa: S101  only people of the own organisation hand in
    called = clean_text(conference_reference, limit=LONGEST_REFERENCE, one_line=True)
    if on > latest_today(timezone.now()):
        raise TextRefusedError(_("This day is still to come. Write the day on which the pledge was submitted."))
    with locked(pledge) as now:
        signing_round = rounds.last_round(now)
        recorded = f"{on:%Y-%m-%d} {called}".strip()
        if refused := refusal(now, Step.SUBMIT):
            raise WrongStateError(refused)
        _check_day(on, signing_round)
        submission = Submission.objects.create(pledge=now, on=on, conference_reference=called, by=by.user)
        revision = signing_round.revision if signing_round else None
        move(now, Step.SUBMIT, by=by, revision=revision, words=recorded, rows=[submission])
        page = address("submitted_pledge", now.reference)
        announce(publication.SUBMITTED, now, by=by, signing_round=signing_round, submission=submission, page=page)
    pledge.status, pledge.updated_at, pledge.trail_head = now.status, now.updated_at, now.trail_head
    return submission


def record_reference(pledge: Pledge, reference: str, *, by: Actor) -> Submission:
    """Record what a submitted pledge is called at the Conference, in the place of what was recorded before.

    The drafters are told. Raises WrongStateError where it is not submitted, and TextRefusedError for an empty one.
    """
    called = clean_text(reference, limit=LONGEST_REFERENCE, one_line=True)
    if not called:
        raise TextRefusedError(_("Write what the pledge is called at the Conference."))
    with locked(pledge) as now:
        submission = Submission.objects.filter(pledge=now).first()
        if not submission:
            raise WrongStateError(_("This pledge is not submitted. It gets a reference once it is."))
        if submission.conference_reference != called:
            submission.conference_reference = called
            submission.save(update_fields=["conference_reference"])
            record(now, TrailEntry.Kind.REFERENCED, by, words=called, rows=[submission])
            announce(publication.REFERENCED, now, by=by, submission=submission)
    pledge.trail_head = now.trail_head
    return submission


def _check_day(on: date, signing_round: Round | None) -> None:
    """Refuse a day that was over everywhere when the text was agreed: nobody can have handed it in then."""
    signed = [asked.answered_at for asked in signing_round.signed if asked.answered_at] if signing_round else []
    if signed and on < earliest_today(max(signed)):
        too_early = _("The last party signed on {date} (UTC). Write that day, or a later one.")
        raise TextRefusedError(too_early.format(date=in_words(max(signed).date())))


def publish(pledge: Pledge, *, by: Actor) -> None:
    """Let anybody who has the public address read the text. Every party is told.

    Raises WrongStateError unless every party agreed to that.
    """
    with locked(pledge) as now:
        if now.status not in (Pledge.Status.AGREED, Pledge.Status.SUBMITTED):
            raise WrongStateError(_("Only a text that every party has signed can be published."))
        signing_round = rounds.last_round(now)
        if not signing_round or signing_round.unpublished:
            raise WrongStateError(_("Not every party has agreed to have the text published yet."))
        if not now.published_at:
            now.published_at = timezone.now()
            now.save(update_fields=["published_at"])
            record(now, TrailEntry.Kind.PUBLISHED, by, revision=signing_round.revision, rows=[now])
            page = address("verify", signing_round.revision.code)
            announce(publication.PUBLISHED, now, by=by, signing_round=signing_round, page=page)
    pledge.published_at, pledge.trail_head = now.published_at, now.trail_head
