"""Days as people write them, and when they are over."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from commitments.text import days
from commitments.text.days import DayRefusedError, earliest_today, end_of, is_over, latest_today, read_day, read_month

LAST = date(2027, 12, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "2027-12-31",
        "2027/12/31",
        "2027\u201112\u201131",
        "٢٠٢٧-١٢-٣١",
        "۲۰۲۷-۱۲-۳۱",
        "31 December 2027",
        "31 december 2027",
        "31 Dec. 2027",
        "December 31, 2027",
        "the 31st of December, 2027",
        "31 décembre 2027",
        "31 DÉCEMBRE 2027",
        "le 31 déc. 2027",
        "31 de diciembre de 2027",
        "31 dic 2027",
        "٣١ ديسمبر ٢٠٢٧",
        "31 ديسمبر 2027م",
        "31 كانون الأول 2027",
        "٣١ كانون الاول ٢٠٢٧",
        "31 كانون الأول/ديسمبر 2027",
        "31 دجنبر 2027",
        "31/12/2027",
        "31.12.2027",
        "12/31/2027",
        "31. 12. 2027",
        "31.12.2027.",
        "31 / 12 / 2027",
        "Friday, 31 December 2027",
        "Fri. 31 Dec 2027",
        "le vendredi 31 décembre 2027",
        "viernes, 31 de diciembre de 2027",
        "الجمعة 31 ديسمبر 2027",
        "يوم الجمعة الموافق ٣١ ديسمبر ٢٠٢٧",
        "Friday 31/12/2027",
        "Fri, 2027-12-31",
        "31 December 2027 (Friday)",
    ],
)
def test_day_is_read_as_it_is_written(typed):
    assert read_day(typed) == LAST


@pytest.mark.parametrize(
    ("typed", "month", "day"),
    [
        ("1er mars 2027", 3, 1),
        ("1ᵉʳ août 2027", 8, 1),
        ("1.º de enero de 2027", 1, 1),
        ("1º de setiembre de 2027", 9, 1),
        ("2nd May 2027", 5, 2),
        ("15 Sept 2027", 9, 15),
        ("15 juil. 2027", 7, 15),
        ("12 أيار/مايو 2027", 5, 12),
        ("5 جويلية 2027", 7, 5),
        ("1 اكتوبر 2027", 10, 1),
        ("03/03/2027", 3, 3),
        ("5 th May 2027", 5, 5),
        ("5 يونيه 2027", 6, 5),
        ("5 يوليه 2027", 7, 5),
        ("primero de enero de 2027", 1, 1),
        ("le premier janvier 2027", 1, 1),
        ("the first of May 2027", 5, 1),
        ("أول مايو 2027", 5, 1),
        ("الأول من كانون الأول 2027", 12, 1),
        ("mar. 2 marzo 2027", 3, 2),
        ("Thurs. 4 March 2027", 3, 4),
    ],
)
def test_first_of_a_month_and_other_months(typed, month, day):
    assert read_day(typed) == date(2027, month, day)


@pytest.mark.parametrize("locale", days.LOCALES)
@given(day=st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_month_of_every_language_is_read(locale, day):
    assert read_day(f"{day.day} {get_month_names('wide', locale=locale)[day.month]} {day.year}") == day
    assert read_day(day.isoformat()) == day


def test_no_name_means_two_months():
    by_name: dict[str, set[int]] = {}
    for name, number in days.named_months():
        by_name.setdefault(name, set()).add(number)
    assert {name: months for name, months in by_name.items() if len(months) > 1} == {}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("03/04/2027", "as 3 April 2027 or as 4 March 2027. Write 2027-04-03 or 2027-03-04"),
        ("٣/٤/٢٠٢٧", "as 3 April 2027 or as 4 March 2027"),
        ("Monday, 31 December 2027", "31 December 2027 is a Friday, which “Monday, 31 December 2027” doesn’t say"),
        ("lunes, 31 de diciembre de 2027", "write the day such as 2027-12-31"),
        ("الأحد ٣١ ديسمبر ٢٠٢٧", "31 December 2027 is a Friday"),
        ("Friday 31 December 2027, Sunday", "31 December 2027 is a Friday"),
        ("Friday", "month in words"),
        ("Friday 03/04/2027", "as 3 April 2027 or as 4 March 2027"),
        ("03. 04. 2027", "as 3 April 2027 or as 4 March 2027"),
        ("1.2.2027", "as 1 February 2027 or as 2 January 2027"),
        ("31/02/2027", "no day “31/02/2027”"),
        ("30 February 2027", "no day “30 February 2027”"),
        ("2027-13-01", "no day"),
        ("31 December", "month in words"),
        ("2027", "month in words"),
        ("03/04/27", "month in words"),
        ("tomorrow", "month in words"),
        ("31 mars/April 2027", "month in words"),
        ("31 December 2027 at noon", "month in words"),
        ("31 December 20277", "month in words"),
        ("1" * 100, "month in words"),
        ("0999-01-01", "between 1900 and 2200"),
    ],
)
def test_what_is_no_day_or_may_be_two_is_refused(typed, says):
    with pytest.raises(DayRefusedError, match=says):
        read_day(typed)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("January 2027", "2027-01"),
        ("Dec. 2027", "2027-12"),
        ("décembre 2027", "2027-12"),
        ("diciembre de 2027", "2027-12"),
        ("كانون الأول ٢٠٢٧", "2027-12"),
        ("12/2027", "2027-12"),
        ("2027.1", "2027-01"),
        ("2027-01", "2027-01"),
        ("13/2027", ""),
        ("00/2027", ""),
        ("2027", ""),
        ("January", ""),
        ("January 27", ""),
        ("January or March 2027", ""),
        ("5 January 2027", ""),
        ("", ""),
        ("January 2027" + " " * 60, ""),
    ],
)
def test_month_is_read_in_words_and_in_figures(typed, month):
    assert read_month(typed) == month


@pytest.mark.parametrize("typed", ["", " ", "\u200f"])
def test_nothing_typed_is_no_day(typed):
    assert read_day(typed) is None


@given(st.text(max_size=80))
def test_any_text_is_a_day_or_is_refused(typed):
    with suppress(DayRefusedError):
        assert read_day(typed) is None or typed.strip()


@pytest.mark.parametrize(
    ("now", "over"),
    [
        (datetime(2027, 12, 31, 23, 59, tzinfo=UTC), False),
        (datetime(2028, 1, 1, 11, 59, 59, tzinfo=UTC), False),
        (datetime(2028, 1, 1, 12, tzinfo=UTC), True),
    ],
)
def test_day_lasts_until_it_is_over_everywhere_on_earth(now, over):
    assert is_over(LAST, now) == over == (now >= end_of(LAST))
    assert (earliest_today(now) > LAST) == over


def test_day_begins_where_it_begins_first():
    assert latest_today(datetime(2027, 12, 31, 9, 59, tzinfo=UTC)) == LAST
    assert latest_today(datetime(2027, 12, 31, 10, tzinfo=UTC)) == date(2028, 1, 1)
