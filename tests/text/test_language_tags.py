"""Tags that name a language, and those that don't."""

from __future__ import annotations

import pytest

from commitments.text.language_tags import is_language_tag


@pytest.mark.parametrize(
    "tag", ["en", "FR", "pt-BR", "zh-Hant-TW", "sr-Latn", "iw", "sh", "prs", "ca-valencia", "ti-ER"]
)
def test_tag_of_a_language_is_one(tag):
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    "tag", ["xx", "xx-notalang", "zz-ZZ", "qq", "e", "english", "en_GB", "en-", "", "fr-abcdefghi"]
)
def test_tag_of_no_language_is_none(tag):
    assert not is_language_tag(tag)
