"""Which letters a glyph stands for."""

from __future__ import annotations

import pytest

from commitments.exports.pdf import letters
from commitments.exports.pdf.letters import NOTHING


def texts(*shown):
    return [text for _, _, text in letters.shared_out([("F", number, text) for number, text in enumerate(shown)])]


@pytest.mark.parametrize(
    ("shown", "shared"),
    [
        (["a", "b"], ["a", "b"]),
        (["", "कि", "x"], ["क", "ि", "x"]),
        (["", "", "கொ"], ["க", "ொ", NOTHING]),
        (["", "क्ष"], ["क", "्ष"]),
        (["x", "", "", "ន៉ា"], ["x", "ន", "៉", "ា"]),
        (["بَ", ""], ["َ", "ب"]),
    ],
)
def test_syllable_is_shared_among_its_glyphs_in_the_order_of_reading(shown, shared):
    assert texts(*shown) == shared


def test_glyph_of_two_texts_gets_a_code_that_no_glyph_has():
    shown = [("F", 1, "-"), ("F", 2, "a"), ("F", 1, "\u2010"), ("F", 1, "-"), ("G", 1, "x"), ("F", 1, "\u2011")]
    assert letters.codes_for(shown) == {("F", 1, "\u2010"): 3, ("F", 1, "\u2011"): 4}


def test_font_without_a_map_is_copied_for_further_texts():
    shown = [("F", 5, "一"), ("F", 5, "⼀"), ("G", 5, "x"), ("G", 5, "y"), ("F", 5, "一")]
    assert [font for font, _, _ in letters.with_copies(shown, {"F"})] == ["F", "F-1", "G", "G", "F"]
    assert letters.original("F-1") == letters.original("F") == "F"
