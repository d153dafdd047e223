"""The secretariat's pages: people, organisations, memberships, and nothing that would bypass a pledge's rules."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission

from commitments.models import Membership, Organisation, User
from tests.factories import make_organisation, make_user

NO_MEMBERSHIPS = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


@pytest.fixture
def secretariat(client, db):
    client.force_login(make_user("secretariat@example.org", is_staff=True, is_superuser=True))
    return client


def test_pledges_cannot_be_changed_here():
    ours = {model.__name__ for model in admin.site._registry if model._meta.app_label == "commitments"}
    assert ours == {"User", "Organisation"}


@pytest.mark.parametrize("page", ["user/", "user/add/", "organisation/", "organisation/add/"])
def test_pages_open(secretariat, page):
    assert secretariat.get(f"/admin/commitments/{page}").status_code == 200


def test_new_person_has_a_small_letter_address_no_password_and_a_role(secretariat):
    organisation = make_organisation()
    form = {
        "email": "Amina@Example.org",
        "name": "Amina",
        "is_active": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-organisation": organisation.pk,
        "memberships-0-role": "drafter",
    }
    assert secretariat.post("/admin/commitments/user/add/", form).status_code == 302
    person = User.objects.get(email="amina@example.org")
    assert not person.has_usable_password()
    assert Membership.objects.get(user=person).organisation == organisation


def test_same_address_in_other_letters_is_refused(secretariat):
    make_user("amina@example.org")
    response = secretariat.post("/admin/commitments/user/add/", {"email": "AMINA@example.org", **NO_MEMBERSHIPS})
    assert response.status_code == 200
    assert User.objects.filter(email__iexact="amina@example.org").count() == 1


def test_change_of_a_person_keeps_the_password(secretariat):
    person = make_user("amina@example.org")
    person.set_password("three plain words and a comma")
    person.save(update_fields=["password"])
    form = {"email": "amina@example.org", "name": "Amina W.", "is_active": "on", **NO_MEMBERSHIPS}
    secretariat.post(f"/admin/commitments/user/{person.pk}/change/", form)
    person.refresh_from_db()
    assert (person.name, person.check_password("three plain words and a comma")) == ("Amina W.", True)


def test_staff_without_all_rights_cannot_give_themselves_more(client, db):
    staff = make_user("staff@example.org", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
    client.force_login(staff)
    form = {"email": "staff@example.org", "is_active": "on", "is_superuser": "on", **NO_MEMBERSHIPS}
    assert client.post(f"/admin/commitments/user/{staff.pk}/change/", form).status_code == 302
    staff.refresh_from_db()
    assert not staff.is_superuser


def test_new_organisation_is_saved_with_its_kind(secretariat):
    form = {"name": "Example Relief", "slug": "example-relief", "kind": "observer", **NO_MEMBERSHIPS}
    secretariat.post("/admin/commitments/organisation/add/", form)
    assert Organisation.objects.get(slug="example-relief").kind == "observer"
