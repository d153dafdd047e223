"""An address as a QR code (ISO/IEC 18004): for the page, for paper, and for a file that holds pictures as PNG."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

PIXELS = 8
"""How many pixels of a PNG a square is wide"""
EDGE = 4
"""How many squares the white edge is wide that readers need"""


@lru_cache(maxsize=64)
def _code(text: str) -> segno.QRCode:
    """Return the QR code of a text, never a Micro QR code, which many phones can't read.

    A seventh of its squares may be spoilt (level M), or more where that makes it no larger.
    """
    return segno.make(text, error="m", micro=False)


def qr_path(text: str) -> tuple[int, str]:
    """Return the QR code of a text: how many squares it is wide, edge and all, and the black ones as an SVG path."""
    rows = list(_code(text).matrix_iter(border=EDGE))
    black = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_black in enumerate(row) if is_black]
    return len(rows), "".join(black)


def qr_png(text: str) -> bytes:
    """Return the QR code of a text as a PNG of one bit a pixel; the same text gives the same bytes."""
    picture = io.BytesIO()
    _code(text).save(picture, kind="png", scale=PIXELS, border=EDGE)
    return picture.getvalue()
