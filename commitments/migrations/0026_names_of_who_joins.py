from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0025_answers_and_calendars'),
    ]

    operations = [
        migrations.AddField(
            model_name='joinrequest',
            name='named',
            field=models.CharField(
                blank=True,
                db_default='',
                default='',
                help_text='The name of an authority of a State, or of an observer, as it was typed',
                max_length=200,
            ),
        ),
    ]
