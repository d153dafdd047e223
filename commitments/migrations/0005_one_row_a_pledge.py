"""The last of three: the tables that the new columns replace go, and the columns get their names."""

import commitments.models.pledge
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("commitments", "0004_carry_over")]

    operations = [
        migrations.DeleteModel("BlankFilling"),
        migrations.DeleteModel("SectionState"),
        migrations.RemoveField("Item", "leads"),
        migrations.RemoveField("Item", "linked"),
        migrations.RenameField("Item", "lead_keys", "leads"),
        migrations.RenameField("Item", "linked_keys", "linked"),
        migrations.RenameField("Pledge", "new_fillings", "blank_fillings"),
        migrations.AlterField("Item", "leads", models.JSONField(blank=True, default=list, help_text="Keys of the parties that lead an action")),
        migrations.AlterField("Item", "linked", models.JSONField(blank=True, default=list, help_text="Keys of the objectives that an action serves, or of the actions that an indicator measures")),
        migrations.AlterField("Pledge", "blank_fillings", models.JSONField(blank=True, default=dict, help_text="What the drafter fills a blank with, by the blank as it is printed")),
        migrations.AlterField("ResourceLine", "key", models.SlugField(default=commitments.models.pledge.new_line_key, max_length=20)),
        migrations.AddConstraint("ResourceLine", models.UniqueConstraint(fields=("pledge", "key"), name="line_key_once_a_pledge")),
    ]
