"""The PDF's annex: the pictures as tables, judged by a validator and read back with other programs."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace

import page
import pikepdf
import pytest

from commitments.document import Theme
from commitments.exports import json
from commitments.exports.pdf import pages as pdf
from commitments.exports.registry import FORMATS
from tests.document.pictures.test_frameworks import LIBRARY
from tests.exports import samples
from tests.exports.pdf.paper import papers
from tests.exports.reading import DIRECTION_MARKS, poppler, tags, text_of
from tests.exports.samples import action
from tests.markup import squeezed

INFORM = "Inform migrants, consistent with Objective 3 of the Global Compact for Wells."
SPEAKING = Theme(
    "rescue",
    1,
    "Rescue",
    (
        replace(action("1.1", INFORM), clause="names-3", wording="official", leads=(0,), end=""),
        replace(action("1.2", "Dig wells"), clause="close-to-2", start="", leads=(1,)),
        replace(action("1.3", "Drill"), start="", end="", leads=()),
    ),
)
ENGLISH = replace(samples.ENGLISH, themes=(SPEAKING,))
ARABIC = replace(
    samples.ARABIC,
    themes=(
        *samples.ARABIC.themes,
        Theme("", 8, "الآبار", (replace(action("8.1", "حفر الآبار"), clause="names-3", wording="official"),)),
    ),
)
MANY = replace(
    samples.LONG,
    themes=tuple(
        Theme(f"t-{n}", n, f"Theme {n}", tuple(action(f"{n}.{m}", f"Dig well {n}.{m}") for m in range(1, 7)))
        for n in range(1, 8)
    ),
)
SAMPLES = {"english": ENGLISH, "french": samples.FRENCH, "arabic": ARABIC, "empty": samples.EMPTY, "many": MANY}


@pytest.fixture(scope="module")
def pdfs():
    """Every sample with its annex, made once."""
    return {name: pdf.render_annex(document, LIBRARY) for name, document in SAMPLES.items()}


@pytest.mark.parametrize("name", SAMPLES)
def test_annex_is_accessible_by_the_standard(pdfs, name):
    report = page.validate_pdf_bytes(pdfs[name], profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("name", SAMPLES)
def test_pdf_with_annex_is_sound_and_the_same_each_time(pdfs, name):
    with pikepdf.open(io.BytesIO(pdfs[name])) as file:
        assert file.check_pdf_syntax() == []
    assert pdf.render_annex(SAMPLES[name], LIBRARY) == pdfs[name]


def first_page(pdf_bytes: bytes, title: str) -> int:
    """Return the number of the page with the annex's heading, from 1."""
    pages = DIRECTION_MARKS.sub("", poppler("pdftotext", pdf_bytes)).split("\f")
    return next(number for number, page in enumerate(pages, start=1) if title in page.split())


@pytest.mark.parametrize("name", SAMPLES)
def test_annex_begins_on_a_new_page_unless_half_of_the_last_one_would_stay_empty(pdfs, name):
    plain = papers(pdf.render(SAMPLES[name]))
    title = {"french": "Annexe", "arabic": "ملحق"}.get(name, "Annex")
    begins_at = len(plain) + (plain[-1].filled > 1 / 2)
    assert first_page(pdfs[name], title) == begins_at
    before = papers(pdfs[name])[: len(plain)]
    assert [page.last_line for page in before[:-1]] == [page.last_line for page in plain[:-1]]


def test_default_pdf_has_no_annex():
    html = pdf.page(ENGLISH)
    assert "annex" not in html
    assert squeezed(html).endswith("</article></body></html>")
    assert FORMATS["pdf"].make(ENGLISH) == pdf.render(ENGLISH)
    assert "Annex" not in text_of(pdf.render(ENGLISH))


def test_tables_say_in_words_what_is_drawn(pdfs):
    text = text_of(pdfs["english"])
    for said in (
        "Timeline of the action plan",
        "Actions: 3 · Without an end: 1 · Without dates: 1",
        "from January 2020",
        "until 2022",
        "Without dates",
        "Nobody named yet",
        "Objectives: 6 · With an action: 1 · With an indicator: 1",
        "Actions that no indicator measures: 1.2, 1.3",
        "Named in the pledge: 3",
        "Close in subject (our reading): 2, 7",
        "Offered: a clause is close in subject (our reading): 4",
        "Point Named in the pledge Close in subject (our reading) 2 Point number 2 (Wording not checked) – Action 1.2",
        "3 Point number 3 Action 1.1 – 7 Point number 7 – Action 1.1",
        "Not yet signed",
    ):
        assert said in text
    for number in range(1, 24):
        assert str(number) in text.split()


def test_arabic_annex_can_be_copied_out(pdfs):
    text = text_of(pdfs["arabic"])
    for word in ("ملحق", "الإجراءات", "المؤشرات", "نعم", "بالاشتراك", "التوقيعات"):
        assert word in text
    letters = set(re.findall("[\u0621-\u064a]+", text))
    for said in ("من يناير 2020 إلى 2022", "مذكور في التعهد", "حفر الآبار"):
        assert set(re.findall("[\u0621-\u064a]+", said)) <= letters


def column(pdf_bytes: bytes, word: str, first_page: int) -> float:
    """Return how far from the left a word stands on the annex's pages, in points."""
    words = (each for page in papers(pdf_bytes)[first_page - 1 :] for each in page.words)
    return next(each.left for each in words if each.text == word)


def test_years_run_in_the_direction_of_the_script(pdfs):
    english, arabic = pdfs["english"], pdfs["arabic"]
    start = first_page(english, "Annex")
    assert column(english, "2019", start) < column(english, "2023", start)
    start = first_page(arabic, "ملحق")
    assert column(arabic, "2019", start) > column(arabic, "2023", start)


def test_header_cells_have_a_scope_and_every_row_its_header(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["english"])) as file:
        found = list(tags(file))
        headers = [tag for tag in found if tag.S == "/TH"]
        assert {str(tag.A.Scope) for tag in headers} == {"/Column", "/Row"}
        kinds = Counter(str(tag.S) for tag in found)
    assert kinds["/H2"] == 6
    assert kinds["/Table"] >= 1 + 5  # resources, time, coverage, strip, points, signatures; one may cross a page


def test_every_table_has_a_header(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["english"])) as file:
        for table in [tag for tag in tags(file) if tag.S == "/Table"]:
            kinds = {str(cell.S) for row in rows_of(table) for cell in row.K}
            assert "/TH" in kinds
        row = next(row for row in map(list, (row.K for row in all_rows(file))) if len(row) == 24)
    assert [str(cell.S) for cell in row] == ["/TH"] + ["/TD"] * 23


def rows_of(table):
    return [row for part in table.K for row in (part.K if part.S in {"/THead", "/TBody"} else [part])]


def all_rows(file):
    return [tag for tag in tags(file) if tag.S == "/TR"]


def test_head_of_a_long_table_stands_on_every_page(pdfs):
    text = poppler("pdftotext", pdfs["many"], "-layout")
    annex = text.split("\f")[first_page(pdfs["many"], "Annex") - 1 :]
    pages = [page for page in annex if "Dig well" in page and "Time frame" in page]
    assert len(pages) > 1
    for each in pages:
        assert "2019" in each


def test_json_stays_attached(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["arabic"])) as file:
        assert file.attachments["pledge.json"].get_file().read_bytes() == json.render(ARABIC)


def test_only_the_pdf_has_an_annex():
    assert [slug for slug, each in FORMATS.items() if each.has_annex] == ["pdf"]
    assert FORMATS["text"].make(ENGLISH, LIBRARY) == FORMATS["text"].make(ENGLISH)
    assert FORMATS["pdf"].make(samples.EMPTY, LIBRARY) == pdf.render_annex(samples.EMPTY, LIBRARY)


def test_what_people_typed_is_escaped_in_the_annex():
    hostile = replace(ENGLISH, themes=(Theme("", 8, "", (action("8.1", "<b>Dig</b> [well] & drill"),)),))
    annex = pdf.page(hostile, LIBRARY).partition('<section class="annex">')[2]
    assert "<b>" not in annex
    assert '&lt;b&gt;Dig&lt;/b&gt; <mark class="open-blank">[well]</mark> &amp; drill' in annex
