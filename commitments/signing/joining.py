"""Further parties of an open pledge: they ask, the owner answers, and they sign the text that the others signed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments import document
from commitments.drafting.parties import Participant, as_party
from commitments.models import (
    Actor,
    JoinRequest,
    Party,
    Pledge,
    Revision,
    SignatureRequest,
    TrailEntry,
    rounds,
)
from commitments.models.pledge import new_party_key
from commitments.models.rounds import Round
from commitments.people import codes
from commitments.people.mail.announcing import announce
from commitments.people.mail.codes import CODE_TO_JOIN
from commitments.people.mail.joining import JOIN_CONFIRMED, JOIN_REFUSED, JOIN_REQUESTED
from commitments.people.rate_limits import Limit, note_attempt, note_attempts
from commitments.signing.admission import CannotJoinError, check, check_open, check_party
from commitments.signing.asking import ask_to_sign
from commitments.signing.legible import printable_line
from commitments.signing.transitions import locked
from commitments.text.limits import TextRefusedError, clean_text
from commitments.text.words import words
from commitments.trail.record import record

LONGEST_REASON = 500
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
REQUESTS_AN_HOUR = 30
"""From one network address, behind which a whole delegation may sit"""
REQUESTS_A_DAY = 200
"""For one pledge"""

log = logging.getLogger("commitments.security")


def ask(
    revision: Revision,
    participant: Participant,
    *,
    name: str,
    title: str = "",
    email: str,
    origin: str = "",
    browser: str = "",
) -> JoinRequest:
    """Ask to sign the text of an open pledge for a further party; return the request, which waits for its code.

    A one-time code is sent to `email`. Nobody hears of the request before `prove` has it. `origin` is the network
    address from which it comes, `browser` names the session. Requests whose code was not typed within a day are
    forgotten. Raises CannotJoinError, TextRefusedError, and TooManyAttemptsError.
    """
    pledge, email = revision.pledge, email.lower()
    typed = {
        "name": printable_line(name, limit=150),
        "title": printable_line(title, limit=200),
    }
    row = as_party(participant)
    party, named = (printable_line(text, limit=200) for text in (document.party_name(row, pledge), row.name))
    if not words(typed["name"]) or not words(party):
        raise TextRefusedError(_("Write your name, and for which party you ask."))
    signing_round = _round_of(revision)
    check_open(pledge)
    check_party(pledge, signing_round, row, document.in_sentence(row, pledge.model_text.language), is_public=True)
    if origin:
        note_attempt("join from", origin, limit=REQUESTS_AN_HOUR, within=AN_HOUR)
    _note_code(pledge, email, browser)
    note_attempt("join", pledge.pk, limit=REQUESTS_A_DAY, within=A_DAY)
    with locked(pledge) as now:
        JoinRequest.objects.filter(pledge=now, confirmed_at=None, at__lt=timezone.now() - A_DAY).delete()
        request = _written(row, pledge=now, party=party, named=named, email=email, **typed)
        _post_code(request)
    return request


def _written(row: Party, **said: Any) -> JoinRequest:
    """Keep a request of whom the directory has, or nobody of it, as which `row` says."""
    of_directory = {"state": row.state, "national_society": row.national_society, "component": row.component}
    return JoinRequest.objects.create(kind=row.kind, **of_directory, **said)


def send_code(request: JoinRequest, *, browser: str = "") -> None:
    """Send another code to the address of who asks; the one before it stays good for the rest of its time.

    Raises TooManyAttemptsError, and CannotJoinError.
    """
    _note_code(request.pledge, request.email, browser)
    with locked(request.pledge) as pledge:
        check_open(pledge)
        _post_code(request)


def _note_code(pledge: Pledge, email: str, browser: str) -> None:
    """Who asks types any address, and must not keep its owner from asking in their own browser, or at other pledges."""
    note_attempts(
        Limit(("join code", pledge.pk, email, browser), codes.CODES_AN_HOUR, AN_HOUR),
        Limit(("join code", pledge.pk, email), codes.CODES_AN_HOUR_IN_ALL, AN_HOUR),
    )


def _post_code(request: JoinRequest) -> None:
    codes.send_code(request, request.email, event=CODE_TO_JOIN, pledge=request.pledge)


def prove(request: JoinRequest, code: str, *, origin: str = "", browser: str = "") -> bool:
    """Whether `code` was sent for it and is still good; then the request is made, and the owner's drafters are told.

    Raises TooManyAttemptsError after five wrong tries within 15 minutes, and CannotJoinError where something else
    stands against it; of a right code nothing is used up then.
    """
    with codes.trying(request, browser) as tried, locked(request.pledge) as pledge:
        if not codes.use(JoinRequest.objects.filter(confirmed_at=None), request, code):
            tried.is_wrong = True
            log.warning("wrong code for join request %s", request.pk)
            return False
        request.refresh_from_db()
        signing_round = _last_round(pledge)
        check(pledge, signing_round, request, is_public=True)
        if _waiting(pledge).filter(email=request.email, party=request.party).exists():
            raise CannotJoinError(
                _("You have asked for {party} already. You get a mail with the answer.").format(
                    party=request.in_sentence
                )
            )
        request.confirmed_at = timezone.now()
        request.save(update_fields=["confirmed_at"])
        by = Actor(name=request.name, address=request.email, origin=origin)
        _record(signing_round, request, TrailEntry.Kind.ASKED_TO_JOIN, by, _who(request))
        announce(JOIN_REQUESTED, pledge, by=by, request=request)
    return True


def confirm(request: JoinRequest, *, by: Actor) -> SignatureRequest:
    """Let a further party sign: its signatory is asked, by mail, to sign the text that the others signed.

    The party stands in its signature request and its join request, and not among those that the text names.
    Raises CannotJoinError.
    """
    with _answering(request) as (pledge, current):
        signing_round = _last_round(pledge)
        check(pledge, signing_round, current)
        signature_request = SignatureRequest.objects.create(
            circulation=signing_round.circulation,
            position=max(asked.position for asked in signing_round.signature_requests) + 1,
            party_key=new_party_key(),
            party=current.party,
            name=current.name,
            title=current.title,
            email=current.email,
            is_later=True,
        )
        _answer(current, JoinRequest.Answer.ACCEPTED, "", by, signature_request)
        _record(signing_round, current, TrailEntry.Kind.ADMITTED, by, _who(current), signature_request)
        ask_to_sign(signature_request, by=by)
        announce(JOIN_CONFIRMED, pledge, by=by, request=current)
    return signature_request


def refuse(request: JoinRequest, *, reason: str, by: Actor) -> None:
    """Refuse a further party; who asked is told the reason by mail.

    Raises CannotJoinError, and TextRefusedError without one.
    """
    reason = clean_text(reason, limit=LONGEST_REASON)
    if not reason:
        raise TextRefusedError(_("Write the reason: whoever asked reads it."))
    with _answering(request) as (pledge, current):
        _answer(current, JoinRequest.Answer.REFUSED, reason, by, None)
        _record(_last_round(pledge), current, TrailEntry.Kind.REFUSED, by, reason)
        announce(JOIN_REFUSED, pledge, by=by, to=[current.email], request=current, reason=reason)


def waiting(pledge: Pledge) -> int:
    """Return how many requests wait for the owner's answer. One query, and none where nobody can ask."""
    is_open = pledge.openness == Pledge.Openness.OPEN and pledge.status == Pledge.Status.SUBMITTED
    return _waiting(pledge).count() if is_open else 0


def _waiting(pledge: Pledge) -> QuerySet[JoinRequest]:
    return pledge.join_requests.filter(confirmed_at__isnull=False, answer="")


@contextmanager
def _answering(request: JoinRequest) -> Iterator[tuple[Pledge, JoinRequest]]:
    """Yield the pledge, locked, and the request as it is now.

    Raises CannotJoinError where it was answered meanwhile.
    """
    with locked(request.pledge) as pledge:
        current = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if current.answer or not current.confirmed_at:
            message = _("This request was answered meanwhile: {answer}.")
            raise CannotJoinError(message.format(answer=current.get_answer_display()))
        yield pledge, current


def _answer(
    request: JoinRequest, answer: JoinRequest.Answer, reason: str, by: Actor, signature_request: SignatureRequest | None
) -> None:
    request.answer, request.answer_text, request.signature_request = answer, reason, signature_request
    request.answered_by, request.answered_at = by.user, timezone.now()
    request.save(update_fields=["answer", "answer_text", "signature_request", "answered_by", "answered_at"])


def _record(
    signing_round: Round, request: JoinRequest, kind: TrailEntry.Kind, by: Actor, quoted: str, *rows: Model
) -> None:
    """Note in the trail what was done with a request, once it and the other `rows` of it are written."""
    revision, rows = signing_round.revision, (request, *rows)
    record(revision.pledge, kind, by, revision=revision, party=request.party, words=quoted, rows=rows)


def _who(request: JoinRequest) -> str:
    return f"{request.name} <{request.email}>"


def _last_round(pledge: Pledge) -> Round:
    signing_round = rounds.last_round(pledge)
    if not signing_round or signing_round.circulation.end:
        raise CannotJoinError(_("This pledge was taken back. There is nothing to sign."))
    signing_round.revision.pledge = pledge
    return signing_round


def _round_of(revision: Revision) -> Round:
    """Return the round of the text at whose address somebody asks: the last one of its pledge. Else CannotJoinError."""
    signing_round = _last_round(revision.pledge)
    if signing_round.revision.pk != revision.pk:
        raise CannotJoinError(_("There is a newer text of this pledge. Ask the organisation for its address."))
    return signing_round
