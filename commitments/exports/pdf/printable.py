"""Which characters the embedded fonts can print. A missing one would be printed as an empty box, without a word."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from fontTools.ttLib import TTFont

FONTS_CONF = Path(__file__).with_name("fonts.conf")

# Spaces and invisible signs need no glyph; variation selectors and joiners only change their neighbours.
INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))


def missing(text: str) -> list[str]:
    """Return the characters of `text` that no embedded font has, each once, in the order of their code points."""
    needed = {
        character
        for character in set(text) - _printable(files()[0]) - VARIATION_SELECTORS
        if unicodedata.category(character) not in INVISIBLE
    }
    for path in files()[1:]:
        if not needed:
            break
        needed -= _printable(path)
    return sorted(needed)


@cache
def files() -> tuple[Path, ...]:
    """Return the font files that fonts.conf accepts and that are installed, in its order.

    Raises FileNotFoundError if there are none.
    """
    # Our own file, not a stranger's: nothing in it can harm the parser.
    configuration = ET.parse(FONTS_CONF)  # noqa: S314
    folders = [Path(element.text or "") for element in configuration.findall("dir")]
    names = [(element.text or "").removeprefix("*/") for element in configuration.findall("selectfont/acceptfont/glob")]
    paths = tuple(folder / name for name in names for folder in folders if (folder / name).exists())
    if not paths:
        raise FileNotFoundError("fonts-noto-core")
    return paths


@cache
def _printable(path: Path) -> frozenset[str]:
    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap() or ()))
