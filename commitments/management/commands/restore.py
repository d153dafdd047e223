"""Brings a backup back, into either kind of database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from commitments.management.backup.archive import Backup, UnusableBackupError
from commitments.management.backup.restoring import counts_of_what_people_made, restore
from commitments.management.backup.sealing import SealingError, opened
from commitments.management.backup.tables import UnknownMigrationsError


class Command(BaseCommand):
    """Restores a backup: all of it or nothing."""

    help = (
        "Restore a backup of `manage.py backup` into the database that DATABASE_URL names, bring it to this version, "
        "and verify all trails. Stop the site meanwhile."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--identity", metavar="FILE", help="the private key of age, of an encrypted backup")
        parser.add_argument(
            "--replace", action="store_true", help="even if people's work is in the database: it is lost"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print when the backup was made and what verify_trail finds; exit status 1 if it finds anything.

        Raises CommandError, with nothing changed, where the file can't be used, is of a newer version, or the database
        holds something already.
        """
        try:
            with opened(Path(options["file"]), options["identity"]) as file:
                backup = Backup(file)
                self._restore(backup, is_replacing=options["replace"])
        except (OSError, SealingError, UnusableBackupError) as error:
            said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise CommandError(f"{options['file']}: {' '.join(said.split())} Nothing was changed.") from error
        except UnknownMigrationsError as error:
            raise CommandError(
                f"{options['file']}: the backup or the database is of a newer version ({error}). Nothing was changed. "
                "Install that version first."
            ) from error
        except Error as error:
            reason = " ".join(str(error).split())
            raise CommandError(f"The database refused, and is as it was: {reason}") from error
        call_command("migrate", verbosity=0)  # makes permissions for what is new
        call_command("verify_trail", stdout=self.stdout, stderr=self.stderr, verbosity=options["verbosity"])

    def _restore(self, backup: Backup, *, is_replacing: bool) -> None:
        there = counts_of_what_people_made()
        if there and not is_replacing:
            held = ", ".join(f"{name}: {count}" for name, count in there.items())
            raise UnusableBackupError(f"The database is not empty ({held}). With --replace all of it is lost.")
        restore(backup)
        made = backup.manifest
        self.stdout.write(f"{made.rows} rows of {len(made.tables)} tables restored, as of {made.made_at}")
