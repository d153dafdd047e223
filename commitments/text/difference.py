"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]
WORD = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")  # with the space before: half as many pieces to compare


@dataclass(frozen=True)
class Piece:
    """A run of text that stands in both texts, only in the older, or only in the newer."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """Return the pieces that lead from `before` to `after`, in reading order, what is removed before what is added.

    The same and the removed pieces joined give `before`, the same and the added ones `after`. Paragraphs are
    compared first and words only within those that changed, so that long texts stay quick.
    """
    pieces: list[Piece] = []
    for kind, old, new in _blocks(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if kind == "equal":
            _add(pieces, "same", old)
        else:
            _words(pieces, "".join(old), "".join(new))
    return pieces


def _words(pieces: list[Piece], before: str, after: str) -> None:
    for kind, old, new in _blocks(WORD.findall(before), WORD.findall(after)):
        if kind == "equal":
            _add(pieces, "same", old)
        else:
            _add(pieces, "removed", old)
            _add(pieces, "added", new)


def _blocks(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, Sequence[str], Sequence[str]]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [(kind, before[a:b], after[c:d]) for kind, a, b, c, d in matcher.get_opcodes()]


def _add(pieces: list[Piece], kind: Kind, words: Sequence[str]) -> None:
    if words:
        pieces.append(Piece(kind, "".join(words)))
