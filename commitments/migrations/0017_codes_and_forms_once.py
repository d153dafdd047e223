from django.db import migrations, models


class Migration(migrations.Migration):
    """Codes that stay good beside the newest."""

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
    ]
