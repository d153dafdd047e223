"""Boxes for what can't be printed."""

from __future__ import annotations

from dataclasses import replace

import page
import pytest

from commitments.exports.pdf import pages
from commitments.exports.pdf.boxes import MOST_BOXES, MOST_NAMED, boxed
from commitments.exports.pdf.renderer import UnprintableCharactersError
from commitments.text.vocabulary.headings import words_for
from tests.exports import samples
from tests.exports.reading import text_of

PRIVATE, OTHER, UNASSIGNED, NONCHARACTER = "\ue000", "\uf0b7", "\u0378", "\ufdd0"
NEVER = (PRIVATE, OTHER, UNASSIGNED, NONCHARACTER)


def box(text: str) -> str:
    return f'<bdi class="unprintable" dir="ltr" lang="en">{text}</bdi>'


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ("<p>a</p>", "<p>a</p>"),
        (f"<p>a{PRIVATE}b</p>", f"<p>a{box('U+E000 PRIVATE USE')}b</p>"),
        (f"<p>{PRIVATE}</p><p>{PRIVATE}</p>", f"<p>{box('U+E000 PRIVATE USE')}</p>" * 2),
        (f"<p>{OTHER * 3}</p>", f"<p>{box('U+F0B7 PRIVATE USE × 3')}</p>"),
        (f"<p>{OTHER}{UNASSIGNED}</p>", f"<p>{box('U+F0B7 PRIVATE USE, U+0378 UNASSIGNED')}</p>"),
        (f"<p>{NONCHARACTER}</p>", f"<p>{box('U+FDD0 NONCHARACTER')}</p>"),
        (f'<p title="x{PRIVATE}">y</p>', '<p title="x[U+E000 PRIVATE USE]">y</p>'),
        (f"<title>x{PRIVATE}</title>", "<title>x[U+E000 PRIVATE USE]</title>"),
        (f"<p>&lt;b&gt;{PRIVATE}</p>", f"<p>&lt;b&gt;{box('U+E000 PRIVATE USE')}</p>"),
    ],
)
def test_character_stands_as_its_code_point_and_name(html, printed):
    assert boxed(html, NEVER) == printed


def test_others_stay_as_they_are():
    assert boxed(f"<p>{PRIVATE}^]-\\{OTHER}</p>", [OTHER]) == f"<p>{PRIVATE}^]-\\{box('U+F0B7 PRIVATE USE')}</p>"


def test_characters_that_mean_something_in_a_pattern_mean_themselves():
    assert boxed("<p>a]^b</p>", "]^") == f"<p>a{box('U+005D RIGHT SQUARE BRACKET, U+005E CIRCUMFLEX ACCENT')}b</p>"


def test_many_in_a_row_are_code_points_alone():
    run = "".join(map(chr, range(0xE000, 0xE000 + MOST_NAMED + 1)))
    assert (
        boxed(f"<p>{run}</p>", run)
        == f"<p>{box('U+E000, U+E001, U+E002, U+E003, U+E004, U+E005, U+E006, U+E007, U+E008')}</p>"
    )


def test_very_many_have_no_box():
    html = f"<p>{f'{PRIVATE} ' * (MOST_BOXES + 1)}</p>"
    assert boxed(html, NEVER) == f"<p>{'[U+E000] ' * (MOST_BOXES + 1)}</p>"


def with_title(document, title):
    first, *others = document.objectives
    text = f"{first.text} {PRIVATE}{NONCHARACTER}"
    return replace(document, title=title, objectives=(replace(first, text=text), *others))


@pytest.mark.parametrize("document", [samples.SIGNED, samples.SIGNED_IN_ARABIC], ids=["English", "Arabic"])
def test_signed_text_with_such_characters_has_a_pdf_that_keeps_to_the_standards(document):
    pdf = pages.render(with_title(document, f"Wells {OTHER}"))
    text = text_of(pdf)
    for name in ("U+E000 PRIVATE USE", "U+FDD0 NONCHARACTER", "U+F0B7 PRIVATE USE"):
        assert name in text
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [(failure.rule_id, failure.message) for failure in report.failures] == []


@pytest.mark.parametrize("name", ["SIGNED", "CIRCULATING"])
def test_note_at_the_end_says_what_a_box_is(name):
    document = getattr(samples, name)
    note = words_for("en").seal.boxes
    assert note in text_of(pages.render(with_title(document, "Wells")))
    assert note not in text_of(pages.render(document))


def test_same_text_gives_the_same_bytes_with_boxes_too():
    document = with_title(samples.SIGNED, "Wells")
    assert pages.render(document) == pages.render(document)


def test_text_of_nothing_else_has_a_pdf():
    first = samples.SIGNED.objectives[0]
    texts = [" ".join(chr(0xE000 + (7 * place + number) % 6000) for place in range(400)) for number in range(20)]
    objectives = tuple(replace(first, key=f"own-{number}", text=text) for number, text in enumerate(texts))
    assert "[U+E007]" in text_of(pages.render(replace(samples.SIGNED, objectives=objectives)))


def test_draft_with_such_a_character_is_refused():
    with pytest.raises(UnprintableCharactersError) as caught:
        pages.render(with_title(samples.ENGLISH, "Wells"))
    assert caught.value.characters == f"{PRIVATE}{NONCHARACTER}"
    assert "Word" in str(caught.value)
    assert "Word" not in caught.value.problem
