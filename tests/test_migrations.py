"""What stood in an older database is there after an upgrade."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.apps import apps as django_apps
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from commitments.models import (
    Actor,
    Comment,
    Item,
    JoinRequest,
    Pledge,
    Signature,
    SignatureRequest,
    TrailEntry,
    TrailHead,
)
from commitments.models.sql import append_only
from commitments.signing import joining
from commitments.signing.ending import reopen
from commitments.trail.hashes import chained
from commitments.trail.record import verify
from tests.factories import (
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    make_member,
    make_pledge,
    opened,
    the_round,
)

BEFORE_FACTS = "0028_another_signatory"


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
    saved_at = found.section_states["actions"].when
    assert saved_at
    assert saved_at < timezone.now()
    action = Item.objects.get(key="own-2")
    assert (action.leads, action.linked) == (["party-1"], ["own-1"])
    assert len({line.key for line in found.resource_lines.all()} - {""}) == 2


WORTH = ("directory_entry", "named_by", "drafter", "vouched_by")
"""Columns of a signature that say what it is worth"""
NEWER = {*WORTH, "component_id", "named"}
"""Columns that came after signature requests had their name"""


def rows(apps) -> dict[str, list[tuple]]:
    """What the tables of signing hold, by the names of their columns."""
    found = {}
    for name in ("commitments_turn", "commitments_signature", "commitments_joinrequest"):
        model = next(model for model in apps.get_models() if model._meta.db_table == name)
        columns = sorted({field.column for field in model._meta.concrete_fields} - NEWER)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY id")  # noqa: S608  names of ours
            found[name] = [tuple(columns), *cursor.fetchall()]
    return found


def refuses_other_signatures() -> bool:
    """Whether the database still lets nobody change, remove or replace a signature."""
    change = "UPDATE commitments_signature SET name = 'Somebody else'"
    columns = "turn_id, revision_id, party_key, party, name, title, email, statement, digest, method, by_id, at"
    again = f"INSERT INTO commitments_signature ({columns}) SELECT {columns} FROM commitments_signature"  # noqa: S608
    for statement in (change, "DELETE FROM commitments_signature", again):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with connection.cursor() as cursor:
        counted = (
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_kept\\_%' ESCAPE '\\'"
            if connection.vendor == "sqlite"
            else "SELECT count(*) FROM pg_trigger WHERE tgfoid = 'commitments_kept'::regproc"
        )
        per_table = 3 if connection.vendor == "sqlite" else 2
        there = connection.introspection.table_names(cursor)
        cursor.execute(counted)
        return cursor.fetchone()[0] == per_table * len(append_only.TABLES.keys() & there)


@pytest.mark.django_db(transaction=True)
def test_turns_become_signature_requests_without_a_change_in_the_database():
    signing_round = opened()
    joined = joining.confirm(asked_to_join(signing_round), by=Actor(user=signing_round.revision.by))
    pledge = signing_round.revision.pledge
    pledge.refresh_from_db()
    now, head = rows(django_apps), pledge.trail_head
    try:
        before = migrate("0012_co_signing")
        turns_then = rows(before)
        turns = before.get_model("commitments", "Turn").objects
        assert turns.filter(signature__isnull=False, circulation__turns__isnull=False).distinct().count() == 2
        assert before.get_model("commitments", "JoinRequest").objects.get().turn.pk == joined.pk
        assert refuses_other_signatures()
    finally:
        requests_then = rows(migrate("0013_signature_request"))
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert requests_then == turns_then
    assert rows(django_apps) == now
    assert refuses_other_signatures()
    assert list(SignatureRequest.objects.filter(signature__in=Signature.objects.all())) == [*signing_round.signed]
    assert JoinRequest.objects.get().signature_request == joined
    pledge.refresh_from_db()
    assert (verify(pledge), pledge.trail_head) == ([], head)


def chain_by_the_first_rules(pledge: Pledge) -> str:
    """Write a trail, and signatures, as they were before entries told of rows; return its head."""
    with connection.cursor() as cursor:
        append_only.drop(SimpleNamespace(connection=connection, execute=cursor.execute))  # type: ignore[arg-type]
        previous = number = ""
        for entry in TrailEntry.objects.filter(pledge=pledge).order_by("number"):
            entry.rules, entry.facts, entry.previous = 1, "", previous
            previous = entry.hash = chained(entry, pledge.reference)
            entry.save()
            number = str(entry.number)
        Signature.objects.filter(revision__pledge=pledge).update(**dict.fromkeys(WORTH, ""))
        append_only.make(SimpleNamespace(connection=connection, execute=cursor.execute))  # type: ignore[arg-type]
    Pledge.objects.filter(pk=pledge.pk).update(trail_head=f"{number}:{previous}")
    return previous


@pytest.mark.django_db(transaction=True)
def test_upgraded_site_is_as_its_trails_say_and_each_says_how_things_were_found():
    joined = opened()
    joining.confirm(asked_to_join(joined), by=Actor(user=joined.revision.by))
    reopened = circulated().revision.pledge
    reopen(reopened, reason="To say when.", by=Actor(user=make_member("drafter", reopened.organisation)))
    pledges, untouched = [joined.revision.pledge, reopened, agreed().revision.pledge], make_pledge()
    heads = [chain_by_the_first_rules(pledge) for pledge in pledges]
    try:
        migrate(BEFORE_FACTS)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    for pledge, head in zip(pledges, heads, strict=True):
        found = pledge.trail.order_by("-number")[0]
        assert (found.kind, found.previous, found.who, found.rules) == ("found", head, "Pledgebuilder", 2)
        pledge.refresh_from_db()
        assert TrailHead.of(pledge.trail_head) == TrailHead(found.number, found.hash)
        assert verify(pledge) == []
        assert pledge.trail.filter(kind="found").count() == 1
    untouched.refresh_from_db()
    assert (untouched.trail_head, untouched.trail.count(), verify(untouched)) == ("", 0, [])
    assert refuses_other_signatures()
    JoinRequest.objects.update(title="Queen")
    said = "The request of Government of Uganda to sign as a further party is not what the trail says."
    assert verify(pledges[0]) == [said]


@pytest.mark.django_db(transaction=True)
def test_database_that_goes_back_and_comes_again_keeps_what_its_entries_tell():
    pledge = agreed().revision.pledge
    pledge.refresh_from_db()
    head, other = pledge.trail_head, make_pledge()
    try:
        before = migrate(BEFORE_FACTS)
        older = before.get_model("commitments", "TrailEntry")
        assert "facts" not in {field.name for field in older._meta.concrete_fields}
        number = older.objects.count()
        older.objects.create(pledge_id=other.pk, number=1, kind="read", who="An older program", hash="0")
        assert older.objects.count() == number + 1
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    pledge.refresh_from_db()
    assert (verify(pledge), pledge.trail_head) == ([], head)
    assert TrailEntry.objects.get(who="An older program").rules == 1


@pytest.mark.django_db(transaction=True)
def test_note_of_a_trail_that_nobody_wrote_stays_a_finding():
    pledge = agreed().revision.pledge
    chain_by_the_first_rules(pledge)
    Pledge.objects.filter(pk=pledge.pk).update(trail_head="forged")
    try:
        migrate(BEFORE_FACTS)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert "is not the one that was written last." in verify(pledge)[0]


@pytest.mark.django_db(transaction=True)
def test_party_of_an_older_database_has_one_signatory_of_whom_one_must_sign():
    found = circulated()
    pledge = found.revision.pledge
    try:
        before = migrate("0020_parties_and_their_names")
        assert before.get_model("commitments", "SignatureRequest").objects.count() == 2
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert [(party.signatures_needed, party.further_signatories) for party in pledge.parties.all()] == [(1, {})] * 2
    again = the_round(pledge)
    assert [(party.needed, len(party.signature_requests)) for party in again.parties] == [(1, 1)] * 2
    give_signature(again.signature_requests[0])
    assert the_round(pledge).named_signed == 1
    assert verify(pledge) == []


@pytest.mark.django_db(transaction=True)
def test_suggested_wordings_of_an_older_database_are_suggested_changes():
    pledge = make_pledge()
    said = {"pledge": pledge, "row": "pledge:opening", "is_shared": True, "who": "Jonas"}
    Comment.objects.create(change="plan", proposed={"end": "2021"}, stood={"end": ""}, **said)
    try:
        before = migrate("0029_trail_facts")
        old = before.get_model("commitments", "Comment").objects
        assert [comment.text for comment in old.all()] == ["…"]
        said["pledge"] = before.get_model("commitments", "Pledge").objects.get(pk=pledge.pk)
        old.create(suggested="We agree:", based_on="We pledge:", **said)
        old.create(text="Why?", **said)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    kept = Comment.objects.order_by("pk").values_list("text", "suggested", "based_on", "change", "proposed")
    assert list(kept) == [
        ("…", "", "", "", {}),
        ("", "We agree:", "We pledge:", "wording", {}),
        ("Why?", "", "", "", {}),
    ]
    assert Comment.objects.unanswered().count() == 1
