"""Days as people write them, and when a day is over.

A day is taken as ISO 8601 has it or with its month in words, in any script's digits. Figures that can be read in two
ways are never guessed: 03/04/2027 is in March in Chicago and in April in London. (dateparser, which was tried, says
March, and doesn't know the months of Damascus and Baghdad.) The months' names are CLDR's, by Babel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

from babel.dates import get_day_names, get_month_names
from django.utils import formats
from django.utils.translation import gettext as _

from commitments.text.limits import FIRST_YEAR, LAST_YEAR
from commitments.text.signs import folded, plain

LAST_PLACE, FIRST_PLACE = timezone(timedelta(hours=-12)), timezone(timedelta(hours=14))
"""Where a day ends last on earth, and where it begins first"""
LONGEST = 60
LOCALES = ("en", "fr", "es", "ar", "ar_DZ", "ar_IQ", "ar_MA", "ar_MR")
"""Arabic has its months from Rome, from Babylon and from the French; Mauritania and Morocco spell in their own ways"""
OTHER_SPELLINGS = {"sept": 9, "setiembre": 9, "fevr": 2, "aug": 8, "يونيه": 6, "يوليه": 7}
OTHER_WEEKDAYS = {"tues": 1, "thur": 3, "thurs": 3, "الجمعه": 4}
YEAR_FIRST = re.compile(r"(\d{4})([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})\.?")
YEAR_LAST = re.compile(r"(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4})\.?")
IN_A_TEXT = re.compile(r"(?<![\w/.-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\w/-]|[.,]\d)")
MONTH_FIRST = re.compile(r"(\d{1,2}) ?[-/.] ?(\d{4})")
MONTH_LAST = re.compile(r"(\d{4}) ?[-/.] ?(\d{1,2})")
FIGURES = re.compile(r"\d+")
ORDINAL = re.compile(r"(?<=\d)(?: ?(?:st|nd|rd|th|er|re|ro|o)\b\.?|\.?[\u00ba\u00b0]|\u1d49\u02b3)")
FIRST = re.compile(r"^((?:(?:the|le|el|dia|في) )*)(?:first|premier|primero|primer|uno|اول|الاول)\b")
"""In words, at the start only: الأول also belongs to the names of months"""
SMALL_WORDS = frozenset({"", "of", "the", "le", "el", "de", "del", "dia", "من", "م", "يوم", "في", "الموافق"})
"""What may stand between day, month and year, and says nothing"""


class DayRefusedError(ValueError):
    """This is no day. The message says why, and what to write."""


def read_day(typed: str) -> date | None:
    """Return the day that was typed; None where nothing was. Raises DayRefusedError."""
    if len(typed) > LONGEST:
        raise DayRefusedError(_advice())
    text = folded(typed)
    if not text:
        return None
    weekdays, dated = _without_weekday(text)
    day = _read(dated, typed)
    if any(number != day.weekday() for number in weekdays):
        message = _("{day} is a {weekday}, which “{typed}” doesn’t say. Correct it, or write the day such as {iso}.")
        weekday = get_day_names("wide", locale="en")[day.weekday()]
        raise DayRefusedError(message.format(day=in_english(day), weekday=weekday, typed=plain(typed), iso=day))
    return day


def _read(text: str, typed: str) -> date:
    """Return the day of a folded text that names no day of the week. Raises DayRefusedError."""
    if iso := YEAR_FIRST.fullmatch(text):
        return _day(int(iso[1]), int(iso[3]), int(iso[4]), typed)
    if figures := YEAR_LAST.fullmatch(text):
        return _in_figures(int(figures[1]), int(figures[3]), int(figures[4]), typed)
    return _in_words(FIRST.sub(r"\g<1>1", ORDINAL.sub("", text)), typed)


def _without_weekday(text: str) -> tuple[set[int], str]:
    """Return the days of the week that a folded text names at its start or its end, from 0 for Monday, and the rest."""
    found = set()
    names = "|".join(sorted(_weekdays(), key=len, reverse=True))
    for pattern in (rf"^(?:(?:the|le|el|dia|يوم) )?({names})\b[., ]*", rf"[ ,(]+({names})\.?\)?$"):
        if match := re.search(pattern, text):
            found.add(_weekdays()[match[1]])
            text = text[: match.start()] + text[match.end() :]
    return found, text


def unclear_days(text: str) -> Iterator[tuple[str, date, date]]:
    """Yield each day that a text has in figures that can be read in two ways, and both: as in London, as in Chicago."""
    for figures in IN_A_TEXT.finditer(text):
        first, second, year = int(figures[1]), int(figures[3]), int(figures[4])
        if first != second and FIRST_YEAR <= year <= LAST_YEAR:
            for one, other in zip(_days(year, second, first), _days(year, first, second), strict=False):
                yield figures[0], one, other


def read_month(typed: str) -> str:
    """Return a month that was typed, such as January 2027 or 01/2027, as YYYY-MM; nothing where it is no month."""
    text = folded(typed) if len(typed) <= LONGEST else ""
    months, years = _named(_words(text)), FIGURES.findall(text)
    if first := MONTH_FIRST.fullmatch(text):
        months, years = {int(first[1])}, [first[2]]
    elif last := MONTH_LAST.fullmatch(text):
        months, years = {int(last[2])}, [last[1]]
    if len(months) != 1 or len(years) != 1 or len(years[0]) != 4 or not 1 <= min(months) <= 12:
        return ""
    return f"{years[0]}-{months.pop():02}"


def earliest_today(now: datetime) -> date:
    """Return the day that it still is somewhere on earth: every day before it is over everywhere."""
    return now.astimezone(LAST_PLACE).date()


def latest_today(now: datetime) -> date:
    """Return the day that it is somewhere on earth already: every day after it is still to come everywhere."""
    return now.astimezone(FIRST_PLACE).date()


def is_over(day: date, now: datetime) -> bool:
    """Whether a day is over everywhere on earth. “Until 31 December” holds until then."""
    return day < earliest_today(now)


def year_is_over(year: int, now: datetime) -> bool:
    return is_over(date(year, 12, 31), now)


def end_of(day: date) -> datetime:
    """Return the moment at which a day is over everywhere on earth: noon of the next one, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1, hours=12)


def _in_figures(first: int, second: int, year: int, typed: str) -> date:
    """Return the day of figures that can be read in one way: 31/12/2027."""
    read = list(dict.fromkeys([*_days(year, second, first), *_days(year, first, second)]))
    if len(read) == 2:
        message = _("“{typed}” can be read as {one} or as {other}. Write {iso_one} or {iso_other}.")
        one, other = read
        shown = {"one": in_english(one), "other": in_english(other), "iso_one": one, "iso_other": other}
        raise DayRefusedError(message.format(typed=plain(typed), **shown))
    return read[0] if read else _day(year, second, first, typed)


def _in_words(text: str, typed: str) -> date:
    """Return the day of two figures and the name of a month, in whichever order: 31 December 2027."""
    figures = FIGURES.findall(text)
    months = _named(_words(text))
    days, years = [one for one in figures if len(one) <= 2], [one for one in figures if len(one) == 4]
    if len(figures) != 2 or len(days) != 1 or not years or len(months) != 1:
        raise DayRefusedError(_advice())
    return _day(int(years[0]), months.pop(), int(days[0]), typed)


def _words(text: str) -> str:
    """Return a folded text without figures and marks."""
    return " ".join(re.sub(r"[^\w\s]|_|\d", " ", text.replace("'", " ")).split())


def _named(words: str) -> set[int]:
    """Return the months that words name: one, be it by two names (أيار/مايو) or in two words (كانون الأول)."""
    found = set()
    rest = f" {words} "
    for name in sorted(_months(), key=len, reverse=True):
        if f" {name} " in rest:
            found.add(_months()[name])
            rest = rest.replace(f" {name} ", " ")
    return found if set(rest.split()) <= SMALL_WORDS else set()


@cache
def _months() -> Mapping[str, int]:
    """Return the number of each month by its names, folded and without full stops."""
    return dict(named_months()) | OTHER_SPELLINGS


def named_months() -> Iterator[tuple[str, int]]:
    """Yield every name of every month, folded and without its full stop, with the month's number."""
    for locale in LOCALES:
        for width in ("abbreviated", "wide"):
            for number, name in get_month_names(width, locale=locale).items():
                yield folded(name).rstrip("."), number


@cache
def _weekdays() -> Mapping[str, int]:
    """Return the number of each day of the week, from 0 for Monday, by its names that are no month's (mar.)."""
    found = dict(OTHER_WEEKDAYS)
    for locale in ("en", "fr", "es", "ar"):
        for width in ("abbreviated", "wide"):
            found |= {folded(name).rstrip("."): day for day, name in get_day_names(width, locale=locale).items()}
    return {name: day for name, day in found.items() if name not in _months()}


def _days(year: int, month: int, day: int) -> Sequence[date]:
    """Return the day, if there is one."""
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _day(year: int, month: int, day: int, typed: str) -> date:
    found = _days(year, month, day)
    if not found:
        message = _("There is no day “{typed}”. Look into a calendar, and write it such as 2027-12-31.")
        raise DayRefusedError(message.format(typed=plain(typed)))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = _("Write a year between {first} and {last}.")
        raise DayRefusedError(message.format(first=FIRST_YEAR, last=LAST_YEAR))
    return found[0]


def in_english(day: date) -> str:
    """Return a day as 31 December 2027."""
    return f"{day.day} {get_month_names('wide', locale='en')[day.month]} {day.year}"


def in_words(day: date) -> str:
    """Return a day as 31 December 2027, in the language of the moment."""
    return formats.date_format(day, "j F Y")


def moment_in_words(when: datetime) -> str:
    """Return a moment as 31 December 2027, 14:30 UTC, in the language of the moment."""
    return formats.date_format(when.astimezone(UTC), "j F Y, H:i") + " UTC"


def _advice() -> str:
    return _("Write the day such as 2027-12-31, or with the month in words: 31 December 2027.")
