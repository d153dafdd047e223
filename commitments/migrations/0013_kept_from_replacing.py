"""On SQLite, a row that is never changed can't be replaced by one with the same unique columns, either."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from commitments.models import append_only


def make_anew(apps: Any, schema_editor: Any) -> None:
    append_only.drop(schema_editor)
    append_only.make(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("commitments", "0012_co_signing")]
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
