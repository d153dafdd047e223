"""An address as a QR code: for the page, for paper, and for a file that holds pictures as PNG."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

from qrcode import QRCode  # type: ignore[import-untyped]  # it ships no types

PIXELS = 8
"""How many pixels of a PNG a square is wide"""


@lru_cache(maxsize=64)
def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the QR code of a text row by row, black squares as True, with the white edge that readers need."""
    code = QRCode()
    code.add_data(text)
    return tuple(tuple(bool(square) for square in row) for row in code.get_matrix())


def qr_path(text: str) -> tuple[int, str]:
    """Return the QR code of a text: how many squares it is wide, and the black ones as an SVG path."""
    rows = squares(text)
    black = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_black in enumerate(row) if is_black]
    return len(rows), "".join(black)


def qr_png(text: str) -> bytes:
    """Return the QR code of a text as a PNG of one bit a pixel (ISO/IEC 15948); the same text gives the same bytes."""
    rows = squares(text)
    lines = b"".join(_line(row) * PIXELS for row in rows)
    size = len(rows) * PIXELS
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _line(row: tuple[bool, ...]) -> bytes:
    """Return one line of pixels, white as 1, behind the number of its filter, which is none."""
    bits = "".join(("0" if is_black else "1") * PIXELS for is_black in row)
    return b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
