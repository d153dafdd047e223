"""The documents that clauses speak to, such as the Global Compact for Migration, and the links to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.models.model_text import Clause


class FrameworkManager(models.Manager["Framework"]):
    def get_by_natural_key(self, code: str) -> Framework:
        return self.get(code=code)


class Framework(models.Model):
    code = models.CharField(max_length=20, unique=True)
    name_en = models.TextField()
    name_fr = models.TextField(blank=True)
    name_es = models.TextField(blank=True)
    name_ar = models.TextField(blank=True)
    symbol = models.CharField(max_length=100, blank=True)
    date = models.CharField(max_length=10, blank=True, help_text="As precise as known: 2017-11 or 2018-12-19.")
    note = models.TextField(blank=True)
    verified = models.JSONField(default=dict, help_text="Per language: whether the wording was seen at its source.")

    objects = FrameworkManager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name_en

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class FrameworkItemManager(models.Manager["FrameworkItem"]):
    def get_by_natural_key(self, code: str) -> FrameworkItem:
        return self.get(code=code)


class FrameworkItem(models.Model):
    """An objective, point, principle or target of a framework."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="items")
    code = models.CharField(max_length=30, unique=True)
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=10, blank=True)
    title_en = models.TextField(blank=True)
    title_fr = models.TextField(blank=True)
    title_es = models.TextField(blank=True)
    title_ar = models.TextField(blank=True)
    short_en = models.CharField(max_length=100, blank=True)
    short_fr = models.CharField(max_length=100, blank=True)
    short_es = models.CharField(max_length=100, blank=True)
    summary_en = models.TextField(blank=True, help_text="A paraphrase, not the text.")
    verified = models.JSONField(default=dict)
    display = models.BooleanField(default=True, help_text="Off where the wording is unverified: search and group only.")

    objects = FrameworkItemManager()

    class Meta:
        ordering = ["framework", "position"]

    def __str__(self) -> str:
        return f"{self.code} {self.title_en or self.summary_en}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def title_shown(self) -> str:
        """The wording for the screen; nothing where it may not be shown."""
        return self.title_en if self.display else ""

    @property
    def summary_shown(self) -> str:
        """What it says in other words; nothing where that may not be shown."""
        return self.summary_en if self.display else ""

    @property
    def is_verified(self) -> bool:
        """Whether the English wording was seen at its source."""
        return self.verified.get("en") is True


class ClauseLinkManager(models.Manager["ClauseLink"]):
    def get_by_natural_key(self, model_text: str, clause: str, framework: str, item: str) -> ClauseLink:
        links = self.filter(clause__model_text__slug=model_text, clause__slug=clause, framework__code=framework)
        return links.get(item__code=item) if item else links.get(item=None)


class ClauseLink(models.Model):
    """A clause speaks to a framework as a whole, or to one of its items."""

    class Basis(models.TextChoices):
        EXPLICIT = "explicit", _("The clause names the document")
        SUGGESTED = "suggested", _("Close in subject; our reading")

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="links")
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="clause_links")
    item = models.ForeignKey(
        FrameworkItem, null=True, blank=True, on_delete=models.CASCADE, related_name="clause_links"
    )
    basis = models.CharField(max_length=9, choices=Basis)

    objects = ClauseLinkManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clause", "item"], name="clause_links_item_once"),
            models.UniqueConstraint(
                fields=["clause", "framework"], condition=Q(item=None), name="clause_links_framework_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} → {self.item or self.framework}"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.clause.natural_key(), self.framework.code, self.item.code if self.item else "")

    @property
    def code(self) -> str:
        """The code of what the clause speaks to."""
        return self.item.code if self.item else self.framework.code
