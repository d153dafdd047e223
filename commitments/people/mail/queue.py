"""The outbox: mail is written there with what caused it, in one transaction. `sending` works it off."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from commitments.models import Invitation, Mail, Pledge, Revision
from commitments.text.limits import shortened

LONGEST_SUBJECT = 200
FORGOTTEN = {"body": "", "calendar": ""}
"""What is kept of a mail's text once it is sent, or never goes: it may hold a personal link"""


def post(
    to: str,
    subject: str,
    body: str,
    *,
    reply_to: str = "",
    calendar: str = "",
    invitation: Invitation | None = None,
    pledge: Pledge | None = None,
    signed: Revision | None = None,
) -> Mail:
    """Put a mail into the outbox, in the current transaction. Nobody waits for a mail server.

    `reply_to`: whom an answer reaches, the site's own contact where it is left out; `calendar`: an entry for a
    calendar; `pledge`: whose drafters are told if it does not arrive; `signed`: the revision whose signed PDF is
    attached when it is sent.
    """
    subject = shortened(" ".join(subject.split()), LONGEST_SUBJECT)
    text = {"subject": subject, "body": body, "reply_to": reply_to, "calendar": calendar}
    return Mail.objects.create(to=to, **text, invitation=invitation, pledge=pledge, signed=signed)


def hold_back(mails: QuerySet[Mail]) -> None:
    """Let mails that are still waiting never go: what is in them no longer holds."""
    mails.filter(sent_at=None, given_up_at=None).update(given_up_at=timezone.now(), **FORGOTTEN)
