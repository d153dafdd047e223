"""The index of the public register; what people chose on their profile; what became of the library."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commitments", "0029_trail_facts")]

    operations = [
        migrations.AddIndex(
            model_name="pledge",
            index=models.Index(
                condition=models.Q(("published_at__isnull", False)),
                fields=["-published_at", "-id"],
                name="published_pledges",
            ),
        ),
        migrations.AddField(
            model_name='user',
            name='language',
            field=models.CharField(blank=True, help_text='In which language their new pledges begin (BCP 47)', max_length=35),
        ),
        migrations.AddField(
            model_name='user',
            name='not_mailed',
            field=models.JSONField(blank=True, default=list, help_text='Of which groups of notices they want no mail: they stand on pages alone'),
        ),
        migrations.AddField(
            model_name='user',
            name='time_zone',
            field=models.CharField(blank=True, help_text='In which pages show times to them, such as Africa/Nairobi; blank: UTC', max_length=64),
        ),
        migrations.CreateModel(
            name='LibraryChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('action', models.CharField(choices=[('added', 'Added'), ('changed', 'Changed'), ('retired', 'Retired: kept for the pledges that use it'), ('removed', 'Removed')], max_length=7)),
                ('table', models.CharField(help_text='As a fixture names it: “commitments.clause”', max_length=30)),
                ('key', models.CharField(help_text='Its natural key, parts parted by spaces: “migration-2019 b-detention”', max_length=200)),
                ('columns', models.JSONField(default=dict, help_text='By column, what stood there before and what does now')),
                ('by', models.ForeignKey(help_text='Nobody: a command of whoever runs the site', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['table', 'key'], name='changes_of_a_library_row')],
            },
        ),
    ]
