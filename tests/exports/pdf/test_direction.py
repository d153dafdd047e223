"""The runs of a line, told from how it is drawn and what it says."""

from __future__ import annotations

import pytest

from commitments.exports.pdf import direction


def runs(drawn, said, *, is_from_right=True):
    found = direction.runs(list(drawn), said, is_from_right=is_from_right)
    return found and [(drawn[run.start : run.stop], run.is_forward) for run in found]


@pytest.mark.parametrize(
    ("drawn", "said", "expected"),
    [
        ("הנגה", "הגנה", [("הנגה", False)]),
        ("2023 תנש", "שנת 2023", [(" תנש", False), ("2023", True)]),
        (".1,200 בא", "אב 1,200.", [(" בא", False), ("1,200", True), (".", False)]),
        (")ERU( בא", "אב (ERU)", [("( בא", False), ("ERU", True), (")", False)]),
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
