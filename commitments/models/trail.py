"""Who did what with a pledge, and when: rows that hang together by their hashes, so that a change of them shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.organisation import User
from commitments.models.pledge import Pledge

STORED_HEAD = re.compile("([1-9][0-9]*):(.*)", re.DOTALL)


@dataclass(frozen=True)
class TrailHead:
    """The last entry of a trail. The one place that knows how Pledge.trail_head spells it."""

    number: int = 0
    """0 where the trail has no entry"""
    hash: str = ""

    @classmethod
    def of(cls, stored: str) -> TrailHead:
        """Return what a stored head says. Raises ValueError where it says nothing that was ever written."""
        if not stored:
            return cls()
        if not (parts := STORED_HEAD.fullmatch(stored)):
            raise ValueError(stored)
        return cls(int(parts[1]), parts[2])

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}" if self.number else ""


class TrailEntry(models.Model):
    """One thing that somebody did. The database refuses to change or delete it.

    `hash` covers all other columns but its own primary key, and `previous`, the hash of the entry before.
    """

    class Kind(models.TextChoices):
        INVITED = "invited", _("Invited")
        FORWARDED = "forwarded", _("Passed on")
        CONFIRMED = "confirmed", _("Confirmed the invitation")
        CIRCULATED = "circulated", _("Circulated")
        ASKED = "turn", _("Asked to sign")  # its first name: the hashes of older entries hold it
        READ = "read", _("Read the text")
        SIGNED = "signed", _("Signed")
        CHANGES = "changes", _("Asked for changes")
        DECLINED = "declined", _("Declined")
        UNDECLINED = "undeclined", _("Took back that they decline")
        READDRESSED = "readdressed", _("Address corrected")
        PROPOSED = "proposed", _("Proposed another signatory")
        NOT_REPLACED = "not-replaced", _("Refused another signatory")
        REPLACED = "replaced", _("Named another signatory")
        REMINDED = "reminded", _("Reminded")
        EXPIRED = "expired", _("Did not answer in time")
        REOPENED = "reopened", _("Reopened for changes")
        VOIDED = "voided", _("Signature void")
        AGREED = "agreed", _("Agreed by all parties")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SUBMITTED = "submitted", _("Submitted")
        REFERENCED = "referenced", _("The Conference’s reference recorded")
        MAY_PUBLISH = "may-publish", _("Agreed to publication")
        PUBLISHED = "published", _("Published")
        MAY_NOT_PUBLISH = "took-back", _("Took back the agreement to publication")
        UNPUBLISHED = "unpublished", _("Taken back from publication")
        CLOSING_DAY = "closing-day", _("Closing day changed")
        CLOSED = "closed", _("Closed to further parties")
        ASKED_TO_JOIN = "asked-to-join", _("Asked to join")
        ADMITTED = "admitted", _("Admitted as a further party")
        REFUSED = "refused", _("Refused as a further party")
        COPIED = "copied", _("Signed PDF made")
        PUBLIC_COPIED = "public-copied", _("Public PDF made")
        ANNEXED = "annexed", _("Signed PDF with an annex made")
        LINK_SENT = "link-sent", _("Link sent again")
        FOUND = "found", _("Taken over as found")

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="trail")
    number = models.PositiveIntegerField(help_text="From 1, within the pledge, without a gap")
    kind = models.CharField(max_length=13, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    who = models.CharField(max_length=150, help_text="What they were called then")
    email = models.EmailField(blank=True)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField(null=True, help_text="Number of the revision that it is about")
    party = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True, help_text="A reason, a statement, or what was sent to whom")
    address_hash = models.CharField(max_length=64, blank=True, help_text="Salted SHA-256 of the network address")
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    rules = models.PositiveSmallIntegerField(
        default=2, db_default=1, help_text="Version of the rules by which `hash` is made (trail/hashes.py)"
    )
    facts = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="How the rows stand that were written with it: canonical JSON, as trail/facts.py has it",
    )

    class Meta:
        ordering = ["pledge", "number"]
        constraints = [models.UniqueConstraint(fields=["pledge", "number"], name="trail_number_once_a_pledge")]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_kind_display()}: {self.who}"


class TrailAddress(models.Model):
    """From where something was done: kept 90 days, then cut. The trail holds its salted hash alone."""

    entry = models.OneToOneField(TrailEntry, on_delete=models.PROTECT, related_name="origin")
    address = models.GenericIPAddressField()
    salt = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.address
