"""Arabic words without their endings."""

from __future__ import annotations

import pytest

from commitments.text.inflection import stem


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("دولار دولارا دولارات دولاران دولارين الدولار الدولارات", "دولار"),
        ("دينار دنانير ديناران دينارا", "دينار"),
        ("شلن شلنا شلنات شلنغ شلنغات شلنغا", "شلن"),
        ("امريكي امريكية امريكيه امريكيا امريكيان امريكيات الامريكية امريكى", "امريكي"),
        ("ين ينا", "ين"),
    ],
)
def test_endings_and_article_are_taken_away(words, bare):
    assert {stem(word) for word in words.split()} == {bare}


@pytest.mark.parametrize("word", ["dollars", "الف", "د", "", "500", "دا", "CHFا"])
def test_what_is_short_or_not_arabic_stays(word):
    assert stem(word) == word
