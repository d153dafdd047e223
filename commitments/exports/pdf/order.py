"""How pdfium reads a line: the parts of it that it reads right are told from those that have to be set apart.

Pdfium cuts a line into stretches of letters of one direction, numbers and signs, and reads the stretches either all
forward or all backward, by which letters have more of them. So it turns "COVID-19" about in a line from the right, and
several words from the right in a line from the left. No mark prevents it; but a line of its own it reads right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

from commitments.exports.pdf.direction import Run
from commitments.exports.pdf.reading import is_seen

KINDS = {"L": "left", "R": "right", "AL": "right"} | dict.fromkeys(("AN", "EN", "NSM", "CS", "ES", "ET", "BN"), "weak")
OTHER_WAY_ROUND = "\ufffd"
"""Stands for a bracket that pdfium turns about"""


Unit = Sequence[Run]
"""A run, or a phrase that is said in the order of its runs"""


def parts(texts: Sequence[str], units: Sequence[Unit]) -> list[list[Unit]]:
    """Return a line's units, in the order of reading, in few parts that pdfium has to take for lines of their own.

    `texts` are those of its glyphs, from left to right, with marks.
    """
    if _is_read(texts, units):
        return [list(units)]
    found: list[list[Unit]] = []
    for unit in units:
        if found and _is_read(texts, [*found[-1], unit]):
            found[-1].append(unit)
        else:
            found.append([unit])
    return found


def said(texts: Sequence[str], unit: Unit) -> str:
    """Return the texts of a unit's glyphs, in the order of drawing."""
    return "".join("".join(texts[run.start : run.stop]) for run in unit)


def by_pdfium(texts: str) -> str:
    """Return what pdfium 8149 reads where these letters stand side by side, from left to right."""
    stretches = [(kind, "".join(letters)) for kind, letters in groupby(texts, _kind)]
    kinds = [kind for kind, _ in stretches]
    is_backward = kinds.count("right") > kinds.count("left")
    said = []
    for kind, letters in reversed(stretches) if is_backward else stretches:
        if kind == "right" or (kind == "neutral" and is_backward):
            is_backward = True
            said.append("".join(map(_turned, reversed(letters))))
        else:
            is_backward = is_backward and kind == "weak"
            said.append(letters)
    return "".join(said)


def _is_read(texts: Sequence[str], units: Sequence[Unit]) -> bool:
    from_left = sorted(units, key=lambda unit: min(run.start for run in unit))
    read = by_pdfium("".join(said(texts, unit) for unit in from_left))
    shown = [(run.is_forward, said(texts, [run])) for unit in units for run in unit]
    wanted = "".join(text if is_forward else text[::-1] for is_forward, text in shown)
    return list(filter(is_seen, read)) == list(filter(is_seen, wanted))


def _kind(letter: str) -> str:
    return KINDS.get(unicodedata.bidirectional(letter), "neutral")


def _turned(letter: str) -> str:
    return OTHER_WAY_ROUND if unicodedata.mirrored(letter) else letter
