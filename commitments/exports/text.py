"""Plain text: the four boxes in order, ready to be pasted into the Conference's form on the web."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.document import Passage, PassageKind, PledgeDocument, by_box, printed
from commitments.exports import signature_blocks
from commitments.text.lines import lines_of
from commitments.text.vocabulary.frame import Words
from commitments.text.vocabulary.headings import words_for
from commitments.text.walk import Line

INDENT = "   "


@dataclass(frozen=True)
class FormBox:
    """One of the boxes A to D of the Conference's form on the web, as it takes a text."""

    heading: str
    """In the language of the pledge"""
    text: str
    """Empty where the box holds nothing"""

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def lines(self) -> int:
        """How many lines a field has that shows as much of it as is useful"""
        return min(max(len(self.text) // 60 + self.text.count("\n") + 1, 2), 12)

    @property
    def characters(self) -> int:
        """As the form counts them: letters, signs, spaces and line breaks"""
        return len(self.text)


def form_boxes(document: PledgeDocument) -> list[FormBox]:
    """Return the boxes A to D, each with the text that goes into it: paragraphs with an empty line between them."""
    _front, *boxes = by_box(document)
    headings = words_for(document.language).boxes
    return [
        FormBox(heading, "\n\n".join(_box(document, passages)))
        for heading, passages in zip(headings, boxes, strict=True)
    ]


def render(document: PledgeDocument) -> bytes:
    """Return the pledge as plain text in UTF-8: an empty line between paragraphs, lines broken where they were typed.

    What goes on under a number or in a list is set in.
    """
    _front, *boxes = by_box(document)
    blocks = _head(document)
    for box, empty, passages in zip(form_boxes(document), printed.empty_boxes(document), boxes, strict=True):
        blocks.append(box.heading)
        blocks += [box.text] if box.text else []
        if empty and not any(passage.fills_its_box for passage in passages):
            blocks.append(empty)
    blocks += _seal(document)
    return ("\n\n".join(blocks) + "\n").encode()


def _head(document: PledgeDocument) -> list[str]:
    words = words_for(document.language)
    parties = words.comma.join(party.name for party in document.parties) or words.parties_blank
    lines = [
        printed.stamp(document),
        document.title or words.title_blank,
        printed.subtitle(document),
        document.conference,
        f"{words.parties}{words.colon}{parties}",
        printed.openness(document),
        f"{words.reference}{words.colon}{document.reference}",
    ]
    return ["\n".join(filter(None, lines))]


def _box(document: PledgeDocument, passages: Sequence[Passage]) -> list[str]:
    """Return the paragraphs of a box; its resource lines and their totals are one paragraph, a line each."""
    words = words_for(document.language)
    lines = [_resource_line(passage) for passage in passages if passage.kind is PassageKind.LINE]
    if lines:
        lines += [f"{words.total}{words.colon}{total}" for total in printed.totals(document)]
    blocks = [block for passage in passages for block in _blocks(passage, words)]
    return [*blocks, *filter(None, ["\n".join(lines)])]


def _blocks(passage: Passage, words: Words) -> list[str]:
    """Return the paragraphs of a passage."""
    match passage.kind:
        case PassageKind.OBJECTIVE | PassageKind.INDICATOR:
            return [_numbered(f"{passage.number}.", passage, words)]
        case PassageKind.THEME:
            return [f"{passage.number}. {passage.text or words.other_actions}"]
        case PassageKind.ACTION:
            return [_numbered(passage.number, passage, words)]
        case _:
            return [_lines(passage.printed)] if passage.printed else []


def _numbered(number: str, passage: Passage, words: Words) -> str:
    """Return an item behind its number, and its facts. Where it begins with a list, the number stands alone."""
    first, *more = lines_of(passage.printed) or (Line(""),)
    begun = [number, *_set_in(first)] if first.level else [f"{number} {first.text}"]
    lines = [row for line in more for row in _set_in(line, base=1)]
    return "\n".join([*begun, *lines, *(INDENT + printed.as_text(fact, words) for fact in passage.facts)])


def _lines(text: str) -> str:
    return "\n".join(row for line in lines_of(text) for row in _set_in(line)).lstrip("\n")


def _set_in(line: Line, *, base: int = 0) -> list[str]:
    """Return a line with the empty one before it, if there is one; outside of a list it is set in `base` times."""
    under = "  " if line.level and not line.marker else ""
    written = INDENT * (line.level or base) + under + line.whole
    return ["", written] if line.is_apart else [written]


def _resource_line(passage: Passage) -> str:
    return "- " + "; ".join(filter(None, (value for fact in passage.facts for value in fact.values)))


def _seal(document: PledgeDocument) -> list[str]:
    """Return who signed a frozen text and how it is checked; nothing for a draft, which goes into the form as it is."""
    words, check = words_for(document.language), signature_blocks.check(document)
    if not check:
        return []
    signed = []
    for block in signature_blocks.blocks(document):
        named = (f"{label}{words.colon}{value}" for label, value in block.lines)
        worth = (" ".join(filter(None, line)) for line in block.worth)
        lines = filter(None, (*named, block.note, block.statement, *worth))
        signed.append("\n".join([block.party, *(INDENT + line for line in lines)]))
    how = "\n".join(f"{label}{words.colon}{value}" for label, value in check.lines)
    return [words.signatures, *signed, words.seal.heading, how, check.meaning]
