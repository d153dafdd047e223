"""Mail: written into the outbox with what caused it, and sent from there; notices, of which a digest is mailed."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from email import message_from_bytes, policy
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments import document
from commitments.document.address import address
from commitments.exports.kept import PDF, NoSignedCopyError, signed_copy
from commitments.exports.registry import CannotExportError, file_name
from commitments.models import Invitation, Mail, Notice, Pledge, Revision, User

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440)]
"""How long after each failure a mail is tried again; after the last one it is given up"""
LEASE = timedelta(minutes=2)
"""How long a mail belongs to the process that sends it; one that dies leaves it to another"""
PATIENCE = timedelta(minutes=10)
"""How long a notice waits for others, so that one mail tells all of them"""
LONGEST_SUBJECT = 200
TRIES_TO_ATTACH = 3
"""After so many, a mail goes without the signed PDF that can't be made, and says so"""
LONGEST_REPORT = 1024 * 1024  # bytes
OURS = re.compile(r"<[^<>\s]{1,180}@pledgebuilder\.invalid>")
DIAGNOSIS = re.compile(r"Diagnostic-Code: (.+?)(?: [A-Z][A-Za-z-]+: |$)")
TALK = {Notice.Kind.COMMENT, Notice.Kind.SUGGESTION, Notice.Kind.ANSWER}

log = logging.getLogger(__name__)


def post(
    to: str, subject: str, body: str, *, invitation: Invitation | None = None, signed: Revision | None = None
) -> Mail:
    """Put a mail into the outbox, in the transaction that is going on. Nobody waits for a mail server.

    `signed`: the revision whose signed PDF is attached when it is sent.
    """
    subject = " ".join(subject.split())[:LONGEST_SUBJECT]
    return Mail.objects.create(to=to, subject=subject, body=body, invitation=invitation, signed=signed)


def tell(
    people: Iterable[User | Invitation],
    kind: Notice.Kind,
    text: str,
    *,
    pledge: Pledge | None = None,
    is_mailed: bool = False,
) -> None:
    """Tell people something in one sentence: on the hub at once, by mail with the next digest.

    `is_mailed`: they get a mail of its own about it.
    """
    Notice.objects.bulk_create(
        Notice(
            user=person if isinstance(person, User) else None,
            guest=person if isinstance(person, Invitation) else None,
            pledge=pledge,
            kind=kind,
            text=text[:300],
            mailed_at=timezone.now() if is_mailed else None,
        )
        for person in dict.fromkeys(people)
    )


def gather_digests() -> int:
    """Put one mail into the outbox for everybody who has notices that waited long enough; return how many."""
    now = timezone.now()
    with transaction.atomic():
        waiting = Notice.objects.select_for_update(of=("self",)).filter(mailed_at=None).select_related("user", "guest")
        by_person: dict[tuple[int | None, int | None], list[Notice]] = defaultdict(list)
        for notice in waiting.select_related("pledge").order_by("pk"):
            by_person[notice.user_id, notice.guest_id].append(notice)
        due = [notices for notices in by_person.values() if notices[0].at <= now - PATIENCE]
        for notices in due:
            _post_digest(notices)
        mailed = [notice.pk for notices in due for notice in notices]
        Notice.objects.filter(pk__in=mailed).update(mailed_at=now)
    return len(due)


def _post_digest(notices: list[Notice]) -> None:
    """Put one person's notices into one mail, those of one pledge together. Who left or whose link died gets none."""
    user, guest = notices[0].user, notices[0].guest
    if (user and not user.is_active) or (guest and not guest.is_alive):
        return
    by_pledge: dict[Pledge | None, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_pledge[notice.pledge].append(notice)
    parts, count = [], 0
    for pledge, some in by_pledge.items():
        lines = [f"- {notice.text}" for notice in some if not notice.seen_at]
        if not lines or (pledge and user and not user.memberships.filter(organisation=pledge.organisation_id).exists()):
            continue  # who left the organisation meanwhile hears no more of its pledges
        count += len(lines)
        head = f"{pledge} ({pledge.reference})" if pledge else _("Your organisation")
        is_said = any(notice.kind in TALK for notice in some)
        page = "pledge_comments" if is_said else "pledge_detail"
        where = [address(page, pledge.reference)] if pledge and user else []
        parts.append("\n".join([head, *lines, *where]))
    if not parts:
        return
    subject = ngettext("{count} thing is new in your pledges", "{count} things are new in your pledges", count)
    if guest:
        parts.append(_("Open the link in the invitation that we sent you to read and answer."))
    post(user.email if user else guest.email if guest else "", subject.format(count=count), "\n\n".join(parts) + "\n")


def send_due(most: int = 100) -> tuple[int, int]:
    """Send the mails that are due; return how many were sent, and how many failed.

    Each is leased first: two processes never send the same one at once. One that dies between sending and noting that
    sends it again after two minutes, with the same Message-ID.
    """
    sent = failed = 0
    connection = None
    for _number in range(most):
        mail = _lease()
        if mail is None:
            break
        try:
            connection = connection or get_connection(settings.MAIL_BACKEND)
            message = _message(mail)
            message.connection = connection
            message.send()
        except NoSignedCopyError as void:
            failed += 1
            Mail.objects.filter(pk=mail.pk).update(given_up_at=timezone.now(), body="", failure=str(void)[:300])
        except (OSError, SMTPException, ValueError, CannotExportError) as failure:
            failed += 1
            connection = None
            _put_off(mail, f"{type(failure).__name__}: {failure}")
        else:
            sent += 1
            Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), body="", failure="")
    return sent, failed


def _message(mail: Mail) -> EmailMessage:
    """Return what is sent, with the signed PDF where there is to be one.

    Raises NoSignedCopyError where the text was taken back meanwhile, which everybody is told of, and CannotExportError.
    """
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMessage(mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers)
    if not mail.signed:
        return message
    pledge = mail.signed.pledge
    try:
        content = bytes(signed_copy(pledge, revision=mail.signed).content)
    except CannotExportError as problem:
        if isinstance(problem, NoSignedCopyError) or mail.tries < TRIES_TO_ATTACH:
            raise
        said = _("The signed PDF could not be made: {problem} The address above says who signed the text.")
        message.body += "\n" + said.format(problem=problem) + "\n"
    else:
        name = file_name(document.of_revision(mail.signed, status=pledge.status), PDF)
        message.attach(name, content, PDF.content_type)
    return message


def _lease() -> Mail | None:
    """Take the next mail that is due; for a while no other process sees it."""
    now = timezone.now()
    with transaction.atomic():
        waiting = Mail.objects.filter(sent_at=None, given_up_at=None, due_at__lte=now).order_by("due_at", "pk")
        mail = waiting.select_for_update(skip_locked=True).first()
        if mail:
            mail.due_at = now + LEASE
            mail.save(update_fields=["due_at"])
    return mail


def record_bounce(data: bytes) -> Mail | None:
    """Note that a mail came back, as a delivery status notification (RFC 3464) says; return it, or None for others.

    A notice that it is only late changes nothing. Who sent the invitation is told.
    """
    report = message_from_bytes(data[:LONGEST_REPORT], policy=policy.default)
    parts = {part.get_content_type(): part for part in report.walk()}
    status = parts.get("message/delivery-status")
    said = " ".join(str(status).split()) if status else ""
    if "action: failed" not in said.lower():
        return None
    named = OURS.findall(data[:LONGEST_REPORT].decode(errors="replace"))
    mail = Mail.objects.filter(message_id__in=named, given_up_at=None).select_related("invitation").first()
    if mail:
        reason = DIAGNOSIS.search(said)
        mail.failure, mail.given_up_at, mail.body = (reason[1] if reason else said)[:300], timezone.now(), ""
        with transaction.atomic():
            mail.save(update_fields=["failure", "given_up_at", "body"])
            _tell_of_failure(mail, is_last=True)
    return mail


def _put_off(mail: Mail, failure: str) -> None:
    """Try a mail again later, or give it up and tell who caused it."""
    log.warning("mail %s not sent: %s", mail.pk, failure)
    now = timezone.now()
    mail.tries += 1
    mail.failure = " ".join(failure.split())[:300]
    is_last = mail.tries > len(PAUSES)
    if is_last:
        mail.given_up_at, mail.body = now, ""
    else:
        mail.due_at = now + PAUSES[mail.tries - 1]
    with transaction.atomic():
        mail.save(update_fields=["tries", "failure", "due_at", "given_up_at", "body"])
        if is_last or mail.tries == 1:
            _tell_of_failure(mail, is_last=is_last)


def _tell_of_failure(mail: Mail, *, is_last: bool) -> None:
    """Tell who sent an invitation, or the text that was signed, that its mail did not arrive."""
    if mail.signed:
        said = _("The mail with the signed PDF could not be delivered to {address}. We try again for two days.")
        if is_last:
            said = _("The mail with the signed PDF could not be delivered to {address}. Send them the file yourself.")
        tell([mail.signed.by], Notice.Kind.UNDELIVERED, said.format(address=mail.to), pledge=mail.signed.pledge)
    inviter = mail.invitation.invited_by if mail.invitation else None
    if inviter and mail.invitation:
        said = _("The invitation to {address} could not be delivered. We try again for two days.")
        if is_last:
            said = _("The invitation to {address} could not be delivered. Check the address and send it again.")
            if hasattr(mail.invitation, "signature_request"):
                said = _(
                    "The mail that asks {address} to sign could not be delivered. If the address is wrong, reopen the "
                    "pledge and correct it."
                )
        tell([inviter], Notice.Kind.UNDELIVERED, said.format(address=mail.to), pledge=mail.invitation.pledge)
