"""The marks in a line's texts, which keep programs from mistaking its order."""

from __future__ import annotations

import pytest

from commitments.exports.pdf import direction, marking

LTR, RTL = marking.FROM_LEFT, marking.FROM_RIGHT


def marked(drawn, said, *, is_from_right=True):
    found = direction.runs(list(drawn), said, is_from_right=True)
    assert found
    return marking.marked(list(drawn), direction.units(list(drawn), found, is_from_right=is_from_right))


@pytest.mark.parametrize(
    ("drawn", "said", "texts"),
    [
        (".20 בא", "אב 20.", [RTL + "." + RTL, "2", "0", RTL + " ", "ב", "א"]),
        (")ב( א", "א (ב)", [RTL + ")" + LTR + RTL, "ב", RTL + "(" + LTR + RTL, " ", "א"]),
        ("٣١ בא", "אב ٣١", [LTR, LTR + "٣١", RTL + " ", "ב", "א"]),
        ("a.b א", "א a.b", ["a", ".", "b", RTL + " ", "א"]),
    ],
)
def test_signs_and_numbers_are_marked_as_what_they_belong_to(drawn, said, texts):
    assert marked(drawn, said) == texts


def test_line_that_begins_with_a_number_is_parted_from_its_own_number():
    assert marked("א 50", "50 א") == ["א", " " + RTL, "5", "0" + RTL]


def test_hyphen_at_the_right_is_none_that_parts_a_word():
    assert marked("א 5-", "-5 א")[-1] == RTL + "-" + RTL


def test_letters_of_one_glyph_are_turned():
    assert marked(["لله", "ع"], "علله") == ["هلل", "ع"]


def test_each_vowel_sign_of_a_letter_is_read_by_itself():
    assert marking.turned("د\u0651\u0650") == RTL + "\u0650" + RTL + "\u0651" + "د"


def test_phrase_in_a_line_from_the_left_is_marked_letter_by_letter():
    found = marked("x 19 בא y", "x אב 19 y", is_from_right=False)
    begin, end = marking.BEGIN_FROM_RIGHT, marking.END
    assert found == ["x", " " + LTR + begin, "1", "9" + end, " ", "ב" + LTR, "א" + LTR, LTR + " ", "y"]


def test_phrase_without_numbers_is_a_run():
    assert marked("x בא y", "x אב y", is_from_right=False) == ["x", " " + LTR, "ב", "א" + LTR, LTR + " ", "y"]
