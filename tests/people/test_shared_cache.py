from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import make_user

pytestmark = pytest.mark.django_db
WORDS = "three plain words and a comma"


@pytest.fixture
def clock(monkeypatch):
    """A clock that can be set ahead, and put right."""
    right = time.time

    def ahead(by: timedelta) -> None:
        monkeypatch.setattr(time, "time", lambda: right() + by.total_seconds())

    return ahead


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), timedelta(hours=6), timedelta(days=400)])
def test_what_a_clock_wrote_that_was_ahead_is_not_there_once_it_is_put_right(clock, ahead):
    clock(ahead)
    cache.set("tries", [1, 2], 300)
    assert cache.add("lock", 1, 10)
    assert (cache.get("tries"), cache.get_many(["tries", "lock", "none"])) == ([1, 2], {"tries": [1, 2], "lock": 1})
    clock(timedelta())
    assert (cache.get("tries", "nothing"), cache.get_many(["tries", "lock"])) == ("nothing", {})
    assert cache.add("lock", "anew", 10)
    assert not cache.add("lock", "again", 10)
    assert cache.get("lock") == "anew"


def test_clocks_of_two_machines_may_differ_by_seconds(clock):
    clock(timedelta(seconds=40))
    cache.set("tries", [1], 300)
    assert cache.add("lock", 1, 10)
    clock(timedelta())
    assert cache.get("tries") == [1]
    assert not cache.add("lock", 1, 10)


@pytest.mark.parametrize("ahead", [timedelta(hours=6), timedelta(hours=20)])
def test_wrong_passwords_at_a_clock_that_was_ahead_lock_nobody_out(clock, ahead):
    user = make_user("own@example.org")
    user.set_password(WORDS)
    user.save(update_fields=["password"])
    clock(ahead)
    for _try in range(12):
        Client().post("/accounts/login/", {"login": user.email, "password": "wrong"})
    right = Client()
    assert right.post("/accounts/login/", {"login": user.email, "password": WORDS}).status_code != 302
    clock(timedelta())
    assert right.post("/accounts/login/", {"login": user.email, "password": WORDS}).status_code == 302
