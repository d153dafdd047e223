"""Mail that is on its way, and what people are told in it."""

from __future__ import annotations

from email.utils import make_msgid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from commitments.models.invitation import Invitation
from commitments.models.organisation import User
from commitments.models.pledge import Pledge
from commitments.models.revision import Revision


def new_message_id() -> str:
    return make_msgid(domain="pledgebuilder.invalid")


class Mail(models.Model):
    """One mail of the outbox. It is written with what caused it, in one transaction, and sent by `send_mail`."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True, help_text="Emptied once it is sent: it may hold a personal link or a code")
    reply_to = models.CharField(
        max_length=600,
        blank=True,
        help_text="Name and address of whom an answer reaches; empty: the site's own contact",
    )
    calendar = models.TextField(
        blank=True, help_text="An entry for a calendar (RFC 5545), which is attached; emptied once it is sent"
    )
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.CASCADE, related_name="mails")
    pledge = models.ForeignKey(
        Pledge,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Whose drafters are told that it does not arrive",
    )
    signed = models.ForeignKey(
        Revision, null=True, on_delete=models.PROTECT, related_name="+", help_text="Whose signed PDF is attached"
    )
    message_id = models.CharField(max_length=200, unique=True, default=new_message_id)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, help_text="When it is tried next")
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True, help_text="What the mail server said last")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["due_at"], name="mail_that_is_due", condition=Q(sent_at=None) & Q(given_up_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class Notice(models.Model):
    """Something that a person is told of: on the hub at once, and in the next digest by mail."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="notices")
    guest = models.ForeignKey(Invitation, null=True, on_delete=models.CASCADE, related_name="notices")
    pledge = models.ForeignKey(Pledge, null=True, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, help_text="Of the event, in people/mail/events.py")
    text = models.CharField(max_length=300, help_text="One sentence in plain words")
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["at"], name="notices_to_be_mailed", condition=Q(mailed_at=None)),
            models.Index(fields=["user", "-id"], name="notices_not_seen", condition=Q(seen_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, guest__isnull=False) | Q(user__isnull=False, guest=None),
                name="notice_is_for_one",
            )
        ]

    def __str__(self) -> str:
        return self.text
