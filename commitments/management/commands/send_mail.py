"""Sends the mail that waits in the outbox: once, on a timer, or in a loop."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, close_old_connections

from commitments.drafting.putting_away import remove_lost
from commitments.people.codes import forget_old_codes
from commitments.people.mail.digests import gather_digests
from commitments.people.mail.sending import bring_forward, send_due
from commitments.people.rate_limits import forget_attempts
from commitments.people.sent_forms import forget_sent_forms
from commitments.signing.closing import tell_of_passed_days
from commitments.signing.reminding import remind_all
from commitments.signing.standstill import remind_drafters
from commitments.trail.record import cut_addresses

A_MINUTE = 60  # rounds


class Command(BaseCommand):
    """Puts reminders and digests of notices into the outbox and sends what is due.

    Cuts old addresses out of trails, and removes drafts that were deleted too long ago to be brought back.
    """

    help = (
        "Send the mail of the outbox, reminders to sign, and digests of notices, and remove drafts that were deleted "
        "more than 30 days ago. Run it every minute, or with --loop."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on, looking every second, until it is stopped")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and print how many mails went and how many failed; raises CommandError without a database."""
        rounds = 0
        while True:
            try:
                if rounds % A_MINUTE == 0:
                    forget_attempts(timedelta(days=2))
                    forget_old_codes()
                    forget_sent_forms(timedelta(days=2))
                    cut_addresses()
                    bring_forward()
                    remind_all()
                    tell_of_passed_days()
                    remind_drafters()
                    remove_lost()
                gather_digests()
                sent, failed = send_due()
            except (OperationalError, ProgrammingError) as error:
                if not options["loop"]:
                    message = f"The database can't be read ({error}). Run manage.py migrate first."
                    raise CommandError(" ".join(message.split())) from error
                sent = failed = 0
            if not options["loop"]:
                self.stdout.write(f"{sent} sent, {failed} failed")
                return
            rounds += 1
            close_old_connections()
            time.sleep(1)
