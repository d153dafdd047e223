"""What a signature is worth is kept with it, and the secretariat keeps whose domains are whose.

The columns are added in SQL: on SQLite, Django would make the table of signatures anew, without its triggers. Going back
leaves them where they are: the trail tells what is in them, and older programs fill them by their defaults.
"""

import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "commitments_signature"
COLUMNS = {"directory_entry": 24, "named_by": 7, "drafter": 150, "vouched_by": 6}


def add_columns(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        there = {column.name for column in connection.introspection.get_table_description(cursor, TABLE)}
    for name, length in COLUMNS.items():
        if name not in there:
            schema_editor.execute(f"ALTER TABLE {TABLE} ADD COLUMN {name} varchar({length}) DEFAULT '' NOT NULL")


def leave(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing is taken away on the way back."""


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0022_earlier_links'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add_columns, leave)],
            state_operations=[
                migrations.AddField(
                    model_name='signature',
                    name='directory_entry',
                    field=models.CharField(db_default='', default='', help_text='Of whose authority: “state KE”; empty for an observer', max_length=24),
                ),
                migrations.AddField(
                    model_name='signature',
                    name='drafter',
                    field=models.CharField(db_default='', default='', help_text='The organisation that drafts, by its name then', max_length=150),
                ),
                migrations.AddField(
                    model_name='signature',
                    name='named_by',
                    field=models.CharField(choices=[('drafter', 'The organisation that drafts the pledge'), ('party', 'The party itself')], db_default='', default='', help_text='Who said that this person signs', max_length=7),
                ),
                migrations.AddField(
                    model_name='signature',
                    name='vouched_by',
                    field=models.CharField(choices=[('domain', 'An address of the party’s own'), ('known', 'A signature of the same person with such an address')], db_default='', default='', help_text='What says that the party stands behind it', max_length=6),
                ),
            ],
        ),
        migrations.AlterField(
            model_name='signature',
            name='method',
            field=models.CharField(choices=[('code', 'With a one-time code, sent to the address'), ('account', 'With their account'), ('second', 'With their account and a second step'), ('passkey', 'With a passkey of their account'), ('sso', 'With their account, by single sign-on')], max_length=7),
        ),
        migrations.CreateModel(
            name='ConfirmedDomain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(db_index=True, help_text='As it stands behind the @: interior.go.ke', max_length=253)),
                ('with_subdomains', models.BooleanField(default=False, help_text="Whether all domains beneath it are the party's, too: mail.interior.go.ke")),
                ('note', models.CharField(blank=True, help_text='How it was made sure, such as by a note verbale', max_length=300)),
                ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('why_withdrawn', models.CharField(blank=True, max_length=300)),
                ('component', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commitments.component')),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('national_society', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commitments.nationalsociety')),
                ('state', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commitments.state')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['domain', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('component', None), ('national_society', None), ('state__isnull', False)), models.Q(('component', None), ('national_society__isnull', False), ('state', None)), models.Q(('component__isnull', False), ('national_society', None), ('state', None)), _connector='OR'), name='confirmed_domain_is_of_one_party'), models.CheckConstraint(condition=models.Q(models.Q(('why_withdrawn', ''), ('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('why_withdrawn', ''), _negated=True)), _connector='OR'), name='confirmed_domain_is_ended_whole'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('state', 'domain'), name='domain_once_a_state'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('national_society', 'domain'), name='domain_once_a_national_society'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('component', 'domain'), name='domain_once_a_component')],
            },
        ),
    ]
