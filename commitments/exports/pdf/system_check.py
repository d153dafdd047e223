"""What the system must have for making PDFs. Without it the site works; only the PDF does not."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes.util import find_library
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning  # noqa: A004 - the name that Django gives it

FONTS_CONF = Path(__file__).with_name("fonts.conf")
PACKAGES = {"pango-1.0": "libpango-1.0-0", "pangoft2-1.0": "libpangoft2-1.0-0"}
"""What WeasyPrint loads, and the package of Debian that has it. WeasyPrint itself takes too long to import here."""
FONT, FONT_PACKAGE = "NotoSerif-Regular.ttf", "fonts-noto-core"


def pdf_libraries(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of the libraries and fonts that are missing, with what to install."""
    missing = [package for name, package in PACKAGES.items() if not find_library(name)]
    if not any(True for folder in _font_folders() for _ in folder.rglob(FONT)):
        missing.append(FONT_PACKAGE)
    if not missing:
        return []
    packages = " ".join(missing)
    return [
        Warning(
            f"PDFs can't be made: {packages} missing. Install with: sudo apt-get install {packages}",
            id="commitments.W001",
        )
    ]


def _font_folders() -> list[Path]:
    """The folders that PDFs take their fonts from, where they exist."""
    named = (Path(element.text or "") for element in ET.parse(FONTS_CONF).iter("dir"))  # noqa: S314 - our own file
    return [folder for folder in named if folder.is_dir()]
