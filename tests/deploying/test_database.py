"""What Django is told of the database: limits as a connection starts, but through PgBouncer, which refuses them."""

from __future__ import annotations

import re

from pledgebuilder.database import LIMITS, database
from tests.deploying.test_files import ROOT

POSTGRES = "postgres://pledges:secret@db.example.org:6432/pledges"


def test_postgresql_is_told_its_limits_as_a_connection_starts():
    made = database(POSTGRES)
    assert made["OPTIONS"]["options"] == (
        "-c statement_timeout=10000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=15000"
    )
    assert (made["CONN_MAX_AGE"], made["CONN_HEALTH_CHECKS"]) == (60, True)
    assert not made["DISABLE_SERVER_SIDE_CURSORS"]


def test_pooler_is_asked_for_nothing_as_a_connection_starts_and_for_no_cursor():
    made = database(POSTGRES, is_pooled=True)
    assert made["OPTIONS"] == {}
    assert made["DISABLE_SERVER_SIDE_CURSORS"]


def test_guide_gives_the_role_the_same_limits():
    guide = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    told = {name: int(seconds) * 1_000 for name, seconds in re.findall(r"ALTER ROLE \w+ SET (\w+) = '(\d+)s'", guide)}
    assert told == LIMITS


def test_sqlite_is_the_same_with_a_pooler_or_without():
    made = database("sqlite:////srv/pledges.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert made == database("sqlite:////srv/pledges.sqlite3", is_pooled=True)
