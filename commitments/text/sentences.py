"""Small repairs that turn a clause into a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
"""A word as it stands in a sentence, with what it has within"""
SENTENCE_END = re.compile(r"[.!?؟](?=\s|$)|[。！？]|\n")
ENDINGS = ".!?…:;"


def sentence(text: str) -> str:
    """Return an official clause with its full stop: seven clauses of the 2019 model text have none."""
    text = text.rstrip()
    return text if not text or text.endswith(tuple(ENDINGS)) else f"{text}."


def sentence_around(text: str, words: str) -> str:
    """Return the sentence of `text`, or the line, in which `words` stand first; nothing where they don't."""
    before, found, after = text.partition(words)
    if not found:
        return ""
    start = max((end.end() for end in SENTENCE_END.finditer(before)), default=0)
    end = SENTENCE_END.search(after)
    return f"{before[start:]}{words}{after[: end.end()] if end else after}".strip()


def enumerate_words(words: Sequence[str]) -> str:
    """Return “a”, “a and b” or “a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
