"""What a document says, in the order in which it is read: the text of its HTML, found again line by line in its PDF.

WeasyPrint 70.0 says nowhere in the PDF in which language a part is, nor in which order a line is read that has letters
from right to left. Its HTML knows both.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
SILENT = frozenset({"head", "script", "style", "{http://www.w3.org/2000/svg}svg"})
LONG_ENOUGH = 4
"""Letters that are not mistaken for others, where the text is looked for further on"""


@dataclass(frozen=True)
class Said:
    """What a line says."""

    text: str
    language: str
    is_turned: bool
    """Whether it is not read in the order in which it is drawn"""


class Source:
    """The text of a page, from which the lines are taken one after the other."""

    def __init__(self, root: Any) -> None:
        """Take the text of `root`, an element of HTML."""
        self.is_from_right = root.get("dir") == "rtl"
        pieces = [(piece, language) for piece, language in _pieces(root, "") if piece]
        self._text = "".join(piece for piece, _ in pieces)
        self._places = [place for place, letter in enumerate(self._text) if is_seen(letter)]
        self._letters = "".join(self._text[place] for place in self._places)
        self._languages = [language for _, language in pieces]
        self._starts: list[int] = []
        start = 0
        for piece, _ in pieces:
            self._starts.append(start)
            start += len(piece)
        self._taken = 0
        self._known: dict[str, Said] = {}

    def take(self, drawn: str) -> Said | None:
        """Return what the next line says, of which `drawn` are the letters in the order of drawing.

        None if the text has no such line: a number or a sign that stands only in the style.
        """
        letters = "".join(filter(is_seen, drawn))
        count = len(letters)
        start = self._taken
        found = self._letters[start : start + count]
        if found != letters and sorted(found) != sorted(letters):
            if letters in self._known:  # the head of a table, on its next page
                return self._known[letters]
            start = self._letters.find(letters, start) if count >= LONG_ENOUGH else -1
            found = letters
        if not count or start < 0:
            return None
        self._taken = start + count
        first, last = self._places[start], self._places[start + count - 1]
        language = self._languages[bisect_right(self._starts, first) - 1]
        text = " ".join(self._text[first : last + 1].split())
        self._known[letters] = Said(text, language, is_turned=found != letters)
        return self._known[letters]


@cache
def is_seen(letter: str) -> bool:
    """Whether a character leaves ink, or may: no space and no sign for programs."""
    return unicodedata.category(letter) not in UNSEEN


def _pieces(element: Any, language: str) -> Iterator[tuple[str, str]]:
    """Go through the text in an element, with the language of each piece."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    language = element.get("lang", language)
    yield element.text or "", language
    for child in element:
        yield from _pieces(child, language)
        yield child.tail or "", language
