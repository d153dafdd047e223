"""Arabic words without their endings: of a currency's name, every form that its number and its place ask for.

Eleven dollars are دولارًا, five are دولارات, and two دولاران; CLDR has these forms for a dozen currencies only.
"""

from __future__ import annotations

import re

OTHER_FORMS = {"دراهم": "درهم", "دنانير": "دينار", "شلنغ": "شلن", "ينا": "ين", "كينيي": "كيني"}
"""Plurals that change the word within, other spellings, and what is too short to be cut"""
ARABIC = re.compile("[\u0620-\u064a]+")
ARTICLE = re.compile("^ال(?=.{4})")
ENDING = re.compile("(?<=.{3})(?:تان|تين|ات|ان|ين|ا|ة|ه)$")
"""Of the dual, the plural, the accusative and the feminine, where a stem of three letters is left"""
SAME_LETTERS = str.maketrans("ىکی", "يكي")
"""What keyboards of other countries have for them"""


def stem(word: str) -> str:
    """Return an Arabic word, folded, without article and endings; any other word as it is."""
    if not ARABIC.fullmatch(word := word.translate(SAME_LETTERS)):
        return word
    bare = ARTICLE.sub("", word)
    while (shorter := ENDING.sub("", OTHER_FORMS.get(bare, bare))) != bare:
        bare = shorter
    return bare
