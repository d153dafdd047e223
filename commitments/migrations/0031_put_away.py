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
        ('commitments', '0030_register_and_desk'),
    ]

    operations = [
        migrations.RunPython(let_alter, index),
        migrations.RemoveIndex(
            model_name='pledge',
            name='pledges_of_an_organisation',
        ),
        migrations.AddField(
            model_name='pledge',
            name='archived_at',
            field=models.DateTimeField(editable=False, help_text='Since when it stands in the list of archived ones alone', null=True),
        ),
        migrations.AddField(
            model_name='pledge',
            name='deleted_at',
            field=models.DateTimeField(editable=False, help_text='Since when it is gone, and can be brought back for a while', null=True),
        ),
        migrations.AddIndex(
            model_name='pledge',
            index=models.Index(condition=models.Q(('archived_at', None), ('deleted_at', None)), fields=['organisation', '-updated_at', '-id'], name='current_of_an_organisation'),
        ),
        migrations.RunPython(index, let_alter),
    ]
