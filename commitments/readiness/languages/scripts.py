"""Which script a word is written in, and which languages that leaves."""

from __future__ import annotations

import re
from collections.abc import Mapping

WORD = re.compile(r"[^\W\d_][^\s\d.,;:!?…()\[\]{}\"“”«»„/|<>=+*#%،؛؟۔。，、！？；：।]*")
"""With the vowel signs of Indic scripts, which are no letters"""
LATIN, ARABIC, CYRILLIC, DEVANAGARI, BENGALI = "latin", "arabic", "cyrillic", "devanagari", "bengali"
RANGES = {
    LATIN: "A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06\uff21-\uff5a",
    ARABIC: "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    CYRILLIC: "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    DEVANAGARI: "\u0900-\u097f\ua8e0-\ua8ff",
    BENGALI: "\u0980-\u09ff",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u0590-\u05ff\ufb1d-\ufb4f",
    "hy": "\u0530-\u058f",
    "ka": "\u10a0-\u10ff\u1c90-\u1cbf",
    "am": "\u1200-\u139f\u2d80-\u2ddf",
    "pa": "\u0a00-\u0a7f",
    "gu": "\u0a80-\u0aff",
    "or": "\u0b00-\u0b7f",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "kn": "\u0c80-\u0cff",
    "ml": "\u0d00-\u0d7f",
    "si": "\u0d80-\u0dff",
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "dz": "\u0f00-\u0fff",
    "my": "\u1000-\u109f\uaa60-\uaa7f",
    "km": "\u1780-\u17ff",
    "ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "ja": "\u3040-\u30ff",
    "zh": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
}
"""The letters of each script; one that a single language of States and Societies is written in bears its name"""
KANA = re.compile(f"[{RANGES['ja']}]")
SCRIPT = re.compile("|".join(f"(?P<{name}>[{letters}])" for name, letters in RANGES.items()))
CANDIDATES: Mapping[str, frozenset[str]] = {
    LATIN: frozenset(
        re.findall(
            r"\w+",
            "az cs de en es et fi fr ha hr ht hu id ig is it ln lt lv mg mt nl no om pl pt qu ro rw sn so sq sv sw tl"
            " tr uz vi yo zu",
        )
    ),
    ARABIC: frozenset({"ar", "fa", "ku", "ps", "ug", "ur"}),
    CYRILLIC: frozenset({"ba", "be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk"}),
    DEVANAGARI: frozenset({"hi", "mr", "ne", "sa"}),
    BENGALI: frozenset({"as", "bn"}),
}
"""The languages of States among which the library tells in a script. Dialects and small neighbours of a language, which
it knows too, are left out: a short English text is as near to Nigerian Pidgin, a Spanish one to Catalan"""
UNSPACED = frozenset({"th", "lo", "km", "my", "ja", "zh", "dz"})
"""They set no spaces: a word has some characters"""
CHARACTERS_OF_A_WORD = 3
KIN = (
    {"bs", "hr", "sr", "sh", "cnr", "sl"},
    {"id", "ms", "jv"},
    {"da", "no", "nb", "nn", "sv"},
    {"cs", "sk"},
    {"bg", "mk"},
    {"xh", "zu", "ss", "nr"},
    {"fa", "prs", "tg"},
    {"tl", "fil"},
    {"zh", "yue", "wuu", "cmn", "ja", "ko"},
    {"rw", "rn"},
    {"kk", "ky", "tt", "ba"},
    {"am", "ti"},
    {"dz", "bo"},
    {"he", "yi"},
    {"hi", "mr", "ne", "sa", "mai", "bho"},
    {"bn", "as"},
    {"ca", "es", "gl"},
    {"af", "nl"},
)
"""Languages of one script that a sentence may not tell apart, or that write whole words in another's letters"""


ALSO_WRITTEN = {
    "az": {CYRILLIC, ARABIC},
    "ha": {ARABIC},
    "kk": {LATIN, ARABIC},
    "ku": {LATIN},
    "ky": {ARABIC},
    "ms": {ARABIC},
    "pa": {ARABIC},
    "sw": {ARABIC},
    "tt": {LATIN},
    "ug": {CYRILLIC, LATIN},
    "uz": {CYRILLIC, ARABIC},
}
"""In which other scripts some languages are written too, though the library does not know them so"""
EMBLEM = re.compile(
    "ال(?:صليب|هلال) الأحمر|[红紅](?:十字|新月)[会會]?|赤十字社?|적십자사?|रेड क्र(?:ॉस|िसेंट)|מגן דוד אדום"
)
"""Red Cross and Red Crescent, and the like, in scripts without capital letters"""


def script_of(word: str) -> str:
    """Return the script of a word's first letter; nothing where it is of none that is known. Where no spaces are set a
    word is a sentence, and Chinese characters beside kana are Japanese.
    """
    found = SCRIPT.match(word)
    script = found.lastgroup or "" if found else ""
    return "ja" if script == "zh" and KANA.search(word) else script


def is_same(language: str, other: str) -> bool:
    """Whether two languages, as their BCP 47 tags begin, are one, or too near for a sentence to tell.

    One of them may be the name of a script, where more could not be told.
    """
    if language in CANDIDATES.get(other, ()) or other in CANDIDATES.get(language, ()):
        return True
    return language == other or any(language in kin and other in kin for kin in KIN)


def scripts_of(language: str) -> frozenset[str]:
    """Return the scripts that a language may be written in, or one that is near to it; none where we don't know."""
    found = {name for name in RANGES if any(is_same(language, one) for one in CANDIDATES.get(name, {name}))}
    return frozenset(found | ALSO_WRITTEN.get(language, set()))


KNOWN = frozenset().union(*CANDIDATES.values(), RANGES) - CANDIDATES.keys()
"""Every language that can be told"""


def is_known(language: str) -> bool:
    """Whether texts in a language, or in one that is near to it, can be told from others."""
    return any(is_same(language, known) for known in KNOWN)


def main_language(tag: str) -> str:
    """Return the language of a BCP 47 tag, without country and script: “fr” of “fr-CH”."""
    return tag.replace("_", "-").partition("-")[0].lower()
