"""Loads or updates the library."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from commitments.library.loading import FixtureError, load_library


class Command(BaseCommand):
    help = "Load or update every fixture of the library. Run again, it changes nothing; clauses that pledges use stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.FIXTURE_DIRS[0], help="Default: fixtures/")

    def handle(self, *args: Any, folder: Path, verbosity: int, **options: Any) -> None:
        try:
            loaded = load_library(folder)
        except FixtureError as error:
            raise CommandError(f"The library was not loaded, nothing is changed. {error}") from error
        if not verbosity:
            return
        for label, count in loaded.counts.items():
            self.stdout.write(f"{apps.get_model(label)._meta.verbose_name_plural}: {count}")
        if loaded.removed or loaded.retired:
            self.stdout.write(f"no longer in the library: {loaded.removed} removed, {loaded.retired} retired")
