"""The PDFs of a signed text as they were given out, by which a file is known again."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.revision import Revision


class SignedCopy(models.Model):
    """A PDF of a signed revision as it was given out first: the same bytes ever after, so that it can be told apart."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="copies")
    signatures = models.PositiveSmallIntegerField(help_text="How many stand on it")
    content = models.BinaryField()
    digest = models.CharField(max_length=64, db_index=True, help_text="SHA-256 of the file, in hex digits")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "signatures"], name="one_copy_a_signature")]

    def __str__(self) -> str:
        return f"{self.revision}, {self.signatures} signatures"


class AnnexedCopy(models.Model):
    """A PDF of a signed revision with an annex, as it was given out: its digest alone, by which it is known again."""

    class Annex(models.TextChoices):
        PICTURES = "pictures", _("Pictures")
        TRAIL = "trail", _("Trail")

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="annexed_copies")
    annex = models.CharField(max_length=8, choices=Annex)
    signatures = models.PositiveSmallIntegerField(help_text="How many stand on it")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the file, in hex digits")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.revision}, {self.signatures} signatures, {self.annex}"


class PublicCopy(models.Model):
    """A published PDF of a signed revision that leaves out further parties who don't want to be named publicly.

    As it was given out first, and the same bytes while the same ones are named.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="public_copies")
    named = models.CharField(max_length=64, help_text="SHA-256 of the keys of the parties whose signatures it shows")
    content = models.BinaryField()
    digest = models.CharField(max_length=64, db_index=True, help_text="SHA-256 of the file, in hex digits")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "named"], name="one_public_copy_a_list")]

    def __str__(self) -> str:
        return f"{self.revision}, {self.at:%Y-%m-%d}"
