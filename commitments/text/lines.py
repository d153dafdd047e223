"""The lines of a text as they are printed: its paragraphs, and the entries of the lists that were typed into it.

Page, HTML, PDF, Word and plain text all take them from here, so that a text has the same lines in every form. A marker
is printed as it was typed, letter for letter: no form counts by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from commitments.text.markers import Kind, Reading, readings

DEEPEST = 4
"""Lists within lists beyond that are not set in any further"""


@dataclass(frozen=True)
class Line:
    """A line of a text. `marker` and `text` together are what was typed."""

    text: str
    marker: str = ""
    """As it was typed, with the space behind it; of what goes on under an entry, and of what is in no list, nothing"""
    level: int = 0
    """0 outside of a list; 1 in a list, 2 in one within that"""
    is_apart: bool = False
    """Whether an empty line stands before it"""
    is_ordered: bool = False
    """Whether its marker counts"""

    @property
    def whole(self) -> str:
        return self.marker + self.text


@lru_cache(maxsize=2048)
def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a text, empty ones left out; none of an empty text."""
    if "\n" in text:
        return tuple(_Walk(text).lines())
    if any(reading.is_ordered for reading in readings(text)):
        return tuple(_Walk(text).lines())
    return (Line(text),) if text else ()  # a bullet alone makes no list


def is_one_line(text: str) -> bool:
    """Whether a text is one line without a marker, as nearly every text is."""
    return [line.level for line in lines_of(text)] in ([], [0])


def as_printed(text: str) -> str:
    """Return a text as its lines are printed, without what sets them in: what nobody sees of how they were typed."""
    return "\n".join(f"\n{line.whole}" if line.is_apart else line.whole for line in lines_of(text))


def on_one_line(text: str) -> str:
    """Return a text on one line, without its first marker: what an item is called behind its number."""
    lines = lines_of(text)
    return " ".join([*(line.text for line in lines[:1]), *(line.whole for line in lines[1:])])


def blocks_of(text: str) -> list[tuple[Line, ...]]:
    """Return the lines of a text in its paragraphs and its lists, in order. A block is a list where its lines have a
    level; an empty line parts two paragraphs.
    """
    lines = lines_of(text)
    starts = [
        place
        for place, (before, line) in enumerate(zip([None, *lines], lines, strict=False))
        if before is None or bool(line.level) != bool(before.level) or (not line.level and line.is_apart)
    ]
    return [lines[start:end] for start, end in pairwise([*starts, len(lines)])]


def parts_of(text: str) -> list[str]:
    """Return what a text with a list in it can be taken apart into: each entry of its outer list with all that stands
    under it, its marker left out, and what stands before, between or after them. Empty unless there are two entries.
    """
    lines = lines_of(text)
    if sum(_is_entry(line) for line in lines) < 2:
        return []
    parts: list[list[Line]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        goes_on = line.level > 0 or (before is not None and before.level == 0)
        if _is_entry(line) or not (parts and goes_on):
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(_of_its_own(part)) for part in parts]


def _is_entry(line: Line) -> bool:
    return line.level == 1 and bool(line.marker)


def _of_its_own(part: Sequence[Line]) -> Iterator[str]:
    for place, line in enumerate(part):
        empty = "\n" if line.is_apart and place else ""
        yield empty + (line.text if _is_entry(line) else line.whole)


@dataclass(frozen=True)
class _Typed:
    """A line as it was typed."""

    words: str
    indent: int
    is_apart: bool
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class _Open:
    """The last entry of a list that may go on."""

    readings: tuple[Reading, ...]
    """As long as several fit: an Arabic list may go by one order of the letters or by another"""
    indent: int

    @property
    def is_ordered(self) -> bool:
        return self.readings[0].is_ordered

    def followed_by(self, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        """Return those of the readings of a line by which it is the next entry."""
        return tuple(each for each in readings if any(each.follows(last) for last in self.readings))


class _Walk:
    """One walk over the lines of a text. `open` are the lists that may go on, from the outer one to the inner one."""

    def __init__(self, text: str) -> None:
        self.typed = _typed(text)
        self.places: dict[Kind, list[int]] = {}
        for place, line in enumerate(self.typed):
            for reading in line.readings:
                self.places.setdefault(reading.kind, []).append(place)
        self.open: list[_Open] = []
        self.left: list[_Open] = []  # those that a line outside of them has parted

    def lines(self) -> Iterator[Line]:
        for place, line in enumerate(self.typed):
            if entry := self._entry(place, line):
                yield entry
            elif level := self._goes_on(place, line):
                del self.open[level:]
                yield Line(line.words, level=min(level, DEEPEST), is_apart=line.is_apart)
            else:
                self.left, self.open = self.open or self.left, []
                yield Line(line.words, is_apart=line.is_apart)

    def _entry(self, place: int, line: _Typed) -> Line | None:
        if line.readings and self._continues(line):
            return self._enter(line)
        begun = tuple(reading for reading in line.readings if self._begins(place, reading))
        if begun:
            self.open.append(_Open(begun, line.indent))
            return self._enter(line)
        return None

    def _enter(self, line: _Typed) -> Line:
        """Return a line as the entry that the inner list has come to."""
        last = self.open[-1]
        end = last.readings[0].end
        text, marker = line.words[end:], line.words[:end]
        marker = marker if marker == marker.rstrip() else f"{marker.rstrip()} "
        return Line(text, marker, min(len(self.open), DEEPEST), line.is_apart, last.is_ordered)

    def _continues(self, line: _Typed) -> bool:
        """Whether it is the next entry of a list that is open, or was parted: then that one is the inner one now."""
        lists = self.open or self.left
        for depth in reversed(range(len(lists))):
            last = lists[depth]
            following = last.followed_by(line.readings)
            if not following:
                continue
            if not last.is_ordered:
                if not self.open or line.indent > last.indent + 1:
                    return False  # bullets don't count on: behind other words, or further in, another list begins
                if self._has_outer(lists[:depth], following[0], line.indent):
                    continue
            self.open = [*lists[:depth], _Open(following, line.indent)]
            return True
        return False

    @staticmethod
    def _has_outer(lists: Sequence[_Open], bullet: Reading, indent: int) -> bool:
        """Whether a list further out has the same bullets, and this one stands no further in than those."""
        return any(bullet.kind == outer.readings[0].kind and indent <= outer.indent for outer in lists)

    def _begins(self, place: int, reading: Reading) -> bool:
        """Whether a list begins with it: at one, or wherever another entry follows; a sure sign is enough at one."""
        after = self._next(place, reading)
        if not reading.is_ordered:
            return reading.is_sure or bool(self.open) or after is not None
        if reading.is_sure and (reading.is_first or place == 0):
            return True
        if len(reading.ordinal) > 1:
            outer = [last.ordinal for entry in self.open for last in entry.readings]
            return reading.ordinal[:-1] in outer or (after is not None and after.ordinal == _one_more(reading))
        return after is not None and after.follows(reading)

    def _next(self, place: int, reading: Reading) -> Reading | None:
        """Return the next line's reading of the same kind."""
        places = self.places[reading.kind]
        after = bisect_right(places, place)
        if after == len(places):
            return None
        return next(each for each in self.typed[places[after]].readings if each.kind == reading.kind)

    def _goes_on(self, place: int, line: _Typed) -> int:
        """Return the level of the entry under which a line without a marker goes on; 0 where it is in no list."""
        if not self.open:
            return 0
        if line.indent > 1 or (line.words[:1].islower() and not line.is_apart):
            return len(self.open)
        if not line.words.endswith((":", "：")):
            for depth in reversed(range(len(self.open))):
                last = self.open[depth]
                nexts = [self._next(place - 1, reading) for reading in last.readings if reading.is_ordered]
                if any(after.follows(each) for after, each in zip(nexts, last.readings, strict=False) if after):
                    return depth + 1
        return 0


def _one_more(reading: Reading) -> tuple[int, ...]:
    return (*reading.ordinal[:-1], reading.ordinal[-1] + 1)


def _typed(text: str) -> list[_Typed]:
    is_apart = False
    found: list[_Typed] = []
    for row in text.expandtabs(4).split("\n"):
        words = row.strip()
        if words:
            found.append(_Typed(words, len(row) - len(row.lstrip()), is_apart and bool(found), readings(words)))
        is_apart = not words
    # A text is kept without the white space before it: its first entry stands where its fellows do.
    kinds = {reading.kind for line in found[:1] for reading in line.readings}
    fellows = [line.indent for line in found[1:] if any(reading.kind in kinds for reading in line.readings)]
    if fellows:
        found[0] = replace(found[0], indent=min(fellows))
    return found
