"""Ending a round: taking the pledge back to change it, or withdrawing it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.document.address import address
from commitments.drafting.comments import keep_objections
from commitments.models import Actor, Circulation, Mail, Pledge, Step, TrailEntry, rounds
from commitments.people.codes import forget_codes
from commitments.people.mail import events
from commitments.people.mail.announcing import announce
from commitments.people.mail.queue import hold_back
from commitments.signing.carrying import carry_over
from commitments.signing.transitions import locked, move
from commitments.text.limits import TextRefusedError, clean_text
from commitments.trail.record import record

LONGEST_REASON = 1_000


def reopen(pledge: Pledge, *, reason: str, by: Actor) -> None:
    """Take a pledge that is in circulation, or agreed, back to a draft. Every signature on its text becomes void.

    They are kept, struck through in the trail; what was said instead of signing becomes open comments. Who was named in
    somebody's place is the signatory of the draft now. Every signatory who was asked is told, with the reason, and so
    are the drafters. Raises WrongStateError, and TextRefusedError without a reason.
    """
    _end(pledge, Step.REOPEN, Circulation.End.REOPENED, reason, by)


def withdraw(pledge: Pledge, *, reason: str, by: Actor) -> None:
    """End a pledge that is not submitted yet, for good; its text, its trail and links stay. Tells as `reopen` does.

    Raises WrongStateError, and TextRefusedError without a reason.
    """
    _end(pledge, Step.WITHDRAW, Circulation.End.WITHDRAWN, reason, by)


def _end(pledge: Pledge, step: Step, end: Circulation.End, reason: str, by: Actor) -> None:
    reason = clean_text(reason, limit=LONGEST_REASON)
    if not reason:
        raise TextRefusedError(_("Write the reason: everybody who was asked reads it."))
    with locked(pledge) as now:
        signing_round = rounds.last_round(now)
        stands = signing_round if signing_round and not signing_round.circulation.end else None
        published = address("verify", stands.revision.code) if stands and now.published_at else ""
        if stands:
            _void(stands.circulation, end, reason)
            forget_codes(*stands.signature_requests)
        if now.published_at:
            now.published_at = None
            now.save(update_fields=["published_at"])
            record(now, TrailEntry.Kind.UNPUBLISHED, by, revision=stands.revision if stands else None, rows=[now])
        rows = [stands.circulation] if stands else []
        move(now, step, by=by, revision=stands.revision if stands else None, words=reason, rows=rows)
        if stands:
            _note_void(stands, by)
            if end == Circulation.End.REOPENED:
                keep_objections(now, stands.said_instead)
            if step == Step.REOPEN and by.user:
                carry_over(now, stands, by=by.user)
        if end == Circulation.End.WITHDRAWN:
            hold_back(Mail.objects.filter(invitation__pledge=now))  # links that are out lead to the page that says so
        event = events.REOPENED if step == Step.REOPEN else events.WITHDRAWN
        void = len(stands.signed) if stands else 0
        announce(event, now, by=by, signing_round=signing_round, reason=reason, void=void, published=published)
    pledge.status, pledge.updated_at, pledge.trail_head = now.status, now.updated_at, now.trail_head
    pledge.published_at = now.published_at


def _void(circulation: Circulation, end: Circulation.End, reason: str) -> None:
    circulation.end, circulation.ended_at, circulation.reason = end, timezone.now(), reason
    circulation.save(update_fields=["end", "ended_at", "reason"])


def _note_void(signing_round: rounds.Round, by: Actor) -> None:
    """Note in the trail which signatures fell with a round."""
    revision = signing_round.revision
    for asked in signing_round.signed:
        when = f"{asked.answered_at:%Y-%m-%d %H:%M} UTC"
        voided = _("{name} signed on {when}").format(name=asked.name, when=when)
        record(
            revision.pledge,
            TrailEntry.Kind.VOIDED,
            by,
            revision=revision,
            party=asked.party,
            words=voided,
            rows=[asked],
        )
