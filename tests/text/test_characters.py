"""The names of characters."""

from __future__ import annotations

import pytest

from commitments.text.characters import code_point, is_new, is_noncharacter, is_unassigned, name_of


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("≥", "U+2265 GREATER-THAN OR EQUAL TO"),
        ("中", "U+4E2D CJK UNIFIED IDEOGRAPH-4E2D"),
        ("😀", "U+1F600 GRINNING FACE"),
        ("\ue000", "U+E000 PRIVATE USE"),
        ("\U0010fffd", "U+10FFFD PRIVATE USE"),
        ("\u0378", "U+0378 UNASSIGNED"),
        ("\U0001fae8", "U+1FAE8 UNNAMED"),
        ("\ud800", "U+D800 SURROGATE"),
        ("\x07", "U+0007 CONTROL"),
        ("\uffff", "U+FFFF NONCHARACTER"),
        ("\U0001fffe", "U+1FFFE NONCHARACTER"),
        ("\ufdd0", "U+FDD0 NONCHARACTER"),
        ("\ufdef", "U+FDEF NONCHARACTER"),
    ],
)
def test_character_is_named(character, name):
    assert name_of(character) == name


def test_code_point_has_at_least_four_digits():
    assert [code_point(character) for character in "A€𝟘"] == ["U+0041", "U+20AC", "U+1D7D8"]


def test_neighbours_of_noncharacters_are_none():
    assert [is_noncharacter(character) for character in "\ufdcf\ufdf0\ufffd\U0001fffd"] == [False] * 4


@pytest.mark.parametrize(
    ("character", "unassigned", "new"),
    [
        ("A", False, False),
        ("\u20ac", False, False),
        ("\u20c1", False, True),
        ("\U0001fae8", False, True),
        ("\U00011f00", False, True),
        ("\u0378", True, False),
        ("\U000e0fff", True, False),
        ("\uffff", True, False),
        ("\ue000", False, False),
        ("\ud800", False, False),
    ],
)
def test_new_character_is_told_from_a_code_point_without_one(character, unassigned, new):
    assert (is_unassigned(character), is_new(character)) == (unassigned, new)
