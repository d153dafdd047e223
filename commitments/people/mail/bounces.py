"""Mail that does not arrive: reports of mail servers, and telling who caused the mail."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

from django.db import transaction
from django.utils import timezone

from commitments.models import Actor, Mail, Notice, Pledge, User
from commitments.people.mail import undelivered
from commitments.people.mail.announcing import announce
from commitments.people.mail.audiences import Occasion, drafters
from commitments.people.mail.queue import FORGOTTEN

LONGEST_REPORT = 1024 * 1024  # bytes
OUR_MESSAGE_ID = re.compile(r"<[^<>\s]{1,180}@pledgebuilder\.invalid>")
DIAGNOSIS = re.compile(r"Diagnostic-Code: (.+?)(?: [A-Z][A-Za-z-]+: |$)")


def record_bounce(data: bytes) -> Mail | None:
    """Note that a mail came back, as a delivery status notification (RFC 3464) says; return it, or None for others.

    A notice that it is only late changes nothing. Who sent it, or who drafts, is told.
    """
    report = message_from_bytes(data[:LONGEST_REPORT], policy=policy.default)
    parts = {part.get_content_type(): part for part in report.walk()}
    part = parts.get("message/delivery-status")
    status = " ".join(str(part).split()) if part else ""
    if "action: failed" not in status.lower():
        return None
    message_ids = OUR_MESSAGE_ID.findall(data[:LONGEST_REPORT].decode(errors="replace"))
    mail = (
        Mail.objects.filter(message_id__in=message_ids, given_up_at=None).select_related("invitation", "pledge").first()
    )
    if mail:
        reason = DIAGNOSIS.search(status)
        mail.failure, mail.given_up_at = (reason[1] if reason else status)[:300], timezone.now()
        mail.body = mail.calendar = ""
        with transaction.atomic():
            mail.save(update_fields=["failure", "given_up_at", *FORGOTTEN])
            announce_failure(mail, is_last=True)
    return mail


def announce_missing_pdf(mail: Mail, problem: str, *, is_last: bool) -> None:
    """Tell the drafters that a signed PDF could not be made, and why: once for each text, however many mails had it.

    `is_last`: the mail goes without it.
    """
    revision = mail.signed
    assert revision  # noqa: S101  narrows the type
    event = undelivered.SIGNED_PDF_UNMADE if is_last else undelivered.SIGNED_PDF_LATE
    if not Notice.objects.filter(pledge=revision.pledge, kind=event.kind, at__gte=revision.at).exists():
        announce(event, revision.pledge, problem=problem)


def announce_failure(mail: Mail, *, is_last: bool) -> None:
    """Tell who sent an invitation, or the text that was signed, that its mail did not arrive; of others, who drafts.

    Whoever sent it and drafts no more is not told, but the others are. `is_last`: it is not tried again.
    """
    if mail.signed:
        event = undelivered.SIGNED_PDF_UNDELIVERED if is_last else undelivered.SIGNED_PDF_DELAYED
        announce(event, mail.signed.pledge, to=_responsible(mail.signed.pledge, mail.signed.by), mail=mail)
    elif mail.invitation:
        pledge, sender = mail.invitation.pledge, mail.invitation.invited_by
        event = undelivered.INVITATION_DELAYED
        if is_last:
            asks_to_sign = hasattr(mail.invitation, "signature_request")
            event = undelivered.SIGNATURE_REQUEST_UNDELIVERED if asks_to_sign else undelivered.INVITATION_UNDELIVERED
        to = _responsible(pledge, sender) if pledge else [sender] if sender else []
        announce(event, pledge, to=to, mail=mail)
    elif mail.pledge and is_last:
        to = [person for person in drafters(Occasion(mail.pledge, Actor())) if person.email != mail.to]
        announce(undelivered.MAIL_UNDELIVERED, mail.pledge, to=to, mail=mail)


def _responsible(pledge: Pledge, sender: User | None) -> list[User]:
    """Return who sent a mail, if they still draft; else all who do."""
    people = drafters(Occasion(pledge, Actor()))
    return [sender] if sender in people and sender else people
