"""What stood in an older database is there after an upgrade."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from commitments.models import Item, Pledge


def migrate(name: str):
    """Bring the database to a migration of the app; return its models as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate([("commitments", name)])
    return executor.loader.project_state([("commitments", name)]).apps


@pytest.mark.django_db(transaction=True)
def test_links_fillings_lines_and_sections_are_carried_over():
    old = migrate("0002_blank_filling")
    try:
        make = {name: old.get_model("commitments", name).objects.create for name in ("Organisation", "Pledge", "Party")}
        model_text = old.get_model("commitments", "ModelText").objects.first()
        organisation = make["Organisation"](slug="kenya", name="Kenya", kind="national_society")
        pledge = make["Pledge"](model_text=model_text, organisation=organisation, period_start=2019, period_end=2023)
        party = make["Party"](pledge=pledge, position=0, kind="observer", name="Relief", key="party-1")
        items = old.get_model("commitments", "Item").objects
        objective = items.create(pledge=pledge, kind="objective", key="own-1", position=0, text="Dig wells")
        action = items.create(pledge=pledge, kind="action", key="own-2", position=1, text="Dig")
        action.leads.set([party])
        action.linked.set([objective])
        old.get_model("commitments", "BlankFilling").objects.create(pledge=pledge, blank="[x]", text="of wells")
        lines = old.get_model("commitments", "ResourceLine").objects
        lines.create(pledge=pledge, position=0, kind="human")
        lines.create(pledge=pledge, position=1, kind="human")
        old.get_model("commitments", "SectionState").objects.create(pledge=pledge, slug="actions", ready=True)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    found = Pledge.objects.get(pk=pledge.pk)
    assert found.blank_fillings == {"[x]": "of wells"}
    assert (found.section_states["actions"].ready, found.version_of("actions")) == (True, 0)
    assert found.section_states["actions"].when < timezone.now()
    action = Item.objects.get(key="own-2")
    assert (action.leads, action.linked) == (["party-1"], ["own-1"])
    assert len({line.key for line in found.resource_lines.all()} - {""}) == 2
