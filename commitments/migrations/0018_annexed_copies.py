import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0017_codes_and_forms_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnnexedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('annex', models.CharField(choices=[('pictures', 'Pictures'), ('trail', 'Trail')], max_length=8)),
                ('signatures', models.PositiveSmallIntegerField(help_text='How many stand on it')),
                ('digest', models.CharField(help_text='SHA-256 of the file, in hex digits', max_length=64, unique=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annexed_copies', to='commitments.revision')),
            ],
        ),
    ]
