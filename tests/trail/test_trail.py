"""The trail: whatever is done to its rows, or to what it tells of, behind the program's back, shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from commitments.document import digest
from commitments.models import (
    Actor,
    Pledge,
    Revision,
    Signature,
    SignatureRequest,
    SignedCopy,
    TrailAddress,
    TrailEntry,
)
from commitments.models.sql import append_only
from commitments.signing import joining
from commitments.signing.asking import ask_again
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline, request_changes
from commitments.signing.publishing import allow_publication
from commitments.signing.submitting import publish, submit
from commitments.trail.audit import verify_all
from commitments.trail.entries import trail
from commitments.trail.hashes import chained
from commitments.trail.record import cut_addresses, record, verify
from tests.factories import (
    add_party,
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    make_member,
    make_pledge,
    make_ready,
    make_user,
    opened,
    signatory,
    the_round,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge() -> Pledge:
    """A pledge that was reopened after one signature, agreed then, submitted and published: of every kind a row."""
    found = circulated()
    pledge, by = found.revision.pledge, Actor(user=found.revision.by, origin="192.0.2.7")
    ask_again(found.signature_requests[1], by=by)
    request_changes(
        found.signature_requests[1],
        seen=found.revision.digest,
        text="Say when.",
        by=signatory(found.signature_requests[1]),
    )
    give_signature(found.signature_requests[0])
    reopen(pledge, reason="To say when.", by=by)
    found = circulated(the_pledge(pledge), by=by.user)
    for signature_request in found.signature_requests:
        give_signature(signature_request)
    for signature_request in the_round(pledge).signature_requests:
        allow_publication(signature_request, by=signatory(signature_request))
    submit(the_pledge(pledge), on=timezone.now().date(), conference_reference="CP-1", by=by)
    publish(the_pledge(pledge), by=by)
    assert verify(pledge) == []
    return the_pledge(pledge)


def the_pledge(pledge: Pledge) -> Pledge:
    return Pledge.objects.get(pk=pledge.pk)


@pytest.fixture
def change_in_sql(pledge) -> Callable[..., None]:
    """What somebody with the whole database in their hands can do: the triggers are gone, and SQL is all it takes."""
    connection.check_constraints()  # PostgreSQL alters no table of which it has something left to check
    with connection.cursor() as cursor:
        editor: Any = SimpleNamespace(connection=connection, execute=cursor.execute)
        append_only.drop(editor)

    def do(sql: str, *values: Any, name: str = "") -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql.format(name=connection.ops.quote_name(name)), values)
            assert cursor.rowcount > 0, "nothing was changed"

    return do


CHANGE = {
    "trailentry": "UPDATE commitments_trailentry SET {name} = %s WHERE id = %s",
    "revision": "UPDATE commitments_revision SET {name} = %s WHERE id = %s",
    "signature": "UPDATE commitments_signature SET {name} = %s WHERE id = %s",
    "signature_request": "UPDATE commitments_turn SET {name} = %s WHERE id = %s",
    "circulation": "UPDATE commitments_circulation SET {name} = %s WHERE id = %s",
    "trailaddress": "UPDATE commitments_trailaddress SET {name} = %s WHERE entry_id = %s",
}


@contextmanager
def undone() -> Iterator[None]:
    """What is done in here is undone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def unnoticed(change_in_sql, pledge: Pledge, table: str, key: int, changes: dict[str, Any]) -> list[str]:
    """Change one column of a row after the other, each undone before the next; return those that don't show."""
    found = []
    for column, value in changes.items():
        with undone():
            change_in_sql(CHANGE[table], other(value), key, name=column)
            found += [] if verify(pledge) else [column]
    return found


def other(value: Any) -> Any:
    """What a column is changed to: some values are rows."""
    rows = {
        "STRANGER": lambda: make_user().pk,
        "OTHER": lambda: make_pledge().pk,
        "OLD REVISION": lambda: Revision.objects.get(number=1).pk,
        "OLD REQUEST": lambda: SignatureRequest.objects.get(circulation__revision__number=1, name="Sara Said").pk,
    }
    return rows[value]() if value in rows else value


def entries(pledge: Pledge) -> list[TrailEntry]:
    return list(pledge.trail.order_by("number"))


# Nothing wrong


@pytest.mark.parametrize("is_in_turn", [True, False])
def test_trail_of_a_whole_errand_is_sound(is_in_turn):
    found = circulated(in_turn=is_in_turn)
    pledge, by = found.revision.pledge, Actor(user=found.revision.by)
    give_signature(found.signature_requests[0], may_publish=True)
    second = the_round(pledge).signature_requests[1]
    decline(second, seen=found.revision.digest, reason="No mandate.", by=signatory(second))
    assert verify(pledge) == []
    withdraw(pledge, reason="Nobody wants it.", by=by)
    assert verify(pledge) == []


def test_parties_that_are_called_the_same_are_told_apart():
    pledge = circulated().revision.pledge
    reopen(pledge, reason="Names.", by=Actor(user=make_member("drafter", pledge.organisation)))
    pledge.parties.update(name="The partners")
    found = circulated(the_pledge(pledge))
    assert [signature_request.party for signature_request in found.signature_requests] == ["The partners"] * 2
    for signature_request in found.signature_requests:
        give_signature(signature_request)
    assert verify(pledge) == []


def two_ministries() -> Pledge:
    """A draft in which two States' ministries have one name in lists, each its own within sentences."""
    pledge = make_pledge(title="Protect all migrants", introduction="")
    for code, country, person in (("KE", "Kenya", "jonas"), ("UG", "Uganda", "ruth")):
        add_party(
            pledge,
            "state",
            code,
            name="Ministry of Health",
            in_sentence=f"the Ministry of Health of {country}",
            signatory_name=person.title(),
            signatory_email=f"{person}@example.org",
        )
    write(pledge, "objective", "Protect all migrants.")
    return pledge


def said_of(pledge: Pledge, *kinds: str) -> list[tuple[str, str]]:
    """What the trail says of its entries of some kinds: who, and for whom."""
    return [(event.who, event.party_in_sentence) for event in trail(pledge).events if event.kind in kinds]


@pytest.mark.parametrize("has_facts", [True, False])
def test_trail_names_the_party_that_an_entry_is_about(has_facts, change_in_sql):
    found = circulated(two_ministries())
    pledge = found.revision.pledge
    kenya, uganda = found.signature_requests
    give_signature(uganda)
    ask_again(kenya, by=Actor(user=found.revision.by))
    give_signature(kenya)
    if not has_facts:  # as entries were written in the first years
        change_in_sql("UPDATE commitments_trailentry SET facts = ''")
    of_kenya, of_uganda = "the Ministry of Health of Kenya", "the Ministry of Health of Uganda"
    assert said_of(pledge, "read", "signed") == [
        *[("Ruth", of_uganda)] * 2,
        *[("Jonas", of_kenya)] * 2,
    ]
    asked = [(event.whom, event.party_in_sentence) for event in trail(pledge).events if event.kind == "turn"]
    assert asked == [("Jonas <jonas@example.org>", of_kenya), ("Ruth <ruth@example.org>", of_uganda)]
    reminded = [event.party_in_sentence for event in trail(pledge).events if event.kind == "reminded"]
    assert reminded == [of_kenya]
    reopen(pledge, reason="Another figure.", by=Actor(user=found.revision.by))
    assert [form for _who, form in said_of(pledge, "voided")] == [of_kenya, of_uganda]


def test_trail_keeps_how_each_revision_called_a_party():
    pledge = make_ready()
    pledge.parties.filter(kind="national_society").update(in_sentence="the KRCS")
    found = circulated(pledge)
    give_signature(found.signature_requests[1])
    reopen(the_pledge(pledge), reason="Its name.", by=Actor(user=found.revision.by))
    pledge.parties.filter(kind="national_society").update(in_sentence="the Kenyan Society")
    give_signature(circulated(the_pledge(pledge)).signature_requests[1])
    assert said_of(pledge, "signed") == [("Sara Said", "the KRCS"), ("Sara Said", "the Kenyan Society")]


def test_trail_says_the_name_in_lists_where_either_of_two_can_be_meant(change_in_sql):
    found = circulated(two_ministries())
    pledge = found.revision.pledge
    change_in_sql("UPDATE commitments_trailentry SET facts = '', email = '', words = ''")
    events = [event for event in trail(pledge).events if event.kind == "turn"]
    assert [event.party_in_sentence for event in events] == ["", ""]
    assert {event.party for event in events} == {"Ministry of Health"}


def test_trail_of_an_open_pledge_names_who_joins():
    found = opened()
    pledge = found.revision.pledge
    request = asked_to_join(found)
    give_signature(joining.confirm(request, by=Actor(user=found.revision.by)))
    forms = [event.party_in_sentence for event in trail(pledge).events if event.kind in ("asked-to-join", "admitted")]
    assert forms == ["the Government of Uganda"] * 2
    assert said_of(pledge, "signed")[-1] == ("Ruth Okello", "the Government of Uganda")


def test_pledge_without_a_trail_is_sound_as_a_draft_alone(change_in_sql):
    draft = make_pledge()
    assert verify(draft) == []
    change_in_sql("UPDATE commitments_pledge SET status = 'agreed' WHERE id = %s", draft.pk)
    assert verify(draft) == ["The state of the pledge is not what the trail says."]


def test_verifying_takes_as_many_queries_for_many_rows_as_for_few(pledge, django_assert_num_queries):
    with django_assert_num_queries(12):
        verify(pledge)
    shorter = circulated().revision.pledge
    with django_assert_num_queries(12):
        verify(shorter)


# The trail's own rows


CHANGED = {
    "number": 99,
    "kind": "declined",
    "at": "2026-01-01 00:00:00+00:00",
    "who": "Somebody else",
    "email": "else@example.org",
    "user_id": "STRANGER",
    "revision": 7,
    "party": "Another party",
    "words": "[]",
    "address_hash": "0" * 64,
    "previous": "0" * 64,
    "hash": "0" * 64,
    "pledge_id": "OTHER",
    "rules": 1,
    "facts": "",
}


def test_every_column_of_the_trail_is_tried():
    columns = {field.column for field in TrailEntry._meta.concrete_fields} - {"id"}
    assert set(CHANGED) == columns


def test_entry_with_a_changed_column_shows(change_in_sql, pledge):
    every = entries(pledge)
    for entry in (every[0], every[5], every[-1]):
        assert unnoticed(change_in_sql, pledge, "trailentry", entry.pk, CHANGED) == []


def test_removed_entries_show(change_in_sql, pledge):
    end = len(entries(pledge))
    for first, last, said in (
        (1, 1, "Entry 1 is missing."),
        (4, 4, "Entry 4 is missing."),
        (4, 6, "Entries 4 to 6 are missing."),
        (end, end, f"Entry {end} is missing."),
        (end - 2, end, f"Entries {end - 2} to {end} are missing."),
    ):
        with undone():
            remove(change_in_sql, pledge, first, last)
            assert said in verify(pledge)


def test_whole_trail_that_is_gone_shows(change_in_sql, pledge):
    end = len(entries(pledge))
    remove(change_in_sql, pledge, 1, end)
    assert verify(pledge)[0] == f"Entries 1 to {end} are missing."


def test_end_that_is_cut_off_with_the_pledges_note_of_it_shows_by_what_happened(change_in_sql, pledge):
    """The hashes alone could not tell: what the missing entries told of is still there."""
    *_before, last, _gone = entries(pledge)
    remove(change_in_sql, pledge, last.number + 1, last.number + 1)
    change_in_sql(
        "UPDATE commitments_pledge SET trail_head = %s WHERE id = %s", f"{last.number}:{last.hash}", pledge.pk
    )
    assert verify(pledge) == ["Whether the pledge is published is not what the trail says."]


def remove(change_in_sql, pledge: Pledge, first: int, last: int) -> None:
    gone = "DELETE FROM commitments_trailentry WHERE pledge_id = %s AND number BETWEEN %s AND %s"
    TrailAddress.objects.filter(entry__pledge=pledge, entry__number__range=(first, last)).delete()
    change_in_sql(gone, pledge.pk, first, last)


def test_exchanged_entries_show(change_in_sql, pledge):
    third, fourth = entries(pledge)[2:4]
    move = "UPDATE commitments_trailentry SET number = %s WHERE id = %s"
    for number, entry in ((0, third), (3, fourth), (4, third)):
        change_in_sql(move, number, entry.pk)
    found = verify(pledge)
    assert "Entry 3 was changed." in found
    assert "Entry 4 was changed." in found


def test_entry_that_is_changed_with_its_own_hash_shows_in_the_next_one(change_in_sql, pledge):
    entry = entries(pledge)[4]
    entry.who = "Somebody else"
    change = "UPDATE commitments_trailentry SET who = %s, hash = %s WHERE id = %s"
    change_in_sql(change, entry.who, chained(entry, pledge.reference), entry.pk)
    assert verify(pledge) == ["Entry 6 does not follow from the entry before it."]


def test_last_entry_that_is_changed_with_its_own_hash_shows(change_in_sql, pledge):
    entry = entries(pledge)[-1]
    entry.who = "Somebody else"
    change = "UPDATE commitments_trailentry SET who = %s, hash = %s WHERE id = %s"
    change_in_sql(change, entry.who, chained(entry, pledge.reference), entry.pk)
    said = f"The last entry, {entry.number}, is not the one that was written last."
    assert verify(pledge) == [said]


def test_forged_entry_at_the_end_shows(pledge):
    last = entries(pledge)[-1]
    forge(pledge, last.number + 1, last.hash)
    assert verify(pledge) == [f"The last entry, {last.number + 1}, is not the one that was written last."]


def test_forged_entry_in_a_gap_shows(change_in_sql, pledge):
    before = entries(pledge)[3]
    remove(change_in_sql, pledge, 5, 5)
    forge(pledge, 5, before.hash)
    assert "Entry 6 does not follow from the entry before it." in verify(pledge)


def test_forged_entry_in_an_empty_trail_shows():
    draft = make_pledge()
    forge(draft, 1, "")
    assert verify(draft) == ["The last entry, 1, is not the one that was written last."]


def forge(pledge: Pledge, number: int, previous: str) -> None:
    """An entry whose own hash is right, of whatever it tells."""
    entry = TrailEntry(pledge=pledge, number=number, kind="read", who="A forger", previous=previous)
    entry.hash = chained(entry, pledge.reference)
    entry.save(force_insert=True)


def test_other_reference_of_the_pledge_shows(change_in_sql, pledge):
    change_in_sql("UPDATE commitments_pledge SET reference = 'PB-22222-22222' WHERE id = %s", pledge.pk)
    assert "Entry 1 was changed." in verify(pledge)


def test_other_note_of_the_end_shows(change_in_sql, pledge):
    for head in ("", "1:", "x:y", "99", "-1:0", "²:0"):
        with undone():
            change_in_sql("UPDATE commitments_pledge SET trail_head = %s WHERE id = %s", head, pledge.pk)
            assert len(verify(pledge)) == 1


# What the trail tells of


REVISION = {
    "number": 9,
    "content": '{"format":"pledgebuilder-revision/1"}',
    "digest": "0" * 64,
    "code": "222222222222",
    "by_id": "STRANGER",
    "at": "2026-01-01 00:00:00+00:00",
    "pledge_id": "OTHER",
}
SIGNATURE = {
    "revision_id": "OLD REVISION",
    "turn_id": "OLD REQUEST",
    "party_key": "another",
    "party": "Another party",
    "name": "Somebody else",
    "title": "King",
    "email": "else@example.org",
    "statement": "I agree to nothing.",
    "digest": "0" * 64,
    "method": "account",
    "by_id": "STRANGER",
    "at": "2026-01-01 00:00:00+00:00",
    "directory_entry": "state UG",
    "named_by": "party",
    "drafter": "Somebody else",
    "vouched_by": "domain",
}
SIGNATURE_REQUEST = {
    "party": "Another party",
    "name": "Somebody else",
    "email": "else@example.org",
    "came_at": None,
    "read_at": None,
    "answer": "declined",
    "words": "Never.",
    "may_publish": False,
}


@pytest.mark.parametrize(("model", "tried"), [(Revision, REVISION), (Signature, SIGNATURE)])
def test_every_column_of_what_is_kept_is_tried(model, tried):
    assert set(tried) == {field.column for field in model._meta.concrete_fields} - {"id"}


def test_changed_revision_shows(change_in_sql, pledge):
    revision = pledge.revisions.get(number=2)
    assert unnoticed(change_in_sql, pledge, "revision", revision.pk, REVISION) == []


def test_text_that_is_changed_with_its_hash_shows(change_in_sql, pledge):
    revision = pledge.revisions.get(number=2)
    content = revision.content.replace("all migrants", "no migrants")
    change = "UPDATE commitments_revision SET content = %s, digest = %s WHERE id = %s"
    change_in_sql(change, content, digest(content), revision.pk)
    assert "Revision 2 is not what was circulated." in verify(pledge)


def test_changed_signature_shows(change_in_sql, pledge):
    signature = Signature.objects.get(revision__number=2, name="Sara Said")
    assert unnoticed(change_in_sql, pledge, "signature", signature.pk, SIGNATURE) == []


def test_signed_pdf_that_is_exchanged_or_has_too_many_signatures_shows(pledge):
    revision = pledge.revisions.get(number=2)
    for signatures, content, said in ((2, b"PDF", []), (1, b"Forged", [2]), (9, b"PDF", [2])):
        with undone():
            copy = {"content": content, "digest": digest(b"PDF"), "signatures": signatures}
            kept = SignedCopy.objects.create(revision=revision, **copy)
            record(pledge, TrailEntry.Kind.COPIED, Actor(), revision=revision, rows=[kept])
            told = [f"A signed PDF of revision {number} is not what was given out." for number in said]
            assert verify(pledge) == told


def test_removed_signature_shows(change_in_sql, pledge):
    signature = Signature.objects.get(revision__number=2, name="Sara Said")
    change_in_sql("DELETE FROM commitments_signature WHERE id = %s", signature.pk)
    assert verify(pledge) == ["The signature of Kenya Red Cross Society on revision 2 is missing."]


def test_forged_signature_shows():
    found = circulated()
    signature_request = found.signature_requests[0]
    Signature.objects.create(
        revision=found.revision,
        signature_request=signature_request,
        party_key=signature_request.party_key,
        party=signature_request.party,
        name=signature_request.name,
        email=signature_request.email,
        statement="Yes",
        digest=found.revision.digest,
        method="code",
    )
    said = "The signature of Government of Kenya on revision 1 is not what was signed."
    assert verify(found.revision.pledge) == [said]


def test_signature_that_is_exchanged_for_that_of_another_party_shows(change_in_sql, pledge):
    first, second = Signature.objects.filter(revision__number=2).order_by("pk")
    for signature, name in ((first, second.name), (second, first.name)):
        change_in_sql("UPDATE commitments_signature SET name = %s WHERE id = %s", name, signature.pk)
    assert len(verify(pledge)) == 2


def test_changed_signature_request_shows(change_in_sql, pledge):
    signature_request = SignatureRequest.objects.get(circulation__revision__number=2, name="Sara Said")
    assert unnoticed(change_in_sql, pledge, "signature_request", signature_request.pk, SIGNATURE_REQUEST) == []


def test_answer_that_is_taken_back_shows(change_in_sql, pledge):
    signature_request = SignatureRequest.objects.get(circulation__revision__number=1, answer="changes")
    change_in_sql("UPDATE commitments_turn SET answer = '', words = '' WHERE id = %s", signature_request.pk)
    said = "What Kenya Red Cross Society was asked and answered to revision 1 is not what the trail says."
    assert verify(pledge) == [said]


def test_changed_round_shows(change_in_sql, pledge):
    """Void signatures would count again where the end of their round is wiped out."""
    circulation = pledge.revisions.get(number=1).circulation
    ended, circulated = "How the round of revision 1 ended is not what the trail says.", "Revision 1 is not what was "
    for column, value, said in (
        ("end", "", ended),
        ("end", "withdrawn", ended),
        ("reason", "Another", ended),
        ("asked_for", "2030-01-01", f"{circulated}circulated."),
        ("in_turn", True, f"{circulated}circulated."),
        ("message", "Another", f"{circulated}circulated."),
    ):
        with undone():
            change_in_sql(CHANGE["circulation"], value, circulation.pk, name=column)
            assert verify(pledge) == [said]


def test_changed_state_shows(change_in_sql, pledge):
    submission = "The record of the submission is not what the trail says."
    for change, said in (
        ("UPDATE commitments_pledge SET status = 'draft'", "The state of the pledge is not what the trail says."),
        (
            "UPDATE commitments_pledge SET published_at = NULL",
            "Whether the pledge is published is not what the trail says.",
        ),
        ("UPDATE commitments_submission SET conference_reference = 'CP-2'", submission),
        ("DELETE FROM commitments_submission", submission),
    ):
        with undone():
            change_in_sql(change)
            assert verify(pledge) == [said]


# Network addresses


@pytest.mark.parametrize("column", ["address", "salt"])
def test_changed_network_address_shows(change_in_sql, pledge, column):
    entry = entries(pledge)[0]
    value = "198.51.100.1" if column == "address" else "0" * 32
    change_in_sql(CHANGE["trailaddress"], value, entry.pk, name=column)
    assert verify(pledge) == ["The network address of entry 1 was changed."]


@pytest.mark.parametrize("value", ["198.51.100.x", "", "nowhere"])
def test_network_address_that_is_none_shows(change_in_sql, pledge, value):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps nothing but addresses")
    change_in_sql(CHANGE["trailaddress"], value, entries(pledge)[0].pk, name="address")
    assert verify(pledge) == ["The network address of entry 1 was changed."]


@pytest.mark.parametrize(
    ("sql", "value"),
    [
        ("UPDATE commitments_turn SET answered_at = %s WHERE answer = 'signed'", "2026-13-45"),
        ("UPDATE commitments_signature SET at = %s", "yesterday"),
        ("UPDATE commitments_circulation SET asked_for = %s", "soon"),
        ("UPDATE commitments_revision SET number = %s WHERE number = 2", "two"),
    ],
)
def test_value_that_its_column_never_has_is_found_and_other_pledges_are_read(change_in_sql, pledge, sql, value):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL refuses it")
    with undone():
        change_in_sql(sql, value)
        other = circulated().revision.pledge
        found = {each.reference: bool(findings) for each, findings in verify_all()}
    assert found == {pledge.reference: True, other.reference: False}


def test_network_address_that_is_removed_too_early_shows(pledge):
    TrailAddress.objects.filter(entry=entries(pledge)[0]).delete()
    assert verify(pledge) == ["The network address of entry 1 is missing."]


@pytest.mark.parametrize(
    "address",
    ["192.0.2.1", "2001:db8::1", "2001:DB8:0:0::1", "::ffff:192.0.2.1", "::ffff:c000:201", "::192.0.2.1", "::"],
)
def test_network_address_holds_however_the_database_writes_it(address):
    pledge = make_pledge()
    record(pledge, TrailEntry.Kind.READ, Actor(user=make_user(), origin=address))
    assert TrailAddress.objects.count() == 1
    assert verify(pledge) == []


def test_addresses_are_kept_ninety_days_and_cut_then(pledge, monkeypatch):
    entry = entries(pledge)[0]
    end = entry.at + timedelta(days=90)
    before = TrailAddress.objects.count()
    monkeypatch.setattr(timezone, "now", lambda: end)
    cut_addresses()
    assert TrailAddress.objects.count() == before
    monkeypatch.setattr(timezone, "now", lambda: end + timedelta(microseconds=1))
    assert cut_addresses() == 1
    assert not TrailAddress.objects.filter(entry=entry).exists()
    assert verify(pledge) == []


def test_same_address_has_another_hash_each_time():
    """Otherwise it would be found again by trying all of them, once it is cut."""
    pledge, actor = make_pledge(), Actor(user=make_user(), origin="192.0.2.1")
    hashes = {record(pledge, TrailEntry.Kind.READ, actor).address_hash for _time in range(3)}
    assert len(hashes) == 3


def test_trail_is_read_again_when_somebody_writes_meanwhile(monkeypatch):
    found = agreed()
    pledge, actor = found.revision.pledge, Actor(user=found.revision.by)
    times: list[Any] = []

    def slow(*args):
        if not times:
            times.append(record(pledge, TrailEntry.Kind.READ, actor))
            yield "Half of this was written when it was read."

    monkeypatch.setattr("commitments.trail.audit._findings", slow)
    assert verify(pledge) == []
    assert len(times) == 1
