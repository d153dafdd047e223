"""A text as a search sees it: its words in small letters, without accents, vowel signs or what stands between them."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 40
"""In characters; what is longer is searched for by its beginning"""
MARKS = ("M", "C")
"""Categories of what is left out within a word: accents, vowel signs, joiners"""
STRETCH = "\u0640"
"""What lengthens an Arabic word in print, and is no letter"""


def words(text: str) -> list[str]:
    """Return the words of `text`, each once, in the order in which they come first."""
    folded = text.casefold()
    if not folded.isascii():
        plain = unicodedata.normalize("NFKD", folded)
        folded = "".join(character for character in plain if character.isspace() or _is_kept(character)).casefold()
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in WORD.findall(folded)))


def _is_kept(character: str) -> bool:
    return character != STRETCH and unicodedata.category(character)[0] not in MARKS
