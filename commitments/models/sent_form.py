"""Forms that were sent, so that one that arrives twice makes one thing."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class SentForm(models.Model):
    """A form that made something. Its key is unique: sent again, by a double click or a reload, it makes no more."""

    key = models.CharField(max_length=64, unique=True, help_text="SHA-256 of who sent what from which page")
    address = models.CharField(max_length=500, blank=True, help_text="Where who sent it was led on to")
    messages = models.JSONField(default=list, help_text="What they were told: pairs of a level and a text")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.key
