"""Who may read and change a pledge: decided in one place, by organisation, role and state."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from commitments import access
from commitments.models import Pledge
from tests.factories import add_member, make_member, make_organisation, make_pledge, make_user

pytestmark = pytest.mark.django_db

WRITERS = ["drafter", "signatory", "administrator"]


def asked(user, method: str = "GET"):
    request = RequestFactory().generic(method, "/")
    request.user = user
    return request


@pytest.fixture
def pledge() -> Pledge:
    return make_pledge()


@pytest.mark.parametrize("role", ["viewer", *WRITERS])
def test_member_reads(pledge, role):
    user = make_member(role, pledge.organisation)
    for load in (access.readable_pledge, access.editable_pledge):
        found: Any = load(asked(user), pledge.reference)  # with the role as a column beside its own
        assert (found, found.reader_role) == (pledge, role)


@pytest.mark.parametrize("role", WRITERS)
def test_member_with_a_writing_role_edits_a_draft(pledge, role):
    user = make_member(role, pledge.organisation)
    found = access.editable_pledge(asked(user, "POST"), pledge.reference)
    assert access.may_edit(found)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_viewer_does_not_edit(pledge, method):
    user = make_member("viewer", pledge.organisation)
    with pytest.raises(PermissionDenied):
        access.editable_pledge(asked(user, method), pledge.reference)
    assert not access.may_edit(access.readable_pledge(asked(user), pledge.reference))


@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_nobody_edits_what_is_no_draft(pledge, status):
    Pledge.objects.update(status=status)
    user = make_member("administrator", pledge.organisation)
    assert not access.may_edit(access.editable_pledge(asked(user), pledge.reference))
    with pytest.raises(PermissionDenied):
        access.editable_pledge(asked(user, "POST"), pledge.reference)


@pytest.mark.parametrize("role", ["viewer", *WRITERS])
def test_pledge_does_not_exist_for_a_stranger(pledge, role):
    stranger = make_member(role)
    for method in ("GET", "POST"):
        for load in (access.readable_pledge, access.editable_pledge):
            with pytest.raises(Http404):
                load(asked(stranger, method), pledge.reference)


def test_even_a_superuser_reads_only_what_their_organisations_own(pledge):
    with pytest.raises(Http404):
        access.readable_pledge(asked(make_user(is_superuser=True, is_staff=True)), pledge.reference)


def test_role_is_that_in_the_pledge_s_own_organisation(pledge):
    user = make_member("viewer", pledge.organisation)
    elsewhere = make_organisation()
    add_member(elsewhere, user, "administrator")
    with pytest.raises(PermissionDenied):
        access.editable_pledge(asked(user, "POST"), pledge.reference)
    assert list(access.writable_organisations(user)) == [elsewhere]


def test_nobody_signed_in_is_nobody(pledge):
    with pytest.raises(PermissionDenied):
        access.readable_pledge(asked(AnonymousUser()), pledge.reference)
    assert not Pledge.objects.visible_to(AnonymousUser()).exists()


def test_writable_organisations_are_listed_by_name_without_those_only_read():
    user = make_user()
    for name, role in (("B", "drafter"), ("A", "administrator"), ("C", "viewer"), ("D", "signatory")):
        add_member(make_organisation(name), user, role)
    add_member(make_organisation("Other"), make_user(), "administrator")
    assert [str(organisation) for organisation in access.writable_organisations(user)] == ["A", "B", "D"]
