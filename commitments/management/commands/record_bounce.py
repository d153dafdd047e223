"""Takes a mail that came back, and notes which invitation did not arrive."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from commitments.people.mail.bounces import LONGEST_REPORT, record_bounce


class Command(BaseCommand):
    """Reads one mail from standard input, as a mail server pipes it."""

    help = "Read a delivery report from standard input; let the mail server pipe what comes to DEFAULT_FROM_EMAIL here."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print to whom a mail did not arrive, or that this is no report of one. It never fails: mail must not loop."""
        mail = record_bounce(sys.stdin.buffer.read(LONGEST_REPORT))
        self.stdout.write(f"not delivered to {mail.to}" if mail else "no report of a mail of ours")
