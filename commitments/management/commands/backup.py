"""Writes all that a site holds into one file, while people go on working."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from commitments.management.backup import archive
from commitments.management.backup.sealing import SealingError, encrypting
from commitments.management.backup.tables import Tables, UnknownMigrationsError, migrations_of_the_database


class Command(BaseCommand):
    """Writes a backup. What is in it, and what is not: commitments/management/backup/."""

    help = (
        "Write a backup of the database into a file that nobody else can read: as it stands now, without sessions, "
        "codes and the texts of mails. `manage.py restore` brings it back, into either kind of database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="where to; - for standard output")
        parser.add_argument(
            "--encrypt-to",
            metavar="KEY",
            action="append",
            default=[],
            help="a public key of age (age1…) or of SSH, or a file of them; may be given several times. The private "
            "key belongs on another machine",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many rows of how many tables were written, on standard error.

        Raises CommandError where the file exists or can't be written, and where the database can't be read.
        """
        try:
            migrations = migrations_of_the_database()
            if "commitments" not in migrations:
                raise CommandError("The database was never migrated: there is nothing to back up. Check DATABASE_URL.")
            tables = Tables(migrations)
            with _written(options["file"]) as file:
                manifest = _write(file, tables, options["encrypt_to"])
        except (OSError, SealingError) as error:
            raise CommandError(f"{options['file']}: no backup was written. {_line(error)}") from error
        except UnknownMigrationsError as error:
            raise CommandError(f"The database is of a newer version ({error}). Back it up with that one.") from error
        except Error as error:
            raise CommandError(f"The database can't be read: {_line(error)}") from error
        self.stderr.write(f"{manifest.rows} rows of {len(manifest.tables)} tables written to {options['file']}")


def _write(file: IO[bytes], tables: Tables, keys: list[str]) -> archive.Manifest:
    if not keys:
        return archive.write(file, tables)
    manifest: archive.Manifest
    with encrypting(file, keys) as encrypted:
        manifest = archive.write(encrypted, tables)
    return manifest


@contextmanager
def _written(name: str) -> Iterator[IO[bytes]]:
    """Give a file to write on, which is there under its name once it is whole, and which its owner alone can read."""
    if name == "-":
        yield sys.stdout.buffer
        return
    path = Path(name)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    if path.exists():
        raise FileExistsError("There is such a file already: name another one.")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123  its mode
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _line(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(said.split())
