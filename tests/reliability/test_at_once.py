"""Many at once who are let in by the database alone, as those of several processes are: never more than the limit."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from commitments.models import Attempt
from commitments.people.at_once import TooManyAtOnceError, at_once

pytestmark = [pytest.mark.reliability, pytest.mark.django_db(transaction=True)]

ROUNDS, MANY, LIMIT = 10, 6, 2


def let_in() -> int:
    """Return how many of many who come in the same moment are let in; each stays until all others have tried."""
    gate, all_tried = threading.Barrier(MANY, timeout=20), threading.Barrier(MANY, timeout=20)

    def come(_number: int) -> int:
        try:
            connection.ensure_connection()
            gate.wait()
            try:
                with at_once("together", limit=LIMIT, longest=timedelta(minutes=1)):
                    all_tried.wait()
                    return 1
            except TooManyAtOnceError:
                all_tried.wait()
                return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as threads:
        return sum(threads.map(come, range(MANY)))


def test_never_more_than_the_limit_are_let_in_at_once():
    assert max(let_in() for _round in range(ROUNDS)) <= LIMIT
    assert not Attempt.objects.exists()


def test_as_many_as_the_limit_are_let_in_one_after_the_other():
    with at_once("together", limit=LIMIT, longest=timedelta(minutes=1)):
        assert let_in() <= 1
        with at_once("together", limit=LIMIT, longest=timedelta(minutes=1)):
            assert let_in() == 0
