"""What small pages say to readers and in the tags."""

from __future__ import annotations

import io

import pikepdf
import pytest

from commitments.exports.pdf import engine, letters
from tests.matrix import readers


@pytest.fixture(scope="module")
def typesetter():
    return engine.Engine()


@pytest.fixture
def made(typesetter):
    def make(body, lang="en", direction="ltr"):
        page = f"<!doctype html><html lang={lang} dir={direction}><title>Test</title><body>{body}"
        return typesetter.render(page, b"")

    return make


def tagged(pdf):
    """Every element of the tags with a key of what is asked: its text by that key."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        elements = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        return {key: [str(each[key]) for each in elements if key in each] for key in ("/Lang", "/ActualText")}


def test_part_in_another_language_says_so(made):
    pdf = made("<p>We pledge: <span lang=fr>nous nous engageons</span> and <bdi lang=en>so</bdi> on.</p>")
    assert tagged(pdf) == {"/Lang": ["fr"], "/ActualText": []}


def test_tags_say_a_turned_line_in_the_order_of_reading(made):
    pdf = made("<p>שנת 2023, 12% (ICRC).", lang="he", direction="rtl")
    assert tagged(pdf)["/ActualText"] == ["שנת 2023, 12% (ICRC)."]
    for read in readers.IN_ORDER.values():
        assert readers.seen("שנת 2023, 12% (ICRC).") in readers.seen(read(pdf))


def test_head_of_a_table_is_told_on_its_next_page_too(made):
    rows = "".join(f"<tr><td>{number}<td>ערך {number}" for number in range(90))
    pdf = made(f"<table><thead><tr><th>מספר 1<th>שנה</thead>{rows}</table>", lang="he", direction="rtl")
    heads = [text for text in tagged(pdf)["/ActualText"] if text == "מספר 1"]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert len(heads) == len(file.pages) > 1


def test_number_of_a_list_is_no_part_of_the_text(made):
    pdf = made("<ol><li lang=fr>1. Un<li>Two</ol>")
    assert readers.by_tags(pdf).split() == ["1.", "1.", "Un", "2.", "Two"]
    assert tagged(pdf)["/Lang"] == ["fr"]


@pytest.mark.parametrize("for_archive", [False, True])
@pytest.mark.parametrize(("text", "claims"), [("x", True), ("\0", False), ("", False), ("\ufeff", False)])
def test_file_whose_glyphs_have_no_text_claims_nothing(monkeypatch, typesetter, text, claims, for_archive):
    monkeypatch.setattr(letters, "shared_out", lambda shown: [(font, glyph, text) for font, glyph, _ in shown])
    pdf = typesetter.render("<!doctype html><html lang=en><title>Test</title><p>One", b"", for_archive=for_archive)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        metadata = file.open_metadata()
        assert ("{http://www.aiim.org/pdfua/ns/id/}part" in metadata) == claims
        assert metadata.pdfa_status == ({True: "3A", False: "3B"}[claims] if for_archive else "")


def test_plain_page_is_left_as_it_is(made):
    assert tagged(made("<p>Plain.")) == {"/Lang": [], "/ActualText": []}
