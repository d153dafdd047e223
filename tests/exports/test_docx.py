"""The Word file, read back with python-docx."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from commitments.exports import docx
from commitments.exports.errors import CannotExportError
from tests.exports import samples
from tests.exports.files import File

FILE = File("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", b"PK")


def word(document):
    return Document(io.BytesIO(docx.render(document)))


def styled(file, style):
    return [paragraph.text for paragraph in file.paragraphs if paragraph.style.name == style]


def test_headings_are_words_own():
    file = word(samples.ENGLISH)
    assert styled(file, "Title") == ["Access and dignity for migrants in Kenya"]
    assert styled(file, "Heading 1") == [
        "A) Objectives of the pledge",
        "B) Action plan",
        "C) Indicators for measuring progress",
        "D) Resource implications",
        "Signatures",
    ]
    assert styled(file, "Heading 2") == [
        "1. Rescue, and access to essential services",
        "8. Family links",
        "Government of Kenya",
        "Kenya Red Cross Society",
    ]


def test_lists_are_numbered_and_restart():
    file = word(samples.ENGLISH)
    items = [paragraph for paragraph in file.paragraphs if paragraph.style.name == "List Number"]
    assert [item.text for item in items][:1] == [samples.OBJECTIVES[0]]
    numbers = [item._p.pPr.numPr.numId.val for item in items]
    assert [numbers.count(each) for each in dict.fromkeys(numbers)] == [6, 2]
    numbering = file.part.numbering_part.element
    for number in set(numbers):
        override = numbering.num_having_numId(number).lvlOverride_lst[0]
        assert override.startOverride.val == 1


def test_open_blanks_are_highlighted():
    runs = [run for paragraph in word(samples.ENGLISH).paragraphs for run in paragraph.runs]
    marked = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert marked == ["[COUNTRY/REGION]", "[National Society]"]


def test_tables_are_resources_then_a_signature_for_each_party():
    resources, *signatures = word(samples.ENGLISH).tables
    rows = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in resources.rows]
    assert rows[0] == ["Kind", "Description", "Provided by", "Amount"]
    assert rows[1] == ["Financial", "Running three Service Points", "Government of Kenya", "CHF 120 000"]
    assert rows[-1] == ["Total", "", "", "EUR 30 000"]
    assert [[row.cells[0].text for row in table.rows] for table in signatures] == [
        ["Name", "Title", "Date", "Signature"]
    ] * 2


def test_facts_stand_under_their_item():
    texts = [paragraph.text for paragraph in word(samples.ENGLISH).paragraphs]
    place = next(place for place, text in enumerate(texts) if text.startswith("8.1\t"))
    assert texts[place + 1] == "Time frame: from January 2020 · Serves objective 1"


def test_focal_point_is_printed_where_given():
    texts = [paragraph.text for paragraph in word(samples.ENGLISH).paragraphs]
    assert [text for text in texts if text.startswith("Focal point")] == ["Focal point: Amina Otieno, a@example.org"]


def test_right_to_left_file_runs_so():
    file = word(samples.ARABIC)
    assert all(paragraph._p.pPr.find(qn("w:bidi")) is not None for paragraph in file.paragraphs)
    assert all(run.font.rtl for paragraph in file.paragraphs for run in paragraph.runs)
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in file.tables)


def test_file_says_its_title_authors_and_language():
    properties = word(samples.ENGLISH).core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Access and dignity for migrants in Kenya",
        "Government of Kenya, Kenya Red Cross Society",
        "en",
    )


@pytest.mark.parametrize(("status", "said"), [("draft", True), ("agreed", False)])
def test_empty_boxes_say_so_on_a_draft_only(status, said):
    texts = [paragraph.text for paragraph in word(replace(samples.EMPTY, status=status)).paragraphs]
    assert ("No actions chosen yet." in texts) is said
    assert ("Draft, not yet agreed" in texts) is said


def test_signature_blocks_and_items_stay_on_one_page():
    file = word(samples.ENGLISH)
    _, signature, _ = file.tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in signature.rows]
    assert kept == [True, True, True, False]
    actions = [paragraph for paragraph in file.paragraphs if "\t" in paragraph.text]
    assert [action.paragraph_format.keep_with_next for action in actions] == [True] * 3


@pytest.mark.parametrize("character", ["\x07", "\ufffe", "\uffff"])
def test_character_that_xml_cannot_hold_is_refused_in_words(character):
    with pytest.raises(CannotExportError, match="can't hold one of the characters") as caught:
        docx.render(replace(samples.SIGNED, title=f"Wells{character}"))
    assert "Take" not in caught.value.problem
