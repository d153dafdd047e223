"""What became of the library since the site has it: model texts and the directory, one row a thing that changed."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.organisation import User


class LibraryChange(models.Model):
    """One part of a model text, or one entry of the directory, that was added, changed or taken out. Never changed."""

    class Action(models.TextChoices):
        ADDED = "added", _("Added")
        CHANGED = "changed", _("Changed")
        RETIRED = "retired", _("Retired: kept for the pledges that use it")
        REMOVED = "removed", _("Removed")

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        User,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Nobody: a command of whoever runs the site",
    )
    action = models.CharField(max_length=7, choices=Action)
    table = models.CharField(max_length=30, help_text="As a fixture names it: “commitments.clause”")
    key = models.CharField(
        max_length=200, help_text="Its natural key, parts parted by spaces: “migration-2019 b-detention”"
    )
    columns = models.JSONField(default=dict, help_text="By column, what stood there before and what does now")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["table", "key"], name="changes_of_a_library_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.key}: {self.action}"
