"""QR codes, read again by a reader that is not the library that draws them."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from PIL import Image

from commitments.exports.qr import PIXELS, qr_path, qr_png

ADDRESS = "https://pledges.example.org/v/7KQ3M9XAB2CD/"
KEY = "otpauth://totp/Pledgebuilder:amina%40example.org?secret=" + "A" * 60


def drawn(text: str) -> Image.Image:
    """The path that a page draws, as a picture with eight pixels a square."""
    size, path = qr_path(text)
    picture = Image.new("L", (size, size), 255)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path):
        picture.putpixel((int(x), int(y)), 0)
    return picture.resize((size * PIXELS, size * PIXELS), Image.Resampling.NEAREST)


def read(picture: Image.Image) -> list[tuple[str, str]]:
    """What a reader sees: the text of each code, and its kind."""
    return [(code.text, code.format.name) for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("text", [ADDRESS, "x", "2019", KEY])
def test_path_is_read_as_the_text(text):
    assert read(drawn(text)) == [(text, "QRCode")]


@pytest.mark.parametrize("text", [ADDRESS, "x", "2019", KEY])
def test_picture_is_read_as_the_text(text):
    with Image.open(io.BytesIO(qr_png(text))) as picture:
        assert read(picture) == [(text, "QRCode")]


def test_path_holds_nothing_but_squares():
    _size, path = qr_path(ADDRESS)
    assert re.sub(r"M\d+ \d+h1v1h-1z", "", path) == ""


def test_code_has_a_white_edge_of_four_squares():
    size, path = qr_path(ADDRESS)
    places = [int(number) for pair in re.findall(r"M(\d+) (\d+)", path) for number in pair]
    assert (min(places), max(places)) == (4, size - 5)


def test_picture_shows_the_same_squares_as_the_path():
    with Image.open(io.BytesIO(qr_png(ADDRESS))) as picture:
        assert picture.mode == "1"
        assert picture.convert("L").tobytes() == drawn(ADDRESS).tobytes()


def test_code_is_read_with_a_seventh_of_it_spoilt():
    picture = drawn(ADDRESS)
    side = picture.width // 6
    picture.paste(255, (picture.width // 2, picture.height // 2, picture.width // 2 + side, picture.height // 2 + side))
    assert read(picture) == [(ADDRESS, "QRCode")]


def test_same_text_gives_the_same_bytes():
    assert qr_png(ADDRESS) == qr_png(ADDRESS)
    assert qr_png(ADDRESS) != qr_png(ADDRESS + "x")
