"""What every printed form says of signatures: who signed and when, and how anybody checks the text that they signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """The signature block of one party, or of one of its signatories."""

    party: str
    lines: tuple[tuple[str, str], ...]
    """What each line is for, and what is on it; nothing, where it is to be written by hand"""
    statement: str = ""
    """Whether and when they signed, in words; nothing, where the text does not go round"""
    worth: tuple[tuple[str, str], ...] = ()
    """What a signature is worth, in lines: what is said, and with which domain or organisation that goes on, if any"""
    note: str = ""
    """That it is a further party, or how many of its signatories must sign"""
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
    """Return a block for each signatory of each party, then those of further parties that signed an open pledge.

    Of a party of which as many have signed as must, those who have.
    """
    words = words_for(document.language)
    later = document.seal.later if document.seal else ()
    return [
        *(block for party in document.parties for block in _blocks(document, party, words)),
        *(
            SignatureBlock(
                party=signed.party,
                lines=_named(words, signed.name, printed.signed_as(signed, None, words)),
                statement=signing_statement(signed.at, words),
                worth=_worth(signed, words),
                note=words.seal.later,
            )
            for signed in later
        ),
    ]


def rows(document: PledgeDocument) -> list[list[SignatureBlock]]:
    """Return the blocks two by two: so many stand beside each other on paper."""
    every = blocks(document)
    return [every[place : place + 2] for place in range(0, len(every), 2)]


def _blocks(document: PledgeDocument, party: Party, words: Words) -> list[SignatureBlock]:
    several = len(party.signatories)
    given = {signed.place: signed for signed in document.seal.of(party)} if document.seal else {}
    places = list(given) if document.seal and document.seal.has_signed(party) else list(range(max(several, 1)))
    every = [_block(document, party, place, given.get(place), words) for place in places]
    note = words.seal.needed.format(needed=party.signatures_needed, of=several) if several > 1 else ""
    facts = tuple(printed.party_facts(party, words))
    every[0] = replace(every[0], note=note)
    every[-1] = replace(every[-1], facts=facts)
    return every


def _block(document: PledgeDocument, party: Party, place: int, signed: Signed | None, words: Words) -> SignatureBlock:
    lines = tuple(printed.signature_lines(party, words, place))
    statement, worth = "", tuple[tuple[str, str], ...]()
    if document.seal:
        lines = _sealed(party, place, signed or document.seal.to_be_signed(party, place), words)
        statement = signing_statement(signed.at, words) if signed else words.annex.unsigned
        worth = _worth(signed, words) if signed else ()
    if document.status == "withdrawn":
        statement, worth = "", ()  # nobody is asked any more, and nothing that was signed counts
    return SignatureBlock(party.name, lines, statement, worth)


def _worth(signed: Signed, words: Words) -> tuple[tuple[str, str], ...]:
    """Return how identity was proven, who named the signatory, and whether the party had confirmed them.

    Of a signature that has none of it kept, only how identity was proven, which always was.
    """
    lines = []
    if signed.method:
        lines.append((words.seal.proven[signed.method], signed.domain))
    if signed.named_by:
        lines.append((words.seal.named_by[signed.named_by], signed.drafter if signed.named_by == "drafter" else ""))
        lines.append((words.seal.vouched_by[signed.vouched_by], ""))
    return tuple(lines)


def _sealed(party: Party, place: int, signed: Signed | None, words: Words) -> tuple[tuple[str, str], ...]:
    """Return name and title: of who signed or is to sign now, or else as they stand in the text."""
    if signed:
        return _named(words, signed.name, printed.signed_as(signed, party, words))
    there = printed.signatory_at(party, place)
    by = printed.signs_by(party, words, place)
    title = words.comma.join(filter(None, (there.title if there else "", by)))
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
        *([(words.seal.started_by, seal.started_by)] if seal.started_by else []),
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
