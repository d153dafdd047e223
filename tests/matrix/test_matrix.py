"""Scripts × formats × forms of a pledge: every letter comes back, in order; each PDF keeps to the standards it claims.

`make test` runs a sample; `make matrix` runs it all.
"""

from __future__ import annotations

import io
from functools import cache

import pikepdf
import pytest
from lxml import html

from commitments.exports.pdf import pages
from commitments.exports.registry import FORMATS
from tests.document.pictures.test_frameworks import LIBRARY
from tests.exports.pdf.test_trail_annex import TRAIL
from tests.exports.samples import FIRST, SECOND, sealed
from tests.matrix import checkers, readers, scripts

SAMPLE = {("hi", "draft"), ("ar", "signed"), ("ar-mixed", "annex"), ("en", "trail"), ("th", "draft"), ("zh", "draft")}
FORMS = ("draft", "signed", "annex", "trail")
IN_ORDER = 8  # paragraphs: programs that go by places mix the lines of cells that stand side by side
CELLS = [
    pytest.param(name, form, marks=[] if (name, form) in SAMPLE else pytest.mark.matrix)
    for name in scripts.ALL
    for form in FORMS
]
# outloud takes headings of pages for prose that is hidden: they say the title and that it is a draft, which is read out
# once, as the standard has it. And it takes a matrix for broken that has more headers than cells with something in
# them: two objectives that the end of a page parts from the others.
FALSE_ALARMS = ("TAG-002", "TBL-010")


def document(name, form):
    drafted = scripts.document(name)
    return drafted if form in {"draft", "annex"} else sealed(drafted, FIRST, SECOND)


@cache
def pdf(name, form):
    """The PDF of a form of the pledge in a script, made once."""
    if form == "annex":
        return pages.render_annex(document(name, form), LIBRARY)
    if form == "trail":
        return pages.render_trail(document(name, form), TRAIL)
    return pages.render(document(name, form))


@pytest.mark.parametrize(("name", "form"), CELLS)
def test_every_letter_comes_back(name, form):
    expected = readers.letters(scripts.ALL[name] * 20)
    for reader, read in {**readers.READERS, "tags": readers.by_tags}.items():
        assert (reader, expected - readers.letters(read(pdf(name, form)))) == (reader, {})


@pytest.mark.parametrize(("name", "form"), CELLS)
def test_letters_come_in_the_order_of_reading(name, form):
    sentence = readers.seen(scripts.ALL[name])
    for reader, read in {**readers.IN_ORDER, "tags": readers.by_tags}.items():
        count = readers.seen(read(pdf(name, form))).count(sentence)
        assert (reader, min(count, IN_ORDER)) == (reader, IN_ORDER)


@pytest.mark.parametrize(("name", "form"), CELLS)
def test_pdf_keeps_to_the_standards(name, form):
    file = pdf(name, form)
    assert checkers.by_page_validation(file, for_archive=form in {"signed", "trail"}) == []
    assert [each for each in checkers.by_outloud(file) if not each.startswith(FALSE_ALARMS)] == []
    assert checkers.by_pdfua(file) == []
    assert checkers.by_qpdf(file) == []


@pytest.mark.parametrize(("name", "form"), CELLS)
def test_no_page_but_the_last_is_nearly_empty(name, form):
    with pikepdf.open(io.BytesIO(pdf(name, form))) as file:
        shown = [sum(map(len, readers.marks_of(page).values())) for page in file.pages]
    assert [each for each in shown[:-1] if each < 100] == []


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.matrix) for name in scripts.ALL])
@pytest.mark.parametrize("form", ["draft", "signed"])
@pytest.mark.parametrize("slug", ["html", "text", "docx", "json"])
def test_every_letter_stands_in_the_other_formats(name, form, slug):
    made = FORMATS[slug].make(document(name, form))
    text = {"html": of_html, "docx": of_docx}.get(slug, bytes.decode)(made)
    assert readers.letters(scripts.ALL[name] * 10) <= readers.letters(text)


def of_html(file: bytes) -> str:
    return html.document_fromstring(file.decode()).text_content()


def of_docx(file: bytes) -> str:
    import docx  # noqa: PLC0415 - slow, and for this alone

    body = docx.Document(io.BytesIO(file)).element.body
    return "".join(body.itertext())
