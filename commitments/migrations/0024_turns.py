"""A decline that is taken back, an address that is corrected; and what was said instead of signing stays a comment."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0023_worth_of_signatures'),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='signature_request',
            field=models.OneToOneField(help_text='Of what a signatory said instead of signing, in a round that was reopened', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comment', to='commitments.signaturerequest'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(fields=['email'], name='invited_at_an_address'),
        ),
        migrations.AddIndex(
            model_name='signaturerequest',
            index=models.Index(fields=['email'], name='asked_at_an_address'),
        ),
    ]
