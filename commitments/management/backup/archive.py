"""The file of a backup: written in one pass, and looked through as a whole before anything is done with it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.utils import timezone

from commitments.management.backup.tables import LEFT_OUT, Tables, one_state
from pledgebuilder import VERSION

FORMAT = "pledgebuilder-backup/1"
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 1_000_000  # bytes
UNREADABLE = (
    *(BadZipFile, zlib.error, EOFError, OSError, NotImplementedError),
    *(LookupError, ValueError, TypeError, AttributeError),
)
"""What zipfile raises, and json and we, over a file that was cut off, was changed, or is another one"""


class UnusableBackupError(Exception):
    """A file is no backup, is damaged, or of a form that isn't known. Its text is a sentence."""


@dataclass(frozen=True)
class Table:
    """What a manifest says of a table."""

    columns: list[str]
    rows: int
    sha256: str
    """Of its lines, in hex digits"""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    format: str
    made_at: str
    """ISO 8601, in UTC"""
    version: str
    """Of Pledgebuilder"""
    migrations: dict[str, str]
    """The newest one of each app"""
    left_out: list[str] = field(default_factory=lambda: sorted(LEFT_OUT))
    tables: dict[str, Table] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def write(file: IO[bytes], tables: Tables) -> Manifest:
    """Write a backup of the database as it stands now; return what it says of itself. The file need not be seekable."""
    moment = timezone.now()
    manifest = Manifest(FORMAT, moment.isoformat(), VERSION, tables.migrations)
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        with one_state():
            for table in tables.kept:
                manifest.tables[table] = _write_rows(archive, tables, table, moment)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1) + "\n")
    return manifest


def _write_rows(archive: ZipFile, tables: Tables, table: str, moment: datetime) -> Table:
    count, digest = 0, sha256()
    with archive.open(_member(table), "w", force_zip64=True) as member:
        for line in tables.lines(table, moment):
            member.write(line)
            digest.update(line)
            count += 1
    return Table([column.column for column in tables.columns(table)], count, digest.hexdigest())


def _member(table: str) -> str:
    return f"rows/{table}.jsonl"


class Backup:
    """A backup that is whole: opening it reads all of it. Raises UnusableBackupError where it isn't."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._archive = ZipFile(file)
            self.manifest = self._read_manifest()
        except UNREADABLE as error:
            raise UnusableBackupError("The file is no backup of Pledgebuilder, or was cut off.") from error
        for table, said in self.manifest.tables.items():
            if not self._is_as_said(table, said):
                wrong = f"The backup is damaged: the rows of {table} are not those that were written."
                raise UnusableBackupError(wrong)

    def _read_manifest(self) -> Manifest:
        if self._archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise ValueError("too large")
        found: dict[str, Any] = json.loads(self._archive.read(MANIFEST))
        if found["format"] != FORMAT:
            wrong = f"The backup is of a form that this version doesn't know: {str(found['format'])[:40]!r}."
            raise UnusableBackupError(wrong)
        return Manifest(**{**found, "tables": {name: Table(**said) for name, said in found["tables"].items()}})

    def _is_as_said(self, table: str, said: Table) -> bool:
        count, digest = 0, sha256()
        try:
            for line in self.lines(table):
                count += 1
                digest.update(line)
        except UNREADABLE:
            return False
        return (count, digest.hexdigest()) == (said.rows, said.sha256)

    def lines(self, table: str) -> Iterator[bytes]:
        with self._archive.open(_member(table)) as member:
            yield from member
