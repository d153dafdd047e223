"""How a pledge notes the last entry of its trail."""

from __future__ import annotations

import pytest

from commitments.models import TrailHead


@pytest.mark.parametrize(("stored", "head"), [("", TrailHead()), ("12:ab", TrailHead(12, "ab")), ("1:", TrailHead(1))])
def test_head_is_read_and_written_the_same_way(stored, head):
    assert TrailHead.of(stored) == head
    assert str(head) == stored


@pytest.mark.parametrize("stored", ["x:y", "99", "-1:0", "\u00b2:0", "01:ab", "0:ab", ":ab"])
def test_head_that_was_never_written_is_an_error(stored):
    with pytest.raises(ValueError, match=stored):
        TrailHead.of(stored)
