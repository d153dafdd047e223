"""Which letters a glyph stands for, each time that it is shown.

WeasyPrint 70.0 gives each glyph of a font one text, that of the place where it is shown first. Where it stands for
others as well (one vowel sign in many syllables, one glyph for hyphen and minus) they are lost; and where several
glyphs show one syllable, all but one have no text, which PDF/UA-1 (7.21.7) forbids. Here each pair of glyph and text
gets a code of its own, so that every reader finds all letters in the codes.

`Fonts` notes what WeasyPrint says of each glyph as it draws. It stands in for `Document.fonts`, which is public.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from itertools import count
from typing import Any

NOTHING = "\x94"
"""The text of a glyph whose syllable has no letter left for it, as PDF/UA-1 wants one. “Cancel character” is no letter;
and pdfium leaves it out, which goes by the codes where an ActualText is empty"""
COPY = "-"
"""Stands in a copied font's name between its original's and a number"""
RIGHT_TO_LEFT = frozenset({"R", "AL"})

Glyph = tuple[str, int, str]
"""A glyph that is shown: its font's name in the resources, its number, and what it stands for"""
Codes = dict[Glyph, int]
"""The codes of glyphs, where they are not the glyphs' numbers"""


class Fonts(dict[Any, Any]):
    """A document's fonts, which note every glyph in the order of drawing: its font's name, its number and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Glyph] = []

    def __setitem__(self, key: Any, font: Any) -> None:
        font.to_unicode = _Texts(font.hash, self.shown)
        super().__setitem__(key, font)


class _Texts(dict[int, str]):
    """The texts of a font's glyphs. It seems to know none of them, so WeasyPrint says the text each time."""

    def __init__(self, font: str, shown: list[Glyph]) -> None:
        super().__init__()
        self._font, self._shown = font, shown

    def __contains__(self, glyph: object) -> bool:
        return False

    def __setitem__(self, glyph: int, text: str) -> None:
        self._shown.append((self._font, glyph, text))
        super().__setitem__(glyph, text)


def shared_out(shown: list[Glyph]) -> list[Glyph]:
    """Return the glyphs, each with its own part of its syllable's text.

    Of the glyphs of a syllable Pango's last one has all of the text; where one reads from right to left, the first.
    """
    texts = [text for _, _, text in shown]
    start = 0
    while "" in texts[start:]:
        first = texts.index("", start)
        start = first
        while start < len(texts) and not texts[start]:
            start += 1
        mirrored = first > 0 and is_from_right(texts[first - 1])
        begin, end = (first - 1, start) if mirrored or start == len(texts) else (first, start + 1)
        parts = _parts("".join(texts[begin:end]), end - begin)
        texts[begin:end] = reversed(parts) if mirrored else parts
    return [(font, glyph, text) for (font, glyph, _), text in zip(shown, texts, strict=True)]


def with_copies(glyphs: list[Glyph], fonts: Collection[str]) -> list[Glyph]:
    """Return the glyphs, those of `fonts` with another font's name for each further text that they stand for.

    For fonts whose codes can be none but the glyphs' numbers: those with PostScript outlines have no map to them
    (ISO 32000-1, table 117), and pdfminer reads no other encoding.
    """
    names: dict[Glyph, str] = {}
    for (font, glyph), texts in _texts_of(glyph for glyph in glyphs if glyph[0] in fonts).items():
        for number, text in enumerate(texts):
            names[font, glyph, text] = f"{font}{COPY}{number}" if number else font
    return [(names.get(glyph, glyph[0]), *glyph[1:]) for glyph in glyphs]


def original(font: str) -> str:
    """Return the name of the font of which `font` may be a copy."""
    return font.partition(COPY)[0]


def codes_for(glyphs: list[Glyph]) -> Codes:
    """Return a code for each glyph's second text and those after it; the first has the glyph's number for its code."""
    texts = _texts_of(glyphs)
    unused = {font: count(1) for font, _ in texts}
    codes: Codes = {}
    for (font, glyph), (_, *others) in texts.items():
        for text in others:
            codes[font, glyph, text] = next(code for code in unused[font] if (font, code) not in texts)
    return codes


def _texts_of(glyphs: Iterable[Glyph]) -> dict[tuple[str, int], list[str]]:
    texts: dict[tuple[str, int], list[str]] = {}
    for font, glyph, text in dict.fromkeys(glyphs):
        texts.setdefault((font, glyph), []).append(text)
    return texts


def is_from_right(text: str) -> bool:
    """Whether a text has letters that are read from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text)


def _parts(text: str, number: int) -> list[str]:
    """Part a syllable's text among its glyphs: a letter each, the rest to the last, NOTHING to those left without."""
    parts = [*text[: number - 1], text[number - 1 :]]
    return [part or NOTHING for part in [*parts, *[""] * (number - len(parts))]]
