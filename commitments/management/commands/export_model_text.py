"""Prints a model text."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commitments.library.plain_text import plain_text
from commitments.models import ModelText


class Command(BaseCommand):
    help = "Print a whole model text in the source's order, as plain text."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="Which model text, for example migration-2019")

    def handle(self, *args: Any, slug: str, **options: Any) -> None:
        try:
            text = ModelText.objects.get(slug=slug)
        except ModelText.DoesNotExist as error:
            slugs = ", ".join(ModelText.objects.values_list("slug", flat=True)) or "none; run load_library first"
            raise CommandError(f"There is no model text “{slug}”. There are: {slugs}.") from error
        self.stdout.write(plain_text(text))
