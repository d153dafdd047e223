"""Whom a signatory who leaves names to sign in their place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.organisation import User
from commitments.models.party import Capacity
from commitments.models.revision import SignatureRequest


class ProposedSignatory(models.Model):
    """Whom a signatory names to sign in their place. A drafter confirms it or not; until then nothing changes."""

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Refused")
        TAKEN_BACK = "taken-back", _("Taken back")

    signature_request = models.ForeignKey(SignatureRequest, on_delete=models.PROTECT, related_name="proposed")
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(help_text="In small letters")
    signs_by = models.CharField(max_length=10, choices=Capacity, default=Capacity.OFFICE)
    signs_for = models.CharField(max_length=200, blank=True, help_text="For whom, where it is not simply the party")
    reason = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_text = models.TextField(blank=True, help_text="Why it was refused")

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "proposed signatories"
        constraints = [
            models.UniqueConstraint(
                fields=["signature_request"], condition=Q(answer=""), name="one_open_proposal_a_request"
            ),
            models.CheckConstraint(condition=Q(answer="") | Q(answered_at__isnull=False), name="proposal_has_its_time"),
        ]

    def __str__(self) -> str:
        return self.name
