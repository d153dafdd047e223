"""Lets a PDF say what its document says: each letter, in the order in which it is read, and in which language."""

from __future__ import annotations

import unicodedata
from typing import Any

import pydyf

from commitments.exports.pdf import charts, content, direction, letters
from commitments.exports.pdf.content import Line
from commitments.exports.pdf.direction import Run
from commitments.exports.pdf.letters import NOTHING, is_from_right
from commitments.exports.pdf.reading import Said, Source
from commitments.exports.pdf.redrawing import redraw
from commitments.exports.pdf.structure import StructureTree

FORBIDDEN = frozenset("\0\ufeff\ufffe")


class Wording:
    """The text of a PDF in memory."""

    def __init__(self, document: Any, pdf: Any, tree: StructureTree) -> None:
        """Read what `document` drew into `pdf`; its fonts are `letters.Fonts`."""
        self._document, self._pdf, self._tree = document, pdf, tree
        self._glyphs = letters.shared_out(document.fonts.shown)
        self._pages = [tree.at(reference) for reference in pdf.page_references[: len(document.pages)]]
        self._lines = list(content.lines([tree.at(page["Contents"]).stream for page in self._pages]))
        self._runs: dict[int, list[Run]] = {}
        """Of the lines that are drawn otherwise than they are read, by their first glyph"""
        self._said: set[int] = set()
        """The first glyphs of the lines whose glyphs alone don't tell every program what they stand for"""

    def say(self, source: Source) -> None:
        """Let glyphs and tags say what `source` does. Changes the PDF."""
        for line in self._lines:
            self._lower(line)
        by_mark = {(line.page, line.mark): line for line in self._lines if line.mark is not None}
        for element, page, mark in list(self._tree.marks()):
            if (page, mark) in by_mark:
                line = by_mark[page, mark]
                said = source.take(self._text(line))
                if said:
                    self._say_language(element, said)
                self._say_letters(element, line, said)
        self._draw()

    @property
    def is_said(self) -> bool:
        """Whether every glyph stands for something that a text may hold: PDF/UA-1, 7.21.7."""
        return all(text and not FORBIDDEN & set(text) for _, _, text in set(self._glyphs))

    def _text(self, line: Line) -> str:
        return "".join(text for _, _, text in self._glyphs[line.glyphs])

    def _lower(self, line: Line) -> None:
        """Give the letters of raised marks to what they stand on: programs that go by places put them elsewhere."""
        base = -1
        for showing in line.showings:
            if not showing.is_raised:
                base = showing.glyphs.stop - 1
            elif base >= 0 and not is_from_right(self._text(line)):
                raised = self._glyphs[showing.glyphs]
                font, glyph, text = self._glyphs[base]
                text = "".join([text, *(each for _, _, each in raised)]).replace(NOTHING, "")
                self._glyphs[base] = (font, glyph, text or NOTHING)
                self._glyphs[showing.glyphs] = [(font, glyph, NOTHING) for font, glyph, _ in raised]

    def _say_language(self, element: Any, said: Said) -> None:
        """The tags say the language of a part: PDF/UA-1 7.2. WeasyPrint 70.0 says the document's alone."""
        if said.language and said.language != self._document.metadata.lang:
            element["Lang"] = pydyf.String(said.language)

    def _say_letters(self, element: Any, line: Line, said: Said | None) -> None:
        text = self._text(line)
        if said and (said.is_turned or is_from_right(text)):
            self._say_from_right(line, said)
            self._say_in_tags(element, line, said.text)
        elif not text.isascii() and (
            NOTHING in text or any(unicodedata.category(letter).startswith("M") for letter in text)
        ):
            self._said.add(line.glyphs.start)
            if NOTHING in text:
                self._say_in_tags(element, line, text.replace(NOTHING, ""))

    def _say_in_tags(self, element: Any, line: Line, text: str) -> None:
        """Say in the tags what a line stands for: ISO 32000-1, 14.9.4.

        Above the element of the marked content: mupdf takes the text of that one for what the glyphs stand for, one by
        one.
        """
        if line.mark is not None:
            self._tree.put_below(element, line.page, line.mark)
            element["ActualText"] = pydyf.String(text)

    def _say_from_right(self, line: Line, said: Said) -> None:
        """Let the glyphs of a line with letters from the right say so that no program mistakes their order."""
        glyphs = self._glyphs[line.glyphs]
        runs = direction.runs([text for _, _, text in glyphs], said.text, is_from_right=True)
        if runs:
            self._runs[line.glyphs.start] = runs
            texts = direction.marked([text for _, _, text in glyphs], runs)
            self._glyphs[line.glyphs] = [
                (font, glyph, text) for (font, glyph, _), text in zip(glyphs, texts, strict=True)
            ]

    def _draw(self) -> None:
        """Write the pages and the fonts' maps with the codes of what the glyphs stand for now."""
        fonts = self._document.fonts.values()
        without_map = {font.hash for font in fonts if font.type == "otf"}
        if without_map:
            self._glyphs = letters.with_copies(self._glyphs, without_map)
        codes = letters.codes_for(self._glyphs)
        widths = {font.hash: font.widths for font in fonts}
        for line in self._lines:
            runs = self._runs.get(line.glyphs.start) or self._as_drawn(line)
            if runs:
                redraw(line, self._glyphs, runs, widths, codes)
            elif codes:
                content.recode(line, self._glyphs, codes)
            if line.glyphs.start in self._said:
                content.say(line, self._glyphs)
        references = self._tree.at(self._tree.at(self._pages[0]["Resources"])["Font"])
        charts.rewrite(self._pdf, widths, references, self._glyphs, codes)

    def _as_drawn(self, line: Line) -> list[Run]:
        """Return one run, if the line has glyphs of copied fonts; they are set only where a line is drawn anew."""
        glyphs = self._glyphs[line.glyphs]
        return [Run(0, len(glyphs), is_forward=True)] if any(letters.COPY in font for font, _, _ in glyphs) else []
