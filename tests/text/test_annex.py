"""The words of the pictures."""

from __future__ import annotations

from dataclasses import fields

import pytest

from commitments.text.vocabulary.headings import ENGLISH, WORDS


@pytest.mark.parametrize("language", WORDS)
def test_every_language_says_everything(language):
    for field in fields(ENGLISH.annex):
        ours, english = getattr(WORDS[language].annex, field.name), getattr(ENGLISH.annex, field.name)
        if isinstance(english, str):
            assert ours
            assert ours.count("{number}") == english.count("{number}")
        else:
            assert list(ours) == list(english)
            assert all(ours.values())
