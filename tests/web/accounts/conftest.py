"""Counting of tries starts anew in each test."""

import pytest
from django.core.cache import cache

from tests.factories import make_user

PASSWORD = "three plain words and a comma"


@pytest.fixture(autouse=True)
def _no_tries_so_far(db):
    cache.clear()


@pytest.fixture
def person(db):
    user = make_user("amina@example.org", name="Amina Wanjiru")
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user
