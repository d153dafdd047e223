"""Which characters the fonts of a printed pledge have. A missing one would be printed as an empty box, without a word.

Knows no WeasyPrint and no Pango, so the readiness check asks it as well. A font file is read when a character is asked
for that none before it has; what is kept of all is one byte a character.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

from fontTools.ttLib import TTFont

from commitments.text.characters import is_unassigned

FONTS_CONF = Path(__file__).with_name("fonts.conf")
FONTS = {
    "NotoSerif-Regular.ttf": "fonts-noto-core",
    "NotoSerifCJK-Regular.ttc": "fonts-noto-cjk",
    "Symbola_hint.ttf": "fonts-symbola",
    "unifont.otf": "fonts-unifont",
    "HanaMinB.ttf": "fonts-hanazono",
}
"""The packages of Debian and Ubuntu that have the fonts, by a file of each.

There is no PDF without the first; without another, its characters can't be printed.
"""
PACKAGES = tuple(FONTS.values())

# Spaces and invisible signs need no glyph; variation selectors and joiners only change their neighbours.
INVISIBLE = frozenset({"Cf", "Zl", "Zp", "Zs"})
LAYOUT = frozenset("\t\n\x0b\x0c\r")
"""The only controls that mean something in a text"""
SHOWN_ALL_THE_SAME = frozenset(
    map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, *range(0xFFF9, 0xFFFC), 0x110BD, 0x110CD))
)
"""Of category Cf, but seen, and not among what Unicode lets a font ignore (DerivedCoreProperties.txt)"""
VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
NO_CHARACTERS = frozenset({"Cc", "Co", "Cs"})
"""Control, for private use, half of a pair: what a font draws for these, or for a code point that is not assigned,
means nothing to a reader"""
DRAWS_CODES = "unifont.otf"
"""Draws the code point for what is newer than the font, which goes with Unicode 15"""
MOST_CHARACTERS = 4096
"""Of so many it is kept what they are: a pledge has a hundred, or a thousand in a script such as Chinese"""
VARIANTS = ("-Bold.", "-Italic.")
"""Files of a family whose regular one has all of their characters"""


class Coverage:
    """The characters of some font files."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self._unread = [path for path in reversed(paths) if not any(variant in path.name for variant in VARIANTS)]
        self._has_glyph = bytearray(sys.maxunicode + 1)

    def missing(self, text: str) -> list[str]:
        """Return the characters of `text` that can't be printed, each once, in the order of their code points."""
        needed = {character for character in set(text) if _needs_glyph(character)}
        never = {character for character in needed if _is_no_character(character)}
        sought = self._without_glyph(needed - never)
        while sought and self._unread:
            self._read(self._unread.pop())
            sought = self._without_glyph(sought)
        return sorted(never | sought)

    def _without_glyph(self, characters: set[str]) -> set[str]:
        return {character for character in characters if not self._has_glyph[ord(character)]}

    def _read(self, path: Path) -> None:
        with TTFont(path, lazy=True, fontNumber=0) as font:  # the fonts of a collection have the same characters
            for code in font.getBestCmap() or ():
                # What is new to Python as well has its glyph in another font, or none.
                if path.name != DRAWS_CODES or unicodedata.category(chr(code)) != "Cn":
                    self._has_glyph[code] = True


@lru_cache(maxsize=MOST_CHARACTERS)
def _is_no_character(character: str) -> bool:
    return unicodedata.category(character) in NO_CHARACTERS or is_unassigned(character)


@lru_cache(maxsize=MOST_CHARACTERS)
def _needs_glyph(character: str) -> bool:
    if character in VARIATION_SELECTORS or character in LAYOUT:
        return False
    return unicodedata.category(character) not in INVISIBLE or character in SHOWN_ALL_THE_SAME


def missing(text: str) -> list[str]:
    """Return the characters of `text` that no font has that is installed now.

    Each once, in the order of their code points. Raises FileNotFoundError if there is no font at all.
    """
    return coverage().missing(text)


def coverage() -> Coverage:
    """Return what the fonts have that are installed now. Raises FileNotFoundError if there are none."""
    return _coverage(files())


@lru_cache(maxsize=1)
def _coverage(paths: tuple[Path, ...]) -> Coverage:
    return Coverage(paths)


def files() -> tuple[Path, ...]:
    """Return the font files that fonts.conf accepts and that are installed, in its order.

    Raises FileNotFoundError if there are none.
    """
    folders, _names = _configuration(FONTS_CONF)
    paths = _installed(FONTS_CONF, tuple(_changed(folders)))
    if not paths:
        raise FileNotFoundError(PACKAGES[0])
    return paths


def _changed(folders: tuple[Path, ...]) -> Iterator[tuple[Path, int]]:
    """Go through those of the folders that are there, with the time at which files came or went."""
    for folder in folders:
        if folder.is_dir():
            yield folder, folder.stat().st_mtime_ns


@lru_cache(maxsize=1)
def _installed(configuration: Path, folders: tuple[tuple[Path, int], ...]) -> tuple[Path, ...]:
    _folders, names = _configuration(configuration)
    there = {path.name: path for folder, _time in reversed(folders) for path in folder.iterdir()}
    return tuple(there[name] for name in names if name in there)


@cache
def _configuration(path: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Return the folders that fonts.conf names, and the names of the files that it accepts."""
    # Our own file, not a stranger's: nothing in it can harm the parser.
    configuration = ET.parse(path)  # noqa: S314
    folders = tuple(Path(element.text or "") for element in configuration.findall("dir"))
    globs = configuration.findall("selectfont/acceptfont/glob")
    return folders, tuple((element.text or "").removeprefix("*/") for element in globs)
