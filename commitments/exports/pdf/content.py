"""What the pages of a PDF in memory show: lines of marked content, each with its glyphs in the order of drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from commitments.exports.pdf.letters import NOTHING, Codes, Glyph

TOKENS = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+(?:e-?[0-9]+)?)")
STRINGS = re.compile(rb"<([0-9a-f]+)>")
LAST_SAID = "\ufffc"
SHOW, RISE, MATRIX = b"] TJ", b" Ts", b" Tm"


@dataclass
class Showing:
    """An operator that shows glyphs."""

    place: int
    """Where it stands in the stream"""
    glyphs: slice
    """Its glyphs, among all that were drawn"""
    is_raised: bool
    """Whether they stand above the line or below it, as some marks do"""


@dataclass
class Line:
    """A sequence of marked content: what a box of text has on one line."""

    stream: list[Any]
    page: int
    mark: int | None
    """Its MCID; an artifact has none"""
    showings: list[Showing]
    height: float = 0
    """Where its baseline is on the page"""

    @property
    def glyphs(self) -> slice:
        """Its glyphs, among all that were drawn. It has at least one."""
        return slice(self.showings[0].glyphs.start, self.showings[-1].glyphs.stop)


def lines(streams: list[list[Any]]) -> Iterator[Line]:
    """Go through the lines that show a glyph, in the order of drawing. `streams` are the operators of all pages."""
    drawn = 0
    for page, stream in enumerate(streams):
        line, is_raised = Line(stream, page, None, []), False
        for place, operator in enumerate(stream):
            if operator == b"BDC":
                line = Line(stream, page, stream[place - 1].get("MCID"), [])
            elif not isinstance(operator, bytes):
                continue
            elif operator.endswith(SHOW):
                count = sum(len(string) for string in STRINGS.findall(operator)) // 4
                if count:
                    line.showings.append(Showing(place, slice(drawn, drawn + count), is_raised))
                drawn += count
            elif operator.endswith(MATRIX):
                line.height = float(operator.split()[5])
            elif operator.endswith(RISE):
                is_raised = operator != b"0" + RISE
            elif operator == b"EMC" and line.showings:
                yield line
                line = Line(stream, page, None, [])


def recode(line: Line, glyphs: list[Glyph], codes: Codes) -> None:
    """Let a line show its glyphs by their codes. Changes its stream."""
    for showing in line.showings:
        shown = glyphs[showing.glyphs]
        if any(glyph in codes for glyph in shown):
            operator = line.stream[showing.place]
            line.stream[showing.place] = _recoded(operator, [codes.get(glyph, glyph[1]) for glyph in shown])


def say(line: Line, glyphs: list[Glyph]) -> None:
    """Say beside a line's glyphs what they stand for (ISO 32000-1, 14.9.4), and that some stand for nothing.

    Changes its stream. Stretches of glyphs without a text are parted from the others, and each operator is said alone:
    mupdf 1.28 says some letters twice where a stretch has more glyphs than letters.
    """
    for showing in line.showings:
        operator = line.stream[showing.place]
        line.stream[showing.place] = b"\n".join(_said(operator, [text for _, _, text in glyphs[showing.glyphs]]))


def _said(operator: bytes, texts: list[str]) -> Iterator[bytes]:
    waiting = iter(texts)
    shown, said, kind = b"", "", _kind("")
    for string, number in TOKENS.findall(operator.removesuffix(SHOW)):
        shown += number
        for start in range(0, len(string), 4):
            text = next(waiting)
            if _kind(text) != kind:
                if b"<" in shown:
                    yield _span(shown, said, kind)
                    shown = b""
                said, kind = "", _kind(text)
            shown += b"<" + string[start : start + 4] + b">"
            said += text
        if number:
            shown += b" "
    yield _span(shown, said, kind)


def _kind(text: str) -> str:
    """Return how a glyph's text is told: pdfium leaves out of an ActualText what is beyond U+FFFC."""
    if text == NOTHING:
        return "silent"
    return "by code" if any(letter > LAST_SAID for letter in text) else "said"


def _span(shown: bytes, said: str, kind: str) -> bytes:
    if kind == "by code":
        return b"[" + shown + SHOW
    text = b"" if kind == "silent" else said.encode("utf-16-be").hex().encode()
    return b"/Span <</ActualText <feff%s>>> BDC\n[%s] TJ\nEMC" % (text, shown)


def _recoded(operator: bytes, codes: list[int]) -> bytes:
    waiting = iter(codes)

    def string(match: re.Match[bytes]) -> bytes:
        return b"<" + b"".join(b"%04x" % next(waiting) for _ in range(len(match[1]) // 4)) + b">"

    return STRINGS.sub(string, operator)
