"""The Word file, written directly with python-docx: headings, numbered lists and a signature table are Word's own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt, Twips
from docx.text.paragraph import Paragraph

from commitments.document import Fact, Passage, PassageKind, PledgeDocument, by_box, printed
from commitments.exports import signature_blocks, word_page
from commitments.exports.errors import CannotExportError
from commitments.exports.qr import qr_png
from commitments.exports.word_page import MUTED, SIZES, SMALL
from commitments.text.lines import blocks_of
from commitments.text.vocabulary.frame import Words
from commitments.text.vocabulary.headings import direction, words_for
from commitments.text.walk import Line

RESOURCE_WIDTHS = (Cm(2.4), Cm(5.8), Cm(4.4), Cm(4.0))
WIDEST_FIGURE, CELL_MARGINS = 0.235, 0.5
"""Centimetres: of a bold figure or capital letter of the text's size, at most on average, and of a cell"""
DECIMALS_WIDTH = 1.37
"""Of “.00” in Noto Serif, in parts of its size"""
SIGNATURE_WIDTHS = (Cm(3.2), Cm(13.4))
QR_WIDTH = Cm(3)
ITEM_INDENT, LIST_INDENT = Cm(1), Cm(0.65)
NUMBER_INDENT = Twips(360)
"""That of python-docx's List Number"""
LIST_SPACE = Pt(2)
NUMBERING_STYLE = "List Number"
NUMBERED_BOXES = (0, 2)
"""Those of objectives and of indicators"""


def render(document: PledgeDocument) -> bytes:
    """Return the pledge as a .docx file. Open blanks are highlighted.

    Raises CannotExportError where a text holds what XML can't: controls, U+FFFE, U+FFFF. None can be typed today.
    """
    try:
        writer = Writer(document)
        writer.head()
        writer.boxes()
        writer.signatures()
        writer.check()
    except ValueError as error:  # lxml's, of a string that is not “XML compatible”
        raise CannotExportError(
            _("A Word file can't hold one of the characters of this pledge. Take the PDF or the web page instead."),
            _("A Word file can't hold one of the characters of this pledge. Write it otherwise."),
        ) from error
    return writer.as_bytes()


class Writer:
    """A Word document being written, from top to bottom."""

    def __init__(self, document: PledgeDocument) -> None:
        self.document = document
        self.words: Words = words_for(document.language)
        self.right_to_left = direction(document.language) == "rtl"
        self.word = Document()
        word_page.set_up(self.word, document)

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
            case PassageKind.INTRODUCTION | PassageKind.OPENING | PassageKind.RESOURCES:
                self._blocks(blocks_of(passage.text))
            case PassageKind.OBJECTIVE | PassageKind.INDICATOR:
                self._item(passage, lambda words: self._numbered(words, number), NUMBER_INDENT)
            case PassageKind.THEME:
                self.paragraph(f"{passage.number}. {passage.text or self.words.other_actions}", style="Heading 2")
            case PassageKind.ACTION:  # its number is text, because it is quoted: 3.2
                self._item(passage, lambda words: _hung(self.paragraph(f"{passage.number}\t{words}")), ITEM_INDENT)

    def _item(self, passage: Passage, begin: Callable[[str], Any], indent: int) -> None:
        """Write an item and its facts. `begin` writes the paragraph that has its number; a list begins below that.

        `indent` is how far its words are set in.
        """
        first, *others = blocks_of(passage.printed) or [(Line(""),)]
        if first[0].level:
            others = [first, *others]
        paragraphs = [begin("" if first[0].level else _broken(first)), *self._blocks(others, indent)]
        for paragraph in paragraphs[:-1]:
            paragraph.paragraph_format.keep_with_next = True
        self._facts(paragraphs[-1], passage.facts)

    def _blocks(self, blocks: Iterable[Sequence[Line]], indent: int = 0) -> list[Any]:
        """Write paragraphs of text, and each line of a list as one, set in by its level; return them."""
        written = []
        for block in blocks:
            for line in block if block[0].level else ():
                marker = line.marker.replace(" ", "\t")
                paragraph = _hung(self.paragraph(marker + line.text), indent + line.level * LIST_INDENT, LIST_INDENT)
                paragraph.paragraph_format.space_after = LIST_SPACE if line is not block[-1] else None
                if not marker:
                    paragraph.paragraph_format.first_line_indent = 0
                written.append(paragraph)
            if not block[0].level:
                written.append(self.paragraph(_broken(block)))
                written[-1].paragraph_format.left_indent = indent or None
        return written

    def _resource_lines(self, lines: list[Passage]) -> None:
        """A table of them, with totals, which stand with the line above them."""
        if not lines:
            return
        amounts, totals = printed.amount_column(self.document)
        rows: list[tuple[str, ...]] = [tuple(fact.label for fact in lines[0].facts)]
        rows += [tuple(value for fact in line.facts for value in fact.values) for line in lines]
        rows += [(self.words.total, "", "", total.text) for total in totals]
        column = ["", *(amount.left_out for amount in (*amounts, *totals))]
        table = self._table(rows, _resource_widths([row[-1] for row in rows]), heads=1, kept=len(totals) + 1)
        head, *others = zip(table._tbl.tr_lst, column, strict=True)
        if not self.right_to_left:
            Paragraph(head[0].tc_lst[-1].p_lst[0], table).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for row, left_out in others:
            _align_by_decimals(Paragraph(row.tc_lst[-1].p_lst[0], table), left_out)

    def signatures(self) -> None:
        """A table for each party: name, title, date, signature; of a frozen text, whether and when they signed it."""
        if self.document.parties:
            self.paragraph(self.words.signatures, style="Heading 1")
        for block in signature_blocks.blocks(self.document):
            self.paragraph(block.party, style="Heading 2")
            facts = (printed.as_text(fact, self.words) for fact in block.facts)
            worth = (" ".join(filter(None, line)) for line in block.worth)
            for line in filter(None, (block.note, *facts, *worth)):
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
            word_page.link(lines[-1], check.address)
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
        for piece, is_blank in self.document.segments(text):
            run = paragraph.add_run(piece)
            run.bold = run.font.cs_bold = bold or None
            if is_blank:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            if small:
                run.font.size, run.font.color.rgb = Pt(SMALL), MUTED
                word_page.set_complex_size(run._r.rPr, SMALL)
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
            line = self.paragraph("\u00a0· ".join(printed.as_text(fact, self.words) for fact in facts), small=True)
            line.paragraph_format.left_indent = ITEM_INDENT

    def _table(
        self,
        rows: list[tuple[str, ...]],
        widths: tuple[Cm, ...],
        *,
        heads: int = 0,
        row_height: Cm | None = None,
        kept: int = 0,
    ) -> Any:
        """Add a table. Rows of a given height stay on one page, all of them; else the `kept` last ones do."""
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
            if not row_height:
                row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            if place < heads:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            # Through the row's XML: `row.cells` looks at the whole table each time.
            for cell, text, width in zip(row._tr.tc_lst, texts, widths, strict=True):
                cell.width = width
                paragraph = Paragraph(cell.p_lst[0], table)
                first_kept = 0 if row_height else len(rows) - kept
                paragraph.paragraph_format.keep_with_next = first_kept <= place < len(rows) - 1
                self._write(paragraph, text, bold=place < heads or texts[0] == self.words.total)
        return table


def _resource_widths(amounts: Sequence[str]) -> tuple[Cm, ...]:
    """Return the widths of the table's columns: an amount is never broken, the others share what that leaves."""
    kind, description, provider, amount = RESOURCE_WIDTHS
    longer = max(0.0, max(map(len, amounts)) * WIDEST_FIGURE + CELL_MARGINS - amount.cm)
    return kind, Cm(description.cm - longer / 2), Cm(provider.cm - longer / 2), Cm(amount.cm + longer)


def _align_by_decimals(paragraph: Paragraph, left_out: str) -> None:
    """Let figures, which run left to right in every script, stand under each other by their decimals.

    By their right ends, with room for what one goes `left_out`: Word has tabs for that, which go by the decimal mark of
    the reader's system, not by the text's.
    """
    for part in paragraph._p.xpath("./w:pPr/w:bidi | ./w:r/w:rPr/w:rtl"):
        part.getparent().remove(part)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if left_out:
        paragraph.paragraph_format.right_indent = Pt(DECIMALS_WIDTH * SIZES["Normal"])


def _hung(paragraph: Any, indent: int = ITEM_INDENT, width: int = ITEM_INDENT) -> Any:
    """Let the number or the marker stand in the margin of its text, so much wide."""
    paragraph.paragraph_format.left_indent = indent
    paragraph.paragraph_format.first_line_indent = -width
    return paragraph


def _broken(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)
