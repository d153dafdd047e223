"""Lists pledges: those of the secretariat's desk, or all in one state.

python manage.py list_pledges --look no-reference --format csv > waiting.csv
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commitments.exports import xlsx
from commitments.exports.registry import CannotExportError
from commitments.exports.tables import Table, render_csv
from commitments.management.selection import add_filters, chosen_pledges
from commitments.web import desk


class Command(BaseCommand):
    help = "List what was submitted or published, or with --status all pledges in that state. Filters as on the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_filters(parser)
        parser.add_argument("--format", choices=["text", "csv", "xlsx", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a pledge: its reference, state and title; or all columns. Raises CommandError."""
        table = desk.table(chosen_pledges(options))
        if options["format"] == "text":
            for row in table.rows:
                self.stdout.write(" ".join(f"{row[0]}  {row[2]}  {row[1] or '–'}".split("\n")))
        elif options["format"] == "json":
            self.stdout.write(json.dumps(_objects(table), ensure_ascii=False, indent=1))
        else:
            try:
                content = render_csv(table) if options["format"] == "csv" else xlsx.render(table)
            except CannotExportError as error:
                raise CommandError(str(error)) from error
            sys.stdout.buffer.write(content)  # not self.stdout, which takes text only
            sys.stdout.buffer.flush()


def _objects(table: Table) -> list[dict[str, object]]:
    plain = [[cell if isinstance(cell, int) or cell is None else str(cell) for cell in row] for row in table.rows]
    return [dict(zip(table.columns, row, strict=True)) for row in plain]
