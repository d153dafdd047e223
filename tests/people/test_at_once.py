"""At most so many at the same time: counted while they are at it, and not when they are done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from commitments.models import Attempt
from commitments.people.at_once import TooManyAtOnceError, at_once

pytestmark = pytest.mark.django_db

LONGEST = timedelta(minutes=1)


def is_let_in(*named: object, limit: int = 2) -> bool:
    try:
        with at_once(*named, limit=limit, longest=LONGEST):
            return True
    except TooManyAtOnceError:
        return False


def test_no_more_than_the_limit_are_let_in_and_others_when_they_are_done():
    with at_once("a", limit=2, longest=LONGEST):
        assert is_let_in("a")
        with at_once("a", limit=2, longest=LONGEST):
            assert not is_let_in("a")
            assert not is_let_in("a")  # the first who was refused does not count
        assert is_let_in("a")
    assert not Attempt.objects.exists()


def test_others_are_counted_apart():
    with at_once("a", 1, limit=1, longest=LONGEST):
        assert [is_let_in("a", 2, limit=1), is_let_in("a", limit=1), is_let_in("a1", limit=1)] == [True] * 3
        assert not is_let_in("a", 1, limit=1)


def test_who_fails_is_counted_no_more():
    with pytest.raises(ZeroDivisionError), at_once("a", limit=1, longest=LONGEST):
        1 / 0  # noqa: B018
    assert is_let_in("a", limit=1)


@pytest.mark.parametrize("since", [timedelta(minutes=-2), timedelta(minutes=2), timedelta(days=400)])
def test_who_was_stopped_counts_no_longer_than_it_may_take_whatever_the_clock_said(since):
    with at_once("a", limit=1, longest=LONGEST):
        assert not is_let_in("a", limit=1)
        Attempt.objects.update(at=timezone.now() + since)
        assert is_let_in("a", limit=1)
