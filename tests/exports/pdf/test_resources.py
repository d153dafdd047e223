"""The table of resources on paper: amounts by their decimals, never broken; totals with the line above them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from commitments.document import PledgeDocument, ResourceLine
from commitments.exports.pdf import pages
from tests.exports import samples
from tests.exports.reading import poppler

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</word>')


def listing(document: PledgeDocument, *amounts: tuple[str, str]) -> PledgeDocument:
    lines = [ResourceLine("financial", f"Grant {n}", *amount, "Us") for n, amount in enumerate(amounts, start=1)]
    bare = replace(document, introduction=("We met.",), objectives=(), themes=(), indicators=())
    return replace(bare, resource_lines=tuple(lines))


def columns(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Where the words of a PDF begin and end, in points from the left; of equal words the last."""
    return {text: (float(start), float(end)) for start, end, text in WORD.findall(poppler("pdftotext", pdf, "-bbox"))}


@pytest.mark.parametrize("document", [samples.ENGLISH, samples.FRENCH, samples.ARABIC], ids=["en", "fr", "ar"])
def test_amounts_stand_under_each_other_by_their_decimals(document):
    mark = "," if document is samples.FRENCH else "."
    made = listing(document, ("7111", "CHF"), ("1222.50", "EUR"), ("1250000000333", "IDR"))
    where = columns(pages.render(made))
    whole, fine, large = where["111"], where[f"222{mark}50"], where["333"]
    figure = (whole[1] - whole[0]) / 3
    point = (fine[1] - fine[0]) - 5 * figure
    assert whole[1] == pytest.approx(fine[1] - 2 * figure - point, abs=0.3)
    assert large[1] == pytest.approx(whole[1], abs=0.3)


@pytest.mark.parametrize("document", [samples.ENGLISH, samples.ARABIC], ids=["en", "ar"])
def test_amount_is_never_broken_however_long_and_its_column_makes_room(document):
    made = listing(document, ("1250000000000", "IDR"), ("9999999999999.99", "LBP"))
    text = poppler("pdftotext", pages.render(made), "-layout").replace("\u00a0", " ")
    assert text.count("IDR 1 250 000 000 000") == 2
    assert text.count("LBP 9 999 999 999 999.99") == 2


@pytest.mark.parametrize("count", [32, 33, 34, 35, 36])
def test_totals_are_never_on_a_page_without_a_line(count):
    currencies = ("CHF", "EUR", "USD")
    made = listing(samples.ENGLISH, *[("1000", currencies[n % 3]) for n in range(count)])
    with_totals = [text for text in poppler("pdftotext", pages.render(made)).split("\f") if "Total" in text]
    assert [(text.count("Total"), f"Grant {count}\n" in text) for text in with_totals] == [(3, True)]


def test_number_without_a_currency_is_no_total():
    made = listing(samples.ENGLISH, ("1000000", "CHF"), ("500", ""))
    text = poppler("pdftotext", pages.render(made), "-layout").replace("\u00a0", " ")
    assert re.findall(r"Total +(.+)", text) == ["CHF 1 000 000"]
