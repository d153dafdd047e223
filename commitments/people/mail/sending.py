"""Working off the outbox: each mail is sent once, tried again ever later while the server is down, then given up."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import timedelta
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from functools import reduce
from operator import or_
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments import document
from commitments.exports.kept import PDF, NoSignedCopyError, signed_copy
from commitments.exports.registry import CannotExportError, file_name
from commitments.models import Mail
from commitments.people.mail.bounces import announce_failure, announce_missing_pdf
from commitments.people.mail.queue import FORGOTTEN
from commitments.people.rate_limits import CLOCKS_APART

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440)]
"""How long after each failure a mail is tried again; after the last one it is given up"""
LEASE = timedelta(minutes=2)
"""How long a mail belongs to the process that sends it; one that dies leaves it to another"""
TRIES_TO_ATTACH = 3
"""After so many, a mail goes without the signed PDF that can't be made, and says so"""

CALENDAR_NAME = "answer-asked-for.ics"
HEADERS = {
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "DR, RN, NRN, OOF, AutoReply",
}
"""Keep automatic answers away (RFC 3834, MS-OXCMAIL): an answer goes to a person. Reports of what does not arrive shall
come, so it is not “All”, which suppresses those, too. No Precedence: bulk, since each mail is written for one person"""

log = logging.getLogger(__name__)


def send_due(most: int = 100) -> tuple[int, int]:
    """Send the mails that are due, several side by side; return how many were sent, and how many failed.

    Each is leased first: two processes never send the same one at once. One that dies between sending and noting that
    sends it again after two minutes, with the same Message-ID. A mail server that is slow to take mails for one domain
    holds up no other: at most half of what goes side by side is for the same.
    """
    side_by_side = settings.MAIL_CONNECTIONS
    tally: Counter[bool] = Counter()
    on_the_way: dict[Future[int], Mail] = {}
    with ThreadPoolExecutor(side_by_side) as senders:
        while True:
            while len(on_the_way) < side_by_side and tally.total() + len(on_the_way) < most:
                mail = lease(besides=_served(on_the_way.values(), side_by_side))
                if mail is None:
                    break
                if mail.signed_id:  # its PDF can take minutes to make: nothing that was sent by then waits to be noted
                    tally.update(_note(on_the_way.pop(future), future) for future in wait(on_the_way).done)
                if not (message := _ready(mail)):
                    tally[False] += 1
                elif not mail.signed_id or _lease_again(mail):
                    on_the_way[senders.submit(_send, message)] = mail
            if not on_the_way:
                return tally[True], tally[False]
            for future in wait(on_the_way, return_when=FIRST_COMPLETED).done:
                tally[_note(on_the_way.pop(future), future)] += 1


def _served(mails: Iterable[Mail], side_by_side: int) -> list[str]:
    """Return the domains for which as many of the mails are as may be sent to one at once."""
    domains = Counter(_domain(mail) for mail in mails)
    return [domain for domain, count in domains.items() if count >= max(1, side_by_side // 2)]


def _domain(mail: Mail) -> str:
    return "@" + mail.to.rpartition("@")[2].lower()


def _ready(mail: Mail) -> EmailMessage | None:
    """Return what is sent; None where it can't be made, which is noted."""
    try:
        return _message(mail)
    except NoSignedCopyError as void:
        Mail.objects.filter(pk=mail.pk).update(given_up_at=timezone.now(), failure=str(void)[:300], **FORGOTTEN)
    except (OSError, ValueError, CannotExportError) as failure:
        _put_off(mail, failure)
    return None


def _send(message: EmailMessage) -> int:
    """Send one message; called in a thread of its own, and asks nothing of the database."""
    message.connection = get_connection(settings.MAIL_BACKEND)
    return message.send()


def _note(mail: Mail, future: Future[int]) -> bool:
    """Note what became of a mail; return whether it was sent."""
    try:
        future.result()
    except (OSError, SMTPException, ValueError) as failure:
        _put_off(mail, failure)
        return False
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), failure="", **FORGOTTEN)
    return True


def lease(besides: Iterable[str] = ()) -> Mail | None:
    """Take the next mail that is due; for a while no other process sees it. `besides`: to no domain of these."""
    now = timezone.now()
    with transaction.atomic():
        waiting = Mail.objects.filter(sent_at=None, given_up_at=None, due_at__lte=now).order_by("due_at", "pk")
        for domain in besides:
            waiting = waiting.exclude(to__iendswith=domain)
        mail = waiting.select_for_update(skip_locked=True).first()
        if mail:
            mail.due_at = now + LEASE
            mail.save(update_fields=["due_at"])
    return mail


def _lease_again(mail: Mail) -> bool:
    """Lease a mail for the sending itself; False where another process has it: its PDF took longer than the lease."""
    still_ours = Mail.objects.filter(pk=mail.pk, due_at=mail.due_at, sent_at=None, given_up_at=None)
    return bool(still_ours.update(due_at=timezone.now() + LEASE))


def bring_forward() -> int:
    """Make mails due that wait for longer than any can; return how many. A clock wrote them that was ahead."""
    now = timezone.now()
    waits = [Q(tries=0, due_at__gt=now + LEASE + CLOCKS_APART)]
    waits += [
        Q(tries=tries, due_at__gt=now + max(pause, LEASE) + CLOCKS_APART) for tries, pause in enumerate(PAUSES, start=1)
    ]
    too_late = reduce(or_, waits)
    return Mail.objects.filter(too_late, sent_at=None, given_up_at=None, due_at__gt=now).update(due_at=now)


def _message(mail: Mail) -> EmailMessage:
    """Return what is sent, with the signed PDF where there is to be one.

    Raises NoSignedCopyError where the text was taken back meanwhile, which everybody is told of, and CannotExportError.
    Of a mail that has to go without it, the drafters are told.
    """
    headers = {"Message-ID": mail.message_id, **HEADERS}
    reply_to = [mail.reply_to or settings.CONTACT_EMAIL]
    message = EmailMessage(
        mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers, reply_to=reply_to
    )
    if mail.calendar:
        message.attach(_calendar(mail.calendar))
    if not mail.signed:
        return message
    pledge = mail.signed.pledge
    try:
        content = bytes(signed_copy(pledge, revision=mail.signed).content)
    except CannotExportError as problem:
        if isinstance(problem, NoSignedCopyError) or mail.tries < TRIES_TO_ATTACH:
            raise
        announce_missing_pdf(mail, problem.problem, is_last=True)
        apology = _("The signed PDF could not be made: {problem} The address above says who signed the text.")
        message.body += "\n" + apology.format(problem=problem) + "\n"
    else:
        name = file_name(document.of_revision(mail.signed, status=pledge.status), PDF)
        message.attach(name, content, PDF.content_type)
    return message


def _calendar(entry: str) -> MIMEBase:
    """Return an entry for a calendar as an attachment, byte by byte as it is: its lines end in CRLF.

    As another form of the mail's text, which is the other custom, some programs would show it instead of the text.
    """
    part = MIMEBase("text", "calendar", method="PUBLISH", charset="utf-8")
    part.set_payload(entry.encode())
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=CALENDAR_NAME)
    return part


def _put_off(mail: Mail, problem: Exception) -> None:
    """Try a mail again later, or give it up, and tell who caused it; of a PDF that can't be made, the drafters."""
    failure = " ".join(f"{type(problem).__name__}: {problem}".split())
    log.warning("mail %s not sent: %s", mail.pk, failure)
    now = timezone.now()
    mail.tries += 1
    mail.failure = failure[:300]
    is_last = mail.tries > len(PAUSES)
    if is_last:
        mail.given_up_at, mail.body, mail.calendar = now, "", ""
    else:
        mail.due_at = now + PAUSES[mail.tries - 1]
    with transaction.atomic():
        mail.save(update_fields=["tries", "failure", "due_at", "given_up_at", *FORGOTTEN])
        if isinstance(problem, CannotExportError):
            announce_missing_pdf(mail, problem.problem, is_last=False)
        elif is_last or mail.tries == 1:
            announce_failure(mail, is_last=is_last)
