"""Draws a line's glyphs in the order in which they are read, each where it stood.

Programs that follow the order of drawing (mupdf) find the text in order then. Those that follow the places on the page
(poppler, pdfium) do as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commitments.exports.pdf.content import RISE, SHOW, TOKENS, Line
from commitments.exports.pdf.direction import Run
from commitments.exports.pdf.letters import Codes, Glyph, original

FONT = b" Tf"
Widths = Mapping[str, Mapping[int, float]]
"""Of the glyphs of each font, in thousandths of its size"""


@dataclass(frozen=True)
class Placed:
    """A glyph and where it stands."""

    glyph: Glyph
    x: float
    """In thousandths of the font's size, from where the line begins"""
    font: bytes
    rise: bytes
    """The operators that set both"""


def redraw(line: Line, glyphs: list[Glyph], runs: list[Run], widths: Widths, codes: Codes) -> None:
    """Draw the line run by run. Changes its stream. All fonts of a line have one size, as a box of text has."""
    begin, end = line.showings[0].place, line.showings[-1].place
    font = next(each for each in reversed(line.stream[:begin]) if isinstance(each, bytes) and each.endswith(FONT))
    placed, last_font = _placed(line, glyphs, widths, font)
    drawn = _drawn([placed[run.start : run.stop] for run in runs], widths, codes, font)
    operators = [*drawn, b"0" + RISE, last_font]
    line.stream[begin : end + 1] = [b"\n".join(operators), *[b""] * (end - begin)]


def _placed(line: Line, glyphs: list[Glyph], widths: Widths, font: bytes) -> tuple[list[Placed], bytes]:
    """Return the line's glyphs in the order of drawing, and the font that is set at its end."""
    begin, end = line.showings[0].place, line.showings[-1].place
    waiting = iter(glyphs[line.glyphs])
    placed: list[Placed] = []
    x, rise = 0.0, b"0" + RISE
    for operator in line.stream[begin : end + 1]:
        if not isinstance(operator, bytes):
            continue
        if operator.endswith(FONT):
            font = operator
        elif operator.endswith(RISE):
            rise = operator
        elif operator.endswith(SHOW):
            for string, number in TOKENS.findall(operator.removesuffix(SHOW)):
                x -= float(number or 0)
                for _ in range(len(string) // 4):
                    glyph = next(waiting)
                    name = b"/" + glyph[0].encode()
                    placed.append(Placed(glyph, x, name + font[font.index(b" ") :], rise))
                    x += widths[original(glyph[0])][glyph[1]]
    return placed, font


def _drawn(runs: Iterable[list[Placed]], widths: Widths, codes: Codes, font: bytes) -> Iterable[bytes]:
    x, rise = 0.0, b"0" + RISE
    for run in runs:
        shown = b""
        for each in run:
            if (each.font, each.rise) != (font, rise):
                if shown:
                    yield b"[" + shown + SHOW
                if each.font != font:
                    yield each.font
                if each.rise != rise:
                    yield each.rise
                shown, font, rise = b"", each.font, each.rise
            if abs(x - each.x) > 0.001:
                shown += b"%.3f" % (x - each.x)
            shown += b"<%04x>" % codes.get(each.glyph, each.glyph[1])
            x = each.x + widths[original(each.glyph[0])][each.glyph[1]]
        yield b"[" + shown + SHOW
