"""Which part of a line is read in which direction, told from how it is drawn and what it says.

Where letters from the left stand among letters from the right, the order of drawing is not the order of reading. The
rules of Unicode (UAX 9) made the one of the other, and both are at hand: so the runs are sought that are turned about.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from commitments.exports.pdf.letters import RIGHT_TO_LEFT
from commitments.exports.pdf.reading import is_seen

FORWARD = frozenset({"L", "EN", "AN"})
STRONG = FORWARD | RIGHT_TO_LEFT
LETTERS = frozenset({"L"})
OF_NUMBERS = frozenset({"CS", "ES", "ET"})
FROM_RIGHT, FROM_LEFT = "\u200f", "\u200e"
"""Marks that say of the signs beside them in which direction they are read"""


@dataclass(frozen=True)
class Run:
    """Glyphs that stand side by side and are read in one direction."""

    start: int
    stop: int
    is_forward: bool


def runs(drawn: Sequence[str], said: str, *, is_from_right: bool) -> list[Run] | None:
    """Return the runs of a line in the order in which they are read.

    `drawn` is the text of each glyph from left to right. None if one can't be made of the other.
    """
    texts = ["".join(" " if letter.isspace() else letter for letter in text if _counts(letter)) for text in drawn]
    logical = "".join(" " if letter.isspace() else letter for letter in said if _counts(letter))
    places = [place for place, text in enumerate(texts) if text]
    while places and not texts[places[0]].strip():
        del places[0]
    while places and not texts[places[-1]].strip():
        del places[-1]
    order = _order([texts[place] for place in places], logical.strip(), is_from_right=is_from_right)
    return None if order is None else _runs(drawn, [places[each] for each in order])


def marked(drawn: Sequence[str], runs: Sequence[Run]) -> list[str]:
    """Return the texts of a line's glyphs, with marks where a program would mistake the direction of a sign.

    Programs tell the order of reading from where the letters stand, each by rules of its own. Poppler 22.12 counts
    signs beside a number or a word from the left to that; mupdf 1.28 counts them to what was drawn before. Pdfium turns
    brackets among letters from the right once more, though a glyph says what it stands for, not how it looks. And all
    of them take the letters of one glyph from left to right.
    """
    texts = list(drawn)
    begins_left = runs[0].start == min(run.start for run in runs)
    for run in runs:
        if run.is_forward:
            _mark_forward(texts, run)
        else:
            _mark_backward(texts, run)
    for run in runs:
        before, after = drawn[: run.start][-1:], drawn[run.stop :][:1]
        if begins_left and not run.is_forward and after and not _has(after[0], LETTERS):
            texts[run.stop - 1] += FROM_LEFT
        if not begins_left and run.is_forward and before and not _has(before[0], RIGHT_TO_LEFT):
            texts[run.start - 1] += FROM_RIGHT
    return texts


def _mark_forward(texts: list[str], run: Run) -> None:
    shown = texts[run.start : run.stop]
    if len(shown) == 1 and _is_turned(shown[0]):
        texts[run.start] = FROM_LEFT + shown[0] + FROM_LEFT + FROM_RIGHT
    elif not _has(shown[0], LETTERS) and not all(_has(text, STRONG) for text in shown):
        texts[run.start] = FROM_LEFT + shown[0]


def _mark_backward(texts: list[str], run: Run) -> None:
    is_in_doubt = True
    for place in range(run.start, run.stop):
        text = texts[place]
        if _has(text, RIGHT_TO_LEFT):
            is_in_doubt = False
        elif is_in_doubt or _has(text, OF_NUMBERS):
            texts[place] = FROM_RIGHT + text
            is_in_doubt = _has(text, OF_NUMBERS)
        if len(text) > 1:
            texts[place] = text[::-1]


def _is_turned(text: str) -> bool:
    return any(unicodedata.mirrored(letter) for letter in text)


def _has(text: str, kinds: frozenset[str]) -> bool:
    return any(unicodedata.bidirectional(letter) in kinds for letter in text)


def _counts(letter: str) -> bool:
    return letter.isspace() or is_seen(letter)


def _order(drawn: list[str], said: str, *, is_from_right: bool) -> list[int] | None:
    """Return the places of the drawn texts in the order in which they are read."""
    if is_from_right:
        return _from_right(tuple(drawn), said) or _from_left(tuple(drawn), said)
    return _from_left(tuple(drawn), said) or _from_right(tuple(drawn), said)


def _from_right(drawn: tuple[str, ...], said: str) -> list[int] | None:
    """Read backward, but for runs that are drawn forward."""

    @cache
    def rest(end: int, place: int) -> tuple[int, ...] | None:
        if end == 0:
            return () if place == len(said) else None
        for start in range(end - 1, -1, -1):
            text = "".join(drawn[start:end])
            if said.startswith(text, place):
                further = rest(start, place + len(text))
                if further is not None:
                    return (*range(start, end), *further)
        return None

    found = rest(len(drawn), 0)
    return None if found is None else list(found)


def _from_left(drawn: tuple[str, ...], said: str) -> list[int] | None:
    """Read forward, but for runs that are drawn backward, in which in turn there may be some that are drawn forward."""
    order: list[int] = []
    place = start = 0
    while start < len(drawn):
        if said.startswith(drawn[start], place):
            order.append(start)
            place += len(drawn[start])
            start += 1
            continue
        for stop in range(start + 2, len(drawn) + 1):
            length = sum(map(len, drawn[start:stop]))
            turned = _from_right(drawn[start:stop], said[place : place + length])
            if turned is not None:
                order.extend(start + each for each in turned)
                place, start = place + length, stop
                break
        else:
            return None
    return order if place == len(said) else None


def _runs(drawn: Sequence[str], order: list[int]) -> list[Run]:
    found: list[Run] = []
    for number, place in enumerate(order):
        follows = number > 0 and place == order[number - 1] + 1
        precedes = number + 1 < len(order) and order[number + 1] == place + 1
        is_forward = follows or precedes or _has(drawn[place], FORWARD) or _is_turned(drawn[place])
        is_forward = is_forward and not _has(drawn[place], RIGHT_TO_LEFT)
        run = Run(place, place + 1, is_forward)
        longer = _joined(found[-1], run) if found else None
        found = [*found[:-1], longer] if longer else [*found, run]
    return found


def _joined(run: Run, following: Run) -> Run | None:
    """Return two runs as one, if they stand side by side and are read in one direction."""
    first, second = (run, following) if run.is_forward else (following, run)
    if run.is_forward != following.is_forward or first.stop != second.start:
        return None
    return Run(first.start, second.stop, run.is_forward)
