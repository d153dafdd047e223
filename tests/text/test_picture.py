"""A place in a text, in words."""

from __future__ import annotations

import pytest

from commitments.text.picture import picture

LONG = "Work together to uphold the safety\u202e, dignity and rights of all migrants in the country."


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [
        ("ab\u202ecd", 2, "ab[RIGHT-TO-LEFT OVERRIDE]cd"),
        ("\x07", 0, "[U+0007]"),
        ("one\ntwo\x00", 7, "one ⏎ two[U+0000]"),
        (LONG, LONG.index("\u202e"), "…uphold the safety[RIGHT-TO-LEFT OVERRIDE], dignity and…"),
        ("x" * 30 + "\ue000" + "y" * 30, 30, "…" + "x" * 20 + "[U+E000]" + "y" * 20 + "…"),
        ("a\u00a0b\u202d", 3, "a b[LEFT-TO-RIGHT OVERRIDE]"),
        ("\uf0b7\tco\u00adop\u200berate\ue000", 13, "• cooperate[U+E000]"),
        ("می\u200cخواهیم\u202a", 8, "میخواهیم[LEFT-TO-RIGHT EMBEDDING]"),
        ("ሰላም\u202aمرحبا", 3, "ሰላም[LEFT-TO-RIGHT EMBEDDING]مرحبا"),
    ],
)
def test_picture_shows_what_stands_around_a_place(text, place, shown):
    assert picture(text, place) == shown


def test_picture_of_several_characters_shows_them():
    assert picture("abc def ghi", 4, 7) == "abc def ghi"
