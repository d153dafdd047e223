"""What stands in a pledge: its items, and the lines of what it takes. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.models.model_text import Clause, Theme
from commitments.models.pledge import Pledge, new_key, new_line_key
from commitments.text.sameness import same_wording

month_or_year = RegexValidator(
    r"^\d{4}(-(0[1-9]|1[0-2]))?$", _("Give a year such as 2021, or a month such as 2021-07.")
)


class ListField(models.JSONField):
    """A list of keys as JSON. Most lists are empty, and of a whole pledge there are many: these need no parser."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return [] if value == "[]" else super().from_db_value(value, expression, connection)


class Item(models.Model):
    """A clause as it stands in one pledge, or the drafter's own.

    An item that is taken out of the pledge stays here, not chosen, with every word: nothing typed is lost. What it is
    linked with is named by key, so that a party that comes back leads again what it led.
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
    leads = ListField(default=list, blank=True, help_text="Keys of the parties that lead an action")
    linked = ListField(
        default=list,
        blank=True,
        help_text="Keys of the objectives that an action serves, or of the actions that an indicator measures",
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
        """Whether this is the official wording, however it was typed, an adapted one, or the drafter's own."""
        if self.clause_id is None:
            return self.Wording.OWN
        return self.Wording.OFFICIAL if same_wording(self.text, self.official_text) else self.Wording.ADAPTED


class ResourceLine(models.Model):
    class Kind(models.TextChoices):
        FINANCIAL = "financial", _("Financial")
        HUMAN = "human", _("Human")
        MATERIAL = "material", _("Material")

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="resource_lines")
    key = models.SlugField(max_length=20, default=new_line_key)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    description = models.CharField(max_length=500, blank=True)
    amount = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217")
    provider = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["pledge", "key"], name="line_key_once_a_pledge")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.description}"
