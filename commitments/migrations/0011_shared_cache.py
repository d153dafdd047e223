from typing import Any

from django.core.management import call_command
from django.db import migrations


def make(apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """The table in which all processes count tries to sign in."""

    dependencies = [
        ("commitments", "0010_dashboard"),
    ]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
