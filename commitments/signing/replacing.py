"""Another signatory for a text that goes round: it stays as it is, and so do the signatures of the others.

A drafter names them, or confirms whom the signatory who leaves has proposed (proposing.py). A deputy who was named
before the text went round needs no confirmation.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.document import in_sentence
from commitments.models import (
    Actor,
    Capacity,
    JoinRequest,
    NamedSignatory,
    Pledge,
    ProposedSignatory,
    SignatureRequest,
    TrailEntry,
    rounds,
)
from commitments.models.rounds import Round
from commitments.people import codes
from commitments.people.invitations import INVITATIONS_A_DAY, end
from commitments.people.mail import replacing as mails
from commitments.people.mail.announcing import announce
from commitments.people.rate_limits import note_attempt
from commitments.signing.asking import ask_to_sign
from commitments.signing.legible import printable_line
from commitments.signing.open_requests import begin_reminding_anew, may_sign, note
from commitments.signing.signatories import SAME_PERSON, deputies_of, problem_of_successor
from commitments.signing.transitions import locked
from commitments.text.limits import MAX_LINE, TextRefusedError, clean_text
from commitments.text.names import is_name_of
from commitments.trail.replacements import replacement

LONGEST_REASON = 1_000


class CannotReplaceError(Exception):
    """Nobody, or not this person, can be named instead; the message says why. Nothing was done.

    `field` names what it is about: `name`, `email`, or nothing.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Successor:
    """Who is to sign in somebody's place, and in which capacity."""

    name: str
    title: str
    email: str
    signs_by: str = Capacity.OFFICE
    signs_for: str = ""
    """For whom; empty: simply the party"""

    @classmethod
    def of(cls, person: ProposedSignatory | NamedSignatory) -> Successor:
        return cls(person.name, person.title, person.email, person.signs_by, person.signs_for)


@dataclass(frozen=True)
class Reason:
    """Why somebody else is to sign, as the trail keeps it."""

    words: str
    writer: str = ""
    """Whose words they are; empty: the site's own"""


def refusal(signing_round: Round, asked: SignatureRequest) -> str:
    """Return in a sentence why nobody else can be named for a request of a round now; nothing where somebody can."""
    pledge = signing_round.revision.pledge
    if signing_round.circulation.end:
        return _("The pledge was reopened or withdrawn meanwhile. There is nothing to sign.")
    if asked.has_signed:
        return _("{name} has signed already.").format(name=asked.name)
    if asked.spared_at:
        enough = _("As many signatories of {party} have signed as it needs. Nobody else need sign for it.")
        return enough.format(party=asked.in_sentence)
    if asked.is_later:
        closed = _("The list of parties is closed: nobody else can sign this pledge.")
        return "" if pledge.takes_further_parties else closed
    if pledge.status != Pledge.Status.IN_CIRCULATION:
        return _("This text does not go round any more.")
    return ""


def replace_signatory(
    signature_request: SignatureRequest, successor: Successor, *, reason: str, by: Actor
) -> SignatureRequest:
    """Name somebody else to sign the text that goes round, in the place of who was asked; return their request.

    `by` is a drafter. Text, hash and the other signatures stay. Who was asked can't sign any more, and their link
    leads to a page that says who does; the new one is asked where it is their turn. Those two are told by mail, who
    has signed already, too, and the drafters. Raises CannotReplaceError, TextRefusedError without a name or a reason,
    and TooManyAttemptsError.
    """
    why = Reason(cleaned_reason(reason), writer=str(by))
    with replaceable(signature_request) as (signing_round, current):
        return put_in_place(signing_round, current, successor, why, by)


def take_deputy(signature_request: SignatureRequest, deputy: NamedSignatory, *, by: Actor) -> SignatureRequest:
    """Let a deputy who was named before the text went round sign; return their request. Tells as the other does.

    `by` is a drafter, or the signatory. Raises CannotReplaceError and TooManyAttemptsError.
    """
    with replaceable(signature_request) as (signing_round, current):
        named = next((each for each in deputies_of(current) if each.email == deputy.email), None)
        if not named:
            raise CannotReplaceError(_("{name} can’t sign as a deputy any more.").format(name=deputy.name))
        if not by.user or by.email.lower() == current.email:
            check_signatory(signing_round, current, by)
        why = Reason(_("Deputy, named beforehand."))
        return put_in_place(signing_round, current, Successor.of(named), why, by)


def settle(asked: SignatureRequest, by: Actor) -> list[ProposedSignatory]:
    """Take back what waits to be confirmed for a request, as somebody else is named now; return it."""
    waiting = list(asked.proposed.filter(answer=""))
    for proposed in waiting:
        write_answer(proposed, ProposedSignatory.Answer.TAKEN_BACK, by)
    return waiting


def write_answer(proposed: ProposedSignatory, answer: ProposedSignatory.Answer, by: Actor, reason: str = "") -> None:
    proposed.answer, proposed.answer_text = answer, reason
    proposed.answered_by, proposed.answered_at = by.user, timezone.now()
    proposed.save(update_fields=["answer", "answer_text", "answered_by", "answered_at"])


def cleaned_reason(reason: str) -> str:
    reason = clean_text(reason, limit=LONGEST_REASON)
    if not reason:
        raise TextRefusedError(_("Write the reason: it is kept in the trail."))
    return reason


@contextmanager
def replaceable(signature_request: SignatureRequest) -> Iterator[tuple[Round, SignatureRequest]]:
    """Yield the round and the request as they are now, the pledge locked. Raises CannotReplaceError."""
    with locked(signature_request.circulation.revision.pledge) as pledge:
        signing_round = rounds.last_round(pledge)
        if not signing_round or signing_round.circulation.pk != signature_request.circulation_id:
            raise CannotReplaceError(_("A newer text is in circulation. Look at who is asked to sign it."))
        signing_round.revision.pledge = pledge
        current = signing_round.fresh(signature_request)
        if not current:
            raise CannotReplaceError(_("Somebody else was named in their place meanwhile."))
        if refused := refusal(signing_round, current):
            raise CannotReplaceError(refused)
        yield signing_round, current


def check_signatory(signing_round: Round, asked: SignatureRequest, by: Actor) -> None:
    if by.email.lower() != asked.email or not may_sign(signing_round.revision.pledge, by):
        raise CannotReplaceError(_("You may not answer for {party}.").format(party=asked.in_sentence))


def checked(signing_round: Round, asked: SignatureRequest, successor: Successor) -> Successor:
    """Return a successor as they are kept. Raises CannotReplaceError for who can't be asked, and TextRefusedError."""
    by = successor.signs_by if successor.signs_by in Capacity.values else Capacity.OFFICE
    successor = Successor(
        name=printable_line(successor.name, limit=150),
        title=printable_line(successor.title, limit=200),
        email=successor.email.strip().lower(),
        signs_by=by,
        signs_for=printable_line(successor.signs_for, limit=200),
    )
    if not successor.name:
        raise CannotReplaceError(_("Write the name of who is to sign: it is printed."), "name")
    if is_name_of(successor.name, asked.name):
        already = _("{name} is asked already. Name somebody else of the same party.")
        raise CannotReplaceError(already.format(name=asked.name), "name")
    others = signing_round.party_of(asked).signature_requests
    if any(is_name_of(successor.name, other.name) for other in others):
        raise CannotReplaceError(str(SAME_PERSON).format(who=successor.name, party=asked.in_sentence), "name")
    if problem := problem_of_successor(signing_round, asked, successor.name, successor.email):
        raise CannotReplaceError(problem, "email")
    return successor


def put_in_place(
    signing_round: Round,
    asked: SignatureRequest,
    successor: Successor,
    why: Reason,
    by: Actor,
    *rows: Model,
) -> SignatureRequest:
    """Put a successor in the place of who was asked; both are of a locked round. `rows` are told with it.

    Raises as `checked` does, and TooManyAttemptsError where a drafter has sent very many links today.
    """
    successor = checked(signing_round, asked, successor)
    if by.user:
        note_attempt("invite", by.user.pk, limit=INVITATIONS_A_DAY, within=timedelta(days=1))
    asked.replaced_at, asked.why_replaced = timezone.now(), why.words
    asked.save(update_fields=["replaced_at", "why_replaced"])
    codes.forget_codes(asked)
    if asked.invitation:
        codes.forget_codes(asked.invitation)
        end(asked.invitation)
    new = _request_of(asked, replace(successor, signs_for=_for_whom(signing_round, asked, successor)))
    joined = JoinRequest.objects.filter(signature_request=asked).first()
    if joined:  # the party has one request, whoever signs
        joined.signature_request = new
        joined.save(update_fields=["signature_request"])
    words = replacement(asked, new, why.words).words
    rows = (asked, new, *filter(None, (joined,)), *settle(asked, by), *rows)
    note(signing_round, asked, TrailEntry.Kind.REPLACED, by, words, *rows)
    if asked.came_at:
        ask_to_sign(new, by=by)
    _go_on(signing_round, asked, new, by)
    _tell_everybody(signing_round, asked, new, why, by)
    return new


def _request_of(asked: SignatureRequest, successor: Successor) -> SignatureRequest:
    new = SignatureRequest(
        circulation=asked.circulation,
        position=asked.position,
        party_key=asked.party_key,
        party=asked.party,
        place=asked.place,
        is_later=asked.is_later,
        replaces=asked,
        **vars(successor),
    )
    new.save()
    return new


def _for_whom(signing_round: Round, asked: SignatureRequest, successor: Successor) -> str:
    """Return for whom they sign, as it is printed: by delegation, and for nobody else, for the party."""
    if successor.signs_by != Capacity.DELEGATION or successor.signs_for:
        return successor.signs_for
    pledge = signing_round.revision.pledge
    party = pledge.parties.filter(key=asked.party_key).first()
    whom = in_sentence(party, pledge.language) if party else asked.in_sentence
    return whom if len(whom) <= MAX_LINE else ""  # then its name is printed, which is no longer than that


def _go_on(signing_round: Round, asked: SignatureRequest, new: SignatureRequest, by: Actor) -> None:
    """Where somebody had declined and nobody has any more, it is up to the others again: they are told."""
    now = rounds.of_revision(signing_round.revision)
    if asked.is_later or not signing_round.holding_up or now.holding_up:
        return
    waiting = [each for each in now.waiting if each != new]
    begin_reminding_anew(*waiting)
    to = [each.email for each in waiting if each.email != by.email.lower()]
    announce(mails.GOES_ON, signing_round.revision.pledge, by=by, to=to, request=asked, successor=new)


def _tell_everybody(
    signing_round: Round, asked: SignatureRequest, new: SignatureRequest, why: Reason, by: Actor
) -> None:
    words = why.words if why.writer else ""
    about = partial(announce, request=asked, successor=new, reason=why.words, writer=why.writer)
    tell = partial(about, pledge=signing_round.revision.pledge, by=by)
    if asked.came_at and asked.email not in (by.email.lower(), new.email):
        own = "" if why.writer == asked.name else words
        tell(mails.NO_LONGER_ASKED, to=[asked.email], words=own)
    event = mails.FURTHER_PARTY_REPLACED if asked.is_later else mails.REPLACED
    tell(event, signing_round=signing_round, words=words)
