"""Public PDFs, and digests of those with an annex, are never changed or deleted either."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from commitments.models.sql import append_only


def make(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.drop(schema_editor)
    append_only.make(schema_editor)


def leave(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The triggers go with their tables."""


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0026_names_of_who_joins"),
    ]

    operations = [
        migrations.RunPython(make, leave),
    ]
