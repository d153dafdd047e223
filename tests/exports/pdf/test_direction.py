"""The runs of a line, told from how it is drawn and what it says."""

from __future__ import annotations

import pytest

from commitments.exports.pdf import direction

LTR, RTL = direction.FROM_LEFT, direction.FROM_RIGHT


def runs(drawn, said, *, is_from_right=True):
    found = direction.runs(list(drawn), said, is_from_right=is_from_right)
    return found and [(drawn[run.start : run.stop], run.is_forward) for run in found]


@pytest.mark.parametrize(
    ("drawn", "said", "expected"),
    [
        ("הנגה", "הגנה", [("הנגה", False)]),
        ("2023 תנש", "שנת 2023", [(" תנש", False), ("2023", True)]),
        (".1,200 בא", "אב 1,200.", [(" בא", False), ("1,200", True), (".", False)]),
        (")ERU( בא", "אב (ERU)", [(" בא", False), ("(", True), ("ERU", True), (")", True)]),
        ("of בא in 20", "of אב in 20", [("of ", True), ("בא", False), (" in 20", True)]),
    ],
)
def test_runs_come_in_the_order_of_reading(drawn, said, expected):
    assert runs(drawn, said) == expected


@pytest.mark.parametrize(("drawn", "said"), [("בא", "אג"), ("ab", "ba c"), ("אab", "בab")])
def test_line_that_says_something_else_has_no_runs(drawn, said):
    assert runs(drawn, said) is None


def test_signs_for_programs_and_spaces_at_the_ends_do_not_count():
    assert runs(" בא ", "א\u200cב") == [("בא", False)]


def marked(drawn, said):
    found = direction.runs(list(drawn), said, is_from_right=True)
    assert found
    return direction.marked(list(drawn), found)


def test_sign_beside_a_number_is_marked_as_the_letters_direction():
    assert marked(".20 בא", "אב 20.") == [RTL + "." + RTL, "2", "0", RTL + " ", "ב", "א"]


def test_brackets_among_letters_from_the_right_are_set_apart():
    closing, opening = LTR + ")" + LTR + RTL, LTR + "(" + LTR + RTL
    assert marked(")ב( א", "א (ב)") == [closing, "ב", opening, RTL + " ", "א"]


def test_letters_of_one_glyph_are_turned():
    found = direction.runs(["هلل"[::-1], "ع"], "علله", is_from_right=True)
    assert found
    assert direction.marked(["لله", "ع"], found) == ["هلل", "ع"]
