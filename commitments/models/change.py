"""What happened to a pledge: every change with what stood there before, and the versions that have a name."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from commitments.models.organisation import User
from commitments.models.pledge import Pledge


class ChangeQuerySet(models.QuerySet["Change"]):
    def newest(self) -> int:
        """Return the primary key of the last change; 0 where there is none."""
        return self.aggregate(last=models.Max("pk"))["last"] or 0


class Change(models.Model):
    """What one save changed in one row of a pledge, and what stood there before.

    Undone one after the other, from the last one back, they give the pledge as it stood at any time.
    """

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="changes")
    section = models.SlugField(max_length=20)
    version = models.PositiveIntegerField(help_text="Of the section, after the save")
    row = models.CharField(max_length=260, help_text="pledge, item:KEY, party:KEY, line:KEY or blank:TOKEN")
    before = models.JSONField(
        null=True,
        encoder=DjangoJSONEncoder,
        help_text="Changed columns as they stood; null: there was no row",
    )
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    page = models.CharField(max_length=16, blank=True, help_text="Names the opened page that saved it, by its script")
    at = models.DateTimeField(default=timezone.now)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["pledge", "section", "version"], name="changes_of_a_section"),
            models.Index(fields=["pledge", "id"], name="changes_of_a_pledge"),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.version}: {self.row}"


class NamedVersion(models.Model):
    """A point in a pledge's history that has a name, such as what was sent to the other party."""

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="named_versions")
    name = models.CharField(max_length=100)
    after = models.BigIntegerField(default=0, help_text="Primary key of the last change in it; 0: none yet")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["after", "pk"]

    def __str__(self) -> str:
        return self.name
