"""What every printed form says of signatures: who signed and when, and how anybody checks the text that they signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, translation

from commitments.document import Fact, Party, PledgeDocument, Signed, printed
from commitments.exports.qr import qr_path
from commitments.text.vocabulary.frame import Words
from commitments.text.vocabulary.headings import words_for

GROUP = 8
"""Hex digits of a hash that stand together"""


@dataclass(frozen=True)
class SignatureBlock:
    """The signature block of one party."""

    party: str
    lines: tuple[tuple[str, str], ...]
    """What each line is for, and what is on it; nothing, where it is to be written by hand"""
    statement: str = ""
    """Whether and when they signed, in words; nothing, where the text does not go round"""
    note: str = ""
    """That it is a further party"""
    facts: tuple[Fact, ...] = ()
    """What else is printed of the party: its focal point"""


@dataclass(frozen=True)
class Check:
    """How a text that was frozen is checked."""

    lines: tuple[tuple[str, str], ...]
    """Label and what it says"""
    address: str
    """Of the page that verifies it; empty while not every party has signed"""
    picture: str
    """What its QR code shows, in words"""
    meaning: str

    @property
    def qr(self) -> tuple[int, str]:
        """How many squares its QR code is wide, and an SVG path of the black ones."""
        return qr_path(self.address)


def blocks(document: PledgeDocument) -> list[SignatureBlock]:
    """Return a block for each party, then those of further parties that signed an open pledge."""
    words = words_for(document.language)
    later = document.seal.later if document.seal else ()
    return [
        *(_block(document, party, words) for party in document.parties),
        *(
            SignatureBlock(
                party=signed.party,
                lines=_named(words, signed.name, printed.signed_as(signed, None, words)),
                statement=signing_statement(signed.at, words),
                note=words.seal.later,
            )
            for signed in later
        ),
    ]


def rows(document: PledgeDocument) -> list[list[SignatureBlock]]:
    """Return the blocks two by two: so many stand beside each other on paper."""
    every = blocks(document)
    return [every[place : place + 2] for place in range(0, len(every), 2)]


def _block(document: PledgeDocument, party: Party, words: Words) -> SignatureBlock:
    lines = tuple(printed.signature_lines(party, words))
    statement = ""
    if document.seal:
        signed = document.seal.of(party)
        lines = _sealed(party, signed or document.seal.to_be_signed(party), words)
        statement = signing_statement(signed.at, words) if signed else words.annex.unsigned
    if document.status == "withdrawn":
        statement = ""  # nobody is asked any more, and nothing that was signed counts
    return SignatureBlock(party.name, lines, statement, facts=tuple(printed.party_facts(party, words)))


def _sealed(party: Party, signed: Signed | None, words: Words) -> tuple[tuple[str, str], ...]:
    """Return name and title: of who signed or is to sign now, or else as they stand in the text."""
    if signed:
        return _named(words, signed.name, printed.signed_as(signed, party, words))
    there = party.signatory
    title = words.comma.join(filter(None, (there.title if there else "", printed.signs_by(party, words))))
    return _named(words, there.name if there else "", title)


def _named(words: Words, name: str, title: str) -> tuple[tuple[str, str], ...]:
    labels = words.signature_lines
    return tuple((label, value) for label, value in zip(labels[:2], (name, title), strict=True) if value)


def signing_statement(at: str, words: Words) -> str:
    """Return “Signed electronically on 14 March 2026, 10:32 UTC” of a time as a Signed has it."""
    when = datetime.fromisoformat(at)
    with translation.override(words.language):
        day = formats.date_format(when, "j F Y")
    return words.seal.signed.format(date=day, time=f"{when:%H:%M}")


def check(document: PledgeDocument) -> Check | None:
    """Return how a frozen text is checked; None for a draft."""
    seal, words = document.seal, words_for(document.language)
    if not seal:
        return None
    lines = [
        (words.reference, document.reference),
        (words.seal.revision, str(seal.revision)),
        (words.seal.digest, grouped(seal.digest)),
    ]
    if seal.trail_head:
        lines.append((words.seal.trail_head, grouped(seal.trail_head)))
    if seal.address:
        lines.append((words.seal.page, seal.address))
    return Check(
        lines=tuple(lines),
        address=seal.address,
        picture=words.seal.picture.format(address=seal.address),
        meaning=words.seal.meaning,
    )


def grouped(digest: str) -> str:
    """Return a hash in groups that people can compare by eye."""
    return " ".join(digest[start : start + GROUP] for start in range(0, len(digest), GROUP))
