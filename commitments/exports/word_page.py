"""The page of a Word file: its size, its head and foot, its styles, and links."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from commitments.document import PledgeDocument, printed
from commitments.text.vocabulary.headings import direction, words_for

INK, MUTED, PETROL = RGBColor(0x17, 0x21, 0x2B), RGBColor(0x47, 0x53, 0x5E), RGBColor(0x0E, 0x4F, 0x5E)
SIZES = {"Title": 20, "Heading 1": 14, "Heading 2": 11.5, "Normal": 11}
SMALL = 9
WIDTH, HEIGHT, SIDE, ABOVE = Cm(21), Cm(29.7), Cm(2.2), Cm(2.4)
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # python-docx would write that of its own template


def set_up(word: Any, document: PledgeDocument) -> None:
    """Give a new Word document its page, its styles and its properties."""
    section = word.sections[0]
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = SIDE
    section.top_margin = section.bottom_margin = ABOVE
    _write_head_and_foot(section, document)
    _set_properties(word.core_properties, document)
    _set_up_styles(word, document)


def link(paragraph: Paragraph, address: str) -> None:
    """Make the end of a paragraph, which is `address`, a link to it."""
    run = paragraph.runs[-1]
    before = run.text.removesuffix(address)
    linked = deepcopy(run._r)
    run.text = before
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    element.append(linked)
    run._r.addnext(element)
    link_text = type(run)(linked, paragraph)
    link_text.text, link_text.font.underline, link_text.font.color.rgb = address, True, PETROL


def _write_head_and_foot(section: Any, document: PledgeDocument) -> None:
    """Title and stamp stand over every page but the first, which has them in its text; page x of y under every one."""
    words = words_for(document.language)
    section.different_first_page_header_footer = True
    _write_ends(section.header.paragraphs[0], document, printed.heading(document), printed.stamp(document))
    for foot in (section.footer, section.first_page_footer):
        paragraph = foot.paragraphs[0]
        _write_ends(paragraph, document, document.reference, f"{words.page} ")
        _add_field(paragraph, "PAGE", document)
        _add_small(paragraph, f" {words.page_of} ", document)
        _add_field(paragraph, "NUMPAGES", document)


def _write_ends(paragraph: Any, document: PledgeDocument, start: str, end: str) -> None:
    """Write `start` at the one side of the page and `end` at the other."""
    stops = paragraph.paragraph_format.tab_stops
    paragraph.style = "Normal"  # that of heads and feet has stops of its own
    # In a paragraph from right to left Word measures from the right, and calls its left end the right one.
    stops.add_tab_stop(WIDTH - 2 * SIDE, WD_TAB_ALIGNMENT.RIGHT)
    if direction(document.language) == "rtl":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    _add_small(paragraph, f"{start}\t{end}", document)


def _add_small(paragraph: Any, text: str, document: PledgeDocument) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(SMALL), MUTED
    run.font.rtl = direction(document.language) == "rtl" or None
    return run


def _add_field(paragraph: Any, code: str, document: PledgeDocument) -> None:
    """Add a number that Word counts: PAGE or NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(_add_small(paragraph, "1", document)._r)
    paragraph._p.append(field)


def _set_properties(properties: Any, document: PledgeDocument) -> None:
    properties.title = printed.heading(document)
    properties.author = words_for(document.language).comma.join(party.name for party in document.parties)[:255]
    properties.language = document.language
    properties.comments = ""
    properties.created = properties.modified = NO_DATE
    properties.last_modified_by = ""


def _set_up_styles(word: Any, document: PledgeDocument) -> None:
    for name, size in SIZES.items():
        style = word.styles[name]
        style.font.name, style.font.size = "Noto Serif", Pt(size)
        style.font.color.rgb = PETROL if name.startswith("Heading") else INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{attribute}"), None)  # a theme's font would win over the named one
        fonts.set(qn("w:cs"), "Noto Naskh Arabic")
        set_complex_size(style.element.rPr, size)
    word.styles["Normal"].paragraph_format.space_after = Pt(6)
    language = word.styles.element.find(".//" + qn("w:lang"))
    language.set(qn("w:bidi" if direction(document.language) == "rtl" else "w:val"), document.language)


def set_complex_size(properties: Any, size: float) -> None:
    """Arabic has a size of its own in Word. It stands right behind the other one."""
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(round(size * 2)))
    properties.find(qn("w:sz")).addnext(complex_size)
