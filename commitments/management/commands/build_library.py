"""Builds the fixtures of the library from research data. Run once for the first model text; kept to show how."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from commitments.library import building
from commitments.library.building.directory import directory
from commitments.library.building.frameworks import frameworks
from commitments.library.building.model_text import model_text
from commitments.library.building.rows import SourceError, read_json, write_fixture

EDITORIAL = Path(building.__file__).with_name("editorial.json")


class Command(BaseCommand):
    help = (
        "Build the fixtures of the library from a folder with model_text_structure.json, mapping.csv, states.csv, "
        "national_societies.csv, regional_groups.csv and frameworks.json. Short titles come from editorial.json."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="Where the data is")
        parser.add_argument("--output", type=Path, default=settings.FIXTURE_DIRS[0], help="Default: fixtures/")

    def handle(self, *args: Any, folder: Path, output: Path, **options: Any) -> None:
        try:
            editorial = read_json(EDITORIAL)
            documents = frameworks(folder)
            fixtures = {
                "directory": directory(folder),
                "frameworks": documents,
                f"model_text_{editorial['slug'].replace('-', '_')}": model_text(folder, editorial, documents),
            }
        except SourceError as error:
            raise CommandError(str(error)) from error
        except KeyError as error:
            raise CommandError(f"{folder}: a file lacks the field or column {error}") from error
        for name, rows in fixtures.items():
            write_fixture(output / f"{name}.json", rows)
            self.stdout.write(f"{name}.json: {len(rows)} rows")
