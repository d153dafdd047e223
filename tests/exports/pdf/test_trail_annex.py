"""The trail as an annex of the PDF: accessible, the same each time, and in the language of the pledge."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import page
import pikepdf
import pytest

from commitments.document.trail import Trail, TrailEvent
from commitments.exports.pdf import pages
from commitments.models import TrailEntry
from commitments.text.vocabulary.headings import words_for
from tests.exports import samples
from tests.exports.reading import DIRECTION_MARKS, text_of

EVENTS = tuple(
    TrailEvent(
        number=number,
        kind=kind.value,
        at=datetime(2026, 3, 1, 12, number, tzinfo=UTC),
        who="Amina Wanjiru",
        party="Relief & <Co>" if number % 2 else "",
        revision=1 if number % 3 else None,
        whom="Li Na <li@example.org>" if number % 2 else "",
        quoted="No [mandate].\nNone at all." if number % 4 == 0 else "",
        is_void=kind == TrailEntry.Kind.SIGNED,
        origin="192.0.2.7",
    )
    for number, kind in enumerate(TrailEntry.Kind, start=1)
)
TRAIL = Trail(EVENTS, "ab" * 32, ())
SAMPLES = {
    "english": samples.ENGLISH,
    "french": samples.FRENCH,
    "spanish": replace(samples.ENGLISH, language="es"),
    "arabic": samples.ARABIC,
}


@pytest.fixture(scope="module")
def pdfs():
    """Every sample with its trail, made once."""
    return {name: pages.render_trail(document, TRAIL) for name, document in SAMPLES.items()}


@pytest.mark.parametrize("name", SAMPLES)
def test_annex_is_accessible_by_the_standard(pdfs, name):
    report = page.validate_pdf_bytes(pdfs[name], profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant
    with pikepdf.open(io.BytesIO(pdfs[name])) as file:
        assert file.check_pdf_syntax() == []


@pytest.mark.parametrize("name", SAMPLES)
def test_annex_is_in_the_language_of_the_pledge(pdfs, name):
    text = " ".join(DIRECTION_MARKS.sub("", text_of(pdfs[name])).split())
    words = words_for(SAMPLES[name].language).trail
    assert text.count("2026-03-01") == len(EVENTS)
    if name != "arabic":  # its words are read back in another order
        said = ("Relief & <Co>", "No [mandate].", words.title, words.sound, words.head, *words.events.values())
        assert [each for each in said if each not in text] == []
    assert "ab" * 32 in text.replace(" ", "")


def test_annex_has_no_address(pdfs):
    text = text_of(pdfs["english"])
    assert "Li Na" in text
    assert "li@example.org" not in text
    assert "192.0.2.7" not in text


def test_same_trail_gives_the_same_bytes(pdfs):
    assert pages.render_trail(samples.ENGLISH, TRAIL) == pdfs["english"]


def test_trail_of_many_entries_goes_over_pages():
    many = Trail(EVENTS * 4, "ab" * 32, ())
    with pikepdf.open(io.BytesIO(pages.render_trail(samples.ENGLISH, many))) as file:
        assert len(file.pages) > 4
