"""The first of three: what the new columns need, beside the tables that they replace."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("commitments", "0002_blank_filling")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.SlugField(max_length=20)),
                ("version", models.PositiveIntegerField(help_text="Of the section, after the save")),
                ("row", models.CharField(help_text="pledge, item:KEY, party:KEY, line:KEY or blank:TOKEN", max_length=260)),
                ("before", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, help_text="Changed columns as they stood; null: there was no row", null=True)),
                ("page", models.CharField(blank=True, help_text="Names the opened page that saved it, by its script", max_length=16)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("pledge", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="commitments.pledge")),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["pledge", "section", "version"], name="changes_of_a_section"),
                    models.Index(fields=["pledge", "id"], name="changes_of_a_pledge"),
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("after", models.BigIntegerField(default=0, help_text="Primary key of the last change in it; 0: none yet")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("pledge", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="named_versions", to="commitments.pledge")),
            ],
            options={"ordering": ["after", "pk"]},
        ),
        migrations.AlterField("Pledge", "updated_at", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AddField("Pledge", "new_fillings", models.JSONField(default=dict)),
        migrations.AddField("Pledge", "sections", models.JSONField(blank=True, default=dict, help_text="The fields of SectionState by section")),
        migrations.AddField("Pledge", "line_bytes", models.PositiveIntegerField(default=0, help_text="How much text the resource lines hold, blanks filled: other sections need not read them")),
        migrations.AddField("Pledge", "readers", models.JSONField(blank=True, default=dict, help_text="The fields of Reader by the person's primary key")),
        migrations.AddField("Item", "lead_keys", models.JSONField(default=list)),
        migrations.AddField("Item", "linked_keys", models.JSONField(default=list)),
        migrations.AddField("ResourceLine", "key", models.SlugField(default="", max_length=20)),
    ]
