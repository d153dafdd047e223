"""The second of three: links as keys, fillings and sections as JSON, a key for every resource line."""

from typing import Any

from django.db import migrations

from commitments.models.pledge import new_line_key
from commitments.text.blanks import fill


def carry_over(apps: Any, schema_editor: Any) -> None:
    Pledge, Item = apps.get_model("commitments", "Pledge"), apps.get_model("commitments", "Item")
    for pledge in Pledge.objects.prefetch_related("blank_fillings", "section_states", "resource_lines").iterator(100):
        pledge.new_fillings = {filling.blank: filling.text for filling in pledge.blank_fillings.all()}
        pledge.sections = {
            state.slug: {
                "version": 0,
                "ready": state.ready,
                "saved_by": state.saved_by_id,
                "saved_at": state.saved_at.isoformat(),
            }
            for state in pledge.section_states.all()
        }
        lines = pledge.resource_lines.all()
        pledge.line_bytes = sum(
            len(fill(text, pledge.new_fillings).encode()) for line in lines for text in (line.description, line.provider)
        )
        pledge.save(update_fields=["new_fillings", "sections", "line_bytes"])
        for line in pledge.resource_lines.all():
            line.key = new_line_key()
            line.save(update_fields=["key"])
    for item in Item.objects.prefetch_related("leads", "linked").iterator(100):
        item.lead_keys = [party.key for party in item.leads.all()]
        item.linked_keys = [other.key for other in item.linked.all()]
        if item.lead_keys or item.linked_keys:
            item.save(update_fields=["lead_keys", "linked_keys"])


class Migration(migrations.Migration):

    dependencies = [("commitments", "0003_changes")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
