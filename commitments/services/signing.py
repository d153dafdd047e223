"""What a signatory answers: that they agree and sign, ask for changes, or decline. For their own party alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commitments import rounds
from commitments.access import SIGNING_ROLES
from commitments.addresses import address
from commitments.chain import signature_words
from commitments.models import (
    Circulation,
    Invitation,
    Membership,
    Notice,
    Pledge,
    Signature,
    Step,
    TrailEntry,
    Turn,
    Voice,
)
from commitments.rounds import Round
from commitments.services import codes
from commitments.services.asking import drafters, give_turn
from commitments.services.mailing import post, tell
from commitments.services.moving import locked, move
from commitments.services.trail import record
from commitments.wording.limits import TextRefused, clean_text
from commitments.wording.words import words

LONGEST_WORDS = 4_000
SHOWN_IN_A_NOTICE = 150


class NotNow(Exception):  # noqa: N818  said as people say it
    """It is not, or no longer, up to this party to answer to this text; the message says why. Nothing was done."""


class CantSign(Exception):  # noqa: N818  said as people say it
    """What was typed does not make a signature; `field` names where, the message says why. Nothing was done."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def statement(turn: Turn) -> str:
    """Return what a signatory ticks, and what is kept with the signature word by word."""
    return _("I have read this text. I agree to it, and I may sign for this party: {party}.").format(party=turn.party)


@contextmanager
def _answering(turn: Turn, seen: str, by: Voice) -> Iterator[tuple[Round, Turn]]:
    """Yield the round and the turn as they are now, the pledge locked. Raises NotNow unless they may answer to `seen`.

    `seen` is the hash of the text that was before them.
    """
    with locked(turn.circulation.revision.pledge) as pledge:
        found = rounds.last_round(pledge)
        now = next((each for each in found.turns if each.pk == turn.pk), None) if found else None
        if not found or not now:
            raise NotNow(_("A newer text is in circulation. Open the link in the newest mail."))
        found.revision.pledge = pledge
        _check_open(found, now, by)
        if found.revision.digest != seen:
            raise NotNow(_("This is not the text that is in circulation now. Open this page again and read it."))
        yield found, now


def _check_open(found: Round, turn: Turn, by: Voice) -> None:
    pledge, circulation = found.revision.pledge, found.circulation
    if circulation.end == Circulation.End.REOPENED:
        raise NotNow(_("The pledge was reopened for changes meanwhile. You will be asked again, to sign the new text."))
    if circulation.end:
        raise NotNow(_("The pledge was withdrawn meanwhile. There is nothing left to sign."))
    if turn.answer in (Turn.Answer.SIGNED, Turn.Answer.DECLINED):
        raise NotNow(_("You have answered already: {answer}.").format(answer=turn.get_answer_display()))
    is_going_round = pledge.status == Pledge.Status.IN_CIRCULATION
    if not turn.is_open or not (is_going_round or (turn.is_later and pledge.status == Pledge.Status.SUBMITTED)):
        raise NotNow(_("It is not your turn yet. You get a mail when it is."))
    if turn.is_later and pledge.open_until and not pledge.takes_further_parties:
        closed = _("This pledge was open for further parties until {date}. It can’t be signed any more.")
        raise NotNow(closed.format(date=f"{pledge.open_until:%Y-%m-%d}"))
    if by.email.lower() != turn.email or not _may_sign(pledge, by):
        raise NotNow(_("You may not sign for {party}.").format(party=turn.party))


def _may_sign(pledge: Pledge, by: Voice) -> bool:
    """Whether they may still sign at all: a role or a visit can end in the middle of the errand."""
    if by.user:
        roles = Membership.objects.filter(user=by.user, organisation=pledge.organisation_id, role__in=SIGNING_ROLES)
        return by.user.is_active and roles.exists()
    guest = Invitation.objects.filter(pk=by.guest.pk, pledge=pledge).first() if by.guest else None
    return bool(guest and guest.is_alive and guest.confirmed_at)


def needs_code(turn: Turn, by: Voice, *, is_proven: bool) -> bool:
    """Whether a code to the signatory's own mailbox is asked for: of everybody who was sent a link, and of who signs
    with an account but did not prove within the last 15 minutes that it is theirs.
    """
    return bool(turn.invitation_id) or not (by.is_own and is_proven)


def note_read(turn: Turn, *, seen: str, by: Voice) -> None:
    """Note that a signatory had the whole text before them and went on to answer. Raises NotNow."""
    with _answering(turn, seen, by) as (found, now):
        if not now.read_at:
            now.read_at = timezone.now()
            now.save(update_fields=["read_at"])
            record(found.revision.pledge, TrailEntry.Kind.READ, by, revision=found.revision, party=now.party)


def send_code(turn: Turn, *, seen: str, by: Voice) -> None:
    """Send a one-time code, good for signing this text alone, to the signatory's address. Raises NotNow, TooOften."""
    codes.note_code(turn)
    with _answering(turn, seen, by) as (found, now):
        subject = _("{code} is your code to sign a pledge")
        codes.send_code(now, now.email, purpose=found.revision.digest, subject=subject)


def sign(
    turn: Turn,
    *,
    seen: str,
    name: str,
    title: str,
    may_publish: bool = False,
    code: str = "",
    is_proven: bool = False,
    by: Voice,
) -> Signature:
    """Agree to exactly one text for one party, and sign it; return the signature.

    `seen` is the hash of the text; `name` is typed, and must be that of who was asked; `code` is the one-time code that
    was sent to their address, which who has an account of the own organisation does not need if they proved that it is
    theirs within the last 15 minutes (`is_proven`). When the last party signs, the pledge is agreed, and everybody gets
    the signed PDF; one after the other, the next one is asked.
    Raises NotNow, CantSign, TextRefused and TooOften. Then nothing is written, and of a right code nothing is used up.
    """
    if needs_code(turn, by, is_proven=is_proven):
        codes.note_try(turn.email)
    typed = clean_text(name, limit=150, one_line=True)
    if not typed or words(typed) != words(turn.name):
        said = _("Type your name as it stands in the text: {name}. If somebody else is to sign, ask for that change.")
        if turn.is_later:
            said = _("Type your name as you wrote it when you asked: {name}.")
        raise CantSign("name", said.format(name=turn.name))
    with _answering(turn, seen, by) as (found, now):
        if not now.read_at:
            raise NotNow(_("Read the whole text first, then go on to answer."))
        is_by_code = needs_code(now, by, is_proven=is_proven)
        if is_by_code and not codes.use(Turn.objects.all(), now, code, purpose=found.revision.digest):
            raise CantSign(
                "code", _("This is not the code, or it is older than 15 minutes. Look into the newest mail.")
            )
        signature = Signature.objects.create(
            revision=found.revision,
            turn=now,
            party_key=now.party_key,
            party=now.party,
            name=typed,
            title=clean_text(title, limit=200, one_line=True),
            email=now.email,
            statement=statement(now),
            digest=found.revision.digest,
            method=Signature.Method.CODE if is_by_code else Signature.Method.ACCOUNT,
            by=by.user,
        )
        _answer(now, Turn.Answer.SIGNED, "", may_publish=may_publish)
        signed = signature_words(signature)
        record(
            found.revision.pledge, TrailEntry.Kind.SIGNED, by, revision=found.revision, party=now.party, words=signed
        )
        if may_publish:
            record(found.revision.pledge, TrailEntry.Kind.MAY_PUBLISH, by, revision=found.revision, party=now.party)
        _go_on(found, now, by)
    return signature


def _go_on(found: Round, turn: Turn, by: Voice) -> None:
    """After a signature: the next party's turn, or the pledge is agreed."""
    pledge = found.revision.pledge
    text = _("{name} signed “{title}” for {party}.").format(name=turn.name, title=pledge, party=turn.party)
    if turn.is_later:
        _send_signed(found, [turn.email], by=by)
        tell(drafters(pledge), Notice.Kind.ANSWERED, text, pledge=pledge)
    elif found.is_complete:
        move(pledge, Step.AGREE, by=by, revision=found.revision, words=found.revision.digest)
        people = drafters(pledge)
        done = _("Every party has signed “{title}”. The signed PDF is in your mail.").format(title=pledge)
        tell(people, Notice.Kind.AGREED, done, pledge=pledge, is_mailed=True)
        _send_signed(found, [*(each.email for each in found.turns), *(person.email for person in people)], by=by)
    else:
        tell(drafters(pledge, but=by), Notice.Kind.ANSWERED, text, pledge=pledge)
        following = next((each for each in found.turns if not each.came_at), None)
        if following and found.circulation.in_turn:
            give_turn(following, by=Voice())


def _send_signed(found: Round, emails: list[str], *, by: Voice) -> None:
    """Send the signed PDF, with what anybody can hold against it."""
    revision = found.revision
    said = {"title": revision.pledge, "reference": revision.pledge.reference}
    parts = [
        _("Every party has signed the pledge “{title}” ({reference}). The signed PDF is attached.").format(**said),
        _("Anybody who has this address can check who signed it, and whether a file is the signed text:"),
        address("verify", revision.code),
        _("The text's SHA-256: {digest}").format(digest=revision.digest),
    ]
    for email in dict.fromkeys(emails):
        post(email, _("Signed by every party: {title}").format(**said), "\n\n".join(parts) + "\n", signed=revision)


def request_changes(turn: Turn, *, seen: str, text: str, by: Voice) -> None:
    """Ask for changes instead of signing; the drafters are told. Signing stays possible.

    Raises NotNow, and TextRefused where nothing is said.
    """
    _say(turn, Turn.Answer.CHANGES, seen, text, by)


def decline(turn: Turn, *, seen: str, reason: str, by: Voice) -> None:
    """Decline to sign this text; the drafters are told. Raises NotNow, and TextRefused without a reason."""
    _say(turn, Turn.Answer.DECLINED, seen, reason, by)


def _say(turn: Turn, answer: Turn.Answer, seen: str, text: str, by: Voice) -> None:
    said = clean_text(text, limit=LONGEST_WORDS)
    is_declined = answer == Turn.Answer.DECLINED
    if not said:
        missing = _("Write the reason: the drafters read it.") if is_declined else _("Write what should be changed.")
        raise TextRefused(missing)
    with _answering(turn, seen, by) as (found, now):
        pledge = found.revision.pledge
        if now.is_later and not is_declined:
            raise NotNow(_("The other parties have signed this text, and it can’t change any more. Sign, or decline."))
        _answer(now, answer, said)
        kind = TrailEntry.Kind.DECLINED if is_declined else TrailEntry.Kind.CHANGES
        record(pledge, kind, by, revision=found.revision, party=now.party, words=said)
        told = _("{name} asks for changes, for {party}: “{text}”")
        if is_declined:
            told = _("{name} declined to sign for {party}: “{text}”")
        text = told.format(name=now.name, party=now.party, text=Truncator(said).chars(SHOWN_IN_A_NOTICE))
        tell(drafters(pledge, but=by), Notice.Kind.ANSWERED, text, pledge=pledge)


def _answer(turn: Turn, answer: Turn.Answer, said: str, *, may_publish: bool = False) -> None:
    turn.answer, turn.words, turn.answered_at = answer, said, timezone.now()
    turn.may_publish = may_publish
    turn.code_hash, turn.code_expires_at = "", None
    turn.save(update_fields=["answer", "words", "answered_at", "may_publish", "code_hash", "code_expires_at"])


def allow_publication(turn: Turn, *, by: Voice) -> None:
    """Agree, after signing, to have the text published. Raises NotNow where there is no signature that counts."""
    with locked(turn.circulation.revision.pledge) as pledge:
        found = rounds.last_round(pledge)
        now = next((each for each in found.turns if each.pk == turn.pk), None) if found else None
        if not found or not now or now.answer != Turn.Answer.SIGNED or found.circulation.end:
            raise NotNow(_("There is no signature of yours on the present text."))
        if by.email.lower() != now.email or not _may_sign(pledge, by):
            raise NotNow(_("You may not answer for {party}.").format(party=now.party))
        if not now.may_publish:
            now.may_publish = True
            now.save(update_fields=["may_publish"])
            record(pledge, TrailEntry.Kind.MAY_PUBLISH, by, revision=found.revision, party=now.party)
