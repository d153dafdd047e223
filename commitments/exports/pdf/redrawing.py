"""Draws a line's glyphs in the order in which they are read, each where it stood.

Programs that follow the order of drawing (mupdf) find the text in order then. Those that follow the places on the page
(poppler, pdfium) do as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commitments.exports.pdf.content import RISE, SHOW, TOKENS, Line
from commitments.exports.pdf.letters import NOTHING, Codes, Glyph, original
from commitments.exports.pdf.order import Unit

BEGIN, FONT = b"BT", b" Tf"
NO_RISE = b"0" + RISE
SAID, END = b"/Span <</ActualText <feff%s>>> BDC", b"EMC"
UNSEEN, SEEN = b"3 Tr", b"0 Tr"
ABOVE = 2
"""How far above a line something stands that is not of it, as a multiple of the font's size"""
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


@dataclass(frozen=True)
class Plan:
    """How a line is drawn anew. Its runs count the glyphs that stand for something."""

    parts: Sequence[Sequence[Unit]]
    """What programs have to take for lines of their own, in the order of reading"""
    is_apart: bool = False
    """Whether they have to take it for another line than what stands beside it"""
    apart: Glyph | None = None
    """What parts them: a glyph that stands for nothing"""


def redraw(line: Line, glyphs: list[Glyph], plan: Plan, widths: Widths, codes: Codes) -> None:
    """Draw the line as planned, and last what stands for nothing. Changes its stream.

    All fonts of a line have one size, as a box of text has.
    """
    begin, end = line.showings[0].place, line.showings[-1].place
    font = next(each for each in reversed(line.stream[:begin]) if isinstance(each, bytes) and each.endswith(FONT))
    risen = next(
        each
        for each in reversed(line.stream[:begin])
        if each == BEGIN or (isinstance(each, bytes) and each.endswith(RISE))
    )
    rise = NO_RISE if risen == BEGIN else risen
    placed, last_font = _placed(line, glyphs, widths, font, rise)
    speaking = [each for each in placed if each.glyph[2] != NOTHING]
    pen = _Pen(widths, codes, font, rise)
    for number, part in enumerate(plan.parts):
        if plan.apart and (number or plan.is_apart):
            pen.part(plan.apart, speaking[part[0][0].start].x)
        for unit in part:
            pen.draw_unit([speaking[run.start : run.stop] for run in unit])
    silent = [each for each in placed if each.glyph[2] == NOTHING]
    # Pdfium says a phrase once more behind each glyph that stands in it and is not of it.
    if plan.apart and (plan.is_apart or (silent and any(len(unit) > 1 for part in plan.parts for unit in part))):
        pen.part(plan.apart, speaking[-1].x)
    pen.draw_silently(silent)
    operators = [*pen.operators, NO_RISE, last_font]
    line.stream[begin : end + 1] = [b"\n".join(operators), *[b""] * (end - begin)]


def _placed(line: Line, glyphs: list[Glyph], widths: Widths, font: bytes, rise: bytes) -> tuple[list[Placed], bytes]:
    """Return the line's glyphs in the order of drawing, and the font that is set at its end.

    `font` and `rise` are the operators in force where it begins.
    """
    begin, end = line.showings[0].place, line.showings[-1].place
    waiting = iter(glyphs[line.glyphs])
    placed: list[Placed] = []
    x = 0.0
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


class _Pen:
    """Draws glyphs, from where the last one left it."""

    def __init__(self, widths: Widths, codes: Codes, font: bytes, rise: bytes) -> None:
        self.operators: list[bytes] = []
        self._widths, self._codes = widths, codes
        self._font, self._rise, self._x = font, rise, 0.0

    def draw(self, run: Iterable[Placed]) -> None:
        shown = b""
        for each in run:
            if (each.font, each.rise) != (self._font, self._rise):
                if shown:
                    self.operators.append(b"[" + shown + SHOW)
                self._set(each)
                shown = b""
            if abs(self._x - each.x) > 0.001:
                shown += b"%.3f" % (self._x - each.x)
            shown += b"<%04x>" % self._codes.get(each.glyph, each.glyph[1])
            self._x = each.x + self._widths[original(each.glyph[0])][each.glyph[1]]
        if shown:
            self.operators.append(b"[" + shown + SHOW)

    def draw_unit(self, runs: list[list[Placed]]) -> None:
        """Draw a run; or a phrase, which says itself in which order it is read (ISO 32000-1, 14.9.4)."""
        if len(runs) > 1:
            text = "".join(each.glyph[2] for run in runs for each in run)
            self.operators.append(SAID % text.encode("utf-16-be").hex().encode())
        for run in runs:
            self.draw(run)
        if len(runs) > 1:
            self.operators.append(END)

    def draw_silently(self, run: list[Placed]) -> None:
        """Draw glyphs of which no program says anything."""
        if run:
            self.operators.append(SAID % b"")
            self.draw(run)
            self.operators.append(END)

    def part(self, apart: Glyph, x: float) -> None:
        """Let pdfium take what follows for another line: it does where something stands above, be it unseen.

        `x` is where what follows stands: pdfium leaves out what it saw at one place.
        """
        size = self._font[self._font.index(b" ") :]
        high = b"%.3f" % (ABOVE * float(size.split()[0])) + RISE
        self.operators.append(UNSEEN)
        self.draw_silently([Placed(apart, x, b"/" + apart[0].encode() + size, high)])
        self.operators.append(SEEN)

    def _set(self, each: Placed) -> None:
        if each.font != self._font:
            self.operators.append(each.font)
        if each.rise != self._rise:
            self.operators.append(each.rise)
        self._font, self._rise = each.font, each.rise
