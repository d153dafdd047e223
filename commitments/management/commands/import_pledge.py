"""Write a pledge from a file as a new draft; print its reference.

python manage.py import_pledge pledge.json --owner drafter@example.org
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commitments.drafting.importing.pdf import MAX_PDF_BYTES
from commitments.drafting.importing.pledges import ImportRefusedError, import_pledge
from commitments.models import User
from commitments.text.mailbox import mailbox


class Command(BaseCommand):
    help = "Import a pledge from JSON (pledgebuilder/1), or from a PDF exported here, and print its reference last."
    requires_system_checks: list[str] = []  # standard error says what is wrong with the file, and nothing else

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="The JSON file, or the PDF")
        parser.add_argument("--owner", required=True, help="E-mail address of the person to whose organisation it goes")

    def handle(self, *args: Any, file: Path, owner: str, **options: Any) -> None:
        """Bad input: one line on standard error that names the field, exit status 1, nothing written."""
        try:
            with file.open("rb") as opened:
                data = opened.read(MAX_PDF_BYTES + 1)
        except OSError as error:
            raise CommandError(f"FILE: {str(file)!r} can't be read: {error.strerror}.") from error
        person = User.objects.filter(email__iexact=mailbox(owner).address, is_active=True).first()
        if person is None:
            raise CommandError(f"--owner: nobody here has the e-mail address {owner!r}.")
        try:
            pledge = import_pledge(data, owner=person)
        except ImportRefusedError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(pledge.reference)
