"""Write a pledge as a file, or to standard output; as PDF, the signed copy where every party has signed.

python manage.py export_pledge PB-7KQ3M-9XAB2 --format pdf --output pledge.pdf
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commitments import document
from commitments.exports.kept import as_file
from commitments.exports.registry import FORMATS, CannotExportError
from commitments.models import Pledge
from commitments.models.linked_frameworks import linked_frameworks


class Command(BaseCommand):
    help = "Write a pledge as a file, in one of the formats."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", help="The pledge's reference, such as PB-7KQ3M-9XAB2")
        parser.add_argument("--format", required=True, choices=list(FORMATS))
        parser.add_argument("--annex", action="store_true", help="With the pictures on pages of their own (PDF only)")
        parser.add_argument("--output", type=Path, help="The file to write; without it, standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing is written, and the exit status is 1, if the pledge isn't there or can't be made into a file."""
        reference = options["reference"]
        try:
            pledge = Pledge.objects.select_related("model_text", "regional_group").get(reference=reference)
        except Pledge.DoesNotExist as error:
            raise CommandError(f"reference: there is no pledge {reference}.") from error
        file_format = FORMATS[options["format"]]
        if options["annex"] and not file_format.has_annex:
            raise CommandError(f"--annex: {file_format.slug} has none. Take pdf, or leave --annex out.")
        try:
            library = linked_frameworks(pledge.model_text) if options["annex"] else None
            content = as_file(pledge, document.build(pledge), file_format, library=library)
        except CannotExportError as error:
            raise CommandError(str(error)) from error
        output: Path | None = options["output"]
        if output is None:
            sys.stdout.buffer.write(content)  # not self.stdout, which takes text only
            sys.stdout.buffer.flush()
            return
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"--output: {output} can't be written: {error.strerror}.") from error
