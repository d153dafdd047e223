"""Blanks: the places in square brackets that a text leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

BLANK = re.compile(r"\[[^\[\]\n]+\]")


def find(text: str) -> list[str]:
    """Return every blank still open in `text`, brackets included, in reading order."""
    return BLANK.findall(text)


def fill(text: str, fillings: Mapping[str, str]) -> str:
    """Return `text` with each blank that `fillings` knows (brackets included) replaced; the others stay as they are.

    A filling that opens the text gets a capital letter.
    """

    if "[" not in text:
        return text

    def filled(blank: re.Match[str]) -> str:
        filling = fillings.get(blank.group(), blank.group())
        return capitalised(filling) if blank.start() == 0 else filling

    return BLANK.sub(filled, text)


def segments(text: str) -> list[tuple[str, bool]]:
    """Split `text` into (piece, is an open blank), in order, so that a blank can be shown as one."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for blank in BLANK.finditer(text):
        if blank.start() > end:
            pieces.append((text[end : blank.start()], False))
        pieces.append((blank.group(), True))
        end = blank.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces


def capitalised(text: str) -> str:
    """Return `text` with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


BLANK_FIELD = "blank-"


def field_name(token: str) -> str:
    """Return the name of a blank's field in a form: the same whatever other blanks there are."""
    return f"{BLANK_FIELD}{sha256(token.encode()).hexdigest()[:12]}"
