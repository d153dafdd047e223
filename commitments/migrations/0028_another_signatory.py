"""A signatory may propose another one, and who replaces another stands where the other stood."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0027_kept_copies'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='signaturerequest',
            options={'ordering': ['position', 'place', 'pk']},
        ),
        migrations.CreateModel(
            name='ProposedSignatory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('email', models.EmailField(help_text='In small letters', max_length=254)),
                ('signs_by', models.CharField(choices=[('office', 'On behalf of'), ('delegation', 'By delegation for')], default='office', max_length=10)),
                ('signs_for', models.CharField(blank=True, help_text='For whom, where it is not simply the party', max_length=200)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answer', models.CharField(blank=True, choices=[('confirmed', 'Confirmed'), ('refused', 'Refused'), ('taken-back', 'Taken back')], max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer_text', models.TextField(blank=True, help_text='Why it was refused')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signature_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed', to='commitments.signaturerequest')),
            ],
            options={
                'verbose_name_plural': 'proposed signatories',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('signature_request',), name='one_open_proposal_a_request'), models.CheckConstraint(condition=models.Q(('answer', ''), ('answered_at__isnull', False), _connector='OR'), name='proposal_has_its_time')],
            },
        ),
    ]
