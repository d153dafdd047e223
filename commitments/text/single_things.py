"""What is one thing to the eye though it is written with spaces: “1 200 000”, “700 123 456”, “12 March 2026”.

Half of one date and half of another are a date that nobody wrote, and so it is with figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel.dates import get_month_names

from commitments.text.days import LOCALES

_SPACE = "[ \u00a0\u2009\u202f]"
_FIGURE = r"\d+(?:[-.,:/‐‑–]\d+)*"
_FIGURES = rf"(?<![\w])(?<!\w[-.,:/]){_FIGURE}(?:{_SPACE}{_FIGURE})+(?!\w|[-.,:/'’]\w)"
_EAST_ASIAN = r"(?<!\d)(?:\d+年\d+月(?:\d+[日号號])?|\d+月\d+[日号號])"
_LITTLE = "of|de|del|من"
"""Words that may stand before a month and before a year"""
OTHER_LOCALES = ("fa", "id", "pt", "ru", "sw", "tr")
"""Besides those in which people are asked for a day, languages in which pledges have been written"""


def parted(text: str) -> list[str]:
    """Return a text in parts, every second of which is one thing that is written with spaces."""
    return _things().split(text)


@cache
def _things() -> re.Pattern[str]:
    month = "|".join(re.escape(name) for name in sorted(set(_months()), key=len, reverse=True))
    little = f"(?:(?:{_LITTLE}){_SPACE})?"
    before = rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|[.ºª°])?{_SPACE}{little})?"
    after = rf"(?:{_SPACE}\d{{1,2}}(?:st|nd|rd|th)?,?)?"
    date = rf"(?<!\w){before}(?:{month})\.?{after}{_SPACE}{little}\d{{4}}(?!\w)"
    return re.compile(f"({date}|{_FIGURES}|{_EAST_ASIAN})", re.IGNORECASE)


def _months() -> Iterator[str]:
    """Yield the names of months as they are written; not the figures that some languages have for them."""
    for locale in (*LOCALES, *OTHER_LOCALES):
        for width in ("abbreviated", "wide"):
            yield from (name for name in get_month_names(width, locale=locale).values() if not name.isdecimal())
