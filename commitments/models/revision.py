"""A text that can't change any more, the round in which every party is asked to agree to it, and what they answer."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from commitments.models.directory import directory_entry
from commitments.models.invitation import Invitation
from commitments.models.organisation import User
from commitments.models.party import Capacity
from commitments.models.pledge import REFERENCE_LETTERS, Pledge


def new_code() -> str:
    """The end of a revision's short public address: random (about 59 bits), and easily typed."""
    return "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(12))


class Revision(models.Model):
    """An unchangeable numbered snapshot of a whole pledge. The database refuses to change or delete it."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(help_text="From 1, within the pledge")
    content = models.TextField(help_text="Canonical JSON (RFC 8785) of the PledgeDocument")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content in UTF-8, in hex digits")
    code = models.CharField(max_length=12, unique=True, default=new_code, help_text="The end of its public address")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pledge", "number"]
        constraints = [models.UniqueConstraint(fields=["pledge", "number"], name="revision_number_once_a_pledge")]

    def __str__(self) -> str:
        return f"{self.pledge.reference}, revision {self.number}"

    @property
    def in_sentences(self) -> Mapping[str, str]:
        """How its parties read within a sentence, by their keys: as the text was frozen."""
        return {party["key"]: party["in_sentence"] for party in self._parties}

    @property
    def signatures_needed(self) -> Mapping[str, int]:
        """How many of the signatories of each party must sign, by its key. Texts of the first format say one."""
        return {party["key"]: party.get("signatures_needed", 1) for party in self._parties}

    @property
    def party_kinds(self) -> Mapping[str, str]:
        """A PartyKind of each of its parties, by its key."""
        return {party["key"]: party["kind"] for party in self._parties}

    @property
    def directory_entries(self) -> Mapping[str, str]:
        """What the directory has of its parties, by their keys: “state KE”; nothing for an observer."""
        return {party["key"]: directory_entry(party["kind"], party["code"]) for party in self._parties}

    @cached_property
    def _parties(self) -> list[dict[str, Any]]:
        parties: list[dict[str, Any]] = json.loads(self.content)["parties"]
        return parties


class Circulation(models.Model):
    """One round: every party of a revision is asked to agree to exactly that text."""

    class End(models.TextChoices):
        REOPENED = "reopened", _("Reopened for changes")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="circulation")
    in_turn = models.BooleanField(help_text="Whether the parties are asked one after the other")
    asked_for = models.DateField(help_text="By when an answer is asked for")
    message = models.TextField(blank=True, help_text="The drafter's own words")
    end = models.CharField(max_length=9, choices=End, blank=True, help_text="Why its signatures don't count any more")
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return str(self.revision)

    @property
    def is_void(self) -> bool:
        """Whether the signatures of this round fell."""
        return bool(self.end)


class SignatureRequest(models.Model):
    """One signatory of a party is asked to sign the text of a round: since when, and what they answered."""

    class Answer(models.TextChoices):
        SIGNED = "signed", _("Signed")
        CHANGES = "changes", _("Asks for changes")
        DECLINED = "declined", _("Declined")

    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="signature_requests")
    position = models.PositiveSmallIntegerField()
    party_key = models.SlugField(max_length=20)
    party = models.CharField(max_length=200, help_text="The party's name in the pledge")
    name = models.CharField(max_length=150)
    title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(help_text="In small letters: who has this address signs, and nobody else")
    place = models.PositiveSmallIntegerField(default=0, help_text="Which of the party's signatories it is, from 0")
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by", help_text="In whose place they sign"
    )
    replaced_at = models.DateTimeField(null=True, help_text="Since when somebody else is to sign in their place")
    why_replaced = models.TextField(blank=True)
    spared_at = models.DateTimeField(
        null=True, help_text="Since when they need not sign: enough others of the party have"
    )
    signs_by = models.CharField(
        max_length=10, choices=Capacity, blank=True, help_text="Of who replaces another; of others the text has it"
    )
    signs_for = models.CharField(max_length=200, blank=True, help_text="The same")
    is_later = models.BooleanField(default=False, help_text="A further party of an open pledge")
    invitation = models.OneToOneField(
        Invitation, null=True, on_delete=models.SET_NULL, related_name="signature_request"
    )
    came_at = models.DateTimeField(null=True, help_text="Since when it is up to them")
    read_at = models.DateTimeField(null=True, help_text="When they had the whole text before them and went on")
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True, help_text="What they want changed, or why they decline")
    may_publish = models.BooleanField(default=False, help_text="Whether this party agrees to have the text published")
    code_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the one-time code sent last")
    code_expires_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True, help_text="When the drafters were told that no answer came in time")

    class Meta:
        db_table = "commitments_turn"  # its first name; the triggers of models/sql/append_only.py name turn_id
        ordering = ["position", "place", "pk"]  # who replaces another stands where the other stood
        indexes = [models.Index(fields=["email"], name="asked_at_an_address")]
        constraints = [
            models.UniqueConstraint(
                fields=["circulation", "party_key", "place"],
                condition=Q(replaced_at=None),
                name="asked_once_a_signatory",
            ),
            models.CheckConstraint(condition=Q(answer="") | Q(answered_at__isnull=False), name="answer_has_its_time"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.name}"

    @property
    def in_sentence(self) -> str:
        """The party's name within a sentence, “the Government of Kenya”: of the text, or of who asked to join."""
        if self.is_later:
            asked = getattr(self, "join_request", None)
            return asked.in_sentence if asked else self.party
        return self.circulation.revision.in_sentences.get(self.party_key, self.party)

    @property
    def party_kind(self) -> str:
        """A PartyKind: of the text, or of who asked to join."""
        if self.is_later:
            asked = getattr(self, "join_request", None)
            return asked.kind if asked else ""
        return self.circulation.revision.party_kinds.get(self.party_key, "")

    @property
    def asked_first(self) -> SignatureRequest:
        """The request to whom the text names, or to who asked to join: this one, or the first in whose place it is."""
        first = self
        while first.replaces:
            first = first.replaces
        return first

    @property
    def in_place_of(self) -> str:
        """The name of who was asked first, where somebody else is now."""
        first = self.asked_first.name
        return "" if first == self.name else first

    @property
    def is_open(self) -> bool:
        """Whether it is up to them: asked, and not signed nor declined, nor spared as enough others have signed."""
        is_up_to_them = self.came_at is not None and self.replaced_at is None and self.spared_at is None
        return is_up_to_them and self.answer in ("", self.Answer.CHANGES) and not self.circulation.end

    @property
    def slot(self) -> str:
        """What names it within its round: of those who sign for one party, whose it is."""
        return f"{self.party_key}-{self.place}" if self.place else self.party_key

    @property
    def has_signed(self) -> bool:
        """Whether they have signed; whether that still counts, the round says, and whether their party has."""
        return self.answer == self.Answer.SIGNED

    @property
    def unnamed_party(self) -> str:
        """The name, within a sentence, of a party that has not agreed to be named publicly."""
        return "" if self.may_publish else self.in_sentence

    @property
    def asked_for(self) -> date | None:
        """By when an answer is asked for; from a further party, the pledge's closing date, where it has one."""
        return self.circulation.revision.pledge.open_until if self.is_later else self.circulation.asked_for


class Signature(models.Model):
    """One party's agreement to one revision. The database refuses to change or delete it.

    It is void where its round was ended, which `Circulation.end` says.
    """

    class Method(models.TextChoices):
        CODE = "code", _("With a one-time code, sent to the address")
        ACCOUNT = "account", _("With their account")
        SECOND_STEP = "second", _("With their account and a second step")
        PASSKEY = "passkey", _("With a passkey of their account")
        SINGLE_SIGN_ON = "sso", _("With their account, by single sign-on")

    class NamedBy(models.TextChoices):
        DRAFTER = "drafter", _("The organisation that drafts the pledge")
        PARTY = "party", _("The party itself")
        ASKER = "asker", _("The person who asked to join for the party")

    class VouchedBy(models.TextChoices):
        DOMAIN = "domain", _("An address of the party’s own")
        KNOWN = "known", _("A signature of the same person with such an address")

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="signatures")
    signature_request = models.OneToOneField(
        SignatureRequest, on_delete=models.PROTECT, related_name="signature", db_column="turn_id"
    )
    party_key = models.SlugField(max_length=20)
    party = models.CharField(max_length=200)
    name = models.CharField(max_length=150, help_text="Of who was asked; in the first years, as they typed it")
    title = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    statement = models.TextField(help_text="What they ticked, word by word")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the text that they saw")
    method = models.CharField(max_length=7, choices=Method)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # What it is worth, as things were when it was given. Signatures from before this was kept have none of it.
    directory_entry = models.CharField(
        max_length=24, default="", db_default="", help_text="Of whose authority: “state KE”; empty for an observer"
    )
    named_by = models.CharField(
        max_length=7, choices=NamedBy, default="", db_default="", help_text="Who said that this person signs"
    )
    drafter = models.CharField(
        max_length=150, default="", db_default="", help_text="The organisation that drafts, by its name then"
    )
    vouched_by = models.CharField(
        max_length=6,
        choices=VouchedBy,
        default="",
        db_default="",
        help_text="What says that the party stands behind it",
    )

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "party_key", "email"], name="one_signature_a_signatory")
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.name}"

    @property
    def code_address(self) -> str:
        """To which address the code was sent that signed; nothing where it was signed with an account alone."""
        return self.email if self.method == self.Method.CODE else ""

    @property
    def account_address(self) -> str:
        """Whose account signed, without a code."""
        return "" if self.method == self.Method.CODE else self.email
