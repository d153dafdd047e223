"""The index in which pledges are searched for by their words: a table of SQLite's FTS5, a column of PostgreSQL's.

Both hold Pledge.search_text, which drafting/search_words.py writes, word by word: it is folded already, so both
find the same. A pledge's row keeps the index up to date by itself: by triggers, or as a generated column. SQLite drops
triggers when Django remakes their table: a migration that alters Pledge there calls `drop` before and `make` after it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from commitments.models.pledge import Pledge
from commitments.text.words import words

MOST_FOUND = 1_000
"""How many pledges one search finds: of more, those started last"""
MOST_WORDS, LONGEST_SEARCH, SHORTEST_BEGINNING = 8, 200, 3

SQLITE_FORGET = (
    "INSERT INTO commitments_search (commitments_search, rowid, organisation, status, words) "
    "VALUES ('delete', old.id, old.organisation_id, old.status, old.search_text);"
)
SQLITE_KEEP = (
    "INSERT INTO commitments_search (rowid, organisation, status, words) "
    "VALUES (new.id, new.organisation_id, new.status, new.search_text);"
)
SQLITE_MAKE = (
    "CREATE VIRTUAL TABLE commitments_search USING fts5 "
    "(organisation, status, words, content='', tokenize=\"unicode61 remove_diacritics 0\")",
    "INSERT INTO commitments_search (rowid, organisation, status, words) "
    "SELECT id, organisation_id, status, search_text FROM commitments_pledge",
    f"CREATE TRIGGER commitments_search_new AFTER INSERT ON commitments_pledge BEGIN {SQLITE_KEEP} END",
    f"CREATE TRIGGER commitments_search_gone AFTER DELETE ON commitments_pledge BEGIN {SQLITE_FORGET} END",
    "CREATE TRIGGER commitments_search_changed AFTER UPDATE OF organisation_id, status, search_text "
    f"ON commitments_pledge BEGIN {SQLITE_FORGET} {SQLITE_KEEP} END",
)
SQLITE_DROP = (
    "DROP TRIGGER IF EXISTS commitments_search_new",
    "DROP TRIGGER IF EXISTS commitments_search_gone",
    "DROP TRIGGER IF EXISTS commitments_search_changed",
    "DROP TABLE IF EXISTS commitments_search",
)
POSTGRES_MAKE = (
    "ALTER TABLE commitments_pledge ADD COLUMN search_vector tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(search_text, ' '))) STORED",
    "CREATE INDEX commitments_search ON commitments_pledge USING gin (search_vector)",
)
POSTGRES_DROP = ("ALTER TABLE commitments_pledge DROP COLUMN IF EXISTS search_vector",)


def make(editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index, with the pledges that are there."""
    for statement in SQLITE_MAKE if editor.connection.vendor == "sqlite" else POSTGRES_MAKE:
        editor.execute(statement)


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the index and all that keeps it up to date."""
    for statement in SQLITE_DROP if editor.connection.vendor == "sqlite" else POSTGRES_DROP:
        editor.execute(statement)


def searched(text: str) -> list[str]:
    """Return the words that are looked for when a person searches for `text`: the first eight of its beginning."""
    beginning = text[:LONGEST_SEARCH]
    if text[LONGEST_SEARCH:] and " " in beginning:
        beginning = beginning.rpartition(" ")[0]  # the last one may be cut
    return words(beginning)[:MOST_WORDS]


def hits(looked_for: Sequence[str], organisations: Collection[int] | None, status: str) -> RawSQL | QuerySet[Any, Any]:
    """Return a query of the primary keys of the pledges that hold every word, or one that begins like it.

    Only those of `organisations` (primary keys; None: of all) and in the state `status` (empty: in any).
    `looked_for` comes from `searched` and is not empty.
    """
    return (_sqlite_hits if connection.vendor == "sqlite" else _postgres_hits)(looked_for, organisations, status)


def _sqlite_hits(looked_for: Sequence[str], organisations: Collection[int] | None, status: str) -> RawSQL:
    terms = [f'"{word}"*' if len(word) >= SHORTEST_BEGINNING else f'"{word}"' for word in looked_for]
    match = [f"words : ({' AND '.join(terms)})"]
    if organisations is not None:
        match.append("organisation : ({})".format(" OR ".join(f'"{pk}"' for pk in organisations)))
    if status:
        match.append(f'status : "{status}"')
    sql = "SELECT rowid FROM commitments_search WHERE commitments_search MATCH %s ORDER BY rowid DESC LIMIT %s"
    return RawSQL(sql, [" AND ".join(match), MOST_FOUND + 1])  # noqa: S611 - every value is a parameter


class Lexemes(SearchQuery):
    """Looks for words as they are kept. Django's own queries give them to PostgreSQL's parser, which knows the letters
    of the server's locale alone, and takes some words apart.
    """

    template = "%(expressions)s::tsquery"


def _postgres_hits(looked_for: Sequence[str], organisations: Collection[int] | None, status: str) -> QuerySet[Any, Any]:
    terms = [f"'{word}':*" if len(word) >= SHORTEST_BEGINNING else f"'{word}'" for word in looked_for]
    vector = RawSQL("search_vector", [], output_field=SearchVectorField())
    found = Pledge.objects.alias(vector=vector).filter(vector=Lexemes(" & ".join(terms)))
    if organisations is not None:
        found = found.filter(organisation__in=organisations)
    if status:
        found = found.filter(status=status)
    return found.order_by("-pk").values("pk")[: MOST_FOUND + 1]
