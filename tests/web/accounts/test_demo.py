"""The demo's people: loading them, and their way in with one click."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from commitments.models import Membership, Organisation, State, User
from commitments.people import demo
from tests.factories import make_user
from tests.web.accounts.test_password import AWAY

DEMO = "/accounts/demo/"


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


@pytest.fixture
def people(debug, db):
    call_command("load_demo", verbosity=0)


def test_load_demo_prints_everybody_and_the_password(debug, db, capsys):
    call_command("load_demo")
    printed = capsys.readouterr().out
    assert "“demo”" in printed
    assert [line.split()[0] for line in printed.splitlines()[1:]] == [person.email for person in demo.PEOPLE]


def test_load_demo_makes_people_with_their_roles(people):
    rows = Membership.objects.values_list("user__email", "organisation__name", "role")
    assert sorted(rows) == [
        ("admin@example.org", "Kenya Red Cross Society", "administrator"),
        ("drafter@example.org", "Kenya Red Cross Society", "drafter"),
        ("liaison@example.org", "Ministry of Interior and National Administration, Kenya", "signatory"),
        ("signatory@example.org", "Kenya Red Cross Society", "signatory"),
        ("stranger@example.org", "Uganda Red Cross Society", "drafter"),
        ("viewer@example.org", "Kenya Red Cross Society", "viewer"),
    ]
    assert all(user.check_password("demo") for user in User.objects.all())


def test_load_demo_links_organisations_to_the_directory(people):
    rows = Organisation.objects.values_list("slug", "state__iso2", "national_society__name_en")
    assert sorted(rows) == [
        ("kenya-interior", "KE", None),
        ("kenya-red-cross", "KE", "Kenya Red Cross Society"),
        ("uganda-red-cross", "UG", "The Uganda Red Cross Society"),
    ]


def test_load_demo_again_keeps_what_was_changed(people):
    drafter = User.objects.get(email="drafter@example.org")
    drafter.name = "Someone Else"
    drafter.set_password("changed since then")
    drafter.save()
    Membership.objects.filter(user=drafter).update(role="viewer")
    call_command("load_demo", verbosity=0)
    assert User.objects.count() == len(demo.PEOPLE)
    drafter.refresh_from_db()
    assert drafter.name == "Someone Else"
    assert drafter.check_password("changed since then")
    assert drafter.memberships.get().role == "viewer"


def test_load_demo_refuses_where_debug_is_off(settings, db):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG=1"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_load_demo_without_the_library_says_what_to_run(debug, db):
    State.objects.exclude(iso2="UG").filter(iso2="KE").update(iso2="XX")
    with pytest.raises(CommandError, match="load_library"):
        call_command("load_demo")
    assert not Organisation.objects.exists()


def test_sign_in_page_lists_the_people_in_debug(client, people):
    page = client.get("/accounts/login/").content.decode()
    places = [page.index(f'value="{person.email}"') for person in demo.PEOPLE]
    assert places == sorted(places)
    assert "Signatory, Ministry of Interior and National Administration, Kenya" in page


def test_sign_in_page_lists_nobody_where_debug_is_off(client, people, settings):
    settings.DEBUG = False
    page = client.get("/accounts/login/").content.decode()
    assert "drafter@example.org" not in page
    assert DEMO not in page


@pytest.mark.parametrize("number", [1, 3, 6])
def test_sign_in_page_asks_the_database_as_often_for_any_number(client, people, number, django_assert_num_queries):
    User.objects.exclude(email__in=[person.email for person in demo.PEOPLE[:number]]).delete()
    with django_assert_num_queries(3):
        client.get("/accounts/login/")


def test_one_click_signs_in(client, people):
    response = client.post(DEMO, {"email": "drafter@example.org"})
    assert (response.status_code, response["Location"]) == (302, reverse("pledge_list"))
    assert User.objects.get(pk=client.session["_auth_user_id"]).email == "drafter@example.org"


def test_one_click_goes_on_to_the_page_that_was_asked_for(client, people):
    response = client.post(DEMO, {"email": "drafter@example.org", "next": "/model-texts/"})
    assert response["Location"] == "/model-texts/"


@pytest.mark.parametrize("address", AWAY)
def test_one_click_never_leads_away(client, people, address):
    response = client.post(DEMO, {"email": "drafter@example.org", "next": address})
    assert response["Location"] == reverse("pledge_list")


def test_one_click_does_not_exist_where_debug_is_off(client, people, settings):
    settings.DEBUG = False
    assert client.post(DEMO, {"email": "drafter@example.org"}).status_code == 404
    assert client.get(DEMO).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("email", ["real@example.org", "nobody@example.org", "", "\x00"])
def test_one_click_is_for_the_demo_people_alone(client, people, email):
    make_user("real@example.org")
    assert client.post(DEMO, {"email": email}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_click_answers_no_get(client, people):
    assert client.get(DEMO, {"email": "drafter@example.org"}).status_code == 405


def test_one_click_needs_the_form_of_our_page(people):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(DEMO, {"email": "drafter@example.org"}).status_code == 403
