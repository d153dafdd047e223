"""The difference between two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.difference import Piece, difference

words = st.lists(st.sampled_from(["never", "neither", "nor", "[National Society]", "é", "،", "\n", "\n\n", "  ", "."]))
texts = words.map(" ".join) | st.text()


def older(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != "added")


def newer(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != "removed")


@given(before=texts, after=texts)
def test_difference_applied_to_one_text_gives_the_other(before, after):
    pieces = difference(before, after)
    assert (older(pieces), newer(pieces)) == (before, after)


@given(text=texts)
def test_difference_of_a_text_with_itself_is_nothing(text):
    assert {piece.kind for piece in difference(text, text)} <= {"same"}


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("is never done", "is not done", [("removed", " never"), ("added", " not")]),
        ("for all migrants.", "for migrants.", [("removed", " all")]),
        ("", "A new text", [("added", "A new text")]),
        ("An old text", "", [("removed", "An old text")]),
        ("One.\n\nTwo.", "One.\n\nTwo and a half.", [("added", " and a half")]),
    ],
)
def test_difference_names_the_words_that_changed(before, after, changes):
    found = [(piece.kind, piece.text) for piece in difference(before, after) if piece.kind != "same"]
    assert found == changes
