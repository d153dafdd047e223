"""Entries of a trail tell how rows stand, and hashes have a version. Each trail gets an entry of how things were found.

The columns are added in SQL: on SQLite, Django would make the table anew, without its triggers. Going back leaves them
where they are: what entries are chained by can't be made again, and older programs fill them by their defaults.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from commitments.models import TrailEntry, TrailHead
from commitments.trail.facts import last_told, row_of, tell
from commitments.trail.hashes import WITH_FACTS, chained

TABLE = "commitments_trailentry"
COLUMNS = {"rules": "smallint DEFAULT 1 NOT NULL CHECK (rules >= 0)", "facts": "text DEFAULT '' NOT NULL"}


def add_columns(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        there = {column.name for column in connection.introspection.get_table_description(cursor, TABLE)}
    for name, kind in COLUMNS.items():
        if name not in there:
            schema_editor.execute(f"ALTER TABLE {TABLE} ADD COLUMN {name} {kind}")


def note_as_found(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add an entry to each trail whose last entry tells of no row: how every row of the pledge stands now."""
    entries: Any = apps.get_model("commitments", "TrailEntry").objects
    pledges: Any = apps.get_model("commitments", "Pledge").objects
    for key in list(pledges.exclude(trail_head="").order_by("pk").values_list("pk", flat=True)):
        pledge = pledges.get(pk=key)
        last = entries.filter(pledge=pledge).order_by("-number").first()
        told = last_told(entries.filter(pledge=pledge).order_by("number"))
        if last and last.rules == WITH_FACTS and all(row_of(copy) in told for copy in _copies(pledge)):
            continue  # this database went back and comes here again
        try:
            head = TrailHead.of(pledge.trail_head)
        except ValueError:
            continue  # written by nobody but a forger, whom the audit names
        entry: Any = entries.model(
            pledge=pledge,
            number=head.number + 1,
            kind="found",
            at=timezone.now(),
            who="Pledgebuilder",
            previous=head.hash,
            rules=WITH_FACTS,
            facts=tell(_rows(pledge)),
        )
        entry.hash = chained(entry, pledge.reference)
        entry.save(force_insert=True)
        pledges.filter(pk=pledge.pk).update(trail_head=str(TrailHead(entry.number, entry.hash)))


def _rows(pledge: Any) -> Iterator[models.Model]:
    yield pledge
    yield from pledge.parties.order_by("pk")
    yield from _copies(pledge)
    for revision in pledge.revisions.order_by("number"):
        yield revision
        yield from revision.signatures.order_by("pk")
        if hasattr(revision, "circulation"):
            yield revision.circulation
            for asked in revision.circulation.signature_requests.select_related("invitation").order_by("pk"):
                yield from filter(None, (asked, asked.invitation))
    if hasattr(pledge, "submission"):
        yield pledge.submission
    yield from pledge.join_requests.exclude(confirmed_at=None, answer="", signature_request=None).order_by("pk")


def _copies(pledge: Any) -> Iterator[models.Model]:
    for revision in pledge.revisions.order_by("number"):
        for copies in (revision.copies, revision.public_copies, revision.annexed_copies):
            yield from copies.order_by("pk")


def leave(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing is taken away on the way back."""


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0028_another_signatory"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add_columns, leave)],
            state_operations=[
                migrations.AddField(
                    model_name="trailentry",
                    name="rules",
                    field=models.PositiveSmallIntegerField(
                        db_default=1,
                        default=2,
                        help_text="Version of the rules by which `hash` is made (trail/hashes.py)",
                    ),
                ),
                migrations.AddField(
                    model_name="trailentry",
                    name="facts",
                    field=models.TextField(
                        blank=True,
                        default="",
                        db_default="",
                        help_text=(
                            "How the rows stand that were written with it: canonical JSON, as trail/facts.py has it"
                        ),
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="trailentry", name="kind", field=models.CharField(choices=TrailEntry.Kind.choices, max_length=13)
        ),
        migrations.RunPython(note_as_found, leave),
    ]
