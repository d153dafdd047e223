"""Who has signed."""

from __future__ import annotations

from dataclasses import dataclass

from commitments.document import PledgeDocument
from commitments.text.vocabulary.headings import words_for


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
    """Return how far each party is: whether it signed the frozen text. An agreed one has been signed by all."""
    words = words_for(document.language).annex
    signed = [
        document.is_agreed
        or bool(document.seal and document.seal.has_signed(party))  # agreed before there were signatures
        for party in document.parties
    ]
    parties = tuple(
        Signing(party.name, (words.signed if has_signed else words.unsigned,), has_signed)
        for party, has_signed in zip(document.parties, signed, strict=True)
    )
    return Signatures(parties, sum(1 for party in parties if party.has_signed))
