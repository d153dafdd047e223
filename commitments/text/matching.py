"""Which pieces two texts have in common, in order, found at a cost that has a bound.

difflib finds the longest run again and again, and compares each piece with every one like it: of a text of the same few
words over and over it takes minutes. What it would compare is counted before it does. Where that is too much, the
texts are parted at what stands once in both, as “patience” comparisons do, and what lies between is compared by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

Opcode = tuple[str, int, int, int, int]
"""What became of a run of pieces, as difflib says it: equal, replace, delete or insert, with its places in both"""
Equal = tuple[int, int, int]
"""A run that both texts have: where it begins in each, and its length"""

WIDTHS = 1, 5
"""Of how many pieces a run is that has to stand once in both texts. Single ones do in most; characters of a long text
don't, but a few in a row"""


@dataclass
class Allowance:
    """How many pieces may still be compared."""

    left: int

    def take(self, pieces: int) -> bool:
        """Whether as many were left."""
        self.left -= pieces
        return self.left >= 0


@dataclass(frozen=True)
class _Run:
    """A run of each text: before[start:end], and after[first:last]."""

    start: int
    end: int
    first: int
    last: int


def opcodes(before: Sequence[Hashable], after: Sequence[Hashable], allowance: Allowance) -> list[Opcode]:
    """Return what leads from `before` to `after`; what is found when the allowance is used up is different."""
    found = list[Opcode]()
    place = other = 0
    for start, first, size in [*_joined(sorted(_equal(before, after, allowance))), (len(before), len(after), 0)]:
        if place < start or other < first:
            kind = "insert" if place == start else "delete" if other == first else "replace"
            found.append((kind, place, start, other, first))
        place, other = start + size, first + size
        if size:
            found.append(("equal", start, place, first, other))
    return found


def _equal(before: Sequence[Hashable], after: Sequence[Hashable], allowance: Allowance) -> Iterator[Equal]:
    """Yield the runs that are equal, in no order."""
    waiting = [_Run(0, len(before), 0, len(after))]
    while waiting:
        run = waiting.pop()
        old, new = before[run.start : run.end], after[run.first : run.last]
        matcher = _Bounded(old, new, allowance)
        if sum(matcher.effort) <= allowance.left:
            blocks = [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]
        elif allowance.take(len(old) + len(new)):
            blocks = list(_fixed(old, new))
            waiting += (each for each in _between(blocks, run) if each != run)  # else nothing stands once
        else:
            blocks = list(_ends(old, new))
        yield from ((run.start + place, run.first + other, size) for place, other, size in blocks if size)


def _between(blocks: Sequence[Equal], run: _Run) -> Iterator[_Run]:
    """Yield what lies between equal runs of two texts."""
    start, first = run.start, run.first
    for place, other, size in [*blocks, (run.end - run.start, run.last - run.first, 0)]:
        found = _Run(start, run.start + place, first, run.first + other)
        if found.start < found.end and found.first < found.last:
            yield found
        start, first = found.end + size, found.last + size


def _fixed(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Equal]:
    """Yield, in order, with what both texts begin, what stands once in each in the same order, with what both end."""
    beginning, end = _ends(old, new)
    first, last = beginning[2], end[2]
    found = (_once(old[first : len(old) - last], new[first : len(new) - last], width) for width in WIDTHS)
    yield beginning
    yield from ((first + place, first + other, 1) for place, other in next(filter(None, found), ()))
    yield end


def _once(old: Sequence[Hashable], new: Sequence[Hashable], width: int) -> list[tuple[int, int]]:
    """Return where runs of so many pieces begin that stand once in both texts, in the same order."""
    runs, others = (list(zip(*(text[start:] for start in range(width)), strict=False)) for text in (old, new))
    often, often_in_new = Counter(runs), Counter(others)
    places = {run: place for place, run in enumerate(others) if often_in_new[run] == 1}
    return _rising([(place, places[run]) for place, run in enumerate(runs) if often[run] == 1 and run in places])


def _ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Equal]:
    """Yield with what two texts begin, and with what they end."""
    first = _alike(old, new)
    yield 0, 0, first
    last = _alike(old[first:][::-1], new[first:][::-1])
    yield len(old) - last, len(new) - last, last


def _alike(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """Return with how many equal pieces two texts begin."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most of the pairs, which are in the order of their first numbers, whose second ones rise, too."""
    tops: list[int] = []  # the smallest end of a rising row of each length
    ends: list[int] = []  # and where that pair is
    before: list[int] = []
    for number, (_place, other) in enumerate(pairs):
        length = bisect_left(tops, other)
        if length == len(tops):
            tops.append(other)
            ends.append(number)
        else:
            tops[length], ends[length] = other, number
        before.append(ends[length - 1] if length else -1)
    found, number = [], ends[-1] if ends else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _joined(blocks: Sequence[Equal]) -> list[Equal]:
    """Return equal runs in order, those that touch in both texts as one."""
    joined: list[Equal] = []
    for block in blocks:
        start, first, size = joined[-1] if joined else (0, 0, 0)
        if size and (start + size, first + size) == block[:2]:
            joined[-1] = start, first, size + block[2]
        else:
            joined.append(block)
    return joined


class _Bounded(SequenceMatcher[Hashable]):
    """What is the same in two texts, as far as it is found without comparing too much: the rest is different."""

    def __init__(self, before: Sequence[Hashable], after: Sequence[Hashable], allowance: Allowance) -> None:
        super().__init__(None, before, after, autojunk=False)
        often = Counter(after)
        self.effort = [1 + often[piece] for piece in before]
        """With how many pieces of the second text each of the first one has to be compared"""
        self.allowance = allowance

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        may_compare = self.allowance.take(sum(self.effort[alo:ahi]))
        return super().find_longest_match(alo, ahi, blo, bhi) if may_compare else Match(alo, blo, 0)
