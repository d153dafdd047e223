from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    """Codes that stay good beside the newest, and forms that make one thing though they arrive twice."""

    dependencies = [
        ("commitments", "0016_staying"),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.CharField(help_text="Whose it is: the model and the primary key", max_length=80)),
                ("code_hash", models.CharField(help_text="SHA-256 of the code", max_length=64)),
                ("expires_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["row"], name="earlier_codes_of_one_row")]},
        ),
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        help_text="SHA-256 of who sent what from which page", max_length=64, unique=True
                    ),
                ),
                (
                    "address",
                    models.CharField(blank=True, help_text="Where who sent it was led on to", max_length=500),
                ),
                (
                    "messages",
                    models.JSONField(default=list, help_text="What they were told: pairs of a level and a text"),
                ),
                ("at", models.DateTimeField(db_index=True, default=timezone.now)),
            ],
        ),
        migrations.AlterField(
            model_name="signature",
            name="name",
            field=models.CharField(help_text="Of who was asked; in the first years, as they typed it", max_length=150),
        ),
    ]
