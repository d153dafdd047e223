"""The names of characters."""

from __future__ import annotations

import pytest

from commitments.text.characters import code_point, described, is_noncharacter, is_unassigned, name_of


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


@pytest.mark.parametrize("character", ["A", "\u20ac", "\u20c1", "\U0001fae8", "\U00011f00", "\ue000", "\ud800"])
def test_character_is_assigned_though_python_does_not_know_it_yet(character):
    assert not is_unassigned(character)


@pytest.mark.parametrize("character", ["\u0378", "\U000e0fff", "\uffff"])
def test_code_point_without_a_character_is_unassigned(character):
    assert is_unassigned(character)


@pytest.mark.parametrize(
    ("character", "said"),
    [
        ("≥", "U+2265 GREATER-THAN OR EQUAL TO"),
        ("\u0378", "U+0378 UNASSIGNED"),
        ("\u20c1", "“\u20c1” (U+20C1), a sign too new for the fonts here"),
    ],
)
def test_character_is_described_by_its_name_or_as_new(character, said):
    assert described(character) == said
