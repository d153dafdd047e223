"""Reads an exported PDF back, with poppler's programs."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable
from typing import Any

import pikepdf

DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def poppler(program: str, pdf: bytes, *options: str) -> str:
    """Run pdftotext, pdfinfo or pdffonts on `pdf` and return what it prints."""
    target = ["-"] if program == "pdftotext" else []
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return subprocess.run(
            [program, *options, file.name, *target], capture_output=True, check=True, text=True
        ).stdout


def text_of(pdf: bytes) -> str:
    """The words that a reader copies out, with single spaces between them and no direction marks."""
    return " ".join(DIRECTION_MARKS.sub("", poppler("pdftotext", pdf)).split())


def tags(pdf: pikepdf.Pdf) -> Iterable[pikepdf.Object]:
    """Every structure element, in reading order."""

    def below(element: pikepdf.Object) -> Iterable[pikepdf.Object]:
        kids: Any = element.get("/K", [])
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from below(kid)

    return below(pdf.Root.StructTreeRoot)
