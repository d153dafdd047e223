"""More than other words can be suggested: something new, another date or lead, taking out. All can be taken back."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_the_change(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was suggested so far are other words for a text."""
    apps.get_model("commitments", "Comment").objects.exclude(suggested="").update(change="wording")


def put_in_words(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Older programs have no comment without words, and know of no other change."""
    comments = apps.get_model("commitments", "Comment").objects
    comments.filter(text="", suggested="").update(text="…")


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0033_negotiation_tables'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='comment',
            name='comment_says_something',
        ),
        migrations.AddField(
            model_name='comment',
            name='change',
            field=models.CharField(blank=True, choices=[('wording', 'Other words'), ('new', 'Something new'), ('removal', 'Take it out'), ('plan', 'Dates and leads')], help_text='Empty: a comment', max_length=8),
        ),
        migrations.AddField(
            model_name='comment',
            name='proposed',
            field=models.JSONField(blank=True, default=dict, help_text='Columns of the item that are suggested; of a new one its kind, heading and clause, too'),
        ),
        migrations.AddField(
            model_name='comment',
            name='stood',
            field=models.JSONField(blank=True, default=dict, help_text='These columns as they stood then'),
        ),
        migrations.AddField(
            model_name='comment',
            name='taken_back_at',
            field=models.DateTimeField(help_text="When its author took it back; others don't read it", null=True),
        ),
        migrations.AlterField(
            model_name='comment',
            name='suggested',
            field=models.TextField(blank=True, help_text='The wording that is suggested'),
        ),
        migrations.RunPython(name_the_change, put_in_words),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('change', ''), _negated=True), _connector='OR'), name='comment_says_something'),
        ),
    ]
