"""Write pledge.schema.json as the fields of a pledge are declared (commitments/document/fields.py).

python manage.py write_schema
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from commitments.exports import schema


class Command(BaseCommand):
    help = "Write pledge.schema.json from the declared fields. A contract: it may gain optional keys, and no rule."

    def handle(self, *args: Any, **options: Any) -> None:
        schema.PATH.write_text(schema.written(), encoding="utf-8")
        self.stdout.write(str(schema.PATH.name))
