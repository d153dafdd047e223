"""What became of a signed text, and who signed it. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from commitments import document
from commitments.document import PledgeDocument, printed
from commitments.models import Circulation
from commitments.models.rounds import Round
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
    return [
        Signer(
            party=signature_request.party,
            name=signature_request.signature.name,
            title=printed.signed_as(
                replace(document.signed_by(signature_request), title=signature_request.signature.title),
                parties.get(signature_request.party_key),
                words,
            ),
            at=signature_request.signature.at,
            is_later=signature_request.is_later,
        )
        for signature_request in signing_round.shown
    ]
