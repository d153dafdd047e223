"""Which rows the entries of a trail tell of, and what of them: a row that is changed, removed or added shows then.

An entry holds, of each row that was written with it, every column that decides what was signed, by whom, when, and who
may join. What the newest entry says of a row is how it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import NOT_PROVIDED, Field, Model

from commitments.document import canonical, digest
from commitments.models import TrailEntry
from commitments.trail.hashes import moment

LONGEST_VALUE = 300
"""Letters of a text that is told as it is; of a longer one, and of bytes, the SHA-256"""
PARTIES = "commitments_party"
OF_A_DRAFT: Mapping[str, tuple[str, ...]] = {
    "commitments_pledge": ("status", "published_at", "openness", "open_until", "closed_at", "organisation_id"),
    PARTIES: (
        *("pledge_id", "key", "kind", "state_id", "national_society_id", "component_id", "name"),
        *("signatures_needed", "further_signatories"),
    ),
    "commitments_invitation": ("pledge_id", "organisation_id", "email", "name", "party_key", "forwarded_from_id"),
}
"""Tables of which only these columns are told. The rest is what drafters write, and what is signed is the frozen text
of it; or, of an invitation, what opens its link, which alone never signs: each mail and each visit has its own"""
EXEMPT: Mapping[str, Mapping[str, str]] = {
    "commitments_revision": {},
    "commitments_circulation": {},
    "commitments_turn": {
        "code_hash": "a code lives 15 minutes, and what was done with it is told",
        "code_expires_at": "the same",
        "reminders": "counts mails",
        "reminded_at": "when the last mail went; each has an entry of its own",
        "expired_at": "whether the drafters were told already, which has an entry of its own",
    },
    "commitments_proposedsignatory": {},
    "commitments_signature": {},
    "commitments_signedcopy": {},
    "commitments_publiccopy": {},
    "commitments_annexedcopy": {},
    "commitments_submission": {},
    "commitments_joinrequest": {
        "code_hash": "a code lives 15 minutes, and what was done with it is told",
        "code_expires_at": "the same",
        "expired_at": "whether they were told already; the day that has passed is told",
    },
}
"""Tables of which every column is told but these, each with the reason: none of them decides anything by itself"""
SNAPSHOTS = {TrailEntry.Kind.CIRCULATED, TrailEntry.Kind.FOUND}
"""Entries that tell of all parties that the pledge has"""


@dataclass(frozen=True)
class Row:
    """A row as a trail names it."""

    table: str
    key: int
    """Its primary key"""

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


@dataclass(frozen=True)
class Told:
    """What an entry says of a row."""

    columns: Mapping[str, Any]
    entry: TrailEntry


def row_of(row: Model) -> Row:
    return Row(row._meta.db_table, row.pk)


def told_fields(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the fields of a table that are told."""
    meta = model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    if only := OF_A_DRAFT.get(meta.db_table):
        return [field for field in fields if field.column in only]
    return [field for field in fields if field.column not in EXEMPT[meta.db_table]]


def later_columns(row: Model, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the columns hold, by their names, that a table got since an entry `told` of one of its rows.

    A default of the database's own is what every row has in such a column that nobody wrote since.
    """
    fields = [
        field for field in told_fields(type(row)) if field.db_default is not NOT_PROVIDED and field.column not in told
    ]
    return {field.column: _plain(field.db_default) for field in fields}


def columns_of(row: Model) -> dict[str, Any]:
    """Return what is told of a row, by the names of its columns, as canonical JSON can have it."""
    return {field.column: _plain(getattr(row, field.attname)) for field in told_fields(type(row))}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return ["sha256", digest(bytes(value))]
    if isinstance(value, str):  # a longer one as a list: no text can stand for the hash of another
        return str(value) if len(value) <= LONGEST_VALUE else ["sha256", digest(value)]
    return value


def tell(rows: Iterable[Model]) -> str:
    """Return the facts of an entry that tells of some rows; nothing where there are none."""
    facts = {str(row_of(row)): columns_of(row) for row in rows}
    return canonical(facts) if facts else ""


def last_told(entries: Iterable[TrailEntry]) -> dict[Row, Told]:
    """Return what a trail says of each row last."""
    found: dict[Row, Told] = {}
    for entry in entries:
        if entry.kind in SNAPSHOTS:
            found = {row: told for row, told in found.items() if row.table != PARTIES}
        for row, columns in _read(entry.facts):
            found[row] = Told(columns, entry)
    return found


def tells_of(entry: TrailEntry, row: Model) -> bool:
    """Whether an entry says how a row stood when it was written."""
    return any(told == row_of(row) for told, _columns in _read(entry.facts))


def _read(facts: str) -> Iterable[tuple[Row, Mapping[str, Any]]]:
    """Yield the rows of an entry's facts. Of facts that are not as they were written, nothing: the hash tells that."""
    try:
        every = json.loads(facts or "{}")
        for name, columns in every.items():
            table, key = name.split(" ")
            yield Row(table, int(key)), dict(columns)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return
