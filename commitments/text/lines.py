"""The lines of a text as they are printed: its paragraphs, and the entries of the lists that were typed into it.

Page, HTML, PDF, Word and plain text all take them from here, so that a text has the same lines in every form. A marker
is printed as it was typed, letter for letter: no form counts by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from commitments.text.markers import readings
from commitments.text.walk import Line, Walk, typed_lines


@lru_cache(maxsize=2048)
def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a text, empty ones left out; none of an empty text. A list that was typed on one line has a
    line for each entry.
    """
    typed = typed_lines(text)
    if len(typed) > 1 or any(reading.is_ordered for line in typed for reading in line.readings):
        return tuple(Walk(typed).lines())
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
        if before is None
        or bool(line.level) != bool(before.level)
        or (not line.level and line.is_apart)
        or (line.level == 1 and line.begins_anew)
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
        if not place and not line.level:
            yield _without_marker(line.text)
        else:
            yield empty + (line.text if _is_entry(line) else line.whole)


def _without_marker(words: str) -> str:
    """Return what stands between the entries of lists without a number that is in none of these."""
    sure = next((reading for reading in readings(words) if reading.is_sure), None)
    return words[sure.end :] if sure else words
