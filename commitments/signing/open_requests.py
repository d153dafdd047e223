"""A signature request that is answered now: locked, and only where it is up to who answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.access import SIGNING_ROLES
from commitments.models import (
    Actor,
    Circulation,
    Invitation,
    Membership,
    Pledge,
    SignatureRequest,
    TrailEntry,
    rounds,
)
from commitments.models.rounds import Round
from commitments.people import codes
from commitments.signing.transitions import locked
from commitments.text.days import in_words
from commitments.trail.record import record


class NotOpenError(Exception):
    """It is not, or no longer, up to this party to answer to this text; the message says why. Nothing was done."""


NOT_DECLINED = gettext_lazy("You have not declined to sign this text, or you took that back already.")


@contextmanager
def open_request(signature_request: SignatureRequest, seen: str, by: Actor) -> Iterator[tuple[Round, SignatureRequest]]:
    """Yield the round and the signature request as they are now, the pledge locked.

    `seen` is the hash of the text that was before them. Raises NotOpenError unless they may answer to it.
    """
    with _now(signature_request) as (signing_round, current):
        _check_open(signing_round, current, by)
        _check_seen(signing_round, seen)
        yield signing_round, current


@contextmanager
def declined_request(
    signature_request: SignatureRequest, seen: str, by: Actor
) -> Iterator[tuple[Round, SignatureRequest]]:
    """Yield the same of a request that was declined, as if it had not been: it has no answer, which is not written yet.

    Raises NotOpenError unless they declined that text, and could answer to it now had they not.
    """
    with _now(signature_request) as (signing_round, current):
        has_declined = current.answer == SignatureRequest.Answer.DECLINED
        if has_declined:
            current.answer = ""
        _check_open(signing_round, current, by)
        _check_seen(signing_round, seen)
        _check_declined(has_declined=has_declined)
        yield signing_round, current


@contextmanager
def _now(signature_request: SignatureRequest) -> Iterator[tuple[Round, SignatureRequest]]:
    with locked(signature_request.circulation.revision.pledge) as pledge:
        signing_round = rounds.last_round(pledge)
        current = signing_round.fresh(signature_request) if signing_round else None
        if signing_round and signature_request in signing_round.replaced:
            raise NotOpenError(_("Somebody else is to sign in your place. You are not asked any more."))
        if not signing_round or not current:
            raise NotOpenError(_("A newer text is in circulation. Open the link in the newest mail."))
        signing_round.revision.pledge = pledge
        yield signing_round, current


def _check_seen(signing_round: Round, seen: str) -> None:
    if signing_round.revision.digest != seen:
        raise NotOpenError(_("This is not the text that is in circulation now. Open this page again and read it."))


def _check_declined(*, has_declined: bool) -> None:
    if not has_declined:
        raise NotOpenError(str(NOT_DECLINED))


def _check_open(signing_round: Round, signature_request: SignatureRequest, by: Actor) -> None:
    if refused := refusal(signing_round, signature_request, by):
        raise NotOpenError(refused)


def refusal(signing_round: Round, asked: SignatureRequest, by: Actor) -> str:
    """Return in a sentence why it is not up to somebody to answer a request of a round; nothing where it is.

    What a page offers and what is done is decided here. One query at most.
    """
    return (
        _why_over(signing_round, asked)
        or _why_closed(signing_round, asked)
        or _why_not_theirs(signing_round, asked, by)
    )


def _why_over(signing_round: Round, asked: SignatureRequest) -> str:
    """Return what became of the round, or of the request, so that no answer is waited for any more."""
    circulation = signing_round.circulation
    if circulation.end == Circulation.End.REOPENED:
        return _("The pledge was reopened for changes meanwhile. You will be asked again, to sign the new text.")
    if circulation.end:
        return _("The pledge was withdrawn meanwhile. There is nothing left to sign.")
    if asked.answer in (SignatureRequest.Answer.SIGNED, SignatureRequest.Answer.DECLINED):
        return _("You have answered already: {answer}.").format(answer=asked.get_answer_display())
    if asked.spared_at:
        enough = _("As many signatories of {party} have signed as it needs. Your signature is not needed any more.")
        return enough.format(party=asked.in_sentence)
    return ""


def _why_closed(signing_round: Round, asked: SignatureRequest) -> str:
    pledge = signing_round.revision.pledge
    is_going_round = pledge.status == Pledge.Status.IN_CIRCULATION
    if not asked.is_open or not (is_going_round or (asked.is_later and pledge.status == Pledge.Status.SUBMITTED)):
        return _("It is not your turn yet. You get a mail when it is.")
    return said_closed(pledge) if asked.is_later and not pledge.takes_further_parties else ""


def _why_not_theirs(signing_round: Round, asked: SignatureRequest, by: Actor) -> str:
    if by.email.lower() == asked.email and may_sign(signing_round.revision.pledge, by):
        return ""
    return _("You may not sign for {party}.").format(party=asked.in_sentence)


def refusal_to_take_back(signing_round: Round, declined: SignatureRequest, by: Actor) -> str:
    """Return in a sentence why somebody can't take back that they declined: they did not, or might not answer now."""
    if declined.answer != SignatureRequest.Answer.DECLINED:
        return refusal(signing_round, declined, by) or str(NOT_DECLINED)
    unanswered = copy(declined)
    unanswered.answer = ""
    return refusal(signing_round, unanswered, by)


def said_closed(pledge: Pledge) -> str:
    """Return in a sentence until when an open pledge could be signed that takes no further parties any more."""
    closed = _("This pledge was open for further parties until {date}. It can’t be signed any more.")
    return closed.format(date=in_words(pledge.closed_on)) if pledge.closed_on else _("This pledge is closed.")


def may_sign(pledge: Pledge, by: Actor) -> bool:
    """Whether they may still sign at all: a role or a visit can end in the middle of the errand."""
    if by.user:
        roles = Membership.objects.filter(user=by.user, organisation=pledge.organisation_id, role__in=SIGNING_ROLES)
        return by.user.is_active and roles.exists()
    guest = Invitation.objects.filter(pk=by.guest.pk, pledge=pledge).first() if by.guest else None
    return bool(guest and guest.is_alive and guest.confirmed_at)


def note(
    signing_round: Round, request: SignatureRequest, kind: TrailEntry.Kind, by: Actor, quoted: str = "", *rows: Model
) -> None:
    """Note in the trail what was done for one party, once its request and the other `rows` of it are written."""
    revision = signing_round.revision
    record(revision.pledge, kind, by, revision=revision, party=request.party, words=quoted, rows=(request, *rows))


def write_answer(signature_request: SignatureRequest, answer: str, text: str, *, may_publish: bool = False) -> None:
    """Write an answer, or that there is none any more; codes that were sent for it are good no more."""
    signature_request.answer, signature_request.words = answer, text
    signature_request.answered_at = timezone.now() if answer else None
    signature_request.may_publish = may_publish
    signature_request.code_hash, signature_request.code_expires_at = "", None
    answered = ("answer", "words", "answered_at", "may_publish")
    signature_request.save(update_fields=[*answered, "code_hash", "code_expires_at"])
    codes.forget_earlier_codes(signature_request)


def begin_reminding_anew(*signature_requests: SignatureRequest) -> None:
    """Count reminders of some requests from now on: something has happened of which everybody was told just now.

    They go to a signatory while it is up to them, and to the drafters once one has declined.
    """
    rows = SignatureRequest.objects.filter(pk__in=[signature_request.pk for signature_request in signature_requests])
    rows.update(reminders=0, reminded_at=timezone.now(), expired_at=None)
