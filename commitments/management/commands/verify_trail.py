"""Whether the trails hold together: for a nightly job, and after a backup was brought back.

With --against, whether they are still those whose heads were kept outside of the database.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from commitments.models import Pledge
from commitments.trail.anchors import UnreadableLineError, anchors, difference
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
        parser.add_argument(
            "--against",
            metavar="FILE",
            help="a file of heads of trails, as signed PDFs and the mails about them have them, to hold the trails "
            "against, whatever pledge is checked. A line: the pledge's reference, the number of the revision or its "
            "address, and the head; empty lines and those that begin with # don't count",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings, and last how many were checked; on standard error how far it is.

        Raises CommandError for an unknown reference, for a file that can't be read, and without a database; exits with
        1 where something is wrong.
        """
        kept = _read(options["against"]) if options["against"] else None
        try:
            is_sound = self._check(options["reference"], is_quiet=not options["verbosity"])
            is_same = kept is None or self._hold(kept)
        except (OperationalError, ProgrammingError) as error:
            reason = " ".join(str(error).split())
            raise CommandError(f"The database can't be read ({reason}). Run manage.py migrate first.") from error
        if not (is_sound and is_same):
            raise SystemExit(1)

    def _check(self, reference: str | None, *, is_quiet: bool) -> bool:
        """Whether a pledge, or all, is as its trail says; prints what is not."""
        checked = wrong = 0
        for pledge, findings in _one(reference) if reference else verify_all():
            checked += 1
            wrong += bool(findings)
            for finding in findings:
                self.stdout.write(f"{pledge.reference}: {' '.join(finding.split())}")
            if checked % A_STEP == 0 and not is_quiet:
                self.stderr.write(f"{checked} pledges checked so far")
        self.stdout.write(f"{checked} {'pledge' if checked == 1 else 'pledges'} checked, {wrong} not as written")
        return not wrong

    def _hold(self, kept: str) -> bool:
        """Whether the trails have every head of a file; prints which ones they have not."""
        held = wrong = 0
        for anchor in anchors(kept):
            held += 1
            if finding := str(anchor) if isinstance(anchor, UnreadableLineError) else difference(anchor):
                wrong += 1
                named = "" if isinstance(anchor, UnreadableLineError) else f"{anchor.reference or anchor.code}: "
                self.stdout.write(f"{named}{finding}")
        self.stdout.write(f"{held} {'head' if held == 1 else 'heads'} held against the trails, {wrong} not found there")
        return not wrong


def _one(reference: str) -> Iterator[tuple[Pledge, list[str]]]:
    pledge = Pledge.objects.filter(reference=reference.replace("\0", "")).first()
    if pledge is None:
        raise CommandError(f"reference: there is no pledge {reference[:20]!r}. Check the reference.")
    yield pledge, verify(pledge)


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise CommandError(f"--against: the file can't be read ({reason}). Give a text file in UTF-8.") from error
