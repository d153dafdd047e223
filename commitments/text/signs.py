"""Text as a reader of figures sees it: every script's digits as 0 to 9, every kind of space as one, nothing unseen."""

from __future__ import annotations

import unicodedata

SAME = {
    **dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`\u055a", "'"),  # whatever parts thousands in Switzerland
    "\u060c": ",",  # the Arabic comma
    "\u00b7": ".",  # the decimal point of older British print
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u2044": "/",
    "\uffe5": "\u00a5",
    "\uffe1": "\u00a3",
}
UNREADABLE = "\ufffd"
"""In the place of control characters and halves of characters, so that nothing can be read across them"""
FULL_WIDTH = range(0xFF01, 0xFF5F)
"""Punctuation and letters of Chinese and Japanese keyboards"""
FROM_ASCII = 0xFEE0
"""How far each of them is from its ASCII twin"""


def plain(typed: str) -> str:
    """Return `typed` with ASCII digits and punctuation, single spaces, no marks of direction and no other unseen ones.

    Superscripts stay what they are: 10² is not 102.
    """
    return " ".join("".join(map(_plain, typed)).split())


def folded(typed: str) -> str:
    """Return the same in small letters and without accents, so that words can be looked up."""
    decomposed = unicodedata.normalize("NFD", plain(typed).casefold())
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    if character.isascii() and character.isprintable():
        return character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if ord(character) in FULL_WIDTH:
        return chr(ord(character) - FROM_ASCII)
    category = unicodedata.category(character)
    if category in ("Cc", "Cs"):
        return UNREADABLE
    return "" if category == "Cf" else SAME.get(character, character)
