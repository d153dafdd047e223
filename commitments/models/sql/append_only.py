"""Tables whose rows nobody changes or deletes: the database itself refuses, whatever a program asks of it.

SQLite drops triggers when Django remakes their table: a migration that alters one of these there calls `drop` before
and `make` after it.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = {
    "commitments_revision": "pledge_id = NEW.pledge_id AND number = NEW.number OR code = NEW.code",
    "commitments_signature": (
        "turn_id = NEW.turn_id OR revision_id = NEW.revision_id AND party_key = NEW.party_key AND email = NEW.email"
    ),
    "commitments_signedcopy": "revision_id = NEW.revision_id AND signatures = NEW.signatures",
    "commitments_publiccopy": "revision_id = NEW.revision_id AND named = NEW.named",
    "commitments_annexedcopy": "digest = NEW.digest",
    "commitments_trailentry": "pledge_id = NEW.pledge_id AND number = NEW.number",
}
"""Each with what makes a row the same as another one, besides its primary key: its unique columns"""

# A row that is inserted over another one would be a change, too: INSERT OR REPLACE fires no trigger of deleting.
SQLITE_MAKE = (
    "CREATE TRIGGER {table}_kept_changed BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END",
    "CREATE TRIGGER {table}_kept_gone BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'rows of {table} are never deleted'); END",
    "CREATE TRIGGER {table}_kept_replaced BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR {same}) "
    "BEGIN SELECT RAISE(ABORT, 'rows of {table} are never replaced'); END",
)
SQLITE_DROP = (
    "DROP TRIGGER IF EXISTS {table}_kept_changed",
    "DROP TRIGGER IF EXISTS {table}_kept_gone",
    "DROP TRIGGER IF EXISTS {table}_kept_replaced",
)
POSTGRES_FUNCTION = (
    "CREATE OR REPLACE FUNCTION commitments_kept() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RAISE EXCEPTION USING ERRCODE = ''integrity_constraint_violation'', "
    "MESSAGE = ''rows of '' || TG_TABLE_NAME || '' are never changed or deleted''; END'"
)
POSTGRES_MAKE = (
    "CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION commitments_kept()",
    "CREATE TRIGGER {table}_kept_whole BEFORE TRUNCATE ON {table} EXECUTE FUNCTION commitments_kept()",
)
POSTGRES_DROP = (
    "DROP TRIGGER IF EXISTS {table}_kept ON {table}",
    "DROP TRIGGER IF EXISTS {table}_kept_whole ON {table}",
)


def make(editor: BaseDatabaseSchemaEditor) -> None:
    """Let the database refuse from now on."""
    is_sqlite = editor.connection.vendor == "sqlite"
    if not is_sqlite:
        editor.execute(POSTGRES_FUNCTION)
    _execute(editor, SQLITE_MAKE if is_sqlite else POSTGRES_MAKE)


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    """Let the tables be altered: for migrations, and for tests that begin anew."""
    _execute(editor, SQLITE_DROP if editor.connection.vendor == "sqlite" else POSTGRES_DROP)


def _execute(editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    with editor.connection.cursor() as cursor:  # older migrations come here before all of the tables are made
        there = editor.connection.introspection.table_names(cursor)
    for table in sorted(TABLES.keys() & there):
        for statement in statements:
            editor.execute(statement.format(table=table, same=TABLES[table]))
