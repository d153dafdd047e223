"""The words of the trail."""

from __future__ import annotations

from dataclasses import fields

import pytest

from commitments.document.trail import SENTENCES
from commitments.models import TrailEntry
from commitments.text.vocabulary.headings import ENGLISH, WORDS


@pytest.mark.parametrize("language", WORDS)
def test_every_language_says_everything(language):
    said = {field.name: getattr(WORDS[language].trail, field.name) for field in fields(ENGLISH.trail)}
    assert all(said.values())
    assert set(said["events"]) == set(TrailEntry.Kind)
    assert all(said["events"].values())


def test_every_kind_has_a_sentence():
    assert set(SENTENCES) == set(TrailEntry.Kind)
