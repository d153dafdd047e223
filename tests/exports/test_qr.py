"""QR codes, compared with what the library itself draws."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from qrcode import QRCode

from commitments.exports.qr import PIXELS, qr_path, qr_png

ADDRESS = "https://pledges.example.org/v/7KQ3M9XAB2CD/"


def matrix(text: str) -> list[list[bool]]:
    code = QRCode()
    code.add_data(text)
    return code.get_matrix()


@pytest.mark.parametrize("text", [ADDRESS, "x", "otpauth://totp/Pledgebuilder:amina%40example.org?secret=" + "A" * 60])
def test_path_draws_every_black_square_and_no_other(text):
    size, path = qr_path(text)
    drawn = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)}
    assert size == len(matrix(text))
    assert drawn == {(x, y) for y, row in enumerate(matrix(text)) for x, is_black in enumerate(row) if is_black}


def test_code_has_a_white_edge_of_four_squares():
    size, path = qr_path(ADDRESS)
    places = [int(number) for pair in re.findall(r"M(\d+) (\d+)", path) for number in pair]
    assert (min(places), max(places)) == (4, size - 5)


def test_picture_shows_the_same_squares():
    with Image.open(io.BytesIO(qr_png(ADDRESS))) as picture:
        rows = len(matrix(ADDRESS))
        assert picture.size == (rows * PIXELS, rows * PIXELS)
        middle = PIXELS // 2
        seen = [
            [picture.getpixel((x * PIXELS + middle, y * PIXELS + middle)) == 0 for x in range(rows)]
            for y in range(rows)
        ]
    assert seen == matrix(ADDRESS)


def test_same_text_gives_the_same_bytes():
    assert qr_png(ADDRESS) == qr_png(ADDRESS)
    assert qr_png(ADDRESS) != qr_png(ADDRESS + "x")
