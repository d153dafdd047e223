import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.conf import settings
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
        ('commitments', '0032_who_is_told'),
    ]

    operations = [
        migrations.RunPython(let_alter, index),
        migrations.AddField(
            model_name='pledge',
            name='has_open_table',
            field=models.BooleanField(default=False, editable=False, help_text='Whether a negotiation table is open: other pledges need not look'),
        ),
        migrations.RunPython(index, let_alter),
        migrations.CreateModel(
            name='NegotiationTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party_key', models.SlugField(help_text='The other party, by its key in the pledge', max_length=20)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('closed_at', models.DateTimeField(null=True)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pledge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tables', to='commitments.pledge')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Cell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_key', models.CharField(help_text='Of the item, which may be gone from the pledge', max_length=80)),
                ('side', models.CharField(choices=[('drafters', 'Drafters'), ('party', 'The other party')], max_length=8)),
                ('text', models.TextField(blank=True, help_text="The side's wording as it stands; read by that side alone")),
                ('who', models.CharField(blank=True, help_text='Who wrote it; for that side alone', max_length=150)),
                ('at', models.DateTimeField(help_text='When; for that side alone', null=True)),
                ('shown', models.TextField(blank=True, help_text='The wording as it was shown to the other side; empty: not yet')),
                ('agrees_to', models.TextField(blank=True, help_text='The wording that the side agrees to; empty: none')),
                ('agreed_over', models.CharField(blank=True, help_text="Names the pledge's text of that moment: another one, and it lapses", max_length=16)),
                ('agreed_who', models.CharField(blank=True, max_length=150)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('agreed_by', models.ForeignKey(help_text='Of the drafters: who agreed', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='commitments.negotiationtable')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='negotiationtable',
            constraint=models.UniqueConstraint(fields=('pledge', 'party_key'), name='one_table_a_party'),
        ),
        migrations.AddConstraint(
            model_name='cell',
            constraint=models.UniqueConstraint(fields=('table', 'item_key', 'side'), name='one_cell_a_side'),
        ),
        migrations.AddConstraint(
            model_name='cell',
            constraint=models.CheckConstraint(condition=models.Q(('agrees_to', ''), models.Q(('agreed_over', ''), _negated=True), _connector='OR'), name='agreed_over_a_text'),
        ),
    ]
