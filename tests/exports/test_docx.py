"""The Word file, read back with python-docx."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.table import Table

from commitments.document import PledgeDocument, ResourceLine
from commitments.exports import docx
from commitments.exports.docx import RESOURCE_WIDTHS
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


def resources(document: PledgeDocument, *lines: tuple[str, str]) -> Table:
    """The table of lines with these amounts and currencies."""
    made = tuple(ResourceLine("financial", "Grant", value, currency, "") for value, currency in lines)
    return word(replace(document, resource_lines=made)).tables[0]


def test_amounts_stand_under_each_other_by_their_decimals_and_are_never_broken():
    table = resources(samples.ENGLISH, ("1000", "CHF"), ("500.50", "CHF"), ("2500000000000", "IRR"))
    cells = [row.cells[3] for row in table.rows]
    assert [cell.paragraphs[0].alignment for cell in cells] == [WD_ALIGN_PARAGRAPH.RIGHT] * len(cells)
    indents = [cell.paragraphs[0].paragraph_format.right_indent for cell in cells]
    assert [bool(indent) for indent in indents] == [False, True, False, True, False, True]
    assert " " not in "".join(cell.text for cell in cells[1:])
    ordinary = resources(samples.ENGLISH, ("1000", "CHF"))
    widths = [cell.width.cm for cell in table.rows[0].cells]
    assert widths[3] > ordinary.rows[0].cells[3].width.cm == pytest.approx(RESOURCE_WIDTHS[3].cm, abs=0.01)
    assert sum(widths) == pytest.approx(sum(width.cm for width in RESOURCE_WIDTHS), abs=0.01)
    assert not any(indent.paragraphs[0].paragraph_format.right_indent for indent in ordinary.columns[3].cells)


def test_figures_run_left_to_right_in_a_pledge_that_does_not():
    table = resources(samples.ARABIC, ("1000", "CHF"), ("500.50", "CHF"))
    for row in table.rows[1:]:
        assert row.cells[3]._tc.xpath(".//w:bidi | .//w:rtl") == []
    assert table.rows[1].cells[0]._tc.xpath(".//w:bidi")


def test_totals_stay_with_the_line_above_them():
    table = resources(samples.ENGLISH, *[("1000", "CHF"), ("1000", "EUR")] * 3)
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert [bool(each) for each in kept] == [False] * 6 + [True, True, False]
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)


def test_facts_stand_under_their_item():
    texts = [paragraph.text for paragraph in word(samples.ENGLISH).paragraphs]
    place = next(place for place, text in enumerate(texts) if text.startswith("8.1\t"))
    assert texts[place + 1] == "Time frame: from January 2020\u00a0· Serves objective 1"


def test_focal_point_is_printed_where_given():
    texts = [paragraph.text for paragraph in word(samples.ENGLISH).paragraphs]
    assert [text for text in texts if text.startswith("Focal point")] == ["Focal point: Amina Otieno, a@example.org"]


def test_right_to_left_file_runs_so():
    file = word(samples.ARABIC)
    assert all(paragraph._p.pPr.find(qn("w:bidi")) is not None for paragraph in file.paragraphs)
    runs = [run for paragraph in file.paragraphs for run in paragraph.runs]
    assert all(run.font.rtl for run in runs)
    # What is small is small in Arabic letters, too, whose size Word keeps apart
    small = [run._r.rPr for run in runs if run.font.size]
    assert {tuple(size.get(qn("w:val")) for size in each.xpath("w:sz | w:szCs")) for each in small} == {("18", "18")}
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


@pytest.mark.parametrize(
    ("document", "head", "foot"),
    [
        (samples.ENGLISH, "Access and dignity for migrants in Kenya\tDraft, not yet agreed", "Page 1 of 1"),
        (samples.FRENCH, "Accès et dignité pour les migrants au Sénégal\tProjet, pas encore approuvé", "Page 1 sur 1"),
        (samples.SIGNED, "Access and dignity for migrants in Kenya\t", "Page 1 of 1"),
        (samples.ARABIC, "حماية المهاجرين وكرامتهم في الأردن\tمسودة لم تُعتمد بعد", "صفحة 1 من 1"),
        (replace(samples.ENGLISH, title=""), "Pledge for the period 2019–2023\tDraft, not yet agreed", "Page 1 of 1"),
    ],
)
def test_title_and_number_stand_on_every_page(document, head, foot):
    section = word(document).sections[0]
    assert section.different_first_page_header_footer  # whose text begins with the title
    assert section.header.paragraphs[0].text == head
    assert section.first_page_header.paragraphs[0].text == ""
    for each in (section.footer, section.first_page_footer):
        paragraph = each.paragraphs[0]._p
        assert "".join(text.text for text in paragraph.iter(qn("w:t"))) == f"PB-7KQ3M-9XAB2{foot}"
        assert [field.get(qn("w:instr")) for field in paragraph.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
        assert len(paragraph.findall(qn("w:pPr") + "/" + qn("w:bidi"))) == (document.language == "ar")


@pytest.mark.parametrize("document", [samples.SIGNED, samples.SIGNED_IN_ARABIC])
def test_address_that_verifies_is_a_link(document):
    paragraphs = [paragraph for paragraph in word(document).paragraphs if paragraph.hyperlinks]
    assert [(link.address, link.text) for each in paragraphs for link in each.hyperlinks] == [
        (samples.ADDRESS, samples.ADDRESS)
    ]
    assert paragraphs[0].text.endswith(samples.ADDRESS)
    assert paragraphs[0].text.count(samples.ADDRESS) == 1
    assert not any(paragraph.hyperlinks for paragraph in word(samples.CIRCULATING).paragraphs)
