"""After every party has signed: recording that the pledge was handed to the Conference, and publishing its text."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commitments import rounds
from commitments.models import Notice, Pledge, Step, Submission, TrailEntry, Voice
from commitments.rounds import Round
from commitments.services.asking import drafters
from commitments.services.mailing import tell
from commitments.services.moving import locked, move
from commitments.services.trail import record
from commitments.services.writing import WrongState
from commitments.wording.limits import TextRefused, clean_text

LONGEST_REFERENCE = 100


def submit(pledge: Pledge, *, on: date, conference_reference: str = "", by: Voice) -> Submission:
    """Record that an agreed pledge was handed to the Conference on a day, and what it is called there.

    Raises WrongState where not every party has signed, and TextRefused for a day that is still to come, or before that
    (in UTC) on which the last party signed.
    """
    assert by.user  # noqa: S101  only people of the own organisation hand in
    called = clean_text(conference_reference, limit=LONGEST_REFERENCE, one_line=True)
    if on > timezone.now().date():
        raise TextRefused(_("This day is still to come. Write the day on which the pledge was submitted."))
    with locked(pledge) as now:
        found = rounds.last_round(now)
        said = f"{on:%Y-%m-%d} {called}".strip()
        move(now, Step.SUBMIT, by=by, revision=found.revision if found else None, words=said)
        _check_day(on, found)
        submission = Submission.objects.create(pledge=now, on=on, conference_reference=called, by=by.user)
        text = _("{who} recorded that “{title}” was handed to the Conference.").format(who=by, title=now)
        tell(drafters(now, but=by), Notice.Kind.SUBMITTED, text, pledge=now)
    pledge.status, pledge.updated_at, pledge.trail_head = now.status, now.updated_at, now.trail_head
    return submission


def _check_day(on: date, found: Round | None) -> None:
    """Refuse a day before the text was agreed: nobody can have handed it in then."""
    signed = [turn.answered_at for turn in found.signed if turn.answered_at] if found else []
    if signed and on < max(signed).date():
        said = _("The last party signed on {date} (UTC). Write that day, or a later one.")
        raise TextRefused(said.format(date=f"{max(signed):%Y-%m-%d}"))


def publish(pledge: Pledge, *, by: Voice) -> None:
    """Let anybody who has the public address read the text. Raises WrongState unless every party agreed to that."""
    with locked(pledge) as now:
        if now.status not in (Pledge.Status.AGREED, Pledge.Status.SUBMITTED):
            raise WrongState(_("Only a text that every party has signed can be published."))
        found = rounds.last_round(now)
        if not found or not all(turn.may_publish for turn in found.turns if not turn.is_later):
            raise WrongState(_("Not every party has agreed to have the text published yet."))
        if not now.published_at:
            now.published_at = timezone.now()
            now.save(update_fields=["published_at"])
            record(now, TrailEntry.Kind.PUBLISHED, by, revision=found.revision)
    pledge.published_at, pledge.trail_head = now.published_at, now.trail_head
