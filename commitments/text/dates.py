"""When something happens, in words of the pledge's language."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils import formats, translation

from commitments.text.vocabulary.frame import Words


def first_month(when: str) -> str:
    """Return the first month that YYYY or YYYY-MM covers."""
    return when if "-" in when else f"{when}-01"


def last_month(when: str) -> str:
    """Return the last month that YYYY or YYYY-MM covers."""
    return when if "-" in when else f"{when}-12"


def time_frame(start: str, end: str, words: Words) -> str:
    """Return “January 2020 – 2022”, or as much of it as is known, of two dates as YYYY, YYYY-MM or nothing."""
    first, last = month_or_year(start, words), month_or_year(end, words)
    if first and last:
        return first if first == last else words.between.format(start=first, end=last)
    if first:
        return words.since.format(start=first)
    return words.until.format(end=last) if last else ""


def month_or_year(value: str, words: Words) -> str:
    """Return `2021-07` as “July 2021” in the words' language; a year, or nothing, as it is."""
    year, _, month = value.partition("-")
    if not month:
        return year
    return _month(int(year), int(month), words.language)


@lru_cache(maxsize=1024)
def _month(year: int, month: int, language: str) -> str:
    with translation.override(language):
        return formats.date_format(date(year, month, 1), "F Y")
