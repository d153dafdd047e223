"""A backup into a database: all of it or nothing, whatever happens in between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from commitments.management.backup.archive import Backup, UnusableBackupError
from commitments.management.backup.tables import Tables, migrations_of_the_database, without_limits
from commitments.models.sql import append_only, search_index

PEOPLES = ("commitments_user", "commitments_organisation", "commitments_pledge")
"""Tables that hold nothing until people use a site: the library is loaded, and may be loaded again"""


def counts_of_what_people_made() -> dict[str, int]:
    """Return how many rows the tables have that people fill; those that are empty, or not there, are left out."""
    with connection.cursor() as cursor:
        there = connection.introspection.table_names(cursor)
        counts = {}
        for table in PEOPLES:
            if table in there:
                cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  a name of ours
                counts[table.removeprefix("commitments_")] = cursor.fetchone()[0]
    return {name: count for name, count in counts.items() if count}


def restore(backup: Backup) -> None:
    """Put a backup into the place of all that the database holds, and bring it to this version.

    Raises UnknownMigrationsError for one of a newer version, UnusableBackupError for one whose tables are others, and
    django.db.Error: then all stands as it stood.
    """
    tables = Tables(backup.manifest.migrations)
    _check_columns(backup, tables)
    with _without_checks_of_references(), transaction.atomic():
        without_limits()
        if migrations_of_the_database() == tables.migrations:
            _empty(tables)
        else:
            _drop_all()
            _migrate(tables.migrations)
            _empty(tables)  # some migrations fill tables
        for table in backup.manifest.tables:
            tables.write(table, backup.lines(table))
        _go_on_numbering(tables)
        connection.check_constraints()
        _migrate(None)
    ContentType.objects.clear_cache()


def _check_columns(backup: Backup, tables: Tables) -> None:
    """Raise UnusableBackupError where a backup has other tables or columns than its migrations make."""
    said = {name: table.columns for name, table in backup.manifest.tables.items()}
    made = {name: [column.column for column in tables.columns(name)] for name in tables.kept}
    if wrong := sorted(name for name in said if said[name] != made.get(name)):
        raise UnusableBackupError(f"The backup's {wrong[0]} is not as its migrations make it.")


@contextmanager
def _without_checks_of_references() -> Iterator[None]:
    """Let tables be filled in any order. PostgreSQL waits for the end by itself; SQLite is told before it begins."""
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()


def _empty(tables: Tables) -> None:
    """Delete every row, also of tables that a backup leaves out. What guards some of them is put back."""
    cache.clear()
    statements = connection.ops.sql_flush(no_style(), sorted(tables.all))
    with connection.schema_editor() as editor:
        append_only.drop(editor)
        for statement in statements:
            editor.execute(statement)
        append_only.make(editor)


def _drop_all() -> None:
    """Drop every table of ours: an older database is of no use for a newer backup, and the other way round."""
    caches: Any = settings.CACHES
    ours = ("django_", *(f"{app.label}_" for app in apps.get_app_configs()), caches["default"]["LOCATION"])
    with connection.schema_editor() as editor:
        with connection.cursor() as cursor:
            there = connection.introspection.table_names(cursor)
            if "commitments_pledge" in there:
                search_index.drop(editor)
            there = connection.introspection.table_names(cursor)
        end = "" if connection.vendor == "sqlite" else " CASCADE"
        for table in there:
            if table.startswith(ours):
                editor.execute(f"DROP TABLE {connection.ops.quote_name(table)}{end}")


def _migrate(migrations: Mapping[str, str] | None) -> None:
    """Bring the tables to some migrations; None: to the newest."""

    def report(action: str, *_migration: Any) -> None:
        if action == "apply_success" and connection.vendor == "postgresql":
            connection.check_constraints()  # rows that were written in this transaction would keep tables from changing

    executor = MigrationExecutor(connection, report)
    executor.migrate(list(migrations.items()) if migrations else executor.loader.graph.leaf_nodes())


def _go_on_numbering(tables: Tables) -> None:
    """Let new rows have numbers that none has yet."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables.all.values())):
            cursor.execute(statement)
