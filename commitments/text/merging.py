"""Two people's versions of one text, merged word by word over what both began with.

Changes at different places stand beside one another. Two changes touch where not even a word of the common text lies
between them: a whole one, so that no figure, date, address or blank is put together of two halves. In scripts without
spaces as many characters count as make a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category

from commitments.text import single_things
from commitments.text.clusters import A_WORD, MARKS, UNSPACED, clusters, weight
from commitments.text.difference import WORD
from commitments.text.matching import Allowance, opcodes
from commitments.text.sameness import JOINERS, UNSEEN

_LETTER = rf"[\w{MARKS}{re.escape(UNSEEN)}{JOINERS}]"
_GLUED = re.compile(rf"""((?<!{_LETTER}){_LETTER}+(?:[-.,:'’ʼ@/‐‑–&+=<>"#%]+{_LETTER}+)+)""")
"""What is one word to the eye: a figure, a date, an address, a word with a hyphen or an apostrophe"""
_BLANK = re.compile(r"\[[^\[\]\n]{0,80}\]|[\[\]]")
"""A blank, which is filled by its words: of two people's words for one a third would be none of theirs"""
_NUMBER_OF_A_LINE = re.compile(r"\s*\(?(\d{1,3}(?:\.\d{1,3})*|[a-z])[.)、．）](?!\d)")
_SENTENCE_ENDS = frozenset("\n.!?;؟؛۔。！？；।")
_SPACE = re.compile("[\\s\u1361]")  # an Ethiopic word ends with a mark of its own
MOST_IN_DISPUTE = 3
"""How much longer than all that neither changed one person's words may be for one place that both changed"""

MOST_COMPARED = 2_000_000
"""How many pieces are compared at most, so that nobody waits (matching.py)"""


@dataclass(frozen=True)
class Merged:
    """What came of two versions of a text."""

    text: str
    """Both changes in one text. Where both gave other words to the same place, “[theirs / mine]” stands there"""
    is_clear: bool
    """Whether no two changes touch, so that nobody needs to be asked"""


@dataclass(frozen=True)
class _Hunk:
    """One person's change: this stands in the place of the common text's pieces from `start` to before `end`."""

    start: int
    end: int
    text: str
    is_mine: bool

    def overlaps(self, other: _Hunk) -> bool:
        return self.start < other.end and other.start < self.end


def merge(base: str, *, mine: str, theirs: str) -> Merged | None:
    """Return `mine` and `theirs` in one text; None where they have next to nothing in common but what both changed."""
    if base in (mine, theirs) or mine == theirs:
        return Merged(theirs if mine == base else mine, is_clear=True)
    common = _Common(_pieces(base))
    hunks = sorted(
        [*common.hunks(theirs, is_mine=False), *common.hunks(mine, is_mine=True)],
        key=lambda hunk: (hunk.start, hunk.end, hunk.is_mine),
    )
    written, place, is_clear = [], 0, True
    groups = common.groups(hunks)
    kept = len(base) - sum(len(common.between(*_span(group))) for group in groups)
    for group in groups:
        start, end = _span(group)
        their_part, my_part = (
            common.applied([hunk for hunk in group if hunk.is_mine == is_mine], start, end) for is_mine in (False, True)
        )
        is_settled = len({hunk.is_mine for hunk in group}) == 1 or their_part == my_part
        if not is_settled and max(len(their_part), len(my_part)) > MOST_IN_DISPUTE * kept:
            return None
        written.append(common.between(place, start))
        if is_settled:
            written.append(my_part if group[0].is_mine else their_part)
        else:
            written.append(common.both(group, their_part, my_part, start, end))
        place, is_clear = end, is_clear and is_settled
    text = "".join([*written, *common.pieces[place:]])
    is_clear = is_clear and _blanks(text) <= _blanks(mine) | _blanks(theirs)
    return Merged(text, is_clear and _twice(text) <= _twice(mine) | _twice(theirs))


def _blanks(text: str) -> set[str]:
    """Return the blanks of a text, and the brackets that stand alone."""
    return set(_BLANK.findall(text))


def _twice(text: str) -> set[str]:
    """Return the numbers that stand at the beginning of two lines of one list, as where one counted on and one anew."""
    found, numbers = set[str](), set[str]()
    for line in filter(str.strip, text.split("\n")):
        number = _NUMBER_OF_A_LINE.match(line)
        if not number:
            numbers = set()
        elif number[1] in numbers:
            found.add(number[1])
        else:
            numbers.add(number[1])
    return found


def _span(group: Sequence[_Hunk]) -> tuple[int, int]:
    return group[0].start, max(hunk.end for hunk in group)


class _Common:
    """The text with which both began, in pieces."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = pieces

    def between(self, start: int, end: int) -> str:
        return "".join(self.pieces[start:end])

    def hunks(self, after: str, *, is_mine: bool) -> list[_Hunk]:
        """Return the changes that lead to `after`, in order, those that touch as one."""
        pieces, found = _pieces(after), list[_Hunk]()
        for start, end, first, last in _changes(self.pieces, pieces):
            hunk = _Hunk(start, end, "".join(pieces[first:last]), is_mine)
            if found and self.touch(found[-1].end, start):
                before = found.pop()
                text = before.text + self.between(before.end, start) + hunk.text
                hunk = _Hunk(before.start, end, text, is_mine)
            found.append(hunk)
        return found

    def touch(self, end: int, start: int) -> bool:
        """Whether less than a word lies between two places."""
        return sum(self._weight(place) for place in range(end, start)) < A_WORD

    def _weight(self, place: int) -> int:
        piece = self.pieces[place]
        if unspaced := weight(piece):
            return unspaced
        if piece == "\n":
            return A_WORD
        if category(piece[0]).startswith("S"):  # a sign such as ° or + goes with what stands beside it
            return 0
        beside = [*self.pieces[place - 1 : place], *self.pieces[place + 1 : place + 2]]
        is_apart = len(beside) < 2 or any(_SPACE.match(each) or UNSPACED.match(each) for each in beside)
        return A_WORD if is_apart and not _SPACE.match(piece) else 0

    def groups(self, hunks: Sequence[_Hunk]) -> list[list[_Hunk]]:
        """Return the changes in order, those of two people that touch together."""
        found: list[list[_Hunk]] = []
        for hunk in hunks:
            if found and any(self.touch(each.end, hunk.start) for each in found[-1] if each.is_mine != hunk.is_mine):
                found[-1].append(hunk)
            else:
                found.append([hunk])
        return found

    def applied(self, hunks: Sequence[_Hunk], start: int, end: int) -> str:
        """Return the pieces from `start` to before `end` with changes that don't overlap."""
        written = ""
        for hunk in hunks:
            written = _joined(written + self.between(start, hunk.start), hunk.text, self.between(hunk.start, hunk.end))
            start = hunk.end
        return written + self.between(start, end)

    def both(self, group: Sequence[_Hunk], theirs: str, mine: str, start: int, end: int) -> str:
        """Return what two people made of one place so that no word of either is missing."""
        if not any(one.overlaps(other) for one, other in pairwise(group)):
            return self.applied(group, start, end)
        if not theirs.strip() or not mine.strip():  # one took it out
            return theirs + mine
        if "\n" in theirs + mine:
            return f"{theirs}\n{mine.lstrip()}"
        space = theirs[: len(theirs) - len(theirs.lstrip())]
        choice = f"{theirs.strip()} / {mine.strip()}"
        before = self.between(0, start)
        is_bracketed = "[" in choice or "]" in choice or before.count("[") > before.count("]")
        return f"{space}{choice}" if is_bracketed else f"{space}[{choice}]"


def _joined(before: str, text: str, was: str) -> str:
    """Return two texts with a space between them where what came to one place would be glued to what came before it."""
    is_glued = before[-1:].isalnum() or before[-1:] in tuple(".,;:!?")
    if not was and is_glued and text[:1].isalnum() and not UNSPACED.match(text):
        return f"{before} {text}"
    return before + text


def _pieces(text: str) -> list[str]:
    """Return a text in pieces: words, and what stands between them; of scripts without spaces single characters."""
    pieces = []
    for place, part in enumerate(single_things.parted(text)):
        pieces += [part] if place % 2 else _words(part)
    return pieces


def _words(text: str) -> list[str]:
    pieces = []
    for place, part in enumerate(_GLUED.split(text)):
        if place % 2 and not UNSPACED.search(part):
            pieces.append(part)
        else:
            pieces += [piece for found in WORD.findall(part) for piece in _split(found) if piece]
    return pieces


def _split(found: str) -> list[str]:
    """Return the space before a word and the word; of scripts without spaces each character by itself."""
    word = found.lstrip() if found != "\n" else found
    return [found[: len(found) - len(word)], *clusters(word)]


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of pieces that differ, as their places in both: in the sentences that differ, the words."""
    allowance = Allowance(MOST_COMPARED)
    old, new = _sentences(before), _sentences(after)
    sentences = [sentence for sentence, _place in old], [sentence for sentence, _place in new]
    for kind, a, b, c, d in opcodes(*sentences, allowance):
        if kind == "equal":
            continue
        first, last, other, end = (
            (starts[place][1] if place < len(starts) else len(whole))
            for starts, whole, place in ((old, before, a), (old, before, b), (new, after, c), (new, after, d))
        )
        for inner, i, j, k, m in opcodes(before[first:last], after[other:end], allowance):
            if inner != "equal":
                yield first + i, first + j, other + k, other + m


def _sentences(pieces: Sequence[str]) -> list[tuple[tuple[str, ...], int]]:
    """Return the lines and sentences of a text in pieces, each with the place where it begins."""
    starts = [0, *(place + 1 for place, piece in enumerate(pieces) if piece in _SENTENCE_ENDS)]
    ends = [*starts[1:], len(pieces)]
    return [(tuple(pieces[start:end]), start) for start, end in zip(starts, ends, strict=True) if start < end]
