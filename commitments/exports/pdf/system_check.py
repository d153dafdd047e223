"""What the system must have for making PDFs. Without it the site works; only the PDF does not."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes.util import find_library
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from django.apps import AppConfig
from django.core.checks import CheckMessage, Info, Warning  # noqa: A004 - the name that Django gives it

from commitments.exports.pdf.printable import FONTS, FONTS_CONF

PACKAGES = {"pango-1.0": "libpango-1.0-0", "pangoft2-1.0": "libpangoft2-1.0-0"}
"""What WeasyPrint loads, and the package of Debian that has it. WeasyPrint itself takes too long to import here."""


def pdf_libraries(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of the libraries and fonts that are missing, with what to install. Of further fonts it is no warning."""
    there = {path.name for folder in _font_folders() for path in folder.rglob("*")}
    first, *further = [(package, name in there) for name, package in FONTS.items()]
    missing = [package for name, package in PACKAGES.items() if not find_library(name)]
    missing += [package for package, is_there in [first] if not is_there]
    unprintable = [package for package, is_there in further if not is_there]
    if missing:
        return [Warning(_advice("PDFs can't be made", [*missing, *unprintable]), id="commitments.W001")]
    return (
        [Info(_advice("Some characters can't be printed", unprintable), id="commitments.I001")] if unprintable else []
    )


def _advice(what: str, packages: Sequence[str]) -> str:
    names = " ".join(packages)
    return f"{what}: {names} missing. Install with: sudo apt-get install {names}"


def _font_folders() -> list[Path]:
    """The folders that PDFs take their fonts from, where they exist."""
    named = (Path(element.text or "") for element in ET.parse(FONTS_CONF).iter("dir"))  # noqa: S314 - our own file
    return [folder for folder in named if folder.is_dir()]
