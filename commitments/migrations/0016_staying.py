from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from commitments.models.sql import search_index


def let_alter(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite makes the table anew for a new column, and its triggers would be gone."""
    if schema_editor.connection.vendor == "sqlite":
        search_index.drop(schema_editor)


def index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        search_index.make(schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0015_several_authorities'),
    ]

    operations = [
        migrations.RunPython(let_alter, index),
        migrations.AddField(
            model_name='pledge',
            name='staying',
            field=models.JSONField(blank=True, default=dict, help_text='What the check takes for a blank, and a drafter says stays: which text, where, by whom, when'),
        ),
        migrations.RunPython(index, let_alter),
    ]
