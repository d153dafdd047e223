"""What changed between two texts, word by word: what can be seen of it, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from commitments.text.sameness import JOINERS, UNSEEN, looks_same, seen

Kind = Literal["same", "removed", "added"]
MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M"))
"""What stands on a letter belongs to its word: by itself it would show as nothing, or as a dotted circle"""
APOSTROPHES = "ʼʻ"
"""Letters that look like marks, and are compared as such"""
WORD = re.compile(  # with the space before: half as many pieces to compare
    rf"\n|[^\S\n]*(?:[^\W{APOSTROPHES}]+|[{MARKS}{re.escape(UNSEEN)}{JOINERS}]+)+|[^\S\n]*[^\w\s]|"
    rf"[^\S\n]*[{APOSTROPHES}]|[^\S\n]+"
)


@dataclass(frozen=True)
class Piece:
    """A run of text that stands in both texts, only in the older, or only in the newer."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """Return the pieces that lead from `before` to `after`, in reading order, what is removed before what is added.

    The same and the removed pieces joined look like `before` (sameness.py), the same and the added ones are `after`
    but for spaces that were removed. Paragraphs are compared first and words only within those that changed, so that
    long texts stay quick.
    """
    if looks_same(before, after):
        return [Piece("same", after)] if after else []
    pieces: list[Piece] = []
    for kind, old, new in _blocks(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if kind == "equal":
            _add(pieces, "same", new)
        else:
            _words(pieces, "".join(old), "".join(new))
    return pieces


def _words(pieces: list[Piece], before: str, after: str) -> None:
    for kind, old, new in _blocks(WORD.findall(before), WORD.findall(after)):
        if kind == "equal":
            _add(pieces, "same", new)
        else:
            _add(pieces, "removed", old if _is_visible(old) else ())
            _add(pieces, "added" if _is_visible(new) else "same", new)


def _is_visible(words: Sequence[str]) -> bool:
    """Whether anything of it can be seen; a line break is shown by a sign."""
    return any(seen(word).strip(" ") for word in words)


def _blocks(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, Sequence[str], Sequence[str]]]:
    matcher = SequenceMatcher(None, [seen(part) for part in before], [seen(part) for part in after], autojunk=False)
    return [(kind, before[a:b], after[c:d]) for kind, a, b, c, d in matcher.get_opcodes()]


def _add(pieces: list[Piece], kind: Kind, words: Sequence[str]) -> None:
    if not words:
        return
    if pieces and pieces[-1].kind == kind:
        pieces[-1] = Piece(kind, pieces[-1].text + "".join(words))
    else:
        pieces.append(Piece(kind, "".join(words)))
