"""Lists that were typed, or pasted, on one line: where each of their entries begins.

“1. First aim. 2. Second aim. 3. Third aim.” is one; an enumeration within a sentence, “(1) here, (2) there”, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commitments.text.markers import ENCLOSED, LIKELY_BULLETS, SURE_BULLETS, Reading, readings

PLACE = re.compile(
    rf"(?:(?<![^\s。．！？；：])(?=[(（\[]?\s?\w{{1,5}}\s?[.)．。、।။:°º\]）\u20e3\ufe0f–-]|[{SURE_BULLETS}{LIKELY_BULLETS}]|"
    rf"[\u0621-\u0652]{{4,12}}\s?[:،]))|(?=[{''.join(ENCLOSED)}])"
)
"""Where a marker may stand: behind a space, or the full stop of a script without spaces"""
WINDOW = 24
"""So many characters tell whether it is one"""
CLOSE = '["”’»)\\]」』]*'
ENDED = re.compile(rf"[.!?…。．！？।॥။።۔؟]{CLOSE}\s*$")
"""The end of a sentence"""
PARTED = re.compile(
    rf"[.!?…。．！？।॥။።۔؟;,；，،؛、]{CLOSE}(?:\s*(?:and|or|et|ou|y|e|o|u|и|или|und|oder|و|أو|和|及|또는|및))?\s*$",
    re.IGNORECASE,
)
"""The end of an entry of a list that is one sentence"""
SIGN = re.compile(f"[{SURE_BULLETS}]")
LETTER = re.compile(r"[^\W\d_]")
COMMAS = ",，،、"
LEADS_IN = re.compile(r"[:：]\s*$")
ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|nos?|nrs?|nums?|núms?|arts?|paras?|pars?|secs?|figs?|res|cf|vol|chap|ch|pp|ст|п|пп|рис|№|ж)\.\s*$",
    re.IGNORECASE,
)
"""“No. 1.” counts nothing"""
FEWEST = 3
BEHIND = 24
"""So many characters tell how the words end before a marker"""
TRIES = 20
"""So many of the first markers may begin the list: thousands of signs in a row would take a second"""


@dataclass(frozen=True)
class _Start:
    place: int
    readings: tuple[Reading, ...]


def broken(row: str) -> list[str]:
    """Return the entries of a list on one line with their markers, behind the words that lead in to it; else the row.

    A list counts from one and each entry but the first stands behind the end of a sentence; one that begins the row is
    less strictly looked at. Or it repeats one bullet. No letter goes; nothing of an empty row.
    """
    starts = [
        _Start(match.start(), readings(row[match.start() : match.start() + WINDOW])) for match in PLACE.finditer(row)
    ]
    starts = [start for start in starts if start.readings]
    for number, start in enumerate(starts[:TRIES]):
        for reading in start.readings:
            places = _entries(row, starts[number:], reading)
            if places:
                cuts = [0, *places] if start.place else places
                return [row[cut:end].strip() for cut, end in zip(cuts, [*cuts[1:], None], strict=True)]
    return [row] if row else []


def _entries(row: str, starts: Sequence[_Start], first: Reading) -> list[int]:
    """Return where each entry begins of a list that begins with `first`, at the first of the starts; empty: no list."""
    begin = starts[0].place
    begins_within = first.is_ordered and not first.is_first  # a row of a list may go on: “2. Second aim. 3. Third aim.”
    if first.kind[0] == "parts" or (begins_within and (begin or first.kind[0] != "number")):
        return []
    if begin and not _leads_in(_behind(row, begin), first):
        return []
    found = list(_chain(row, starts, first, is_strict=bool(begin) or begins_within))
    return found if len(found) > 1 and _are_enough(row, found, first) else []


def _leads_in(before: str, first: Reading) -> bool:
    """Whether a list may stand behind these words: bullets only behind a colon."""
    if LEADS_IN.search(before):
        return True
    return first.is_ordered and bool(ENDED.search(before)) and not ABBREVIATED.search(before)


def _chain(row: str, starts: Sequence[_Start], first: Reading, *, is_strict: bool) -> Iterator[int]:
    """Yield where the entries begin that follow one another, each with a word in it."""
    yield starts[0].place
    last, words_from = first, starts[0].place + first.end
    for start in starts[1:]:
        after = next((each for each in start.readings if each.follows(last)), None)
        if after is None or not LETTER.search(row, words_from, start.place):
            continue
        end = start.place + after.end
        if LETTER.search(row, end) and _is_parted(_behind(row, start.place), row[end:], after, is_strict=is_strict):
            yield start.place
            last, words_from = after, end


def _is_parted(before: str, words: str, reading: Reading, *, is_strict: bool) -> bool:
    if _is_own_sign(reading):
        return True
    if ABBREVIATED.search(before):
        return False
    if ENDED.search(before):
        return True
    if is_strict or (reading.kind[0] in ("letter", "roman") and reading.kind[-1] == "."):
        return False
    if PARTED.search(before):
        return True
    # Nothing parts them but their markers: three in a row, each before a word that may begin an entry.
    is_bracket = reading.kind[-1].endswith((")", "）"))
    return reading.kind[0] != "parts" and (is_bracket or not (words[0].islower() or words[0].isdigit()))


def _is_own_sign(reading: Reading) -> bool:
    """Whether the sign is nothing else within a sentence: ⑴, 1️⃣ and •."""
    return len(reading.kind) == 1 or (reading.kind[0] == "bullet" and bool(SIGN.match(reading.kind[1])))


def _behind(row: str, place: int) -> str:
    return row[max(0, place - BEHIND) : place]


def _are_enough(row: str, found: Sequence[int], first: Reading) -> bool:
    """Whether there are so many that it is no chance: three, or two that could be nothing else."""
    if len(found) >= FEWEST or _is_own_sign(first):
        return True
    end = PARTED.search(_behind(row, found[1]))
    return found[0] == 0 and first.is_ordered and first.is_sure and end is not None and end[0][0] not in COMMAS
