from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0024_turns'),
    ]

    operations = [
        migrations.AddField(
            model_name='mail',
            name='calendar',
            field=models.TextField(blank=True, default='', help_text='An entry for a calendar (RFC 5545), which is attached; emptied once it is sent'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='mail',
            name='reply_to',
            field=models.CharField(blank=True, default='', help_text="Name and address of whom an answer reaches; empty: the site's own contact", max_length=600),
            preserve_default=False,
        ),
    ]
