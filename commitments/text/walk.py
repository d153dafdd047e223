"""One walk over the lines of a text, which finds the lists in it: where each begins, goes on and ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from commitments.text.markers import Kind, Reading, readings
from commitments.text.run_on import broken

FURTHEST = 60
"""So many entries of inner lists are looked through for the next one of an outer list that could be meant otherwise"""
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
    begins_anew: bool = False
    """Whether another list begins with it, right behind one of the same level"""

    @property
    def whole(self) -> str:
        return self.marker + self.text


@dataclass(frozen=True)
class Typed:
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


class Walk:
    """One walk over the lines of a text. `open` are the lists that may go on, from the outer one to the inner one."""

    def __init__(self, typed: Sequence[Typed]) -> None:
        self.typed = typed
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

    def _entry(self, place: int, line: Typed) -> Line | None:
        begun = tuple(reading for reading in line.readings if self._begins(place, reading))
        if line.readings and not self._begins_within(place, line, begun) and self._continues(line):
            return self._enter(line)
        if begun:
            depth = self._ended(place, line, begun[0])
            anew = depth < len(self.open)
            self.open = [*self.open[:depth], _Open(begun, line.indent)]
            return replace(self._enter(line), begins_anew=anew)
        return None

    def _enter(self, line: Typed) -> Line:
        """Return a line as the entry that the inner list has come to."""
        last = self.open[-1]
        end = last.readings[0].end
        text, marker = line.words[end:], line.words[:end]
        marker = marker if marker == marker.rstrip() else f"{marker.rstrip()} "
        return Line(text, marker, min(len(self.open), DEEPEST), line.is_apart, last.is_ordered)

    def _continues(self, line: Typed) -> bool:
        """Whether it is the next entry of a list that is open, or was parted: then that one is the inner one now."""
        lists = self.open or self.left
        for depth in reversed(range(len(lists))):
            last = lists[depth]
            following = last.followed_by(line.readings)
            if not following or self._stands_further_out(lists[:depth], last, line):
                continue
            if not last.is_ordered:
                if not self.open or line.indent > last.indent + 1:
                    return False  # bullets don't count on: behind other words, or further in, another list begins
                if self._has_outer(lists[:depth], following[0], line.indent):
                    continue
            self.open = [*lists[:depth], _Open(following, line.indent)]
            return True
        return self._continues_otherwise(line)

    def _continues_otherwise(self, line: Typed) -> bool:
        """Whether it is the next number of a list that is open, with other marks around it: `1.` and `2)`."""
        for depth in reversed(range(len(self.open))):
            last = self.open[depth]
            for reading, before in product(line.readings, last.readings):
                are_numbers = reading.kind[0] == before.kind[0] == "number" and reading.is_sure
                if are_numbers and reading.ordinal == _one_more(before) and abs(line.indent - last.indent) <= 1:
                    self.open = [*self.open[:depth], _Open((reading,), line.indent)]
                    return True
        return False

    @staticmethod
    def _stands_further_out(outers: Sequence[_Open], last: _Open, line: Typed) -> bool:
        """Whether a line that could be the next one of two lists is nearer in its indent to one further out."""
        off = abs(line.indent - last.indent)
        return last.is_ordered and any(
            abs(line.indent - outer.indent) < off and outer.followed_by(line.readings) for outer in outers
        )

    def _begins_within(self, place: int, line: Typed, begun: Sequence[Reading]) -> bool:
        """Whether a line that may be the next entry, `h.` and `i.`, rather begins a list in the last one: `ii.` comes
        before `j.`, or it stands further in.
        """
        first = next((reading for reading in begun if reading.is_first and reading.kind[0] == "roman"), None)
        if not (first and self.open):
            return False
        following = self.open[-1].followed_by(line.readings)
        if not following or line.indent > self.open[-1].indent + 1:
            return bool(following)
        second, after = self._place_after(place, first), self._place_after(place, following[0])
        return second is not None and (after is None or second < after)

    def _ended(self, place: int, line: Typed, first: Reading) -> int:
        """Return how many of the open lists are still open where another begins: one that counts in the same way, no
        further in, stands behind the one before. Not where that one goes on later: 1, 1, 2, 2.
        """
        for depth, outer in enumerate(self.open):
            if first.kind != outer.readings[0].kind or line.indent > outer.indent + 1 or not first.is_ordered:
                continue
            inner, goes_on = first, False
            for later in self.places[first.kind][bisect_right(self.places[first.kind], place) :]:
                reading = _of_kind(self.typed[later], first.kind)
                goes_on = not reading.follows(inner) and any(reading.follows(last) for last in outer.readings)
                if not reading.follows(inner):
                    break
                inner = reading
            if not goes_on:
                return depth
        return len(self.open)

    @staticmethod
    def _has_outer(lists: Sequence[_Open], bullet: Reading, indent: int) -> bool:
        """Whether a list further out has the same bullets, and this one stands no further in than those."""
        return any(bullet.kind == outer.readings[0].kind and indent <= outer.indent for outer in lists)

    def _begins(self, place: int, reading: Reading) -> bool:
        """Whether a list begins with it: at one, or wherever another entry follows; a sure sign is enough at one."""
        after = self._next(place, reading)
        if not reading.is_ordered:
            return reading.is_sure or bool(self.open) or after is not None
        if reading.is_first and (reading.is_sure or self._stands_alone(place, reading)):
            return True
        if reading.is_sure and place == 0:
            return True
        if len(reading.ordinal) > 1:
            outer = [last.ordinal for entry in self.open for last in entry.readings]
            return reading.ordinal[:-1] in outer or (after is not None and after.ordinal == _one_more(reading))
        return after is not None and after.follows(reading)

    def _stands_alone(self, place: int, reading: Reading) -> bool:
        """Whether the first of a list needs no second: it is further in than the entry above it, or a Roman number
        between letters.
        """
        if not self.open or reading.kind[0] not in ("letter", "roman", "number"):
            return False
        last = self.open[-1]
        if self.typed[place].indent > last.indent + 1:
            return True
        outer = last.readings[0]
        is_within = reading.kind[0] == "roman" and outer.kind[0] == "letter" and outer.kind[-1] == reading.kind[-1]
        after = self._next(place, outer) if is_within else None
        return after is not None and after.follows(outer)

    def _next(self, place: int, reading: Reading) -> Reading | None:
        """Return the next line's reading of the same kind. One that doesn't follow is passed over where the line may be
        meant in another way: `i.` between `a.` and `b.` is no letter.
        """
        after = self._place_after(place, reading)
        return None if after is None else _of_kind(self.typed[after], reading.kind)

    def _place_after(self, place: int, reading: Reading) -> int | None:
        """Return where the line stands of which `_next` returns the reading."""
        places = self.places.get(reading.kind, ())
        begin = bisect_right(places, place)
        for later in places[begin : begin + FURTHEST]:
            line = self.typed[later]
            is_sure_of_kind = all(other.kind[0] == reading.kind[0] for other in line.readings)
            if is_sure_of_kind or _of_kind(line, reading.kind).follows(reading):
                return later
        return None

    def _goes_on(self, place: int, line: Typed) -> int:
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


def _of_kind(line: Typed, kind: Kind) -> Reading:
    return next(reading for reading in line.readings if reading.kind == kind)


def typed_lines(text: str) -> list[Typed]:
    is_apart = False
    found: list[Typed] = []
    for row in text.expandtabs(4).split("\n"):
        pieces = broken(row.strip())
        for words in pieces:
            found.append(Typed(words, len(row) - len(row.lstrip()), is_apart and bool(found), readings(words)))
            is_apart = False
        is_apart = not pieces
    # A text is kept without the white space before it: its first entry stands where its fellows do.
    kinds = {reading.kind for line in found[:1] for reading in line.readings}
    fellows = [line.indent for line in found[1:] if any(reading.kind in kinds for reading in line.readings)]
    if fellows:
        found[0] = replace(found[0], indent=min(fellows))
    return found
