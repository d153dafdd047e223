"""What became of a signed text, and who signed it. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from commitments import document
from commitments.document import PledgeDocument, printed
from commitments.models import Circulation, Organisation
from commitments.models.rounds import Round
from commitments.signing.vouching import Confirmation, confirmations
from commitments.text.mail_domains import domain_of
from commitments.text.vocabulary.headings import words_for


class RevisionState(StrEnum):
    """What a revision is worth now."""

    WAITING = "waiting"
    """Not every party has signed it, or it was taken back before they had: nothing of it is shown"""
    SIGNED = "signed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Signer:
    """Who signed for a party, and when."""

    party: str
    name: str
    title: str
    """With “by delegation for whom” and “in place of whom”, in the pledge's language"""
    at: datetime
    is_later: bool
    given: int
    """How many signatures the party gave"""
    of: int
    """How many signatories it has"""
    method: str
    """A Signature.Method"""
    domain: str
    """Of the address to which the code went, or which the account has; never the whole address"""
    named_by: str
    """A Signature.NamedBy; nothing of a signature from before that was kept"""
    drafter: str
    """The organisation that drafted, by its name then; nothing likewise"""
    confirmation: Confirmation

    @property
    def drafter_in_sentence(self) -> str:
        """“the Kenya Red Cross Society”"""
        return Organisation(name=self.drafter).in_sentence


def revision_state(signing_round: Round) -> RevisionState:
    """Return what the revision of a round is worth now."""
    pledge, end = signing_round.revision.pledge, signing_round.circulation.end
    if not signing_round.is_complete or (not end and pledge.status not in document.AGREED):
        return RevisionState.WAITING
    if end == Circulation.End.REOPENED:
        return RevisionState.REOPENED
    return RevisionState.WITHDRAWN if end else RevisionState.SIGNED


def signers(signing_round: Round, text: PledgeDocument) -> list[Signer]:
    """Return who signed a revision, in the parties' order, whether or not it still holds; `text` is its document.

    Further parties who have not agreed to be named publicly are left out: `signing_round.not_shown` counts them.
    """
    words = words_for(text.language)
    parties = {party.key: party for party in text.parties}
    confirmed, found = confirmations(signing_round.revision, signing_round.shown), []
    for asked in signing_round.shown:
        party, signature = signing_round.party_of(asked), asked.signature
        signed = replace(document.signed_by(asked), title=signature.title)
        found.append(
            Signer(
                party=asked.party,
                name=signature.name,
                title=printed.signed_as(signed, parties.get(asked.party_key), words),
                at=signature.at,
                is_later=asked.is_later,
                given=len(party.signed),
                of=len(party.signature_requests),
                method=signature.method,
                domain=domain_of(signature.email),
                named_by=signature.named_by,
                drafter=signature.drafter,
                confirmation=confirmed[asked.pk],
            )
        )
    return found
