"""Further signatories of a party, and deputies, in a column of it; and who need not sign once enough others have.

In a table of their own they would be read with every pledge, and most parties have none.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0022_trail_facts'),
    ]

    operations = [
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
        migrations.DeleteModel(name='FurtherSignatory'),
    ]
