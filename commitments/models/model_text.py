"""The model text: the official menu of clauses for one topic and one Conference edition."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.text.days import year_is_over


class ModelTextManager(models.Manager["ModelText"]):
    def get_by_natural_key(self, slug: str) -> ModelText:
        return self.get(slug=slug)


class ModelText(models.Model):
    """One model text. Everything that the source prints is in its passages, themes and clauses."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100, help_text="Short name for lists; ours, not part of the text.")
    language = models.CharField(max_length=12, default="en")
    conference = models.CharField(max_length=200)
    period_start = models.PositiveSmallIntegerField()
    period_end = models.PositiveSmallIntegerField()
    undertaking = models.TextField(
        help_text="What the parties of the opening sentence do, as in “pledge to undertake …”, without the colon."
    )
    bullet = models.CharField(max_length=4, default="· ", help_text="What the source prints before a clause.")
    provenance = models.TextField(blank=True)
    edition = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Changes whenever the library is loaded with other content.",
    )

    objects = ModelTextManager()

    class Meta:
        ordering = ["-period_start", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="model_text_period_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.period_start}–{self.period_end}"

    @property
    def is_over(self) -> bool:
        """Whether its period is, everywhere on earth."""
        return year_is_over(self.period_end, timezone.now())

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class PartManager(models.Manager[Any]):
    """Finds a part of a model text by the text's slug and its own."""

    def get_by_natural_key(self, model_text: str, slug: str) -> Any:
        return self.get(model_text__slug=model_text, slug=slug)


class Part(models.Model):
    """What passages, themes and clauses share: a name within the text, and a place in the source's order."""

    model_text = models.ForeignKey(ModelText, on_delete=models.CASCADE, related_name="%(class)ss")
    slug = models.SlugField(max_length=80)
    position = models.PositiveIntegerField(help_text="Place in the source, over all parts of the text.")

    objects = PartManager()

    class Meta:
        abstract = True
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["model_text", "slug"], name="%(class)s_slug_once_a_text")]

    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str, str]:
        return (self.model_text.slug, self.slug)


class Passage(Part):
    """Text that nobody picks: titles, guidance, introduction, opening, headings, contacts."""

    class Kind(models.TextChoices):
        TITLE = "title", _("Title")
        SUBTITLE = "subtitle", _("Subtitle")
        GUIDANCE = "guidance", _("Guidance")
        PERIOD = "period", _("Period")
        HEADING = "heading", _("Heading")
        INTRODUCTION = "introduction", _("Introduction")
        OPENING = "opening", _("Opening sentence")
        LEAD_IN = "lead-in", _("Lead-in to optional additions")
        CONTACT = "contact", _("Contact")

    kind = models.CharField(max_length=12, choices=Kind)
    box = models.CharField(max_length=1, blank=True, help_text="A to D, or blank for the front page.")
    text = models.TextField()


class Theme(Part):
    """A heading under which the action plan lists actions."""

    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100, help_text="Short title for the screen; ours, not part of the text.")
    heading = models.TextField()


class Clause(Part):
    """One selectable item: an objective, an optional addition, an action or an indicator."""

    class Kind(models.TextChoices):
        OBJECTIVE = "objective", _("Objective")
        ADDITION = "addition", _("Optional addition")
        ACTION = "action", _("Action")
        INDICATOR = "indicator", _("Indicator")

    class Relevance(models.TextChoices):
        BOTH = "both", _("Both together")
        STATE = "state", _("Mostly government")
        NATIONAL_SOCIETY = "national_society", _("Mostly the National Society")

    class Observers(models.TextChoices):
        YES = "yes", _("Observers can take it up as it stands")
        ADAPTED = "adapted", _("Observers can take it up with other wording")
        NO = "no", _("Not for observers")

    kind = models.CharField(max_length=10, choices=Kind)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="clauses")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="additions")
    number = models.CharField(max_length=8)
    title = models.CharField(max_length=100, help_text="Short title for the screen; ours, not part of the text.")
    text = models.TextField(help_text="The wording, ready for a pledge.")
    source_text = models.TextField(blank=True, help_text="As the source prints it, where that differs.")
    additions_lead_in = models.CharField(
        max_length=40, blank=True, help_text="The word that joins the additions to this text, such as “including”."
    )
    relevance = models.CharField(max_length=16, choices=Relevance, default=Relevance.BOTH)
    relevance_reason = models.TextField(blank=True)
    observers = models.CharField(max_length=8, choices=Observers, default=Observers.YES)
    note = models.TextField(blank=True)
    suggested = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="suggested_for",
        help_text="For an action the objectives it serves, for an indicator also the actions it measures. Our reading.",
    )
    retired = models.BooleanField(
        default=False, help_text="No longer in the library; kept for the pledges that use it."
    )

    @property
    def source(self) -> str:
        """The clause as the source prints it, without its bullet."""
        return self.source_text or self.text


class BracketManager(models.Manager["Bracket"]):
    def get_by_natural_key(self, model_text: str, token: str) -> Bracket:
        return self.get(model_text__slug=model_text, token=token)


class Bracket(models.Model):
    """What a square bracket of the source means. The same sign stands for four things."""

    class Kind(models.TextChoices):
        BLANK = "blank", _("A blank to fill in")
        CHOICE = "choice", _("A choice between words")
        PLURAL = "plural", _("A plural ending")
        NOTE = "note", _("A note to the drafter")

    class Fills(models.TextChoices):
        NATIONAL_SOCIETY = "national_society", _("The National Society")
        PLACE = "place", _("The country or region")

    model_text = models.ForeignKey(ModelText, on_delete=models.CASCADE, related_name="brackets")
    token = models.CharField(max_length=250)
    kind = models.CharField(max_length=6, choices=Kind)
    fills = models.CharField(max_length=16, choices=Fills, blank=True, help_text="What fills the blank, if we know.")
    meaning = models.CharField(max_length=200, blank=True)

    objects = BracketManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model_text", "token"], name="bracket_once_a_text")]

    def __str__(self) -> str:
        return self.token

    def natural_key(self) -> tuple[str, str]:
        return (self.model_text.slug, self.token)
