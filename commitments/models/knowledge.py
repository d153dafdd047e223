"""What the readiness check knows of the world. A new edition of it is a fixture, and no code."""

from __future__ import annotations

from functools import reduce
from typing import Any

from django.db import models

from commitments.models.model_text import ModelText


class ByNaturalKey(models.Manager[Any]):
    """Finds a row by the fields that name it."""

    def get_by_natural_key(self, *key: Any) -> Any:
        return self.get(**dict(zip(self.model.NAMED_BY, key, strict=True)))


class Named(models.Model):
    """A row that some of its fields name."""

    NAMED_BY: tuple[str, ...] = ()
    """Fields, or a field of a related row as Django's lookups write it"""

    objects = ByNaturalKey()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(reduce(getattr, name.split("__"), self) for name in self.NAMED_BY)


class Conference(Named):
    """An International Conference of the Red Cross and Red Crescent."""

    NAMED_BY = ("number",)
    number = models.PositiveSmallIntegerField(unique=True)
    year = models.PositiveSmallIntegerField(help_text="The year in which it was held")

    def __str__(self) -> str:
        return f"{self.number}, {self.year}"


class Resolution(Named):
    NAMED_BY = ("conference", "number")
    conference = models.PositiveSmallIntegerField(help_text="Number of the Conference that adopted it")
    number = models.CharField(max_length=5)
    title = models.CharField(max_length=250)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "number"], name="resolution_once_a_conference")]

    def __str__(self) -> str:
        return f"{self.conference}, {self.number}: {self.title}"


class Misnomer(Named):
    """A wrong name that is seen in print, and the right one."""

    NAMED_BY = ("wrong",)
    wrong = models.CharField(max_length=150, unique=True)
    right = models.CharField(max_length=150)
    language = models.CharField(
        max_length=12, default="en", help_text="BCP 47 tag of the texts in which it is wrong: “RLF” is right in French"
    )

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}"


class Choice(Named):
    """Words that leave a choice open, such as “review/assess”; one of them is meant."""

    NAMED_BY = ("words",)
    words = models.CharField(max_length=150, unique=True)

    def __str__(self) -> str:
        return self.words


class Overlap(Named):
    """Two clauses of a model text that say nearly the same."""

    NAMED_BY = ("model_text__slug", "one", "other")
    model_text = models.ForeignKey(ModelText, on_delete=models.CASCADE, related_name="overlaps")
    one = models.SlugField(max_length=80)
    other = models.SlugField(max_length=80)

    class Meta:
        # Another edition of a text may have clauses of the same names.
        constraints = [models.UniqueConstraint(fields=["model_text", "one", "other"], name="overlap_once_a_text")]

    def __str__(self) -> str:
        return f"{self.one}, {self.other}"
