"""Lets a PDF say what its document says: each letter, in the order in which it is read, and in which language."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import Any

import pydyf

from commitments.exports.pdf import charts, content, direction, letters, marking, order
from commitments.exports.pdf.content import Line
from commitments.exports.pdf.direction import Run
from commitments.exports.pdf.letters import NOTHING, is_from_right, original
from commitments.exports.pdf.order import Unit
from commitments.exports.pdf.reading import Said, Source
from commitments.exports.pdf.redrawing import Plan, redraw
from commitments.exports.pdf.structure import StructureTree

NUMBER_FROM_RIGHT = re.compile(r"(\W+)(\w+)")
"""As it is drawn: the sign that follows stands before it"""
FORBIDDEN = frozenset("\0\ufeff\ufffe")


class Wording:
    """The text of a PDF in memory."""

    def __init__(self, document: Any, pdf: Any, tree: StructureTree) -> None:
        """Read what `document` drew into `pdf`; its fonts are `letters.Fonts`."""
        self._document, self._pdf, self._tree = document, pdf, tree
        self._glyphs = letters.shared_out(document.fonts.shown)
        self._widths = {font.hash: font.widths for font in document.fonts.values()}
        self._pages = [tree.at(reference) for reference in pdf.page_references[: len(document.pages)]]
        self._lines = list(content.lines([tree.at(page["Contents"]).stream for page in self._pages]))
        self._parts: dict[int, list[list[Unit]]] = {}
        """Of the lines that are drawn otherwise than they are read, by their first glyph"""
        self._is_from_right = False
        self._said: set[int] = set()
        """The first glyphs of the lines whose glyphs alone don't tell every program what they stand for"""

    def say(self, source: Source) -> None:
        """Let glyphs and tags say what `source` does. Changes the PDF."""
        self._is_from_right = source.is_from_right
        for line in self._lines:
            self._lower(line)
            self._give_vowels(line)
        by_mark = {(line.page, line.mark): line for line in self._lines if line.mark is not None}
        for element, page, mark in list(self._tree.marks()):
            if (page, mark) in by_mark:
                line = by_mark[page, mark]
                said = source.take(self._text(line))
                if said:
                    self._say_language(element, said)
                self._say_letters(element, line, said or self._said_by_style(line))
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

    def _give_vowels(self, line: Line) -> None:
        """Give vowel signs, which are drawn before it, to the letter from the right that they stand on."""
        signs: list[int] = []
        if not is_from_right(self._text(line)):
            return
        for place in range(line.glyphs.start, line.glyphs.stop):
            font, glyph, text = self._glyphs[place]
            if is_sign(text, self._widths[font][glyph]):
                signs.append(place)
                continue
            if signs and is_from_right(text):
                said = (self._glyphs[sign][2] for sign in reversed(signs))
                self._glyphs[place] = (font, glyph, "".join([text, *said]))
                for sign in signs:
                    self._glyphs[sign] = (*self._glyphs[sign][:2], NOTHING)
            signs = []

    def _said_by_style(self, line: Line) -> Said | None:
        """Return what a number that stands only in the style says, where it is drawn from the right."""
        number = NUMBER_FROM_RIGHT.fullmatch(self._text(line)) if self._is_from_right else None
        return Said(number[2] + number[1].strip()[::-1], "", is_turned=True) if number else None

    def _say_language(self, element: Any, said: Said) -> None:
        """The tags say the language of a part: PDF/UA-1 7.2. WeasyPrint 70.0 says the document's alone."""
        if said.language and said.language != self._document.metadata.lang:
            element["Lang"] = pydyf.String(said.language)

    def _say_letters(self, element: Any, line: Line, said: Said | None) -> None:
        text = self._text(line)
        has_signs = NOTHING in text or any(unicodedata.category(letter).startswith("M") for letter in text)
        if said and (said.is_turned or is_from_right(text)):
            self._say_from_right(line, said)
            self._say_in_tags(element, line, said.text)
        elif NOTHING in text:
            self._say_in_tags(element, line, text.replace(NOTHING, ""))
        if has_signs and not text.isascii() and line.glyphs.start not in self._parts:
            self._said.add(line.glyphs.start)

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
        places = [place for place in range(line.glyphs.start, line.glyphs.stop) if self._glyphs[place][2] != NOTHING]
        drawn = [self._glyphs[place][2] for place in places]
        runs = direction.runs(drawn, said.text, is_from_right=True)
        if runs:
            units = direction.units(drawn, runs, is_from_right=self._is_from_right)
            texts = marking.marked(drawn, units)
            for place, text in zip(places, texts, strict=True):
                self._glyphs[place] = (*self._glyphs[place][:2], text)
            self._parts[line.glyphs.start] = order.parts(texts, units)

    def _draw(self) -> None:
        """Write the pages and the fonts' maps with the codes of what the glyphs stand for now."""
        fonts = self._document.fonts.values()
        without_map = {font.hash for font in fonts if font.type == "otf"}
        if without_map:
            self._glyphs = letters.with_copies(self._glyphs, without_map)
        plans = self._plans(without_map)
        self._glyphs += [plan.apart for plan in plans.values() if plan.apart]
        codes = letters.codes_for(self._glyphs)
        for line in self._lines:
            if line.glyphs.start in plans:
                redraw(line, self._glyphs, plans[line.glyphs.start], self._widths, codes)
                continue
            if codes:
                content.recode(line, self._glyphs, codes)
            if line.glyphs.start in self._said:
                content.say(line, self._glyphs)
        references = self._tree.at(self._tree.at(self._pages[0]["Resources"])["Font"])
        charts.rewrite(self._pdf, self._widths, references, self._glyphs, codes)

    def _plans(self, without_map: set[str]) -> dict[int, Plan]:
        """Return how lines are drawn anew, by their first glyphs. Only so can they have glyphs of copied fonts."""
        plans: dict[int, Plan] = {}
        if not self._parts and not without_map:
            return plans
        apart = self._apart()
        for line in self._lines:
            start, glyphs = line.glyphs.start, self._glyphs[line.glyphs]
            speaking = [glyph for glyph in glyphs if glyph[2] != NOTHING]
            parts = self._parts.get(start) or [[[Run(0, len(speaking), is_forward=True)]]]
            is_parted = start in apart or len(parts) > 1 or any(len(unit) > 1 for unit in parts[0])
            is_parted = is_parted and original(speaking[0][0]) not in without_map
            between = (*speaking[0][:2], NOTHING) if is_parted else None
            if between or start in self._parts or any(letters.COPY in font for font, _, _ in glyphs):
                plans[start] = Plan(parts, start in apart, between)
        return plans

    def _apart(self) -> set[int]:
        """Return the lines beside which others are read in the other direction, by their first glyphs."""
        beside: dict[tuple[int, float], list[tuple[int, bool]]] = defaultdict(list)
        for line in self._lines:
            text = self._text(line)
            if line.mark is not None and any(map(str.isalpha, text)):
                beside[line.page, round(line.height, 1)].append((line.glyphs.start, is_from_right(text)))
        rows = [row for row in beside.values() if len({is_right for _, is_right in row}) > 1]
        return {start for row in rows for start, _ in row}


def is_sign(text: str, width: float) -> bool:
    """Whether a glyph is a vowel sign, or another that stands on a letter. `width` is how far it moves what follows."""
    categories = {unicodedata.category(letter) for letter in text}
    return categories == {"Mn"} or (width == 0 and bool(categories - {"Cf", "Zs"}) and text != NOTHING)
