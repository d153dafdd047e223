"""The maps of a PDF's fonts: code to text, code to glyph, code to width. Rewritten where a glyph has several codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pydyf

from commitments.exports.pdf.letters import Codes, Glyph, original
from commitments.exports.pdf.redrawing import Widths

AT_A_TIME = 100  # entries that a block of a CMap may hold (Adobe Technical Note 5014, 3.2)


def rewrite(pdf: Any, widths: Widths, references: Any, shown: list[Glyph], codes: Codes) -> None:
    """Write anew the maps of each font that `shown` shows. `references` tells the fonts' objects by their names."""
    glyphs: dict[str, dict[int, int]] = defaultdict(dict)
    texts: dict[str, dict[int, str]] = defaultdict(dict)
    for font, glyph, text in dict.fromkeys(shown):
        code = codes.get((font, glyph, text), glyph)
        glyphs[font][code], texts[font][code] = glyph, text
    for name, glyph_of in glyphs.items():
        if name not in references:
            references[name] = _copied(pdf, _at(pdf, references[original(name)]))
        font = _at(pdf, references[name])
        _map_texts(_at(pdf, font["ToUnicode"]), texts[name])
        if any(code != glyph for code, glyph in glyph_of.items()):
            _map_glyphs(pdf, font, glyph_of, widths[original(name)])


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _map_texts(chart: Any, texts: dict[int, str]) -> None:
    """Let a ToUnicode map (ISO 32000-1, 9.10.3) say these texts."""
    lines = [b"<%04x> <%s>" % (code, text.encode("utf-16-be").hex().encode()) for code, text in sorted(texts.items())]
    chart.stream = [*_head(chart), *_blocks(lines, b"bfchar"), *chart.stream[-4:]]


def _head(chart: Any) -> list[Any]:
    return chart.stream[: chart.stream.index(b"endcodespacerange") + 1]  # type: ignore[no-any-return]


def _blocks(lines: list[bytes], kind: bytes) -> list[bytes]:
    blocks = [lines[start : start + AT_A_TIME] for start in range(0, len(lines), AT_A_TIME)]
    return [b"%d begin%s\n%s\nend%s" % (len(block), kind, b"\n".join(block), kind) for block in blocks]


def _map_glyphs(pdf: Any, font: Any, glyph_of: dict[int, int], widths: Mapping[int, float]) -> None:
    descendant = _at(pdf, font["DescendantFonts"][0])
    for code, glyph in sorted(glyph_of.items()):
        if code != glyph:
            descendant["W"].extend((code, pydyf.Array([widths[glyph]])))
    if descendant["Subtype"] == "/CIDFontType2":
        by_code = (glyph_of.get(code, 0) for code in range(max(glyph_of) + 1))
        chart = pydyf.Stream([b"".join(glyph.to_bytes(2, "big") for glyph in by_code)], compress=True)
        pdf.add_object(chart)
        descendant["CIDToGIDMap"] = chart.reference


def _copied(pdf: Any, font: Any) -> bytes:
    """Return a font of the same glyphs, with a map of texts of its own."""
    chart = _at(pdf, font["ToUnicode"])
    own = pydyf.Stream(list(chart.stream), compress=chart.compress)
    pdf.add_object(own)
    copy = pydyf.Dictionary({**font, "ToUnicode": own.reference})
    pdf.add_object(copy)
    reference: bytes = copy.reference
    return reference
