"""How the entries of a list end, and how each would as an item of its own: “dig wells; and” is “dig wells.” then."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commitments.text import scripts

CONJUNCTIONS = (
    r"and/or|and|or|et/ou|et|ou|y/o|y|e|o|u|и|или|а также|та|або|und|oder|og|eller|dan|atau|na|au|"
    r"و|أو|یا|اور|और|या|এবং|以及|和|及|或|並|または|及び|및|또는"
)
GOES_ON = re.compile(
    rf"\s*(?:[;；؛⁏,，،、](?:\s*(?:{CONJUNCTIONS}))?|\s(?:and/or|and|or|et|ou|y|и|или|und|oder|و|أو))\s*$",
    re.IGNORECASE,
)
"""The end of an entry after which another one is expected: a semicolon or a comma, and perhaps a conjunction"""
LEADS_IN = re.compile(r"\s*[:：]\s*$")
"""The end of words that a list is expected after"""
ENDED = re.compile(r"[.!?:;…؟؛۔।॥።༎།။។։。！？：；][”“\"’'»›)\]）」』]*$")
URDU = "۔"
FULL_STOPS = (
    ("", re.compile("[\u0e00-\u0eff]")),
    ("།", re.compile(f"[{scripts.TIBETAN}]")),
    ("。", re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")),
    ("။", re.compile("[\u1000-\u109f]")),
    ("។", re.compile("[\u1780-\u17ff]")),
    ("।", re.compile("[\u0900-\u0a7f\u0b00-\u0b7f]")),  # Devanagari, Bengali, Gurmukhi, Odia
    ("።", re.compile("[\u1200-\u137f]")),
    ("։", re.compile("[\u0530-\u058f]")),
    (URDU, re.compile("[ٹڈڑںے]")),  # letters that Arabic and Persian don't have
)
"""The full stop of a script, known by its letters; Thai and Lao have none, and everywhere else it is “.”"""
STOPS = tuple("".join(stop for stop, _letters in FULL_STOPS) + ".．")


def as_items(parts: Sequence[str]) -> list[str]:
    """Return the parts of a list as they end when each is an item: where another was expected, with a full stop.

    So does the one behind these that has no mark at its end. It is the full stop of a neighbour, else of the script.
    Words that lead in to a list keep their colon: what becomes of them is the drafter's to say.
    """
    ends = [stop for part in parts for stop in STOPS if part.endswith(stop)]
    items: list[str] = []
    expects = False
    for part in parts:
        begun = GOES_ON.sub("", part)
        is_last = expects and not ENDED.search(part)
        expects = bool(begun) and begun != part
        closes = (expects or is_last) and not ENDED.search(begun)
        items.append(begun + (ends[-1] if ends else _full_stop(begun)) if closes else begun or part)
    return items


def ends_open(text: str) -> str:
    """Return how a text ends where another is expected to follow, “;” or “; and”; nothing where it ends otherwise."""
    end = GOES_ON.search(text)
    return end[0].strip() if end else ""


def leads_in(text: str) -> bool:
    """Whether a text ends with a colon: something is expected behind it."""
    return bool(LEADS_IN.search(text))


def _full_stop(text: str) -> str:
    """Return the full stop of the script in which a text ends."""
    *_, last = re.findall(r"[^\W\d_]", text) or [""]
    stops = (stop for stop, letters in FULL_STOPS if letters.search(text if stop == URDU else last))
    return next(stops, ".")
