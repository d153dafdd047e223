"""Several signatories of a party, and another one for the same text. Who was asked before is the only one of a party.

Further signatories stand in a column of their party: in a table of their own they would be read with every pledge, and
most parties have none. SQLite makes the table of signatures anew for another constraint: its triggers are made anew, too.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from commitments.models.sql import append_only


def let_alter(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        append_only.drop(schema_editor)


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        append_only.make(schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0020_parties_and_their_names'),
    ]

    operations = [
        migrations.RunPython(let_alter, guard),
        migrations.RemoveConstraint(
            model_name='signature',
            name='one_signature_a_party',
        ),
        migrations.RemoveConstraint(
            model_name='signaturerequest',
            name='turn_once_a_party',
        ),
        migrations.AddField(
            model_name='party',
            name='signatures_needed',
            field=models.PositiveSmallIntegerField(default=1, help_text='How many of its signatories must sign'),
        ),
        migrations.AddField(
            model_name='signaturerequest',
            name='place',
            field=models.PositiveSmallIntegerField(default=0, help_text="Which of the party's signatories it is, from 0"),
        ),
        migrations.AddField(
            model_name='signaturerequest',
            name='replaced_at',
            field=models.DateTimeField(help_text='Since when somebody else is to sign in their place', null=True),
        ),
        migrations.AddField(
            model_name='signaturerequest',
            name='replaces',
            field=models.OneToOneField(help_text='In whose place they sign', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='commitments.signaturerequest'),
        ),
        migrations.AddField(
            model_name='signaturerequest',
            name='signs_by',
            field=models.CharField(blank=True, choices=[('office', 'On behalf of'), ('delegation', 'By delegation for')], help_text='Of who replaces another; of others the text has it', max_length=10),
        ),
        migrations.AddField(
            model_name='signaturerequest',
            name='signs_for',
            field=models.CharField(blank=True, help_text='The same', max_length=200),
        ),
        migrations.AddField(
            model_name='signaturerequest',
            name='why_replaced',
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('revision', 'party_key', 'email'), name='one_signature_a_signatory'),
        ),
        migrations.AddConstraint(
            model_name='signaturerequest',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('circulation', 'party_key', 'place'), name='asked_once_a_signatory'),
        ),
        migrations.AddField(
            model_name='party',
            name='further_signatories',
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text='By slot, what was written of its further signatories and its deputies',
            ),
        ),
        migrations.AddField(
            model_name='signaturerequest',
            name='spared_at',
            field=models.DateTimeField(
                help_text='Since when they need not sign: enough others of the party have', null=True
            ),
        ),
        migrations.RunPython(guard, let_alter),
    ]
