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
HELD = FORWARD | {"CS", "ES", "ET"}
"""What poppler takes for the end of a stretch that is read backward"""


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


def units(drawn: Sequence[str], runs: Sequence[Run], *, is_from_right: bool) -> list[list[Run]]:
    """Return a line's runs, in the order of reading, those of a phrase together.

    In a line from the left, what is not drawn in the order of its runs is a phrase, as is what has numbers or brackets
    among letters from the right: it is cut into glyphs.
    """
    if is_from_right:
        return [[run] for run in runs]
    found: list[list[Run]] = []
    block: list[Run] = []
    for place, run in enumerate(runs):
        block.append(run)
        if max(each.stop for each in block) <= min((each.start for each in runs[place + 1 :]), default=len(drawn)):
            is_simple = len(block) == 1 and (run.is_forward or not any(_holds(drawn[at]) for at in range(*_ends(run))))
            found.append(block if is_simple else [piece for each in block for piece in _pieces(each)])
            block = []
    return found


def _ends(run: Run) -> tuple[int, int]:
    return run.start, run.stop


def _holds(text: str) -> bool:
    return has(text, HELD) or any(unicodedata.mirrored(letter) for letter in text)


def _pieces(run: Run) -> list[Run]:
    """Cut a run that is read backward into its glyphs."""
    if run.is_forward:
        return [run]
    return [Run(place, place + 1, is_forward=True) for place in reversed(range(run.start, run.stop))]


def has(text: str, kinds: frozenset[str]) -> bool:
    """Whether a text has a character of these kinds: Bidi_Class of UAX 44."""
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

    @cache
    def rest(start: int, place: int) -> tuple[int, ...] | None:
        stops = [place]
        for text in drawn[start:]:
            if has(text, RIGHT_TO_LEFT) or not said.startswith(text, stops[-1]):
                break
            stops.append(stops[-1] + len(text))
        if start + len(stops) > len(drawn):
            return tuple(range(start, len(drawn))) if stops[-1] == len(said) else None
        for count in range(len(stops) - 1, -1, -1):
            further = turned(start + count, stops[count])
            if further is not None:
                return (*range(start, start + count), *further)
        return None

    def turned(start: int, place: int) -> tuple[int, ...] | None:
        for stop in range(len(drawn), start, -1):
            shown = drawn[start:stop]
            expected = said[place : place + sum(map(len, shown))]
            order = _from_right(shown, expected) if sorted("".join(shown)) == sorted(expected) else None
            further = None if order is None else rest(stop, place + len(expected))
            if order is not None and further is not None:
                return (*(start + each for each in order), *further)
        return None

    found = rest(0, 0)
    return None if found is None else list(found)


def _runs(drawn: Sequence[str], order: list[int]) -> list[Run]:
    found: list[Run] = []
    for number, place in enumerate(order):
        follows = number > 0 and place == order[number - 1] + 1
        precedes = number + 1 < len(order) and order[number + 1] == place + 1
        is_forward = follows or precedes or has(drawn[place], FORWARD)
        is_forward = is_forward and not has(drawn[place], RIGHT_TO_LEFT)
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
