"""A signatory who leaves proposes who is to sign in their place; a drafter confirms it, or leaves it to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils.translation import gettext as _

from commitments.document.address import address
from commitments.models import Actor, ProposedSignatory, SignatureRequest, TrailEntry
from commitments.models.rounds import Round
from commitments.people.mail import replacing as mails
from commitments.people.mail.announcing import announce
from commitments.people.rate_limits import note_attempt
from commitments.signing.open_requests import note
from commitments.signing.replacing import (
    CannotReplaceError,
    Reason,
    Successor,
    check_signatory,
    checked,
    cleaned_reason,
    put_in_place,
    replaceable,
    settle,
    write_answer,
)
from commitments.trail.replacements import replacement

PROPOSALS_A_DAY = 10
"""Of one signatory: each is a mail to every drafter"""


def propose(signature_request: SignatureRequest, successor: Successor, *, reason: str, by: Actor) -> ProposedSignatory:
    """Propose, as the signatory who was asked, who is to sign in one's place; the drafters are told by mail at once.

    Nothing else changes until one of them confirms it. It takes the place of an earlier proposal. Raises
    CannotReplaceError, TextRefusedError without a name or a reason, and TooManyAttemptsError.
    """
    reason = cleaned_reason(reason)
    with replaceable(signature_request) as (signing_round, current):
        check_signatory(signing_round, current, by)
        successor = checked(signing_round, current, successor)
        note_attempt("propose", current.pk, limit=PROPOSALS_A_DAY, within=timedelta(days=1))
        earlier = settle(current, by)
        proposed = ProposedSignatory.objects.create(signature_request=current, reason=reason, **vars(successor))
        words = replacement(current, proposed, reason).words
        note(signing_round, current, TrailEntry.Kind.PROPOSED, by, words, proposed, *earlier)
        page = address("pledge_replace", signing_round.revision.pledge.reference, current.party_key, current.place)
        announce(
            mails.PROPOSED,
            signing_round.revision.pledge,
            by=by,
            request=current,
            successor=proposed,
            reason=reason,
            page=page,
        )
    return proposed


def confirm(proposed: ProposedSignatory, *, by: Actor) -> SignatureRequest:
    """Let whom a signatory has proposed sign in their place; return their request. `by` is a drafter.

    Tells as `replace_signatory` does. Raises CannotReplaceError and TooManyAttemptsError.
    """
    with _answering(proposed) as (signing_round, current, now):
        write_answer(now, ProposedSignatory.Answer.CONFIRMED, by)
        return put_in_place(signing_round, current, Successor.of(now), Reason(now.reason, current.name), by, now)


def refuse(proposed: ProposedSignatory, *, reason: str, by: Actor) -> None:
    """Leave it to the signatory who was asked; they are told by mail. `by` is a drafter.

    Raises CannotReplaceError, and TextRefusedError without a reason.
    """
    reason = cleaned_reason(reason)
    with _answering(proposed) as (signing_round, current, now):
        write_answer(now, ProposedSignatory.Answer.REFUSED, by, reason)
        words = replacement(current, now, reason).words
        note(signing_round, current, TrailEntry.Kind.NOT_REPLACED, by, words, now)
        page = address("pledge_answer", signing_round.revision.pledge.reference)
        announce(
            mails.REFUSED,
            signing_round.revision.pledge,
            by=by,
            to=[current.email],
            request=current,
            successor=now,
            reason=reason,
            page=page,
        )


def open_proposal(asked: SignatureRequest) -> ProposedSignatory | None:
    """Return whom a signatory has proposed, if no drafter has answered yet. One query."""
    return asked.proposed.filter(answer="").first()


@contextmanager
def _answering(proposed: ProposedSignatory) -> Iterator[tuple[Round, SignatureRequest, ProposedSignatory]]:
    """The same for a proposal that nobody has answered."""
    with replaceable(proposed.signature_request) as (signing_round, current):
        now = open_proposal(current)
        if now != proposed or not now:
            raise CannotReplaceError(_("This proposal was answered or taken back meanwhile."))
        yield signing_round, current, now
