"""What every test has: the library, loaded once as `load_library` does it."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
from contextlib import closing
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.template import Template
from django.test import TransactionTestCase, override_settings
from hypothesis import settings as hypothesis_settings

from commitments import models
from commitments.models.sql import append_only

LIBRARY: list[type[Model]] = [
    models.State,
    models.NationalSociety,
    models.Component,
    models.RegionalGroup,
    models.RegionalGroup.members.through,
    models.Framework,
    models.FrameworkItem,
    models.ModelText,
    models.Bracket,
    models.Passage,
    models.Theme,
    models.Clause,
    models.Clause.suggested.through,
    models.ClauseLink,
    models.Conference,
    models.Resolution,
    models.Misnomer,
    models.Choice,
    models.Overlap,
]
SHOWN = (
    *("tests/bench/", "tests/document/", "tests/drafting/", "tests/exports/", "tests/people/", "tests/readiness/"),
    *("tests/signing/", "tests/web/"),
)
"""Where the cases of one test differ in words, not in what is asked of the database, so on PostgreSQL its first case
speaks for them. Where each case asks something else, it has the mark `both`"""
USES_THE_DATABASE = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}


# How long an example may take is a matter of the machine, which does other things beside the tests. Random inputs are
# the same at each run, so that a test that fails tells of the change at hand; `make random` looks for fresh ones.
hypothesis_settings.register_profile("tests", deadline=None, derandomize=True)
hypothesis_settings.register_profile("fresh", deadline=None, print_blob=True)
hypothesis_settings.load_profile("tests")

# As it is before Django's test environment puts another in its place; the stubs leave it out.
render = Template._render  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def _templates_as_in_production(django_test_environment):
    """Draw templates without a note of each with a copy of its context, which takes a tenth of the tests' time."""
    noting, Template._render = Template._render, render  # type: ignore[attr-defined]  # the same
    yield noting
    Template._render = noting  # type: ignore[attr-defined]  # the same


@pytest.fixture
def contexts(_templates_as_in_production, monkeypatch):
    """Responses have a `context` in this test."""
    monkeypatch.setattr(Template, "_render", _templates_as_in_production)


def pytest_collection_finish():
    """What is loaded by now stays: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords():
    """A real hash takes half a second on purpose; the tests make hundreds."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _mails_in_order():
    """One mail after the other, so that tests find each in its place; those about several at once say so."""
    with override_settings(MAIL_CONNECTIONS=1):
        yield


@pytest.fixture(autouse=True)
def _no_kept_fragments():
    """What another test drew may hold what its settings said, such as the hashed names of static files."""
    caches["fragments"].clear()


@pytest.fixture(autouse=True)
def _no_files_of_what_goes_round(request, monkeypatch):
    """Make no file of a text before it goes round, which takes longer than most tests; those about it have a mark."""
    if not any(request.node.get_closest_marker(mark) for mark in ("files", "e2e", "reliability")):
        monkeypatch.setattr("commitments.signing.circulating.make_every_form", lambda _document: None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite keeps its tests in a file: in memory, all requests to a live server would share one transaction.

    PostgreSQL waits for a transaction that does nothing: a whole test is one, and may be making a PDF meanwhile.
    """
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        if _is_made():
            shutil.copy(_made_before(), path)
        connection.settings_dict["TEST"]["NAME"] = str(path)
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # as with .ci/with-postgres
    elif "options" in connection.settings_dict["OPTIONS"]:  # through PgBouncer the role has them
        connection.settings_dict["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=0"


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Whether the test database is there already: migrating and loading the library takes longer than many tests."""
    return connection.vendor == "sqlite" and _is_made()


@cache
def _is_made() -> bool:
    """Whether that database was there when this process first asked: others may make it meanwhile."""
    return _made_before().exists()


@cache
def _made_before() -> Path:
    """Where a migrated SQLite database with the library is kept: another place whenever what makes it changes."""
    root = Path(settings.BASE_DIR)
    app = root / "commitments"
    makers = [*(root / "fixtures").iterdir(), *(app / "migrations").glob("*.py"), *(app / "models").glob("*.py")]
    makers += [*(app / "library").glob("*.py"), root / "pledgebuilder" / "settings.py", root / "requirements-dev.txt"]
    made_of = b"".join(path.read_bytes() for path in sorted(makers))
    return root / ".run" / f"tests-{sha256(made_of).hexdigest()[:16]}.sqlite3"


def _keep_what_was_made():
    """Keep a test database for the next run, on SQLite; in one step, as other workers may do the same."""
    if connection.vendor == "sqlite":
        made, here = _made_before(), _made_before().with_name(f"new-{os.getpid()}.sqlite3")
        made.parent.mkdir(exist_ok=True)
        for old in set(made.parent.glob("tests-*.sqlite3")) - {made}:
            old.unlink(missing_ok=True)
        with closing(sqlite3.connect(here)) as copy:
            connection.connection.backup(copy)
        here.replace(made)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, django_db_keepdb, _put_back):
    """Load the library into the new test database, and return its rows by model."""
    with django_db_blocker.unblock():
        if not django_db_keepdb:
            call_command("load_library", verbosity=0)
            _keep_what_was_made()
        _put_back()
        return {model: list(model._base_manager.order_by("pk")) for model in LIBRARY}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what asks something else of the database is worth running again."""
    tests: set[str] = set()
    there: list[pytest.Item] = []
    elsewhere: list[pytest.Item] = []
    for item in items:
        test = item.nodeid.partition("[")[0]
        (there if _belongs_here(item, is_first=test not in tests) else elsewhere).append(item)
        tests.add(test)
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = sorted(there, key=lambda item: not item.get_closest_marker("long"))  # else it would end last and alone


def _belongs_here(item, *, is_first: bool) -> bool:
    """Whether a case of a test is for this database; `is_first`: of the cases of that test.

    Random inputs that go no further than the code need no second database. Nonsense in requests goes to PostgreSQL,
    which refuses more: NUL, numbers and texts that are too long. Of what is shown (SHOWN) the first cases go there.
    """
    if marker := item.get_closest_marker("random"):
        return connection.vendor == (marker.args[0] if marker.args else "sqlite")
    if connection.vendor == "sqlite":
        return True
    asks_more = is_first or item.get_closest_marker("both") or not item.nodeid.startswith(SHOWN)
    return bool(asks_more) and _uses_the_database(item)


def pytest_terminal_summary(terminalreporter):
    """Print what tests noted as room that is left under a limit."""
    reports = [report for report in terminalreporter.stats.get("passed", []) if report.when == "call"]
    if rooms := [text for report in reports for name, text in report.user_properties if name == "room"]:
        terminalreporter.section("room that is left")
        for room in sorted(rooms):
            terminalreporter.write_line(room)


def _uses_the_database(item) -> bool:
    return bool(item.get_closest_marker("django_db") or USES_THE_DATABASE & set(item.fixturenames))


@pytest.fixture(scope="session", autouse=True)
def _tests_begin_anew():
    """A transactional test empties every table when it ends; the database refuses that for some of them."""
    empty = connection.ops.execute_sql_flush

    def execute_sql_flush(statements):
        with connection.schema_editor() as editor:
            append_only.drop(editor)
        empty(statements)
        with connection.schema_editor() as editor:
            append_only.make(editor)

    connection.ops.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign]  # for the tests alone
    yield
    connection.ops.execute_sql_flush = empty  # type: ignore[method-assign]  # the same


class Snapshot:
    """The SQLite test database as it is now, in memory: putting it back takes milliseconds."""

    def __init__(self) -> None:
        self._copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.ensure_connection()
        connection.connection.backup(self._copy)

    def put_back(self) -> None:
        connection.ensure_connection()
        self._copy.backup(connection.connection)

    def close(self) -> None:
        self._copy.close()


@pytest.fixture(scope="session")
def _put_back():
    """Return a function that keeps the database as it is now, to be put back when a transactional test ends.

    On SQLite alone, where that takes a hundredth of the time of emptying every table and filling some again.
    """
    kept: list[Snapshot] = []
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # the stubs leave it out

    def keep():
        if connection.vendor == "sqlite":
            kept.append(Snapshot())
            put_back = kept[0].put_back
            TransactionTestCase._fixture_teardown = lambda test: put_back()  # type: ignore[attr-defined]  # the same

    yield keep
    TransactionTestCase._fixture_teardown = empty  # type: ignore[attr-defined]  # the same
    for snapshot in kept:
        snapshot.close()


@pytest.fixture(autouse=True)
def library(request):
    """Every test has the library. A transactional test empties the database when it ends; so put the rows back."""
    if not _uses_the_database(request.node):
        return
    request.getfixturevalue("db")
    if not models.State.objects.exists():
        for model, rows in request.getfixturevalue("django_db_setup").items():
            model._base_manager.bulk_create(rows)


@pytest.fixture
def model_text(db):
    """The model text on migration, of 2019."""
    return models.ModelText.objects.get(slug="migration-2019")
