"""A database that takes nothing: every page that only reads shows."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.urls import reverse

from tests.test_access_matrix import ROWS, VISITORS, cells, world

__all__ = ["world"]  # a fixture
pytestmark = [pytest.mark.django_db, pytest.mark.both]
KEPT_AS_IT_IS_OPENED = {"invitation_link"}
"""By a link of a mail: it is kept in a session, where no address holds it"""
NOT_FOR_READING = {"account_reset_password_from_key"}
"""A new password can't be kept: allauth writes before it draws the page"""


@contextmanager
def read_only():
    """Let the database refuse every write, as a stand-in does; what was tried is undone."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only=1" if connection.vendor == "sqlite" else "SET TRANSACTION READ ONLY")
        try:
            yield
        finally:
            transaction.set_rollback(True)
            if connection.vendor == "sqlite":
                connection.connection.execute("PRAGMA query_only=0")


@pytest.mark.parametrize("visitor", VISITORS.split())
def test_every_page_that_only_reads_shows_on_a_read_only_database(world, visitor):
    client = world.visitors[visitor]()
    place = VISITORS.split().index(visitor)
    found, expected = {}, {}
    with read_only():
        for name, (given, row) in ROWS.items():
            url = reverse(name, kwargs=world.kwargs(given))
            expected[name] = 503 if name in KEPT_AS_IT_IS_OPENED else cells(row)[place][0]
            found[name] = client.get(url).status_code
    differing = {name: status for name, status in found.items() if status != expected[name]}
    assert differing.keys() <= NOT_FOR_READING, differing
