"""A site of its own for each test, in a process that can be killed, on a database of its own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2  # type: ignore[import-untyped]  # it ships no types
import pytest
from django.db import connection

from tests.reliability.site import Site

ROOT = Path(__file__).resolve().parents[2]
NAME = "to_be_killed"


@pytest.fixture
def site(transactional_db, library, tmp_path):
    """Start the site on a copy of the tests' database: the library is in it, and nothing else."""
    with copied_database(tmp_path) as (address, connect):
        log = (tmp_path / "server.log").open("wb")
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.server"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": address, "DEBUG": "1", "PYTHONWARNINGS": "ignore"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            yield Site(server, connect, address)
        finally:
            assert server.stdin is not None
            server.stdin.close()
            server.wait(timeout=20)
            log.close()


@contextmanager
def copied_database(folder: Path) -> Any:
    """Give the address of a copy of the tests' database, and a function that connects to it."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        file = folder / f"{NAME}.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        yield f"sqlite:///{file}", lambda: sqlite3.connect(file, timeout=20, isolation_level=None)
        return

    def connect(name: str) -> Any:
        who = {"user": given["USER"], "password": given["PASSWORD"] or None}
        made = psycopg2.connect(host=given["HOST"], port=given["PORT"] or None, dbname=name, **who)
        made.autocommit = True
        return made

    name = f"{NAME}_{given['NAME']}"  # each process of the tests has its own
    connection.close()  # PostgreSQL copies no database that somebody is in
    with closing(connect("postgres")) as server:
        server.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.cursor().execute(f"CREATE DATABASE {name} TEMPLATE {given['NAME']}")
    try:
        host = quote(given["HOST"], safe="")
        password = f":{quote(given['PASSWORD'], safe='')}" if given["PASSWORD"] else ""
        port = f":{given['PORT']}" if given["PORT"] else ""
        yield f"postgres://{given['USER']}{password}@{host}{port}/{name}", lambda: connect(name)
    finally:
        with closing(connect("postgres")) as server:
            server.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
