"""Writes many pledges into one ZIP: a table of them, and each as JSON, text, HTML, with signed PDFs given out before.

python manage.py export_pledges --state published --output published.zip
"""

from __future__ import annotations

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commitments.exports.bundle import MOST_PLEDGES, bundle
from commitments.exports.registry import CannotExportError
from commitments.management.selection import add_filters, chosen_pledges
from commitments.models import Pledge
from commitments.web import desk


class Command(BaseCommand):
    help = "Write the pledges that fit into a ZIP, as anybody outside of their parties may read them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_filters(parser)
        parser.add_argument("--output", type=Path, required=True, help="The ZIP to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and print how many it holds. Raises CommandError, and then no file is left."""
        found = list(chosen_pledges(options).select_related("model_text").order_by("pk")[: MOST_PLEDGES + 1])
        output: Path = options["output"]
        try:
            table = desk.table(Pledge.objects.filter(pk__in=[pledge.pk for pledge in found]))
            with bundle(found, table) as made, output.open("wb") as file:
                shutil.copyfileobj(made, file)
        except CannotExportError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"--output: {output} can't be written: {error.strerror}.") from error
        if options["verbosity"]:
            self.stdout.write(f"{len(found)} pledges")
