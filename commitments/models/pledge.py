"""A pledge and what stands in it. Reads only; every write goes through commitments.services."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commitments.models.directory import NationalSociety, PartyKind, RegionalGroup, State
from commitments.models.model_text import Clause, ModelText, Theme
from commitments.models.organisation import Organisation, User

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


class PledgeQuerySet(models.QuerySet["Pledge"]):
    def visible_to(self, user: User | AnonymousUser) -> PledgeQuerySet:
        """The pledges of the organisations that this person belongs to, each with their role there."""
        mine = self.filter(organisation__memberships__user_id=user.pk or 0)
        return mine.annotate(reader_role=F("organisation__memberships__role"))


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
    regional_group = models.ForeignKey(RegionalGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=100, blank=True, help_text="A region that is no group of the directory")
    introduction = models.TextField(blank=True, help_text="Paragraphs, with an empty line between them")
    opening = models.TextField(blank=True, help_text="Blank: generated from the parties")
    name_parties_in_full = models.BooleanField(default=False)
    resources_text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-updated_at", "-id"], name="pledges_of_an_organisation")]
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
        return self.status == self.Status.DRAFT


class Party(models.Model):
    """Who pledges: a State by its Government, a National Society, or an observer organisation."""

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="parties")
    key = models.SlugField(max_length=20, default=new_party_key)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=PartyKind)
    state = models.ForeignKey(State, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    national_society = models.ForeignKey(
        NationalSociety, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(
        max_length=200, blank=True, help_text="An observer's name; for others, how this pledge calls them"
    )
    focal_name = models.CharField(max_length=150, blank=True)
    focal_email = models.EmailField(blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["pledge", "key"], name="party_key_once_a_pledge"),
            models.UniqueConstraint(fields=["pledge", "state"], name="state_once_a_pledge"),
            models.UniqueConstraint(fields=["pledge", "national_society"], name="society_once_a_pledge"),
            models.UniqueConstraint(
                fields=["pledge", "name"], condition=Q(kind="observer"), name="observer_once_a_pledge"
            ),
            models.CheckConstraint(
                condition=Q(kind="state", state__isnull=False, national_society=None)
                | Q(kind="national_society", national_society__isnull=False, state=None)
                | (Q(kind="observer", state=None, national_society=None) & ~Q(name="")),
                name="party_is_what_its_kind_says",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.state or self.national_society)

    @property
    def code(self) -> str:
        """ISO 3166-1 alpha-2 of the State or of the Society's country; nothing for an observer."""
        if self.state:
            return self.state.iso2
        return self.national_society.state.iso2 if self.national_society else ""


month_or_year = RegexValidator(
    r"^\d{4}(-(0[1-9]|1[0-2]))?$", _("Give a year such as 2021, or a month such as 2021-07.")
)


class Item(models.Model):
    """A clause as it stands in one pledge, or the drafter's own.

    An item that is taken out of the pledge stays here, not chosen, with every word: nothing typed is lost.
    """

    class Wording(models.TextChoices):
        OFFICIAL = "official", _("Official wording")
        ADAPTED = "adapted", _("Adapted")
        OWN = "own", _("Own wording")

    Kind = Clause.Kind

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=Clause.Kind)
    key = models.CharField(max_length=80, default=new_key, help_text="The clause's slug, or a random name")
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="additions")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    theme_name = models.CharField(max_length=200, blank=True, help_text="A theme that is not the model's")
    chosen = models.BooleanField(default=True)
    position = models.PositiveIntegerField()
    text = models.TextField(help_text="The wording, blanks open")
    official_text = models.TextField(blank=True, help_text="The clause's wording when it was picked; blank for own")
    responsible = models.CharField(max_length=200, blank=True)
    start = models.CharField(max_length=7, blank=True, validators=[month_or_year])
    end = models.CharField(max_length=7, blank=True, validators=[month_or_year])
    baseline = models.CharField(max_length=500, blank=True)
    target = models.CharField(max_length=500, blank=True)
    verification = models.CharField(max_length=500, blank=True)
    leads = models.ManyToManyField(Party, blank=True, related_name="leads")
    linked = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="linked_from",
        help_text="The objectives that an action serves; the actions that an indicator measures",
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "key"], name="item_key_once_a_pledge"),
            models.UniqueConstraint(fields=["pledge", "clause"], name="clause_once_a_pledge"),
            models.CheckConstraint(condition=Q(theme=None) | Q(theme_name=""), name="item_has_one_theme"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def wording(self) -> str:
        """Whether this is the official wording, an adapted one, or the drafter's own."""
        if self.clause_id is None:
            return self.Wording.OWN
        return self.Wording.OFFICIAL if self.text == self.official_text else self.Wording.ADAPTED


class BlankFilling(models.Model):
    """What the drafter fills a blank with, wherever in the pledge it stands."""

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="blank_fillings")
    blank = models.CharField(max_length=250, help_text="As it is printed, brackets included")
    text = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pledge", "blank"], name="blank_filled_once_a_pledge"),
            models.CheckConstraint(condition=~Q(text=""), name="filling_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.blank}: {self.text}"


class ResourceLine(models.Model):
    class Kind(models.TextChoices):
        FINANCIAL = "financial", _("Financial")
        HUMAN = "human", _("Human")
        MATERIAL = "material", _("Material")

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="resource_lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    description = models.CharField(max_length=500, blank=True)
    amount = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217")
    provider = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.description}"


class SectionState(models.Model):
    """What a drafter said of one section of a pledge, and who saved it last."""

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="section_states")
    slug = models.SlugField(max_length=20)
    ready = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pledge", "slug"], name="section_once_a_pledge")]

    def __str__(self) -> str:
        return f"{self.pledge.reference} {self.slug}"
