"""A mail knows whose drafters to tell that it came back, and who asks to join is told once that the day has passed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0031_put_away'),
    ]

    operations = [
        migrations.AddField(
            model_name='mail',
            name='pledge',
            field=models.ForeignKey(help_text='Whose drafters are told that it does not arrive', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='commitments.pledge'),
        ),
        migrations.AddField(
            model_name='joinrequest',
            name='expired_at',
            field=models.DateTimeField(help_text='When they were told that the closing day has passed without an answer', null=True),
        ),
    ]
