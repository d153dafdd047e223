"""The way of every mail that Django and allauth send: into the outbox, so that nobody waits for a mail server."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from commitments.people.mail.queue import post


class Outbox(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each message for each of its addressees; return how many messages there were."""
        for message in email_messages:
            for addressee in message.recipients():
                reply_to = ", ".join(map(str, message.reply_to))
                post(addressee, str(message.subject), str(message.body), reply_to=reply_to)
        return len(email_messages)
