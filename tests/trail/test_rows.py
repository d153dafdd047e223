"""Every row that decides what was signed, by whom, when, and who may join: a change of any of its columns shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from commitments.document import canonical, digest
from commitments.models import (
    Actor,
    AnnexedCopy,
    Circulation,
    Component,
    Invitation,
    JoinRequest,
    Party,
    Pledge,
    ProposedSignatory,
    PublicCopy,
    Revision,
    Signature,
    SignatureRequest,
    SignedCopy,
    State,
    Submission,
    TrailEntry,
)
from commitments.models.rounds import Round
from commitments.models.sql import append_only
from commitments.signing import joining
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline, request_changes
from commitments.signing.proposing import confirm as confirm_proposal
from commitments.signing.proposing import propose, refuse
from commitments.signing.replacing import Successor, replace_signatory
from commitments.signing.submitting import publish, submit
from commitments.trail.facts import EXEMPT, LONGEST_VALUE, OF_A_DRAFT, columns_of, last_told, row_of, tell, told_fields
from commitments.trail.hashes import chained
from commitments.trail.record import record, verify
from tests.factories import (
    add_party,
    asked_to_join,
    circulated,
    give_signature,
    make_member,
    make_ready,
    signatory,
    the_round,
)

pytestmark = pytest.mark.django_db

BIA = Successor("Bia Otieno", "Permanent Secretary", "bia@example.org")
ELSEWHERE = {
    "commitments_trailentry": "the trail itself",
    "commitments_trailaddress": "a salted hash of it stands in the trail",
    "commitments_change": "how the draft came to be; what is signed is the frozen text",
    "commitments_namedversion": "the same",
    "commitments_item": "the same",
    "commitments_resourceline": "the same",
    "commitments_comment": "what people said of a draft",
    "commitments_negotiationtable": "how the draft came to be, as its changes",
    "commitments_cell": "the same",
    "commitments_mail": "what was sent; what it asks for is told",
    "commitments_notice": "the same",
}
"""Tables that hang on a pledge, of whose rows no entry tells, and why"""


REFUSED = {
    ("commitments_party", "kind"),
    ("commitments_party", "component_id"),
    ("commitments_joinrequest", "kind"),
    ("commitments_joinrequest", "national_society_id"),
    ("commitments_joinrequest", "component_id"),
    ("commitments_invitation", "organisation_id"),
}
"""Columns of which the database refuses every single change: what a row is of goes with what it leads to"""


@pytest.fixture
def pledge() -> Pledge:
    """Open, reopened once, signed by two and by a further party; another one waits, one declined, one was refused."""
    pledge = make_ready(openness="open", open_until=timezone.now().date() + timedelta(days=30))
    by = Actor(user=make_member("drafter", pledge.organisation))
    found = circulated(pledge, by=by.user)
    first, second = found.signature_requests
    give_signature(first)
    seen = found.revision.digest
    request_changes(second, seen=seen, text=f"Say {'when, ' * 60}please.", by=signatory(second))
    reopen(pledge, reason="To say when.", by=by)
    replace_some(circulated(now(pledge), by=by.user), by)
    for signature_request in the_round(pledge).signature_requests:
        give_signature(signature_request, may_publish=True)
    keep_copy(pledge, b"PDF with two")
    submit(now(pledge), on=timezone.now().date(), conference_reference="CP-1", by=by)
    publish(now(pledge), by=by)
    found = the_round(pledge)
    give_signature(joining.confirm(asked_to_join(found), by=by))
    keep_copy(pledge, b"PDF with three")
    keep_other_copies(pledge)
    unwilling = joining.confirm(asked_to_join(found, code="RW", email="paul@example.org", name="Paul"), by=by)
    decline(unwilling, seen=found.revision.digest, reason="No mandate.", by=signatory(unwilling))
    joining.refuse(asked_to_join(found, code="BI", email="amani@example.org", name="Amani"), reason="Late.", by=by)
    asked_to_join(found, code="ET", email="almaz@example.org", name="Almaz")
    assert verify(pledge) == []
    return now(pledge)


def replace_some(found: Round, by: Actor) -> None:
    """One signatory proposes somebody twice, and another is named; of the other party, one is proposed and refused."""
    first, second = found.signature_requests
    someone = Successor("Chen Wei", "", "chen@example.org", "delegation", "the Minister")
    propose(first, someone, reason="I leave.", by=signatory(first))
    confirm_proposal(propose(first, someone, reason="I leave office.", by=signatory(first)), by=by)
    refuse(propose(second, BIA, reason=f"I {'really, ' * 60}leave.", by=signatory(second)), reason="No.", by=by)
    replace_signatory(the_round(found.revision.pledge).signature_requests[0], BIA, reason="She is ill.", by=by)


def now(pledge: Pledge) -> Pledge:
    return Pledge.objects.get(pk=pledge.pk)


def keep_copy(pledge: Pledge, content: bytes) -> SignedCopy:
    """Keep a signed PDF as the program does when it makes one."""
    revision = the_round(pledge).revision
    count = revision.signatures.count()
    copy = SignedCopy.objects.create(revision=revision, signatures=count, content=content, digest=digest(content))
    record(now(pledge), TrailEntry.Kind.COPIED, Actor(), revision=revision, rows=[copy])
    return copy


def keep_other_copies(pledge: Pledge) -> None:
    """Keep a public PDF, and the digest of one with an annex, as the program does."""
    revision = the_round(pledge).revision
    public = PublicCopy.objects.create(revision=revision, named="named", content=b"Public", digest=digest(b"Public"))
    record(now(pledge), TrailEntry.Kind.PUBLIC_COPIED, Actor(), revision=revision, rows=[public])
    annexed = AnnexedCopy.objects.create(revision=revision, annex="trail", signatures=3, digest=digest(b"Annexed"))
    record(now(pledge), TrailEntry.Kind.ANNEXED, Actor(), revision=revision, rows=[annexed])


@pytest.fixture
def _no_triggers(pledge) -> None:
    """What somebody with the whole database in their hands can do."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        editor: Any = SimpleNamespace(connection=connection, execute=cursor.execute)
        append_only.drop(editor)


def in_sql(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount == 1


def rows(pledge: Pledge) -> list[models.Model]:
    """Every row that decides something of a pledge."""
    of_rounds = {"circulation__revision__pledge": pledge}
    return [
        pledge,
        *Party.objects.filter(pledge=pledge),
        *Revision.objects.filter(pledge=pledge),
        *Circulation.objects.filter(revision__pledge=pledge),
        *SignatureRequest.objects.filter(**of_rounds),
        *Invitation.objects.filter(signature_request__circulation__revision__pledge=pledge),
        *ProposedSignatory.objects.filter(signature_request__circulation__revision__pledge=pledge),
        *Signature.objects.filter(revision__pledge=pledge),
        *SignedCopy.objects.filter(revision__pledge=pledge),
        *PublicCopy.objects.filter(revision__pledge=pledge),
        *AnnexedCopy.objects.filter(revision__pledge=pledge),
        *Submission.objects.filter(pledge=pledge),
        *JoinRequest.objects.filter(pledge=pledge),
    ]


def others(field: Any, value: Any) -> Iterator[Any]:
    """What a column could be changed to: the smallest difference of its kind, and nothing where it may be empty."""
    if field.null and value is not None:
        yield None
    if isinstance(field, models.DateTimeField):
        yield value + timedelta(microseconds=1) if value else datetime(2026, 3, 14, tzinfo=UTC)
    elif isinstance(field, models.DateField):
        yield value + timedelta(days=1) if value else date(2026, 3, 14)
    elif isinstance(field, models.BooleanField):
        yield not value
    elif isinstance(field, models.BinaryField):
        yield bytes(value) + b" "
    elif isinstance(field, models.JSONField):
        yield json.dumps({**value, "deputy": {"name": "Eve Roe", "email": "eve@example.org"}})
    elif isinstance(field, models.ForeignKey):
        yield 99_999 if value is None else value + 90_000
    elif isinstance(field, models.IntegerField):
        yield value + 70
    else:
        yield value[:-1] + ("x" if value[-1:] != "x" else "y")
        yield from ["", value.swapcase()] if value else []


def said_after(pledge: Pledge, row: models.Model, column: str, value: Any) -> list[str] | None:
    """What the audit says once a column is changed; None where the database refuses that. It is undone after it."""
    quote = connection.ops.quote_name
    sql = f"UPDATE {quote(row._meta.db_table)} SET {quote(column)} = %s WHERE id = %s"  # noqa: S608  names of ours
    try:
        with transaction.atomic():
            in_sql(sql, value, row.pk)
            found = verify(pledge)
            transaction.set_rollback(True)
    except IntegrityError:
        return None
    return found


def about(row: Any) -> str:
    """A word by which a finding names a row."""
    if isinstance(row, SignatureRequest | Signature | JoinRequest):
        return row.party
    if isinstance(row, ProposedSignatory):
        return f"That {row.name} was proposed"
    words = {
        Pledge: "ledge",
        Party: "parties of the pledge",
        Revision: "evision {} ",
        Circulation: "evision {} ",
        SignedCopy: "signed PDF of revision {} ",
        PublicCopy: "public PDF of revision {} ",
        AnnexedCopy: "an annex, of revision {},",
        Invitation: "link by which",
        Submission: "submission",
    }
    revision = row if isinstance(row, Revision) else getattr(row, "revision", None)
    return words[type(row)].format(revision.number if revision else "")


# Each column of each row


@pytest.mark.long
@pytest.mark.usefixtures("_no_triggers")
def test_change_of_each_column_of_each_row_is_named(pledge):
    unnamed, tried = [], set()
    for row in rows(pledge):
        word = about(row)
        for field in told_fields(type(row)):
            name = (row._meta.db_table, field.column)
            for value in others(field, getattr(row, field.attname)):
                found = said_after(pledge, row, field.column, value)
                if found is not None:
                    tried.add(name)
                    if not any(word in finding for finding in found):
                        unnamed.append((*name, value, found))
    assert unnamed == []
    every = {(row._meta.db_table, field.column) for row in rows(pledge) for field in told_fields(type(row))}
    assert every - tried == REFUSED


@pytest.mark.usefixtures("_no_triggers")
def test_change_of_a_column_that_decides_nothing_is_no_finding(pledge):
    """The lists of what is not told say the truth: nothing else of the audit looks at it either."""
    exempt = {table: set(columns) for table, columns in EXEMPT.items()}
    for row in rows(pledge):
        for field in type(row)._meta.concrete_fields:
            if field.column in exempt.get(row._meta.db_table, ()):
                for value in others(field, getattr(row, field.attname)):
                    assert said_after(pledge, row, field.column, value) in ([], None)


def test_every_table_that_hangs_on_a_pledge_is_told_or_left_out_for_a_reason():
    leading = {Pledge, Revision, Circulation, SignatureRequest}
    tables = {
        model._meta.db_table
        for model in apps.get_app_config("commitments").get_models()
        if any(field.related_model in leading for field in model._meta.concrete_fields)
    }
    told = {*EXEMPT, *OF_A_DRAFT}
    assert tables | {"commitments_pledge"} == told | set(ELSEWHERE) & tables | {"commitments_pledge"}
    assert told.isdisjoint(ELSEWHERE)
    assert set(ELSEWHERE) >= tables - told


def test_columns_that_are_left_out_exist_and_have_a_reason():
    by_table = {model._meta.db_table: model for model in apps.get_app_config("commitments").get_models()}
    for table, columns in {**EXEMPT, **OF_A_DRAFT}.items():
        assert set(columns) <= {field.column for field in by_table[table]._meta.concrete_fields}
    assert all(all(reasons.values()) for reasons in EXEMPT.values())


# Rows that are gone, or were added


@pytest.mark.usefixtures("_no_triggers")
@pytest.mark.parametrize(
    ("model", "which", "said"),
    [
        (SignedCopy, {"signatures": 3}, "A signed PDF of revision 2 is missing."),
        (SignedCopy, {"signatures": 2}, "A signed PDF of revision 2 is missing."),
        (PublicCopy, {"named": "named"}, "A public PDF of revision 2 is missing."),
        (AnnexedCopy, {"annex": "trail"}, "A signed PDF with an annex, of revision 2, is missing."),
        (
            JoinRequest,
            {"name": "Almaz"},
            "The request of Government of Ethiopia to sign as a further party is missing.",
        ),
        (
            JoinRequest,
            {"name": "Amani"},
            "The request of Government of Burundi to sign as a further party is missing.",
        ),
    ],
)
def test_row_that_is_gone_is_named(pledge, model, which, said):
    with transaction.atomic():
        in_sql(f"DELETE FROM {model._meta.db_table} WHERE id = %s", model.objects.get(**which).pk)  # noqa: S608
        assert verify(pledge) == [said]
        transaction.set_rollback(True)


@pytest.mark.usefixtures("_no_triggers")
def test_request_to_sign_that_is_gone_is_named(pledge):
    """Of who was asked and answered nothing, and of a further party that declined: no signature hangs on it."""
    declined = SignatureRequest.objects.get(name="Paul")
    in_sql("UPDATE commitments_joinrequest SET turn_id = NULL WHERE turn_id = %s", declined.pk)
    in_sql("DELETE FROM commitments_turn WHERE id = %s", declined.pk)
    said = "What Government of Rwanda was asked and answered to revision 2 is not what the trail says."
    assert said in verify(pledge)


@pytest.mark.usefixtures("_no_triggers")
def test_party_that_is_gone_is_named(pledge):
    in_sql("DELETE FROM commitments_party WHERE id = %s", pledge.parties.first().pk)
    assert len(verify(pledge)) == 1
    assert "parties of the pledge" in verify(pledge)[0]


def test_further_party_that_nobody_admitted_is_named(pledge):
    """Who may join is what the trail says: a later request that was written into the database lets nobody sign."""
    SignatureRequest.objects.create(
        circulation=the_round(pledge).circulation,
        position=9,
        party_key="forged",
        party="Government of Nowhere",
        name="A forger",
        email="forger@example.org",
        is_later=True,
    )
    said = "What Government of Nowhere was asked and answered to revision 2 is not what the trail says."
    assert verify(pledge) == [said]


@pytest.mark.parametrize("fields", [{"confirmed_at": timezone.now()}, {"answer": "accepted"}])
def test_request_to_join_that_nobody_made_is_named(pledge, fields):
    JoinRequest.objects.create(pledge=pledge, kind="observer", party="Relief", name="X", email="x@x.org", **fields)
    assert verify(pledge) == ["The request of Relief to sign as a further party is not what the trail says."]


def test_request_to_join_without_its_code_is_forgotten_without_a_finding(pledge):
    request = JoinRequest.objects.create(pledge=pledge, kind="observer", party="Relief", name="X", email="x@x.org")
    assert verify(pledge) == []
    request.delete()
    assert verify(pledge) == []


def test_signed_pdf_that_was_never_given_out_is_named(pledge):
    """Its digest is right, and so is the number of its signatures: the page that verifies would take it for ours."""
    SignedCopy.objects.create(
        revision=pledge.revisions.get(number=1), signatures=1, content=b"Forged", digest=digest(b"Forged")
    )
    assert verify(pledge) == ["A signed PDF of revision 1 is not what was given out."]


@pytest.mark.parametrize("number", [1, 2])
def test_public_pdf_that_was_never_given_out_is_named(pledge, number):
    forged = {"named": "x", "content": b"Forged", "digest": digest(b"Forged")}
    PublicCopy.objects.create(revision=pledge.revisions.get(number=number), **forged)
    assert verify(pledge) == [f"A public PDF of revision {number} is not what was given out."]


@pytest.mark.parametrize("annex", ["pictures", "trail"])
def test_digest_of_an_annexed_pdf_that_was_never_given_out_is_named(pledge, annex):
    forged = {"annex": annex, "signatures": 3, "digest": digest(b"Forged")}
    AnnexedCopy.objects.create(revision=pledge.revisions.get(number=2), **forged)
    assert verify(pledge) == ["A signed PDF with an annex, of revision 2, is not what was given out."]


@pytest.mark.usefixtures("_no_triggers")
def test_public_pdf_with_other_bytes_is_named_though_the_trail_tells_of_it(pledge):
    forged = PublicCopy.objects.create(revision=the_round(pledge).revision, named="x", content=b"Pages", digest="other")
    record(now(pledge), TrailEntry.Kind.PUBLIC_COPIED, Actor(), revision=forged.revision, rows=[forged])
    assert verify(pledge) == ["A public PDF of revision 2 is not what was given out."]


def test_party_that_is_added_to_a_text_that_went_round_is_named(pledge):
    Party.objects.create(pledge=pledge, kind="observer", name="Relief", position=7)
    assert verify(pledge) == ["The parties of the pledge are not those that were circulated: Relief."]


# A draft


def test_draft_that_was_reopened_is_edited_without_a_finding():
    pledge = circulated(make_ready(openness="open", open_until=date(2030, 1, 1))).revision.pledge
    reopen(pledge, reason="To change it.", by=Actor(user=make_member("drafter", pledge.organisation)))
    Pledge.objects.filter(pk=pledge.pk).update(openness="specific", open_until=None)
    pledge.parties.all()[0].delete()
    Party.objects.create(pledge=pledge, kind="observer", name="Relief", position=7)
    assert verify(pledge) == []
    Pledge.objects.filter(pk=pledge.pk).update(status="agreed")
    assert verify(pledge) == ["The state of the pledge is not what the trail says."]


def test_parties_of_an_older_text_are_no_finding_once_others_went_round():
    pledge = circulated().revision.pledge
    by = make_member("drafter", pledge.organisation)
    reopen(pledge, reason="Without the Government.", by=Actor(user=by))
    pledge.parties.get(kind="state").delete()
    circulated(now(pledge), by=by)
    assert verify(pledge) == []


# How it is told


def test_long_texts_and_files_are_told_by_their_hash_and_no_text_stands_for_another():
    short, long = "é" * LONGEST_VALUE, "é" * (LONGEST_VALUE + 1)
    copy = SignedCopy(content=b"PDF", digest="d", signatures=1, at=timezone.now())
    request = SignatureRequest(words=short)
    assert columns_of(copy)["content"] == ["sha256", digest(b"PDF")]
    assert columns_of(request)["words"] == short
    request.words = long
    assert columns_of(request)["words"] == ["sha256", digest(long)]
    request.words = f"sha256{digest(long)}"
    assert columns_of(request)["words"] != ["sha256", digest(long)]


def test_same_row_is_told_the_same_however_its_values_came(pledge):
    """As it was written and as the database gives it: no column is told from memory that is another one there."""
    told = last_told(pledge.trail.order_by("number"))
    for row in rows(pledge):
        assert told[row_of(row)].columns == columns_of(row)


@pytest.mark.parametrize(
    "facts", ["", "{}", "[]", "no JSON", '{"commitments_turn":{}}', '{"a b":{}}', '{"a 1":7}', "7"]
)
def test_facts_that_nobody_wrote_tell_nothing(facts):
    assert last_told([TrailEntry(facts=facts)]) == {}


def test_entry_without_rows_has_no_facts():
    assert tell([]) == ""


def test_column_that_came_later_or_is_no_more_is_no_finding(pledge):
    entry = pledge.trail.get(kind="submitted")
    told = last_told([entry])
    ((name, submission),) = [(row, found) for row, found in told.items() if row.table == "commitments_submission"]
    assert name == row_of(pledge.submission)
    assert "conference_reference" in submission.columns
    older = record_again(pledge, {"on": submission.columns["on"], "gone": 7})
    assert older
    assert verify(pledge) == []


def record_again(pledge: Pledge, columns: dict[str, Any]) -> TrailEntry:
    """An entry of a program that knew other columns of a submission."""
    from commitments.document import canonical  # noqa: PLC0415  # beside the one place that spells facts

    entry = record(pledge, TrailEntry.Kind.REMINDED, Actor())
    other = TrailEntry(
        pledge=pledge,
        number=entry.number + 1,
        kind="reminded",
        who="Pledgebuilder",
        previous=entry.hash,
        facts=canonical({str(row_of(pledge.submission)): columns}),
    )
    other.hash = chained(other, pledge.reference)
    other.save(force_insert=True)
    Pledge.objects.filter(pk=pledge.pk).update(trail_head=f"{other.number}:{other.hash}")
    return other


# Versions of the rules

FIRST_RULES = "62d3ecd08b8669425d4ee40b2e858f1b664e7d0c9a5e6c9f6d2044612ae5c635"


def test_hash_of_an_entry_of_the_first_rules_never_changes():
    """A value that was computed once, when there were no other rules."""
    entry = TrailEntry(
        number=3,
        kind="signed",
        at=datetime(2026, 3, 14, 10, 32, 0, 123456, tzinfo=UTC),
        who="Sara Said",
        email="sara@example.org",
        revision=2,
        party="Kenya Red Cross Society",
        words="I agree.",
        previous="0" * 64,
        rules=1,
    )
    assert chained(entry, "PB-22222-22222") == FIRST_RULES
    entry.rules = 2
    assert chained(entry, "PB-22222-22222") != FIRST_RULES


@pytest.mark.parametrize(("rules", "facts"), [(0, ""), (3, ""), (99, "{}"), (1, "{}")])
def test_entry_of_unknown_rules_is_as_one_that_was_changed(rules, facts):
    assert chained(TrailEntry(number=1, rules=rules, facts=facts, at=timezone.now()), "PB-22222-22222") == ""


def test_draft_that_is_withdrawn_reads_as_sound():
    pledge = make_ready()
    withdraw(pledge, reason="Nobody wants it.", by=Actor(user=make_member("drafter", pledge.organisation)))
    assert verify(pledge) == []


def test_parties_that_were_exchanged_in_a_draft_that_is_withdrawn_are_nobody_s_business():
    pledge = make_ready()
    by = Actor(user=make_member("drafter", pledge.organisation))
    circulated(pledge, by=by.user)
    reopen(pledge, reason="Another one.", by=by)
    pledge.parties.first().delete()
    add_party(pledge, "state", "UG")
    withdraw(now(pledge), reason="Nobody wants it.", by=by)
    assert verify(pledge) == []


def test_party_that_is_exchanged_once_its_round_was_withdrawn_is_found_by_its_name():
    pledge = make_ready()
    by = Actor(user=make_member("drafter", pledge.organisation))
    circulated(pledge, by=by.user)
    withdraw(now(pledge), reason="Nobody wants it.", by=by)
    assert verify(pledge) == []
    Party.objects.filter(pledge=pledge, kind="state").update(state=State.objects.get(iso2="UG"))
    assert verify(pledge) == ["The parties of the pledge are not those that were circulated: the Government of Kenya."]


def test_component_that_takes_the_place_of_another_is_found():
    pledge = make_ready()
    icrc, ifrc = (Component.objects.get(code=code) for code in ("ICRC", "IFRC"))
    Party.objects.filter(pledge=pledge, kind="state").update(kind="component", state=None, component=icrc)
    circulated(now(pledge))
    assert verify(pledge) == []
    Party.objects.filter(pledge=pledge, component=icrc).update(component=ifrc)
    assert verify(pledge) == [
        "The parties of the pledge are not those that were circulated: the International Committee of the Red Cross."
    ]


@pytest.mark.usefixtures("_no_triggers")
@pytest.mark.parametrize("column", ["directory_entry", "named_by", "drafter", "vouched_by"])
def test_column_that_a_table_got_after_an_entry_is_as_every_row_had_it(pledge, column):
    """An older trail tells nothing of it: written into it later, it would be believed."""
    signature = Signature.objects.filter(revision__pledge=pledge)[0]
    in_sql(f"UPDATE commitments_signature SET {column} = '' WHERE id = %s", signature.pk)  # noqa: S608  names of ours
    told = last_told(now(pledge).trail.order_by("number"))[row_of(signature)]
    entry = told.entry
    facts = json.loads(entry.facts)
    del facts[str(row_of(signature))][column]
    in_sql("UPDATE commitments_trailentry SET facts = %s WHERE id = %s", canonical(facts), entry.pk)
    before = verify(pledge)
    said = f"The signature of {signature.party} on revision {signature.revision.number} is not what was signed."
    assert said not in before
    in_sql(f"UPDATE commitments_signature SET {column} = 'domain' WHERE id = %s", signature.pk)  # noqa: S608
    assert [finding for finding in verify(pledge) if finding not in before] == [said]
