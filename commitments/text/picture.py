"""A place in a text, in words: what stands around it, with the name of whatever can't be seen."""

from __future__ import annotations

import unicodedata

from commitments.text.cleaning import DROPPED, JOINERS, TAGS
from commitments.text.symbol_fonts import REAL

UNSHOWN = DROPPED | TAGS | JOINERS
AROUND = 20
"""Characters shown on either side"""
LINE_BREAK = " ⏎ "


def picture(text: str, place: int, end: int = 0) -> str:
    """Return what stands around a character, or around `text[place:end]`, on one line: “…of [U+0007]all…”.

    What can't be seen stands there in square brackets, by its name or its code; what cleaning.py takes away is gone.
    """
    end = end or place + 1
    first, last = max(0, place - AROUND), min(len(text), end + AROUND)
    if first:  # from a whole word on, where one begins
        first = text.find(" ", first, place) + 1 or first
    if last < len(text):
        last = text.rfind(" ", end, last) if text.rfind(" ", end, last) > end else last
    shown = "".join(map(_shown, text[first:last]))
    return f"{'…' if first else ''}{shown}{'…' if last < len(text) else ''}"


def _shown(character: str) -> str:
    if character in UNSHOWN:
        return ""
    character = REAL.get(character, character)
    if character in "\n\r\v\f\u2028\u2029":
        return LINE_BREAK
    if character == " " or character.isprintable():
        return character
    if character.isspace():
        return " "
    return f"[{unicodedata.name(character, '') or f'U+{ord(character):04X}'}]"
