"""The PDF, judged by a validator and read back with other programs."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace

import page
import pikepdf
import pytest

from commitments.exports import json
from commitments.exports.pdf import pages
from commitments.exports.pdf.renderer import UnprintableCharactersError
from commitments.exports.registry import FORMATS
from tests.exports import samples
from tests.exports.files import File
from tests.exports.reading import poppler, tags, text_of

FILE = File("pdf", "application/pdf", "pdf", b"%PDF-")
SAMPLES = {name: getattr(samples, name.upper()) for name in ("english", "french", "arabic", "empty", "long")}


@pytest.fixture(scope="module")
def pdfs():
    """Every sample as PDF, made once."""
    return {name: pages.render(document) for name, document in SAMPLES.items()}


@pytest.mark.parametrize("name", SAMPLES)
def test_pdf_is_accessible_by_the_standard(pdfs, name):
    report = page.validate_pdf_bytes(pdfs[name], profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("name", SAMPLES)
def test_pdf_is_sound(pdfs, name):
    with pikepdf.open(io.BytesIO(pdfs[name])) as file:
        assert file.check_pdf_syntax() == []


def expected_texts(document):
    yield document.opening
    yield from (objective.sentence for objective in document.objectives)
    yield from (item.text for item in (*document.actions, *document.indicators))
    yield from (party.name for party in document.parties)
    yield from document.introduction


@pytest.mark.parametrize("name", ["english", "french", "long"])
def test_text_can_be_copied_out(pdfs, name):
    text = text_of(pdfs[name])
    for expected in expected_texts(SAMPLES[name]):
        assert " ".join(expected.split()) in text


def letters(text):
    return Counter(character for character in text if "\u0621" <= character <= "\u064a")


def test_arabic_can_be_copied_out_to_the_letter(pdfs):
    text = text_of(pdfs["arabic"])
    words = {word for expected in expected_texts(samples.ARABIC) for word in re.findall("[\u0621-\u064a]+", expected)}
    assert words
    assert words - set(re.findall("[\u0621-\u064a]+", text)) == set()
    for expected in expected_texts(samples.ARABIC):
        assert letters(expected) <= letters(text)


@pytest.mark.parametrize("name", SAMPLES)
def test_fonts_are_noto_and_embedded(pdfs, name):
    lines = poppler("pdffonts", pdfs[name]).splitlines()[2:]
    assert lines
    for line in lines:
        assert re.match(r"[A-Z]{6}\+Noto-(Serif|Sans|Naskh-Arabic)\b", line)
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, a subset, with its Unicode


@pytest.mark.parametrize(("name", "language"), [("english", "en"), ("french", "fr"), ("arabic", "ar")])
def test_pdf_says_title_authors_and_language(pdfs, name, language):
    document = SAMPLES[name]
    with pikepdf.open(io.BytesIO(pdfs[name])) as file:
        assert str(file.Root.Lang) == language
        assert str(file.docinfo.Title) == document.title
        assert str(file.docinfo.Author) == ", ".join(party.name for party in document.parties)
        assert file.Root.ViewerPreferences.DisplayDocTitle


def test_untitled_pledge_is_called_by_its_period(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["empty"])) as file:
        assert str(file.docinfo.Title) == "Pledge for the period 2019–2023"


def test_pages_are_numbered_but_not_read_out(pdfs):
    text, read_out = text_of(pdfs["english"]), poppler("pdfinfo", pdfs["english"], "-struct-text")
    for place in (1, 2, 3):
        assert f"Page {place} of 3" in text
    assert "Page" not in read_out
    assert read_out.count("Draft, not yet agreed") == 1
    assert text.count("Draft, not yet agreed") == 3
    assert text.count("PB-7KQ3M-9XAB2") == 3


def test_agreed_pledge_has_no_stamp_on_any_page():
    assert "Draft" not in text_of(pages.render(replace(samples.ENGLISH, status="agreed")))


def test_long_sample_has_three_pages(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["long"])) as file:
        assert len(file.pages) == 3


def test_headings_are_in_the_structure(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["english"])) as file:
        found = Counter(str(tag.S) for tag in tags(file))
    assert (found["/H1"], found["/H2"], found["/H3"]) == (1, 5, 4)
    assert found["/Table"] == 1
    assert found["/LBody"] == found["/LI"] == 2 + 6 + 3 + 2


def test_lists_and_header_cells_say_what_they_are(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["english"])) as file:
        found = list(tags(file))
        lists = [str(tag.A.ListNumbering) for tag in found if tag.S == "/L"]
        scopes = [str(tag.A.Scope) for tag in found if tag.S == "/TH"]
        identifiers = [bytes(tag.ID) for tag in found if "/ID" in tag]
        indexed = [bytes(each) for each in list(file.Root.StructTreeRoot.IDTree.Names)[::2]]
    assert lists == ["/None", "/Decimal", "/None", "/None", "/Decimal"]
    assert scopes == ["/Column"] * 4 + ["/Row"] * 2
    assert indexed == sorted(identifiers)


def test_json_is_attached_without_a_date(pdfs):
    with pikepdf.open(io.BytesIO(pdfs["english"])) as file:
        assert list(file.attachments) == ["pledge.json"]
        attached = file.attachments["pledge.json"].get_file()
        assert attached.read_bytes() == json.render(samples.ENGLISH)
        assert attached.mime_type == "application/json"
        assert attached.creation_date is None
        assert attached.mod_date is None


@pytest.mark.parametrize("name", SAMPLES)
def test_same_pledge_gives_the_same_bytes(pdfs, name):
    assert pages.render(SAMPLES[name]) == pdfs[name]
    assert b"CreationDate" not in pdfs[name]


def test_different_pledges_have_different_identifiers(pdfs):
    identifiers = {bytes(pikepdf.open(io.BytesIO(each)).trailer.ID[0]) for each in pdfs.values()}
    assert len(identifiers) == len(pdfs)


def test_character_without_a_glyph_is_named():
    with pytest.raises(UnprintableCharactersError, match=r"\? \(U\+E000 PRIVATE USE\)"):
        FORMATS["pdf"].render(replace(samples.ENGLISH, title="Joy \ue000"))


def test_pdf_runs_no_script_and_opens_nothing(pdfs):
    for each in pdfs.values():
        assert not re.search(rb"/(JavaScript|JS|OpenAction|Launch|URI|SubmitForm|AA)\b", each)
