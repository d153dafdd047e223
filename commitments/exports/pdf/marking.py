"""Marks that keep a program from mistaking the order in which the glyphs of a line are read.

Programs tell the order from where the letters stand, each by rules of its own. Poppler 22.12 reads a number, and the
signs that may belong to one, like letters from the left, up to the next letter from the right. Mupdf 1.28 goes by the
first letter of each glyph's text, and counts signs to what was drawn before, Arabic digits to what is read backward.
Pdfium turns brackets among letters from the right once more, though a glyph says what it stands for, not how it looks.
And all of them take the letters of one glyph from left to right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from commitments.exports.pdf.direction import HELD, Run, has
from commitments.exports.pdf.letters import RIGHT_TO_LEFT

FROM_RIGHT, FROM_LEFT = "\u200f", "\u200e"
"""Marks that say of the signs beside them in which direction they are read"""
BEGIN_FROM_RIGHT, END = "\u202b", "\u202c"
LETTERS = frozenset({"L"})
ARABIC_DIGITS = frozenset({"AN"})
NUMBERS = frozenset({"EN", "AN"})
OF_NUMBERS = frozenset({"CS", "ES", "ET"})


def marked(drawn: Sequence[str], units: Sequence[Sequence[Run]]) -> list[str]:
    """Return the texts of a line's glyphs, with marks where a program would mistake the direction of a sign."""
    texts = list(drawn)
    runs = [unit[0] for unit in units if len(unit) == 1]
    begins_left = units[0][0].start == min(run.start for unit in units for run in unit)
    for run in runs:
        if run.is_forward:
            _mark_forward(texts, run)
        else:
            _mark_backward(texts, run)
    for run in runs:
        before, after = drawn[: run.start][-1:], drawn[run.stop :][:1]
        if begins_left and not run.is_forward and after and not has(after[0], LETTERS):
            texts[run.stop - 1] += FROM_LEFT
        if not begins_left and run.is_forward and before and not has(before[0], RIGHT_TO_LEFT):
            texts[run.start - 1] += FROM_RIGHT
    if not begins_left:
        _part_from_number(texts, units[0][0])
    for unit in units:
        if len(unit) > 1:
            _mark_phrase(texts, unit)
    return texts


def _part_from_number(texts: list[str], first: Run) -> None:
    """Part a line from the number at its right."""
    if first.is_forward or texts[first.stop - 1].endswith("-"):  # poppler leaves out a hyphen at a line's end
        texts[first.stop - 1] += FROM_RIGHT


def _mark_phrase(texts: list[str], phrase: Sequence[Run]) -> None:
    """Mark words from the right in a line from the left, so that each letter is read by itself, in the order drawn.

    A program that shows what it read is told that the phrase is from the right.
    """
    for run in phrase:
        for place in range(run.start, run.stop):
            if has(texts[place], ARABIC_DIGITS):
                texts[place] = FROM_LEFT + texts[place]
            texts[place] = "".join(
                letter + FROM_LEFT if has(letter, RIGHT_TO_LEFT) else letter for letter in texts[place]
            )
    before = min(run.start for run in phrase) - 1
    if before >= 0:
        texts[before] += BEGIN_FROM_RIGHT
        texts[phrase[-1].stop - 1] += END


def _mark_forward(texts: list[str], run: Run) -> None:
    shown = texts[run.start : run.stop]
    if not has(shown[0], LETTERS) and not all(has(text, LETTERS | NUMBERS) for text in shown):
        texts[run.start] = FROM_LEFT + shown[0]
    if not has(shown[-1], HELD):
        texts[run.stop - 1] += FROM_LEFT
    _join_digits(texts, run)


def _join_digits(texts: list[str], run: Run) -> None:
    """Let the last glyph of an Arabic number say all of it: so that it may begin with a mark, and has no other."""
    waiting = ""
    for place in range(run.start, run.stop):
        if not has(texts[place], ARABIC_DIGITS):
            continue
        waiting += texts[place].removeprefix(FROM_LEFT)
        if place + 1 < run.stop and has(texts[place + 1], ARABIC_DIGITS):
            texts[place] = FROM_LEFT
        else:
            texts[place], waiting = FROM_LEFT + waiting, ""


def _mark_backward(texts: list[str], run: Run) -> None:
    is_in_doubt = True
    for place in range(run.start, run.stop):
        text = texts[place]
        if has(text, RIGHT_TO_LEFT):
            is_in_doubt = False
        elif unicodedata.mirrored(text[:1]):
            texts[place] = FROM_RIGHT + text + FROM_LEFT + FROM_RIGHT
            is_in_doubt = False
        elif is_in_doubt or has(text, OF_NUMBERS):
            texts[place] = FROM_RIGHT + text
            is_in_doubt = has(text, OF_NUMBERS)
        if len(text) > 1:
            texts[place] = turned(text)


def turned(text: str) -> str:
    """Return what a glyph says of letters from the right: the last one first, each vowel sign marked as one of them."""
    return "".join(letter if has(letter, RIGHT_TO_LEFT | HELD) else FROM_RIGHT + letter for letter in reversed(text))
