"""What a signatory answers: that they agree and sign, ask for changes, or decline. For their own party alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db.models import Model
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commitments.access import SIGNING_ROLES
from commitments.document.address import address
from commitments.models import (
    Actor,
    Circulation,
    Invitation,
    Membership,
    Pledge,
    Revision,
    Signature,
    SignatureRequest,
    Step,
    TrailEntry,
    rounds,
)
from commitments.models.rounds import Round
from commitments.people import codes
from commitments.people.mail import events, publication
from commitments.people.mail.announcing import announce
from commitments.people.mail.codes import CODE_TO_SIGN
from commitments.people.mail.objections import CHANGES_REQUESTED, DECLINED
from commitments.signing.asking import ask_to_sign
from commitments.signing.transitions import locked, move
from commitments.signing.typed import problem_of_name, problem_of_title
from commitments.text.limits import TextRefusedError, clean_text
from commitments.trail.hashes import signature_words
from commitments.trail.record import record

LONGEST_WORDS, SHOWN_IN_A_NOTICE = 4_000, 150


class NotOpenError(Exception):
    """It is not, or no longer, up to this party to answer to this text; the message says why. Nothing was done."""


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


@contextmanager
def _answering(signature_request: SignatureRequest, seen: str, by: Actor) -> Iterator[tuple[Round, SignatureRequest]]:
    """Yield the round and the signature request as they are now, the pledge locked.

    `seen` is the hash of the text that was before them. Raises NotOpenError unless they may answer to it.
    """
    with locked(signature_request.circulation.revision.pledge) as pledge:
        signing_round = rounds.last_round(pledge)
        current = signing_round.fresh(signature_request) if signing_round else None
        if not signing_round or not current:
            raise NotOpenError(_("A newer text is in circulation. Open the link in the newest mail."))
        signing_round.revision.pledge = pledge
        _check_open(signing_round, current, by)
        if signing_round.revision.digest != seen:
            raise NotOpenError(_("This is not the text that is in circulation now. Open this page again and read it."))
        yield signing_round, current


def _check_open(signing_round: Round, signature_request: SignatureRequest, by: Actor) -> None:
    pledge, circulation = signing_round.revision.pledge, signing_round.circulation
    if circulation.end == Circulation.End.REOPENED:
        raise NotOpenError(
            _("The pledge was reopened for changes meanwhile. You will be asked again, to sign the new text.")
        )
    if circulation.end:
        raise NotOpenError(_("The pledge was withdrawn meanwhile. There is nothing left to sign."))
    if signature_request.answer in (SignatureRequest.Answer.SIGNED, SignatureRequest.Answer.DECLINED):
        raise NotOpenError(
            _("You have answered already: {answer}.").format(answer=signature_request.get_answer_display())
        )
    is_going_round = pledge.status == Pledge.Status.IN_CIRCULATION
    if not signature_request.is_open or not (
        is_going_round or (signature_request.is_later and pledge.status == Pledge.Status.SUBMITTED)
    ):
        raise NotOpenError(_("It is not your turn yet. You get a mail when it is."))
    if signature_request.is_later and not pledge.takes_further_parties:
        closed = _("This pledge was open for further parties until {date}. It can’t be signed any more.")
        raise NotOpenError(closed.format(date=f"{pledge.closed_on:%Y-%m-%d}"))
    if by.email.lower() != signature_request.email or not _may_sign(pledge, by):
        raise NotOpenError(_("You may not sign for {party}.").format(party=signature_request.in_sentence))


def _may_sign(pledge: Pledge, by: Actor) -> bool:
    """Whether they may still sign at all: a role or a visit can end in the middle of the errand."""
    if by.user:
        roles = Membership.objects.filter(user=by.user, organisation=pledge.organisation_id, role__in=SIGNING_ROLES)
        return by.user.is_active and roles.exists()
    guest = Invitation.objects.filter(pk=by.guest.pk, pledge=pledge).first() if by.guest else None
    return bool(guest and guest.is_alive and guest.confirmed_at)


def needs_code(signature_request: SignatureRequest, by: Actor, *, is_proven: bool) -> bool:
    """Whether a code to the signatory's own mailbox is asked for: of everybody who was sent a link, and of who signs
    with an account but did not prove within the last 15 minutes that it is theirs.
    """
    return bool(signature_request.invitation_id) or not (by.is_own and is_proven)


def note_read(signature_request: SignatureRequest, *, seen: str, by: Actor) -> None:
    """Note that a signatory had the whole text before them and went on to answer. Raises NotOpenError."""
    with _answering(signature_request, seen, by) as (signing_round, current):
        if not current.read_at:
            current.read_at = timezone.now()
            current.save(update_fields=["read_at"])
            _record(signing_round, current, TrailEntry.Kind.READ, by)


def send_code(signature_request: SignatureRequest, *, seen: str, by: Actor) -> None:
    """Send a one-time code, good for signing this text alone, to the signatory's address.

    Raises NotOpenError, TooManyAttemptsError.
    """
    codes.note_code(signature_request, by.browser)
    with _answering(signature_request, seen, by) as (signing_round, current):
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
    by: Actor,
) -> Signature:
    """Agree to exactly one text for one party, and sign it; return the signature.

    `seen` is the hash of the text; `name` and `title` are typed, and must be those of who was asked, however written:
    the signature has theirs as they were asked, never as typed; a title can be left out. `code` is the one-time code
    that was sent to their address, which who has an account of the own organisation does not need if they proved
    within the last 15 minutes that it is theirs (`is_proven`). When the last party signs, the pledge is agreed, and
    everybody gets the signed PDF; one after the other, the next one is asked. Raises NotOpenError, CannotSignError
    and TooManyAttemptsError. Then nothing is written, and of a right code nothing is used up.
    """
    _check_typed(signature_request, name, title)
    is_by_code = needs_code(signature_request, by, is_proven=is_proven)
    trying = codes.trying(signature_request, by.browser) if is_by_code else nullcontext(codes.Try())
    with trying as tried, _answering(signature_request, seen, by) as (signing_round, current):
        if not current.read_at:
            raise NotOpenError(_("Read the whole text first, then go on to answer."))
        is_by_code = needs_code(current, by, is_proven=is_proven)
        asked = SignatureRequest.objects.all()
        if is_by_code and not codes.use(asked, current, code, purpose=signing_round.revision.digest):
            tried.is_wrong = True
            wrong = _("This is not the code, or it is older than 15 minutes. Look into the newest mail.")
            raise CannotSignError("code", wrong)
        method = Signature.Method.CODE if is_by_code else Signature.Method.ACCOUNT
        signature = _signature(signing_round.revision, current, method=method, by=by)
        _answer(current, SignatureRequest.Answer.SIGNED, "", may_publish=may_publish)
        _record(signing_round, current, TrailEntry.Kind.SIGNED, by, signature_words(signature), signature)
        if may_publish:
            _record(signing_round, current, TrailEntry.Kind.MAY_PUBLISH, by)
        _go_on(signing_round, current, by)
    return signature


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
    )


def _record(
    signing_round: Round, request: SignatureRequest, kind: TrailEntry.Kind, by: Actor, quoted: str = "", *rows: Model
) -> None:
    """Note in the trail what was done for one party, once its request and the other `rows` of it are written."""
    revision = signing_round.revision
    record(revision.pledge, kind, by, revision=revision, party=request.party, words=quoted, rows=(request, *rows))


def _go_on(signing_round: Round, signature_request: SignatureRequest, by: Actor) -> None:
    """After a signature: the next party is asked, or the pledge is agreed."""
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
    following = next((asked for asked in signing_round.signature_requests if not asked.came_at), None)
    if following and signing_round.circulation.in_turn:
        ask_to_sign(following, by=Actor())


def request_changes(signature_request: SignatureRequest, *, seen: str, text: str, by: Actor) -> None:
    """Ask for changes instead of signing; the drafters are told. Signing stays possible.

    Raises NotOpenError, and TextRefusedError without a text.
    """
    _say(signature_request, SignatureRequest.Answer.CHANGES, seen, text, by)


def decline(signature_request: SignatureRequest, *, seen: str, reason: str, by: Actor) -> None:
    """Decline to sign this text; the drafters are told. Raises NotOpenError, and TextRefusedError without a reason."""
    _say(signature_request, SignatureRequest.Answer.DECLINED, seen, reason, by)


def _say(signature_request: SignatureRequest, answer: SignatureRequest.Answer, seen: str, text: str, by: Actor) -> None:
    text = clean_text(text, limit=LONGEST_WORDS)
    is_declined = answer == SignatureRequest.Answer.DECLINED
    if not text:
        missing = _("Write the reason: the drafters read it.") if is_declined else _("Write what should be changed.")
        raise TextRefusedError(missing)
    with _answering(signature_request, seen, by) as (signing_round, current):
        if current.is_later and not is_declined:
            raise NotOpenError(
                _("The other parties have signed this text, and it can’t change any more. Sign, or decline.")
            )
        _answer(current, answer, text)
        _record(signing_round, current, TrailEntry.Kind.DECLINED if is_declined else TrailEntry.Kind.CHANGES, by, text)
        pledge, event = signing_round.revision.pledge, DECLINED if is_declined else CHANGES_REQUESTED
        start, page = Truncator(text).chars(SHOWN_IN_A_NOTICE), address("pledge_signatures", pledge.reference)
        announce(event, pledge, by=by, signing_round=signing_round, request=current, text=start, page=page)


def _answer(
    signature_request: SignatureRequest, answer: SignatureRequest.Answer, text: str, *, may_publish: bool = False
) -> None:
    signature_request.answer, signature_request.words, signature_request.answered_at = answer, text, timezone.now()
    signature_request.may_publish = may_publish
    signature_request.save(update_fields=["answer", "words", "answered_at", "may_publish"])
    codes.forget_codes(signature_request)


def allow_publication(signature_request: SignatureRequest, *, by: Actor) -> None:
    """Agree, after signing, to have the text published. Raises NotOpenError where there is no signature that counts."""
    with locked(signature_request.circulation.revision.pledge) as pledge:
        signing_round = rounds.last_round(pledge)
        current = signing_round.fresh(signature_request) if signing_round else None
        if not signing_round or not current or not current.has_signed or signing_round.circulation.end:
            raise NotOpenError(_("There is no signature of yours on the present text."))
        if by.email.lower() != current.email or not _may_sign(pledge, by):
            raise NotOpenError(_("You may not answer for {party}.").format(party=current.in_sentence))
        if not current.may_publish:
            current.may_publish = True
            current.save(update_fields=["may_publish"])
            signing_round.revision.pledge = pledge
            _record(signing_round, current, TrailEntry.Kind.MAY_PUBLISH, by)
