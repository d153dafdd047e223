"""Amounts and days of a file that people wrote."""

from __future__ import annotations

from typing import Any

import pytest

from commitments.drafting.importing.refusal import ImportRefusedError
from commitments.drafting.importing.written import as_in_the_schema


def line(**said: Any) -> dict[str, Any]:
    return {"resources": {"lines": [{"kind": "financial", **said}]}}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"amount": "1'000'000"}, {"amount": "1000000"}),
        ({"amount": "1 000,50", "currency": "EUR"}, {"amount": "1000.50", "currency": "EUR"}),
        ({"amount": "500 €"}, {"amount": "500", "currency": "EUR"}),
        ({"amount": "500 €", "currency": "EUR"}, {"amount": "500", "currency": "EUR"}),
        ({"amount": "$500", "currency": "AUD"}, {"amount": "500", "currency": "AUD"}),
        ({"amount": "١٢٠٠٠"}, {"amount": "12000"}),
        ({"amount": "50000.50"}, {"amount": "50000.50"}),
        ({"amount": "0050"}, {"amount": "0050"}),
        ({"amount": ""}, {"amount": ""}),
        ({"amount": 5}, {"amount": 5}),
        ({}, {}),
    ],
)
def test_amounts_are_read_as_people_write_them(said, read):
    assert as_in_the_schema(line(**said)) == line(**read)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"amount": "1.000"}, "can be read as"),
        ({"amount": "$500"}, "several currencies"),
        ({"amount": "$500", "currency": 7}, "several currencies"),
        ({"amount": "500 €", "currency": "CHF"}, "in EUR, and its currency says CHF"),
        ({"amount": "much"}, "no number in digits"),
    ],
)
def test_amount_that_is_not_clear_is_refused_at_its_place(said, says):
    with pytest.raises(ImportRefusedError, match=says) as refused:
        as_in_the_schema(line(**said))
    assert refused.value.field == "resources.lines[0].amount"


@pytest.mark.parametrize(
    "typed", ["31 December 2027", "31 décembre 2027", "31.12.2027", "٣١ ديسمبر ٢٠٢٧", "2027-12-31"]
)
def test_day_is_read_with_its_month_in_words(typed):
    assert as_in_the_schema({"open_until": typed}) == {"open_until": "2027-12-31"}


@pytest.mark.parametrize("name", ["start", "end"])
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("January 2027", "2027-01"),
        ("enero de 2027", "2027-01"),
        ("يناير ٢٠٢٧", "2027-01"),
        ("01/2027", "2027-01"),
        ("2027-01", "2027-01"),
        ("2027", "2027"),
        ("soon", "soon"),
        ("", ""),
        (2027, 2027),
        (None, None),
    ],
)
def test_month_of_an_action_is_read_in_words(name, typed, kept):
    assert as_in_the_schema({"actions": [{name: typed}, "x"]}) == {"actions": [{name: kept}, "x"]}


def test_day_that_may_be_two_is_refused():
    with pytest.raises(ImportRefusedError, match="open_until: “03/04/2027” can be read as"):
        as_in_the_schema({"open_until": "03/04/2027"})


@pytest.mark.parametrize(
    "content",
    [
        7,
        [],
        None,
        {},
        {"resources": 5},
        {"resources": {"lines": 5}},
        {"resources": {"lines": [5]}},
        {"open_until": None},
    ],
)
def test_what_is_of_another_type_is_left_to_the_schema(content):
    assert as_in_the_schema(content) == content
