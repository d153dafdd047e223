"""Whether the trails hold together: for a nightly job, and after a backup was brought back."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from commitments.models import Pledge
from commitments.trail.audit import verify, verify_all

A_STEP = 1_000
"""Pledges between two lines that say how far it is"""


class Command(BaseCommand):
    """Prints what is wrong with trails, signatures and revisions, one line a finding; ends with 1 if anything is."""

    help = (
        "Check that nothing in the trail of a pledge, or of all, was removed or changed, and that signatures and "
        "revisions are what it says: one line a finding; exit status 1 if there is one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", nargs="?", help="a pledge's reference, such as PB-7KQ3M-9XAB2; default: all")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings, and last how many were checked; on standard error how far it is.

        Raises CommandError for an unknown reference, and without a database; exits with 1 where something is wrong.
        """
        checked = wrong = 0
        try:
            for pledge, findings in _one(options["reference"]) if options["reference"] else verify_all():
                checked += 1
                wrong += bool(findings)
                for finding in findings:
                    self.stdout.write(f"{pledge.reference}: {' '.join(finding.split())}")
                if checked % A_STEP == 0 and options["verbosity"]:
                    self.stderr.write(f"{checked} pledges checked so far")
        except (OperationalError, ProgrammingError) as error:
            reason = " ".join(str(error).split())
            raise CommandError(f"The database can't be read ({reason}). Run manage.py migrate first.") from error
        self.stdout.write(f"{checked} {'pledge' if checked == 1 else 'pledges'} checked, {wrong} not as written")
        if wrong:
            raise SystemExit(1)


def _one(reference: str) -> Iterator[tuple[Pledge, list[str]]]:
    pledge = Pledge.objects.filter(reference=reference.replace("\0", "")).first()
    if pledge is None:
        raise CommandError(f"reference: there is no pledge {reference[:20]!r}. Check the reference.")
    yield pledge, verify(pledge)
