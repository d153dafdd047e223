"""The record that a pledge was handed to the Conference, and further parties that ask to sign an open one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.directory import Component, NationalSociety, PartyKind, State, directory_entry
from commitments.models.organisation import User
from commitments.models.party import Party
from commitments.models.pledge import Pledge
from commitments.models.revision import SignatureRequest
from commitments.text import articles


class Submission(models.Model):
    """When a pledge was handed to the Conference, by whom, and what it is called there."""

    pledge = models.OneToOneField(Pledge, on_delete=models.PROTECT, related_name="submission")
    on = models.DateField(help_text="The day on which it was handed in")
    conference_reference = models.CharField(max_length=100, blank=True, help_text="Its reference at the Conference")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.pledge.reference}: {self.conference_reference}"


class JoinRequest(models.Model):
    """Somebody asks to sign an open pledge for a further party. Their address is confirmed with a one-time code."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="join_requests")
    kind = models.CharField(max_length=16, choices=PartyKind)
    state = models.ForeignKey(State, null=True, on_delete=models.PROTECT, related_name="+")
    national_society = models.ForeignKey(NationalSociety, null=True, on_delete=models.PROTECT, related_name="+")
    component = models.ForeignKey(Component, null=True, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=200, help_text="The party's name")
    named = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="The name of an authority of a State, or of an observer, as it was typed",
    )
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(help_text="In small letters")
    at = models.DateTimeField(default=timezone.now)
    code_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the one-time code sent last")
    code_expires_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_text = models.CharField(max_length=500, blank=True)
    expired_at = models.DateTimeField(
        null=True, help_text="When they were told that the closing day has passed without an answer"
    )
    signature_request = models.OneToOneField(
        SignatureRequest, null=True, on_delete=models.PROTECT, related_name="join_request", db_column="turn_id"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="state", state__isnull=False, national_society=None, component=None)
                | Q(kind="national_society", national_society__isnull=False, state=None, component=None)
                | Q(kind="component", component__isnull=False, state=None, national_society=None)
                | Q(kind="observer", state=None, national_society=None, component=None),
                name="join_request_is_for_one_party",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.name}"

    @property
    def in_sentence(self) -> str:
        """The party's name within a sentence, “the Kenya Red Cross Society”."""
        if self.state:
            return articles.in_sentence(self.named) if self.named else self.state.government_en
        member = self.national_society or self.component
        return member.in_sentence_en if member else articles.in_sentence(self.named or self.party, is_own_name=True)

    @property
    def as_party(self) -> Party:
        """The same as a party that stands in no pledge: who asks for an authority, or an observer, names it."""
        name = "" if self.national_society or self.component else self.named
        if self.kind == PartyKind.OBSERVER:
            name = name or self.party
        who = {"state": self.state, "national_society": self.national_society, "component": self.component}
        return Party(kind=self.kind, name=name, **who)

    @property
    def is_authority(self) -> bool:
        """Whether they ask for one of the authorities of a State, such as a ministry."""
        return bool(self.state_id and self.named)

    @property
    def directory_entry(self) -> str:
        """What the directory has of the party, as a signature names it; nothing for an observer."""
        if self.component:
            return directory_entry(self.kind, self.component.code)
        state = self.national_society.state if self.national_society else self.state
        return directory_entry(self.kind, state.iso2 if state else "")
