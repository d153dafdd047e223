"""Small repairs: a full stop where one is missing, words enumerated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.sentences import enumerate_words, sentence, sentence_around


@pytest.mark.parametrize(
    ("text", "finished"),
    [
        ("", ""),
        ("  ", ""),
        ("Dig wells", "Dig wells."),
        ("Dig wells.", "Dig wells."),
        ("Dig wells. \n", "Dig wells."),
        ("Who digs?", "Who digs?"),
        ("Dig!", "Dig!"),
        ("and so on…", "and so on…"),
        ("the following:", "the following:"),
        ("wells;", "wells;"),
        ("[number of wells]", "[number of wells]."),
        ("“wells”", "“wells”."),
    ],
)
def test_sentence_ends_once(text, finished):
    assert sentence(text) == finished


@given(st.text(max_size=30))
def test_sentence_of_a_sentence_is_itself(text):
    assert sentence(sentence(text)) == sentence(text)


@pytest.mark.parametrize(
    ("words", "listed"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (list("abcd"), "a, b, c and d")],
)
def test_enumerate_words_joins_with_commas_and_and(words, listed):
    assert enumerate_words(words) == listed


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("Dig [x].", "Dig [x]."),
        ("One. Dig [x] wells! Two.", "Dig [x] wells!"),
        ("One\nDig [x]\nTwo", "Dig [x]"),
        ("挖井。到 [x] 年。完", "到 [x] 年。"),
        ("Spend 1.5 on [x], 2.5 on [x]. End.", "Spend 1.5 on [x], 2.5 on [x]."),
        ("Nothing.", ""),
    ],
)
def test_sentence_around_words(text, around):
    assert sentence_around(text, "[x]") == around
