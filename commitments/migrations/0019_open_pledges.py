import django.db.models.deletion
import django.utils.timezone
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
        ('commitments', '0018_annexed_copies'),
    ]

    operations = [
        migrations.RunPython(let_alter, index),
        migrations.AddField(
            model_name='pledge',
            name='closed_at',
            field=models.DateTimeField(editable=False, help_text='Since when no further party can sign, where that is before the day', null=True),
        ),
        migrations.RunPython(index, let_alter),
        migrations.AlterField(
            model_name='trailentry',
            name='kind',
            field=models.CharField(choices=[('invited', 'Invited'), ('forwarded', 'Passed on'), ('confirmed', 'Confirmed the invitation'), ('circulated', 'Circulated'), ('turn', 'Asked to sign'), ('read', 'Read the text'), ('signed', 'Signed'), ('changes', 'Asked for changes'), ('declined', 'Declined'), ('reminded', 'Reminded'), ('expired', 'Did not answer in time'), ('reopened', 'Reopened for changes'), ('voided', 'Signature void'), ('agreed', 'Agreed by all parties'), ('withdrawn', 'Withdrawn'), ('submitted', 'Submitted'), ('may-publish', 'Agreed to publication'), ('published', 'Published'), ('took-back', 'Took back the agreement to publication'), ('unpublished', 'Taken back from publication'), ('closing-day', 'Closing day changed'), ('closed', 'Closed to further parties'), ('asked-to-join', 'Asked to join'), ('admitted', 'Admitted as a further party'), ('refused', 'Refused as a further party')], max_length=13),
        ),
        migrations.CreateModel(
            name='PublicCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named', models.CharField(help_text='SHA-256 of the keys of the parties whose signatures it shows', max_length=64)),
                ('content', models.BinaryField()),
                ('digest', models.CharField(db_index=True, help_text='SHA-256 of the file, in hex digits', max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='public_copies', to='commitments.revision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('revision', 'named'), name='one_public_copy_a_list')],
            },
        ),
    ]
