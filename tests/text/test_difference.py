"""The difference between two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.difference import Piece, difference
from commitments.text.sameness import looks_same, seen

WORDS = ["never", "neither", "nor", "[National Society]", "é", "e\u0301", "،", "\n", "\n\n", "  ", "\u00a0", ".", "-"]
words = st.lists(st.sampled_from([*WORDS, "\u2011", "\u00ad", "می\u200cخواهیم", "हिंदी", "ﬁ"]))
texts = words.map(" ".join) | words.map("".join) | st.text()


def older(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != "added")


def newer(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != "removed")


def letters(text: str) -> str:
    """What is seen of a text, without its white space."""
    return "".join(seen(text).split())


@given(before=texts, after=texts)
def test_difference_applied_to_one_text_gives_the_other(before, after):
    pieces = difference(before, after)
    assert (letters(older(pieces)), letters(newer(pieces))) == (letters(before), letters(after))


@given(before=texts, after=texts)
def test_difference_is_one_that_can_be_seen(before, after):
    changes = [piece for piece in difference(before, after) if piece.kind != "same"]
    assert all(seen(piece.text).strip(" ") for piece in changes)
    assert not (changes and looks_same(before, after))


@given(text=texts)
def test_difference_of_a_text_with_itself_is_nothing(text):
    assert {piece.kind for piece in difference(text, text)} <= {"same"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("of all migrants", "of\u00a0all migrants"),
        ("of all migrants", "of  all\u202fmigrants"),
        ("co-operation", "co\u2011operation"),
        ("cooperation", "co\u00adop\u200beration\ufeff"),
        ("\u00e9t\u00e9", "e\u0301te\u0301"),
        ("office", "o\ufb03ce"),
        ("نتعهد باحترام", "نتعهد\u200f باحترام"),
        ("of all – and", "of all − and"),
        ("2019–2023", "2019‒2023"),
        ("of people’s", "of peopleʼs"),
    ],
)
def test_difference_that_nobody_sees_is_none(before, after):
    assert difference(before, after) == [Piece("same", after)]
    assert difference(f"{before} one", f"{after} two")[1:] == [Piece("removed", " one"), Piece("added", " two")]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("is never done", "is not done", [("removed", " never"), ("added", " not")]),
        ("for all migrants.", "for migrants.", [("removed", " all")]),
        ("", "A new text", [("added", "A new text")]),
        ("An old text", "", [("removed", "An old text")]),
        ("a b", "a\nb", [("removed", " b"), ("added", "\nb")]),
        ("a\n\nb", "a\nb", [("removed", "\n")]),
        ("“all”", '"all"', [("removed", "“"), ("added", '"'), ("removed", "”"), ("added", '"')]),
        ("में हिंदी", "में हिंदू", [("removed", " हिंदी"), ("added", " हिंदू")]),
        ("می\u200cخواهیم", "میخواهیم", [("removed", "می\u200cخواهیم"), ("added", "میخواهیم")]),
        ("One.\n\nTwo.", "One.\n\nTwo and a half.", [("added", " and a half")]),
    ],
)
def test_difference_names_the_words_that_changed(before, after, changes):
    found = [(piece.kind, piece.text) for piece in difference(before, after) if piece.kind != "same"]
    assert found == changes
