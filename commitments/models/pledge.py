"""A pledge and what stands in it. Reads only; the verbs that write are in drafting and signing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.directory import RegionalGroup
from commitments.models.model_text import ModelText
from commitments.models.organisation import Organisation, User
from commitments.text.days import is_over

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that reads like something else over the telephone


def new_reference() -> str:
    """A pledge's public name, such as PB-7KQ3M-9XAB2: random (about 49 bits), never a row number."""
    drawn = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(10))
    return f"PB-{drawn[:5]}-{drawn[5:]}"


def new_party_key() -> str:
    """Names a party within its pledge, in forms and addresses."""
    return "party-" + secrets.token_hex(5)


def new_key() -> str:
    """Names an item that no clause names."""
    return "own-" + secrets.token_hex(5)


def new_line_key() -> str:
    """Names a resource line within its pledge."""
    return "line-" + secrets.token_hex(5)


@dataclass(frozen=True)
class SectionState:
    """What a drafter said of one section of a pledge, who saved it last, and how often it changed."""

    version: int = 0
    """One more with every save that changed something"""
    ready: bool = False
    saved_by: int | None = None
    """Primary key of a User"""
    saved_at: str = ""
    """ISO 8601, UTC; empty while nobody saved it"""

    @property
    def when(self) -> datetime | None:
        return datetime.fromisoformat(self.saved_at) if self.saved_at else None


@dataclass(frozen=True)
class Reader:
    """Where in a pledge a person is or was last, and which changes they had seen before this visit."""

    name: str
    section: str
    """Empty: all sections"""
    at: str
    """ISO 8601, UTC"""
    seen: int
    """Primary key of the last change before this visit"""
    latest: int
    """Primary key of the last change when they last came to another page"""
    saved_in: str = ""
    """The section in which they saved something last"""
    saved_at: str = ""
    """ISO 8601, UTC; empty where they have saved nothing yet"""

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def saved(self) -> datetime | None:
        return datetime.fromisoformat(self.saved_at) if self.saved_at else None


class Step(models.TextChoices):
    """What moves a pledge from one state to another. `signing/transitions.py` is the one place that does."""

    CIRCULATE = "circulate", _("Circulate")
    AGREE = "agree", _("Agree")
    REOPEN = "reopen", _("Reopen")
    SUBMIT = "submit", _("Submit")
    WITHDRAW = "withdraw", _("Withdraw")


class PledgeQuerySet(models.QuerySet["Pledge"]):
    def visible_to(self, user: User | AnonymousUser) -> PledgeQuerySet:
        """The pledges of the organisations that this person belongs to, each with their role there; no deleted one."""
        mine = self.filter(organisation__memberships__user_id=user.pk or 0, deleted_at=None)
        return mine.annotate(reader_role=F("organisation__memberships__role"))

    def locked(self) -> PledgeQuerySet:
        """The same, locked until the transaction ends. The one lock: a pledge first, then what hangs on it."""
        return self.select_for_update(of=("self",))


class Pledge(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_CIRCULATION = "in-circulation", _("In circulation")
        AGREED = "agreed", _("Agreed")
        SUBMITTED = "submitted", _("Submitted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Openness(models.TextChoices):
        SPECIFIC = "specific", _("Specific: the list of parties closes when the pledge is submitted")
        OPEN = "open", _("Open: other parties may sign later, until a date")

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    model_text = models.ForeignKey(ModelText, on_delete=models.PROTECT, related_name="pledges")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pledges")
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(max_length=14, choices=Status, default=Status.DRAFT)
    title = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=35, default="en", help_text="BCP 47 tag of the pledge's text")
    period_start = models.PositiveSmallIntegerField()
    period_end = models.PositiveSmallIntegerField()
    openness = models.CharField(max_length=8, choices=Openness, default=Openness.SPECIFIC)
    open_until = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when no further party can sign, where that is before the day"
    )
    regional_group = models.ForeignKey(RegionalGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=100, blank=True, help_text="A region that is no group of the directory")
    introduction = models.TextField(blank=True, help_text="Paragraphs, with an empty line between them")
    opening = models.TextField(blank=True, help_text="Blank: generated from the parties")
    name_parties_in_full = models.BooleanField(default=False)
    resources_text = models.TextField(blank=True)
    blank_fillings = models.JSONField(
        default=dict, blank=True, help_text="What the drafter fills a blank with, by the blank as it is printed"
    )
    line_bytes = models.PositiveIntegerField(
        default=0, help_text="How much text the resource lines hold, blanks filled: other sections need not read them"
    )
    sections = models.JSONField(default=dict, blank=True, help_text="The fields of SectionState by section")
    set_aside = models.JSONField(
        default=dict, blank=True, help_text="Advice of the readiness check that was set aside: why, by whom, when"
    )
    staying = models.JSONField(
        default=dict,
        blank=True,
        help_text="What the check takes for a blank, and a drafter says stays: which text, where, by whom, when",
    )
    readers = models.JSONField(default=dict, blank=True, help_text="The fields of Reader by the person's primary key")
    search_text = models.TextField(
        blank=True, editable=False, help_text="The words by which it is found, as drafting/search_words.py writes them"
    )
    has_open_table = models.BooleanField(
        default=False, editable=False, help_text="Whether a negotiation table is open: other pledges need not look"
    )
    archived_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when it stands in the list of archived ones alone"
    )
    deleted_at = models.DateTimeField(
        null=True, editable=False, help_text="Since when it is gone, and can be brought back for a while"
    )
    published_at = models.DateTimeField(null=True, editable=False, help_text="Since when anybody may read it")
    trail_head = models.CharField(
        max_length=80, blank=True, editable=False, help_text="Number and hash of the last row of its trail"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        indexes = [
            models.Index(
                fields=["organisation", "-updated_at", "-id"],
                condition=Q(archived_at=None, deleted_at=None),
                name="current_of_an_organisation",
            ),
            models.Index(fields=["organisation", "status", "-updated_at", "-id"], name="its_pledges_in_a_state"),
            models.Index(fields=["status", "-updated_at", "-id"], name="pledges_in_a_state"),
            models.Index(
                fields=["-published_at", "-id"], name="published_pledges", condition=Q(published_at__isnull=False)
            ),
            models.Index(
                fields=["-updated_at", "-id"],
                condition=Q(status="submitted") | Q(published_at__isnull=False, status="agreed"),
                name="pledges_of_the_desk",  # access.submitted_pledges asks for them in these very words
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="pledge_period_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(regional_group=None) | Q(region=""), name="pledge_has_one_region"),
        ]

    def __str__(self) -> str:
        return self.title or self.reference

    @property
    def is_editable(self) -> bool:
        return self.status == self.Status.DRAFT and self.deleted_at is None

    @property
    def takes_further_parties(self) -> bool:
        """Whether further parties may sign it today: it is open, was handed in, and neither closed nor over."""
        is_open = self.openness == self.Openness.OPEN and self.status == self.Status.SUBMITTED and not self.closed_at
        return is_open and (self.open_until is None or not is_over(self.open_until, timezone.now()))

    @property
    def closed_on(self) -> date | None:
        """The last day on which further parties could sign, once none can any more: when it was closed, or its day."""
        if self.takes_further_parties:
            return None
        return self.closed_at.astimezone(UTC).date() if self.closed_at else self.open_until

    @property
    def section_states(self) -> dict[str, SectionState]:
        """What was said of each section that was ever saved, by its slug."""
        return {slug: SectionState(**state) for slug, state in self.sections.items()}

    def reader(self, user: User) -> Reader | None:
        """Return where a person was last, if they ever were here."""
        return Reader(**self.readers[str(user.pk)]) if str(user.pk) in self.readers else None

    def version_of(self, section: str) -> int:
        """How often a section changed so far. A page carries it, so that a save knows what the page was based on."""
        return int(self.sections.get(section, {}).get("version", 0))

    def note(self, section: str, **said: Any) -> None:
        """Write fields of a section's state, in memory."""
        state = asdict(self.section_states.get(section, SectionState()))
        self.sections = {**self.sections, section: {**state, **said}}


TRANSITIONS: Mapping[tuple[str, str], str] = {
    (Pledge.Status.DRAFT, Step.CIRCULATE): Pledge.Status.IN_CIRCULATION,
    (Pledge.Status.IN_CIRCULATION, Step.AGREE): Pledge.Status.AGREED,
    (Pledge.Status.IN_CIRCULATION, Step.REOPEN): Pledge.Status.DRAFT,
    (Pledge.Status.AGREED, Step.REOPEN): Pledge.Status.DRAFT,
    (Pledge.Status.AGREED, Step.SUBMIT): Pledge.Status.SUBMITTED,
    (Pledge.Status.DRAFT, Step.WITHDRAW): Pledge.Status.WITHDRAWN,
    (Pledge.Status.IN_CIRCULATION, Step.WITHDRAW): Pledge.Status.WITHDRAWN,
    (Pledge.Status.AGREED, Step.WITHDRAW): Pledge.Status.WITHDRAWN,
}
"""From which state each step leads where (docs/product.md, “Life of a pledge”). What is not here can't be done"""
