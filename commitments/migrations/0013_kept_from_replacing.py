"""On SQLite, a row that is never changed can't be replaced by one with the same unique columns, either."""

from __future__ import annotations

from django.db import migrations

from commitments.models import append_only


def make_anew(apps, editor):
    append_only.drop(editor)
    append_only.make(editor)


class Migration(migrations.Migration):
    dependencies = [("commitments", "0012_co_signing")]
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
