"""Correcting the address of one signatory while the text goes round: same person, same text, another mailbox.

Who reads that mailbox signs. So the trail and the page of the signed text tell of it, and who reads the old mailbox is
told, unless the mail to it came back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from commitments import document
from commitments.drafting.editing.write import correct_signatory
from commitments.models import (
    Actor,
    Invitation,
    Pledge,
    Revision,
    SignatureRequest,
    TrailEntry,
    rounds,
)
from commitments.models.rounds import Round
from commitments.people import codes
from commitments.people.invitations import INVITATIONS_A_DAY
from commitments.people.invitations import withdraw as withdraw_link
from commitments.people.mail import correcting as mails
from commitments.people.mail.announcing import announce
from commitments.people.rate_limits import note_attempt
from commitments.signing.asking import ask_to_sign
from commitments.signing.open_requests import begin_reminding_anew, note, said_closed
from commitments.signing.signatories import problem_of_successor, unasked
from commitments.signing.transitions import locked


class CannotCorrectError(Exception):
    """The address can't be corrected, or not to this one; the message says why. Nothing was done."""


@dataclass(frozen=True)
class Correction:
    """What the page of a signed text says: for which party, and when."""

    party: str
    at: datetime


def refusal(signing_round: Round, asked: SignatureRequest) -> str:
    """Return in a sentence why an address can't be corrected now; nothing where it can."""
    pledge = signing_round.revision.pledge
    if signing_round.circulation.end or not (pledge.status == Pledge.Status.IN_CIRCULATION or asked.is_later):
        return _("This text does not go round any more.")
    if asked.is_later and not asked.replaces_id:
        proven = _("{name} wrote this address when asking to sign, and proved it: it can’t be corrected any more.")
        return proven.format(name=asked.name)
    if asked.answer:
        answered = _("{name} has answered by this address: {answer}.")
        return answered.format(name=asked.name, answer=asked.get_answer_display())
    if asked.spared_at:
        enough = _("As many signatories of {party} have signed as it needs: nothing is asked of {name} any more.")
        return enough.format(party=asked.in_sentence, name=asked.name)
    if asked.is_later and not pledge.takes_further_parties:
        return said_closed(pledge)
    return ""


def correct_address(signature_request: SignatureRequest, email: str, *, by: Actor) -> SignatureRequest:
    """Ask a signatory who has not answered at another address; return their request. `by` is a drafter.

    Name, text and the other signatures stay. The old link, visits by it and codes sent to it are good no more, the
    draft has the new address for a next round, and the trail tells of it. Raises CannotCorrectError and
    TooManyAttemptsError.
    """
    assert by.user  # noqa: S101  only people of the own organisation correct
    note_attempt("invite", by.user.pk, limit=INVITATIONS_A_DAY, within=timedelta(days=1))
    email = email.strip().lower()
    with locked(signature_request.circulation.revision.pledge) as pledge:
        signing_round = rounds.last_round(pledge)
        current = signing_round.fresh(signature_request) if signing_round else None
        if not signing_round or not current:
            raise CannotCorrectError(_("A newer text is in circulation, or somebody else was asked. Look there."))
        signing_round.revision.pledge = pledge
        if refused := refusal(signing_round, current) or _problem(signing_round, current, email):
            raise CannotCorrectError(refused)
        told = _end_old_address(current)
        old, current.email = current.email, email
        current.read_at = None
        current.save(update_fields=["email", "read_at", "invitation"])
        begin_reminding_anew(current)
        _correct_draft(pledge, current, old, by)
        parties = pledge.parties.filter(key=current.party_key)  # the trail tells who else signs for one, and as deputy
        note(signing_round, current, TrailEntry.Kind.READDRESSED, by, f"{current.name} <{email}>", *parties)
        if current.came_at:
            ask_to_sign(current, by=by)
        announce(mails.ADDRESS_CORRECTED, pledge, by=by, request=current)
        if told:
            announce(mails.NOT_FOR_YOU, pledge, by=by, to=[old], request=current)
    return current


def corrections(revision: Revision) -> list[Correction]:
    """Return for which parties an address was corrected while this text went round. One query.

    Not for further ones, as anybody reads that: who named their signatory stands with the signature.
    """
    admitted = revision.pledge.join_requests.filter(signature_request__isnull=False).values("party")
    entries = revision.pledge.trail.filter(kind=TrailEntry.Kind.READDRESSED, revision=revision.number)
    return [Correction(entry.party, entry.at) for entry in entries.exclude(party__in=admitted)]


def _problem(signing_round: Round, asked: SignatureRequest, email: str) -> str:
    """Return why nobody can be asked at an address; nothing where they can."""
    if email == asked.email:
        return _("This is the address that they were asked at. To send the mail again, use that button.")
    other = signing_round.signature_request_of(email)
    if other:
        return _("{email} is asked to sign for {party} already. Each signatory has their own address.").format(
            email=email, party=other.in_sentence
        )
    if asked.replaces_id:  # the draft does not name them
        return problem_of_successor(signing_round, asked, asked.name, email)
    pledge = signing_round.revision.pledge
    printed, parties = document.build(pledge), list(pledge.parties.all())
    for now, party in ((now, party) for now in signing_round.named for party in parties):
        if now.replaces_id and party.key == now.party_key:  # who left keeps nobody from their address
            party.readdress(now.asked_first.email, now.email)
    before = unasked(pledge, parties, printed)
    for party in parties:
        if party.key == asked.party_key:
            party.readdress(asked.email, email)
    return " ".join(reason for reason in unasked(pledge, parties, printed) if reason not in before)


def _end_old_address(asked: SignatureRequest) -> bool:
    """End every link to sign this pledge that went to the old address, and all codes; return whether to tell it."""
    codes.forget_codes(asked)
    pledge = asked.circulation.revision.pledge
    links = list(Invitation.objects.filter(pledge=pledge, email=asked.email, signature_request__isnull=False))
    for link in links:
        codes.forget_codes(link)
        withdraw_link(link)
    last = asked.invitation.mails.order_by("-pk").first() if asked.invitation else None
    asked.invitation = None
    has_arrived = not (last and last.given_up_at and last.failure)
    return bool(asked.came_at) and has_arrived


def _correct_draft(pledge: Pledge, asked: SignatureRequest, old: str, by: Actor) -> None:
    """Have the draft ask at the new address in a next round."""
    assert by.user  # noqa: S101  narrows the type
    correct_signatory(pledge, asked.party_key, old=old, new=asked.email, by=by.user)
