"""Who has signed."""

from __future__ import annotations

from dataclasses import dataclass

from commitments.document import PledgeDocument
from commitments.wording.headings import words_for


@dataclass(frozen=True)
class Signing:
    """How far a party is."""

    party: str
    steps: tuple[str, ...]
    """In words of the pledge's language, the latest last"""
    has_signed: bool


@dataclass(frozen=True)
class Signatures:
    parties: tuple[Signing, ...]
    signed: int


def signatures(document: PledgeDocument) -> Signatures:
    """Return how far each party is. All that a document knows so far is whether it is agreed: then all have signed."""
    words = words_for(document.language).annex
    step = words.signed if document.is_agreed else words.unsigned
    parties = tuple(Signing(party.name, (step,), document.is_agreed) for party in document.parties)
    return Signatures(parties, sum(1 for party in parties if party.has_signed))
