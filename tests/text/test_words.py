"""Words as a search sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.words import LONGEST_WORD, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  … [—] ' \" * ", []),
        ("Wells for Wells, WELLS", ["wells", "for"]),
        ("Société de la Croix-Rouge", ["societe", "de", "la", "croix", "rouge"]),
        ("Straße", ["strasse"]),
        ("İstanbul", ["istanbul"]),
        ("ﬁnance ２０２６", ["finance", "2026"]),
        ("الهِجْرَة أهداف", ["الهجرة", "اهداف"]),
        ("المهـــاجرين", ["المهاجرين"]),
        ("Ελλάς", ["ελλασ"]),
        ("snake_case|pipe", ["snake", "case", "pipe"]),
        ("soft\u00adhyphen zero\u200bwidth\0nul", ["softhyphen", "zerowidthnul"]),
        ("two\nlines\tand\u00a0more", ["two", "lines", "and", "more"]),
        ("x" * 100, ["x" * LONGEST_WORD]),
    ],
)
def test_words_are_folded_and_stand_once(text, expected):
    assert words(text) == expected


@given(st.text(max_size=60))
def test_words_are_found_again_in_any_case(text):
    once = words(text)
    assert words(" ".join(once)) == once
    assert all(word.isalnum() and word for word in once)
