"""The Word file, written directly with python-docx: headings, numbered lists and a signature table are Word's own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from commitments.document import Passage, PassageKind, PledgeDocument, by_box, printed
from commitments.document.printed import Fact
from commitments.exports import signature_blocks
from commitments.exports.qr import qr_png
from commitments.text.blanks import segments
from commitments.text.vocabulary.frame import Words
from commitments.text.vocabulary.headings import direction, words_for

INK, MUTED, PETROL = RGBColor(0x17, 0x21, 0x2B), RGBColor(0x47, 0x53, 0x5E), RGBColor(0x0E, 0x4F, 0x5E)
SIZES = {"Title": 20, "Heading 1": 14, "Heading 2": 11.5, "Normal": 11}
RESOURCE_WIDTHS = (Cm(2.4), Cm(5.8), Cm(4.4), Cm(4.0))
SIGNATURE_WIDTHS = (Cm(3.2), Cm(13.4))
QR_WIDTH = Cm(3)
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # python-docx would write that of its own template
NUMBERING_STYLE = "List Number"
NUMBERED_BOXES = (0, 2)
"""Those of objectives and of indicators"""


def render(document: PledgeDocument) -> bytes:
    """Return the pledge as a .docx file. Open blanks are highlighted."""
    writer = Writer(document)
    writer.head()
    writer.boxes()
    writer.signatures()
    writer.check()
    return writer.as_bytes()


class Writer:
    """A Word document being written, from top to bottom."""

    def __init__(self, document: PledgeDocument) -> None:
        self.document = document
        self.words: Words = words_for(document.language)
        self.right_to_left = direction(document.language) == "rtl"
        self.word = Document()
        self._set_up_page()
        self._set_up_styles()

    def head(self) -> None:
        """Stamp, title, period, Conference, parties."""
        if stamp := printed.stamp(self.document):
            self.paragraph(stamp, small=True)
        self.paragraph(self.document.title or self.words.title_blank, style="Title")
        self.paragraph(printed.subtitle(self.document))
        if self.document.conference:
            self.paragraph(self.document.conference, small=True)
        names = self.words.comma.join(party.name for party in self.document.parties) or self.words.parties_blank
        self.paragraph(f"{self.words.parties}{self.words.colon}{names}")
        if sentence := printed.openness(self.document):
            self.paragraph(sentence, small=True)

    def boxes(self) -> None:
        """The four boxes: introduction and objectives, actions under their themes, indicators, resources."""
        _front, *boxes = by_box(self.document)
        empty_boxes = printed.empty_boxes(self.document)
        for place, passages in enumerate(boxes):
            self.paragraph(self.words.boxes[place], style="Heading 1")
            number = self._new_list() if place in NUMBERED_BOXES else 0
            for passage in passages:
                self._passage(passage, number)
            self._resource_lines([passage for passage in passages if passage.kind is PassageKind.LINE])
            if empty_boxes[place] and not any(passage.fills_its_box for passage in passages):
                self.paragraph(empty_boxes[place], small=True)

    def _passage(self, passage: Passage, number: int) -> None:
        """Write a passage; `number` is the w:num of its box's list."""
        match passage.kind:
            case PassageKind.INTRODUCTION | PassageKind.OPENING if passage.text:
                self.paragraph(passage.text)
            case PassageKind.OBJECTIVE | PassageKind.INDICATOR:
                self._facts(self._numbered(passage.printed, number), passage.facts)
            case PassageKind.THEME:
                self.paragraph(f"{passage.number}. {passage.text or self.words.other_actions}", style="Heading 2")
            case PassageKind.ACTION:  # its number is text, because it is quoted: 3.2
                item = self.paragraph(f"{passage.number}\t{passage.text}")
                _hang(item)
                self._facts(item, passage.facts)
            case PassageKind.RESOURCES:
                for text in printed.paragraphs(passage.text):
                    self.paragraph(text)

    def _resource_lines(self, lines: list[Passage]) -> None:
        """A table of them, with totals."""
        if lines:
            rows: list[tuple[str, ...]] = [tuple(fact.label for fact in lines[0].facts)]
            rows += [tuple(value for fact in line.facts for value in fact.values) for line in lines]
            rows += [(self.words.total, "", "", total) for total in printed.totals(self.document)]
            self._table(rows, RESOURCE_WIDTHS, heads=1)

    def signatures(self) -> None:
        """A table for each party: name, title, date, signature; of a frozen text, whether and when they signed it."""
        if self.document.parties:
            self.paragraph(self.words.signatures, style="Heading 1")
        for block in signature_blocks.blocks(self.document):
            self.paragraph(block.party, style="Heading 2")
            facts = (printed.as_text(fact, self.words) for fact in block.facts)
            for line in filter(None, (block.note, *facts)):
                self.paragraph(line, small=True).paragraph_format.keep_with_next = True
            rows: list[tuple[str, ...]] = [*block.lines, *([("", block.statement)] if block.statement else [])]
            if rows:
                self._table(rows, SIGNATURE_WIDTHS, row_height=Cm(0.95))

    def check(self) -> None:
        """How a frozen text is checked, with the QR code of the address; nothing for a draft."""
        check = signature_blocks.check(self.document)
        if not check:
            return
        self.paragraph(self.words.seal.heading, style="Heading 2")
        lines = [self.paragraph(f"{label}{self.words.colon}{value}") for label, value in check.lines]
        if check.address:
            picture = self.paragraph("")
            shape = picture.add_run().add_picture(io.BytesIO(qr_png(check.address)), width=QR_WIDTH)
            shape._inline.docPr.set("descr", check.picture)
            lines.append(picture)
        for line in lines:
            line.paragraph_format.keep_with_next = True
        self.paragraph(check.meaning, small=True)

    def as_bytes(self) -> bytes:
        """Return the file."""
        output = io.BytesIO()
        self.word.save(output)
        return output.getvalue()

    def paragraph(self, text: str, style: str = "Normal", *, small: bool = False) -> Any:
        """Add a paragraph, its open blanks highlighted, running in the direction of the pledge's language."""
        paragraph = self.word.add_paragraph(style=style)
        self._write(paragraph, text, small=small)
        return paragraph

    def _write(self, paragraph: Any, text: str, *, small: bool = False, bold: bool = False) -> None:
        if self.right_to_left:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for piece, is_blank in segments(text):
            run = paragraph.add_run(piece)
            run.bold = run.font.cs_bold = bold or None
            if is_blank:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            if small:
                run.font.size, run.font.color.rgb = Pt(9), MUTED
            if self.right_to_left:
                run.font.rtl = True

    def _numbered(self, text: str, number: int) -> Any:
        item = self.paragraph(text, style=NUMBERING_STYLE)
        properties = item._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number
        return item

    def _new_list(self) -> int:
        """A list that starts at 1: Word counts on through a document unless each list has a w:num of its own."""
        numbering = self.word.part.numbering_part.element
        style = self.word.styles[NUMBERING_STYLE].element
        model = numbering.num_having_numId(style.pPr.numPr.numId.val)
        started = numbering.add_num(model.abstractNumId.val)
        started.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(started.numId)

    def _facts(self, item: Any, facts: Sequence[Fact]) -> None:
        item.paragraph_format.keep_with_next = bool(facts)
        if facts:
            line = self.paragraph(" · ".join(printed.as_text(fact, self.words) for fact in facts), small=True)
            line.paragraph_format.left_indent = Cm(1)

    def _table(
        self, rows: list[tuple[str, ...]], widths: tuple[Cm, ...], *, heads: int = 0, row_height: Cm | None = None
    ) -> None:
        table = self.word.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
        table.autofit = False
        if self.right_to_left:
            table.table_direction = WD_TABLE_DIRECTION.RTL
        # LibreOffice takes the grid's widths, Word the cells'.
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for place, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
            if row_height:
                row.height = row_height
            if place < heads:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            # Through the row's XML: `row.cells` looks at the whole table each time.
            for cell, text, width in zip(row._tr.tc_lst, texts, widths, strict=True):
                cell.width = width
                paragraph = Paragraph(cell.p_lst[0], table)
                # A signature block stays on one page; the lines of resources may part.
                paragraph.paragraph_format.keep_with_next = bool(row_height) and place < len(rows) - 1
                self._write(paragraph, text, bold=place < heads or texts[0] == self.words.total)

    def _set_up_page(self) -> None:
        section = self.word.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2.4)
        footer = section.footer.paragraphs[0]
        footer.text = self.document.reference
        properties = self.word.core_properties
        properties.title = printed.heading(self.document)
        properties.author = self.words.comma.join(party.name for party in self.document.parties)[:255]
        properties.language = self.document.language
        properties.comments = ""
        properties.created = properties.modified = NO_DATE
        properties.last_modified_by = ""

    def _set_up_styles(self) -> None:
        for name, size in SIZES.items():
            style = self.word.styles[name]
            style.font.name, style.font.size = "Noto Serif", Pt(size)
            style.font.color.rgb = PETROL if name.startswith("Heading") else INK
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{attribute}"), None)  # a theme's font would win over the named one
            fonts.set(qn("w:cs"), "Noto Naskh Arabic")
            self._set_complex_size(style.element.rPr, size)
        self.word.styles["Normal"].paragraph_format.space_after = Pt(6)
        language = self.word.styles.element.find(".//" + qn("w:lang"))
        language.set(qn("w:bidi" if self.right_to_left else "w:val"), self.document.language)

    @staticmethod
    def _set_complex_size(properties: Any, size: float) -> None:
        """Arabic has a size of its own in Word. It stands right behind the other one."""
        for old in properties.findall(qn("w:szCs")):
            properties.remove(old)
        complex_size = OxmlElement("w:szCs")
        complex_size.set(qn("w:val"), str(round(size * 2)))
        properties.find(qn("w:sz")).addnext(complex_size)


def _hang(paragraph: Any) -> None:
    """Let the number stand in the margin of its text."""
    paragraph.paragraph_format.left_indent = Cm(1)
    paragraph.paragraph_format.first_line_indent = Cm(-1)
