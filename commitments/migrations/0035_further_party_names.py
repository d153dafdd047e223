"""A further party's signatory is named by the person who asked to join. What older signatures say stays."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0034_suggested_changes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='signature',
            name='named_by',
            field=models.CharField(choices=[('drafter', 'The organisation that drafts the pledge'), ('party', 'The party itself'), ('asker', 'The person who asked to join for the party')], db_default='', default='', help_text='Who said that this person signs', max_length=7),
        ),
    ]
