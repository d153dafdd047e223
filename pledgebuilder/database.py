"""How the site connects to its database: a pure function of what the environment says."""

from __future__ import annotations

from typing import Any

import dj_database_url

LIMITS = {
    "statement_timeout": 10_000,
    "lock_timeout": 3_000,
    "idle_in_transaction_session_timeout": 15_000,
}
"""How long PostgreSQL lets a connection work, wait for a lock, and hold a transaction open, in milliseconds"""
KEPT_OPEN = 60
"""For how many seconds a connection is kept for the next request; it is tried before it is used again"""

SQLITE = {
    # With SQLite's deferred transactions most concurrent saves fail; FULL keeps the last commit through a power loss.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
        "PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=27103364;"
    ),
}


def database(url: str, *, is_pooled: bool = False) -> dict[str, Any]:
    """Return what Django's DATABASES has for `url`.

    `is_pooled`: between the site and PostgreSQL stands PgBouncer, which gives a connection away after each transaction.
    It refuses limits as a connection starts, so the role has them (docs/deploy.md); and a cursor that the server holds
    would be left behind on another connection.
    """
    made: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=KEPT_OPEN, conn_health_checks=True))
    options: dict[str, Any] = made.setdefault("OPTIONS", {})
    if made["ENGINE"] == "django.db.backends.sqlite3":
        options.update(SQLITE)
    elif is_pooled:
        made["DISABLE_SERVER_SIDE_CURSORS"] = True
    else:
        options["options"] = " ".join(f"-c {name}={milliseconds}" for name, milliseconds in LIMITS.items())
    return made
