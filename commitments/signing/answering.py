"""A signatory reads the text, and agrees and signs. For their own party alone."""

from __future__ import annotations

from contextlib import nullcontext

from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.document.address import address
from commitments.models import (
    Actor,
    Revision,
    Signature,
    SignatureRequest,
    Step,
    TrailEntry,
)
from commitments.models.rounds import Round
from commitments.people import codes
from commitments.people.mail import events, publication
from commitments.people.mail.announcing import announce
from commitments.people.mail.codes import CODE_TO_SIGN
from commitments.people.mail.sparing import SPARED
from commitments.signing.asking import ask_to_sign
from commitments.signing.open_requests import NotOpenError, note, open_request, write_answer
from commitments.signing.transitions import move
from commitments.signing.typed import problem_of_name, problem_of_title
from commitments.signing.vouching import worth
from commitments.text.limits import TextRefusedError
from commitments.trail.hashes import signature_words


class CannotSignError(Exception):
    """What was typed does not make a signature; `field` names where, the message says why. Nothing was done."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def statement(signature_request: SignatureRequest) -> str:
    """Return what a signatory ticks, and what is kept with the signature word by word."""
    return _("I have read this text. I agree to it, and I may sign for this party: {party}.").format(
        party=signature_request.party
    )


def needs_code(signature_request: SignatureRequest, by: Actor, *, is_proven: bool) -> bool:
    """Whether a code to the signatory's own mailbox is asked for: of everybody who was sent a link, and of who signs
    with an account but did not prove within the last 15 minutes that it is theirs, by more than a code to sign in.
    """
    return bool(signature_request.invitation_id) or not (by.is_own and is_proven)


def note_read(signature_request: SignatureRequest, *, seen: str, by: Actor) -> None:
    """Note that a signatory had the whole text before them and went on to answer. Raises NotOpenError."""
    with open_request(signature_request, seen, by) as (signing_round, current):
        if not current.read_at:
            current.read_at = timezone.now()
            current.save(update_fields=["read_at"])
            note(signing_round, current, TrailEntry.Kind.READ, by)


def send_code(signature_request: SignatureRequest, *, seen: str, by: Actor) -> None:
    """Send a one-time code, good for signing this text alone, to the signatory's address.

    Raises NotOpenError, TooManyAttemptsError.
    """
    codes.note_code(signature_request, by.browser)
    with open_request(signature_request, seen, by) as (signing_round, current):
        revision = signing_round.revision
        purpose, pledge = revision.digest, revision.pledge
        codes.send_code(current, current.email, purpose=purpose, event=CODE_TO_SIGN, pledge=pledge)


def sign(
    signature_request: SignatureRequest,
    *,
    seen: str,
    name: str,
    title: str,
    may_publish: bool = False,
    code: str = "",
    is_proven: bool = False,
    proof: str = "",
    by: Actor,
) -> Signature:
    """Agree to exactly one text for one party, and sign it; return the signature.

    `seen` is the hash of the text; `name` and `title` are typed, and must be those of who was asked, however written:
    the signature has theirs as they were asked; a title can be left out. `code` was sent to their address; who has an
    account of the own organisation, and proved within 15 minutes that it is theirs, needs none (`is_proven`; how,
    `proof` says, a Signature.Method). A party has signed once as many of its signatories have as must: nobody else of
    it need sign then. After the last party the pledge is agreed; else the next one is asked. Raises NotOpenError,
    CannotSignError, TooManyAttemptsError: nothing is written then, and no right code used up.
    """
    _check_typed(signature_request, name, title)
    is_by_code = needs_code(signature_request, by, is_proven=is_proven)
    trying = codes.trying(signature_request, by.browser) if is_by_code else nullcontext(codes.Try())
    with trying as tried, open_request(signature_request, seen, by) as (signing_round, current):
        if not current.read_at:
            raise NotOpenError(_("Read the whole text first, then go on to answer."))
        is_by_code = needs_code(current, by, is_proven=is_proven)
        if is_by_code:
            _use(code, current, signing_round.revision.digest, tried)
        method = Signature.Method.CODE if is_by_code else proof or Signature.Method.ACCOUNT
        signature = _signature(signing_round.revision, current, method=method, by=by)
        write_answer(current, SignatureRequest.Answer.SIGNED, "", may_publish=may_publish)
        spared = _spare(signing_round, current)
        note(signing_round, current, TrailEntry.Kind.SIGNED, by, signature_words(signature), signature, *spared)
        if may_publish:
            note(signing_round, current, TrailEntry.Kind.MAY_PUBLISH, by)
        _go_on(signing_round, current, spared, by)
    return signature


def _use(code: str, current: SignatureRequest, digest: str, tried: codes.Try) -> None:
    """Use up the code that was mailed for signing this text. Raises CannotSignError where it is not that code."""
    if not codes.use(SignatureRequest.objects.all(), current, code, purpose=digest):
        tried.is_wrong = True
        wrong = _("This is not the code, or it is older than 15 minutes. Look into the newest mail.")
        raise CannotSignError("code", wrong)


def _check_typed(signature_request: SignatureRequest, name: str, title: str) -> None:
    """Raise CannotSignError unless name and title are those of who was asked."""
    for field, problem_of, typed in (("name", problem_of_name, name), ("title", problem_of_title, title)):
        try:
            problem = problem_of(signature_request, typed)
        except TextRefusedError as refused:
            problem = str(refused)
        if problem:
            raise CannotSignError(field, problem)


def _signature(revision: Revision, signature_request: SignatureRequest, *, method: str, by: Actor) -> Signature:
    return Signature.objects.create(
        revision=revision,
        signature_request=signature_request,
        party_key=signature_request.party_key,
        party=signature_request.party,
        name=signature_request.name,
        title=signature_request.title,
        email=signature_request.email,
        statement=statement(signature_request),
        digest=revision.digest,
        method=method,
        by=by.user,
        **worth(revision, signature_request, by),
    )


def _spare(signing_round: Round, signature_request: SignatureRequest) -> list[SignatureRequest]:
    """Let nobody else sign for a party once as many have as must, and return whom that spares."""
    party = signing_round.party_of(signature_request)
    others = [asked for asked in party.signature_requests if not asked.has_signed] if party.has_signed else []
    for asked in others:
        asked.spared_at = timezone.now()
        asked.save(update_fields=["spared_at"])
    if others:
        codes.forget_codes(*others)
    return others


def _go_on(
    signing_round: Round, signature_request: SignatureRequest, spared: list[SignatureRequest], by: Actor
) -> None:
    """After a signature: who need not sign any more is told, and the next party asked, or the pledge is agreed."""
    revision, event = signing_round.revision, events.SIGNED
    if signature_request.is_later:
        event = publication.FURTHER_PARTY_SIGNED
    elif signing_round.is_complete:
        move(revision.pledge, Step.AGREE, by=by, revision=revision, words=revision.digest)
        event = events.AGREED
    announce(
        event,
        revision.pledge,
        by=by,
        to=[signature_request.email],
        signing_round=signing_round,
        request=signature_request,
        page=address("verify", revision.code),
    )
    unneeded = [asked.email for asked in spared if asked.answer != SignatureRequest.Answer.DECLINED]
    announce(SPARED, revision.pledge, by=by, to=unneeded, request=signature_request)
    following = signing_round.next_party if signing_round.party_of(signature_request).has_signed else None
    if following and signing_round.circulation.in_turn:
        for asked in following.signature_requests:
            ask_to_sign(asked, by=Actor())
