"""What changed between two texts, word by word: what can be seen of it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from commitments.text.clusters import A_WORD, MARKS, UNSPACED, clusters, weight
from commitments.text.matching import Allowance, Opcode, opcodes
from commitments.text.sameness import JOINERS, UNSEEN, looks_same, seen

Kind = Literal["same", "removed", "added"]
APOSTROPHES = "ʼʻ"
"""Letters that look like marks, and are compared as such"""
WORD = re.compile(  # with the space before: half as many pieces to compare
    rf"\n|[^\S\n]*(?:[^\W{APOSTROPHES}]+|[{MARKS}{re.escape(UNSEEN)}{JOINERS}]+)+|[^\S\n]*[^\w\s]|"
    rf"[^\S\n]*[{APOSTROPHES}]|[^\S\n]+"
)


MOST_COMPARED, MORE_FOR_A_CHARACTER = 50_000, 3
"""How many pieces are compared at most, so that nobody waits (matching.py): in any case, and more in longer texts"""


@dataclass(frozen=True)
class Piece:
    """A run of text that stands in both texts, only in the older, or only in the newer."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """Return the pieces that lead from `before` to `after`, in reading order, what is removed before what is added.

    The same and the removed pieces joined look like `before` (sameness.py), the same and the added ones are `after`
    but for spaces that were removed. Paragraphs are compared first and words only within those that changed, so that
    long texts stay quick; of scripts without spaces, the characters.
    """
    if looks_same(before, after):
        return [Piece("same", after)] if after else []
    allowance = Allowance(MOST_COMPARED + MORE_FOR_A_CHARACTER * (len(before) + len(after)))
    pieces: list[Piece] = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, a, b, c, d in _changes(old, new, allowance):
        if kind == "equal":
            _add(pieces, "same", new[c:d])
        else:
            _words(pieces, "".join(old[a:b]), "".join(new[c:d]), allowance)
    return pieces


def _words(pieces: list[Piece], before: str, after: str, allowance: Allowance) -> None:
    old, new = _parts(before), _parts(after)
    for kind, a, b, c, d in _without_crumbs(_changes(old, new, allowance), new):
        if kind == "equal":
            _add(pieces, "same", new[c:d])
        else:
            _add(pieces, "removed", old[a:b] if _is_visible(old[a:b]) else ())
            _add(pieces, "added" if _is_visible(new[c:d]) else "same", new[c:d])


def _parts(text: str) -> list[str]:
    words = WORD.findall(text)
    return [part for word in words for part in clusters(word)] if UNSPACED.search(text) else words


def _without_crumbs(changes: Iterable[Opcode], after: Sequence[str]) -> list[Opcode]:
    """Return what changed, as one where less than a word of a script without spaces is the same between two changes."""
    kept: list[Opcode] = []
    for change in changes:
        if len(kept) > 1 and change[0] != "equal" and _is_a_crumb(after[kept[-1][3] : kept[-1][4]]):
            kept.pop()
            _kind, start, _end, first, _last = kept.pop()
            kept.append(("replace", start, change[2], first, change[4]))
        else:
            kept.append(change)
    return kept


def _is_a_crumb(parts: Sequence[str]) -> bool:
    weights = [weight(part.lstrip()) for part in parts]
    return all(weights) and sum(weights) < A_WORD


def _is_visible(words: Sequence[str]) -> bool:
    """Whether anything of it can be seen; a line break is shown by a sign."""
    return any(seen(word).strip(" ") for word in words)


def _changes(before: Sequence[str], after: Sequence[str], allowance: Allowance) -> list[Opcode]:
    looks = {part: seen(part) for part in {*before, *after}}
    return opcodes([looks[part] for part in before], [looks[part] for part in after], allowance)


def _add(pieces: list[Piece], kind: Kind, words: Sequence[str]) -> None:
    if not words:
        return
    if pieces and pieces[-1].kind == kind:
        pieces[-1] = Piece(kind, pieces[-1].text + "".join(words))
    else:
        pieces.append(Piece(kind, "".join(words)))
