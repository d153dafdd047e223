"""A name as whoever looks for it may type it: without accents, case, apostrophes, full stops and other marks.

Arabic as well: every hamza and alif is one, taa marbuta is haa, alif maqsura is yaa, and vowel signs are left out. What
is folded is compared, never shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘ʼʻ‛‚`´ʹʽʾʿˈˊˋ′‵՚׳ߴߵ᾽᾿ꞌꞋ＇"
"""What stands for an apostrophe, be it an accent of its own, a prime, an ʻokina or how a hamza or an ain is written"""
_OMITTED = str.maketrans(dict.fromkeys(f"{APOSTROPHES}.", ""))
_OTHER_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ء": "",
        "ـ": "",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ة": "ه",
        "ە": "ه",
        "ہ": "ه",
        "ک": "ك",
    }
)
"""Letters that Unicode does not take apart"""
_BETWEEN = re.compile(r"[\W_]+")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return a name in plain small letters and digits, one space between its words."""
    plain = text.translate(_OMITTED).casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in apart if unicodedata.category(letter)[0] not in "MC" or letter == "\n")
    return _BETWEEN.sub(" ", plain.translate(_OTHER_LETTERS).casefold()).strip()
