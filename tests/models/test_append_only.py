"""Rows that nobody changes or deletes: the database refuses, whoever asks and however."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, ProtectedError

from commitments.document import digest
from commitments.models import (
    Actor,
    AnnexedCopy,
    Circulation,
    Pledge,
    PublicCopy,
    Revision,
    Signature,
    SignatureRequest,
    SignedCopy,
    TrailAddress,
    TrailEntry,
    User,
)
from commitments.models.sql import append_only
from commitments.trail.record import record, verify
from tests.factories import add_member, agreed, make_ready, make_user

pytestmark = pytest.mark.django_db

KEPT: dict[type[Model], dict[str, str]] = {
    Revision: {"content": "{}"},
    Signature: {"name": "Somebody else"},
    SignedCopy: {"digest": "0"},
    PublicCopy: {"digest": "0"},
    AnnexedCopy: {"annex": "pictures"},
    TrailEntry: {"words": "Other words"},
}
"""What is never changed, and a change of it"""
MODELS = pytest.mark.parametrize("model", KEPT)


@pytest.fixture(autouse=True)
def pledge() -> Pledge:
    """One that every party has signed: Sara with an account, Jonas with a code."""
    pledge = make_ready()
    add_member(pledge.organisation, make_user("sara@example.org"), "signatory")
    revision = agreed(pledge).revision
    copy = SignedCopy.objects.create(revision=revision, signatures=2, content=b"PDF", digest=digest(b"PDF"))
    record(pledge, TrailEntry.Kind.COPIED, Actor(), revision=revision, rows=[copy])
    public = PublicCopy.objects.create(revision=revision, named="n", content=b"PDF", digest=digest(b"PDF"))
    annexed = AnnexedCopy.objects.create(revision=revision, annex="trail", signatures=2, digest=digest(b"Trail"))
    record(pledge, TrailEntry.Kind.PUBLIC_COPIED, Actor(), revision=revision, rows=[public, annexed])
    return Pledge.objects.get(pk=pledge.pk)


def rows(model: type[Model]) -> list[tuple]:
    return list(model._default_manager.order_by("pk").values_list())


def refused(sql: str) -> bool:
    """Whether the database refuses a statement, named with the table in it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError as error:
        return "never" in str(error)
    return False


def test_every_table_that_is_kept_is_tried():
    assert set(append_only.TABLES) == {model._meta.db_table for model in KEPT}


@MODELS
def test_row_is_not_changed_by_the_program(model):
    before = rows(model)
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        model._default_manager.update(**KEPT[model])
    row = model._default_manager.first()
    for column, value in KEPT[model].items():
        setattr(row, column, value)
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        row.save()
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        model._default_manager.bulk_update([row], list(KEPT[model]))
    assert rows(model) == before != []


@MODELS
def test_row_is_not_deleted_by_the_program(model):
    before = rows(model)
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        model._default_manager.all().delete()
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        model._default_manager.first().delete()
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        model._default_manager.all()._raw_delete(using="default")
    assert rows(model) == before


@MODELS
def test_row_is_not_changed_or_deleted_in_sql(model):
    before, table = rows(model), model._meta.db_table
    column = next(iter(KEPT[model]))
    assert refused(f"UPDATE {table} SET {column} = 'x'")  # noqa: S608  names of ours
    assert refused(f"UPDATE {table} SET {column} = {column}")  # noqa: S608
    assert refused(f"DELETE FROM {table}")  # noqa: S608
    if connection.vendor == "postgresql":
        connection.check_constraints()  # it empties no table of which something is left to be checked
        assert refused(f"TRUNCATE {table} CASCADE")
    assert rows(model) == before


@MODELS
def test_row_is_not_replaced_by_another_one(model):
    """By one with its primary key, nor by one that is unique by the same columns."""
    before, table = rows(model), model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields if field.column != "id"]
    names, first = ", ".join(columns), model._default_manager.order_by("pk").first().pk
    if connection.vendor == "sqlite":
        for replace in ("INSERT OR REPLACE", "REPLACE"):
            assert refused(f"{replace} INTO {table} (id, {names}) SELECT id, {names} FROM {table}")  # noqa: S608
            assert refused(f"{replace} INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = {first}")  # noqa: S608
        other = ", ".join("'222222222222'" if name == "code" else name for name in columns)
        assert refused(f"REPLACE INTO {table} ({names}) SELECT {other} FROM {table} WHERE id = {first}")  # noqa: S608
        assert refused(f"UPDATE OR REPLACE {table} SET id = id + 1")  # noqa: S608
    else:
        assert refused(
            f"INSERT INTO {table} (id, {names}) SELECT id, {names} FROM {table} "  # noqa: S608
            f"ON CONFLICT (id) DO UPDATE SET {columns[0]} = EXCLUDED.{columns[0]}"
        )
    assert rows(model) == before


def test_new_rows_are_taken(pledge):
    revision = pledge.revisions.get()
    row = Revision.objects.create(pledge=pledge, number=2, content="{}", digest="0", by=revision.by)
    assert row in pledge.revisions.all()


def test_nothing_that_hangs_on_them_takes_them_along(pledge):
    models: list[type[Model]] = [*KEPT, Circulation, SignatureRequest, TrailAddress]
    before = {model: rows(model) for model in models}
    everything = (
        pledge,
        pledge.organisation,
        pledge.model_text,
        pledge.revisions.get(),
        Circulation.objects.get(),
        *SignatureRequest.objects.all(),
        *TrailEntry.objects.filter(origin__isnull=False)[:1],
    )
    for row in everything:
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()
    assert {model: rows(model) for model in before} == before
    assert verify(pledge) == []


def test_pledge_is_not_deleted_in_sql_either(pledge):
    """Its rows would hang in the air: the database refuses at the latest when it is asked to check."""
    with pytest.raises(IntegrityError), transaction.atomic():
        _delete_in_sql(pledge)
    assert Pledge.objects.filter(pk=pledge.pk).exists()


def _delete_in_sql(pledge: Pledge) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM commitments_pledge WHERE id = %s", [pledge.pk])
    connection.check_constraints()


@pytest.mark.parametrize("who", ["sara@example.org", "drafter"])
def test_account_of_who_signed_or_sent_round_is_kept(pledge, who):
    user = pledge.revisions.get().by if who == "drafter" else User.objects.get(email=who)
    with pytest.raises(ProtectedError):
        user.delete()
    assert User.objects.filter(pk=user.pk).exists()
    assert verify(pledge) == []


def test_account_of_who_signed_can_be_closed_and_renamed(pledge):
    User.objects.filter(email="sara@example.org").update(is_active=False, name="", email="gone@example.org")
    assert verify(pledge) == []
    signature = Signature.objects.get(name="Sara Said")
    assert (signature.email, str(Actor(user=signature.by))) == ("sara@example.org", "gone@example.org")


def test_account_of_who_never_acted_is_deleted(pledge):
    user = make_user("idle@example.org")
    add_member(pledge.organisation, user)
    user.delete()
    assert not User.objects.filter(email="idle@example.org").exists()
