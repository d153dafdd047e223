"""Signing in by password; changing and resetting it."""

import re

import pytest
from django.urls import reverse

from tests.factories import make_user
from tests.web.accounts.conftest import PASSWORD

LOGIN = "/accounts/login/"
AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "http:///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    " //evil.example",
    "http://testserver@evil.example/",
]


def sign_in(client, email="amina@example.org", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def who(client):
    return client.session.get("_auth_user_id")


def test_sign_in_by_password_leads_to_the_pledges(client, person):
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, reverse("pledge_list"))
    assert who(client) == str(person.pk)


def test_sign_in_ignores_the_case_of_the_address(client, person):
    sign_in(client, email="AMINA@Example.org")
    assert who(client) == str(person.pk)


def test_sign_in_goes_on_to_the_page_that_was_asked_for(client, person):
    assert sign_in(client, next="/model-texts/")["Location"] == "/model-texts/"


@pytest.mark.parametrize("address", AWAY)
def test_sign_in_never_leads_away_from_the_site(client, person, address):
    assert sign_in(client, next=address)["Location"] == reverse("pledge_list")


def test_sign_in_changes_the_session_key(client, person):
    session = client.session
    session["seen"] = 1
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_wrong_password_brings_the_page_back_as_typed(client, person):
    response = sign_in(client, password="wrong")
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="amina@example.org"' in page
    assert "There is a problem" in page
    assert "The e-mail address or the password is wrong." in page
    assert "wrong" not in re.findall(r'value="([^"]*)"', page)
    assert who(client) is None


def test_wrong_password_does_not_tell_whether_the_address_is_known(client, person):
    def page(email):
        text = sign_in(client, email=email, password="wrong").content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text).replace(email, "EMAIL")

    assert page("amina@example.org") == page("nobody@example.org")


def test_missing_fields_link_to_themselves(client, db):
    response = sign_in(client, email="", password="")
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_login"' in page
    assert 'href="#id_password"' in page


def test_too_many_wrong_passwords_are_stopped(client, person):
    for _ in range(5):
        sign_in(client, password="wrong")
    response = sign_in(client)
    assert response.status_code in (422, 429)
    assert who(client) is None


def test_many_tries_get_a_page_that_says_to_wait(client, db):
    answers = [sign_in(client, email=f"nobody{number}@example.org") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "Wait five minutes" in answers[-1].content.decode()


def test_a_closed_account_does_not_get_in(client, person):
    person.is_active = False
    person.save(update_fields=["is_active"])
    sign_in(client)
    assert who(client) is None


def test_who_is_signed_in_needs_no_sign_in_page(client, person):
    client.force_login(person)
    assert client.get(LOGIN)["Location"] == reverse("pledge_list")


def test_sign_out_asks_and_then_does(client, person):
    client.force_login(person)
    assert "Sign out" in client.get("/accounts/logout/").content.decode()
    assert who(client) == str(person.pk)
    assert client.post("/accounts/logout/")["Location"] == reverse("home")
    assert who(client) is None


def test_change_of_password_signs_out_and_holds(client, person):
    client.force_login(person)
    new = "another line that is long enough"
    response = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert response["Location"] == LOGIN
    assert "Sign in with it." in client.get(LOGIN).content.decode()
    assert who(client) is None
    person.refresh_from_db()
    assert person.check_password(new)


def test_change_of_password_refuses_a_short_one(client, person):
    client.force_login(person)
    response = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    )
    assert response.status_code == 422
    assert "at least 12 characters" in response.content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_change_of_password_wants_the_old_one(client, person):
    client.force_login(person)
    new = "another line that is long enough"
    response = client.post("/accounts/password/change/", {"oldpassword": "?", "password1": new, "password2": new})
    assert response.status_code == 422
    assert 'href="#id_oldpassword"' in response.content.decode()


def test_change_of_password_is_for_who_is_signed_in(client, db):
    assert client.get("/accounts/password/change/")["Location"].startswith(LOGIN)


def test_who_has_no_password_can_set_one(client, db):
    user = make_user("code@example.org")
    client.force_login(user)
    assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/set/"
    assert client.get("/accounts/password/set/").status_code == 200
    response = client.post("/accounts/password/set/", {"password1": PASSWORD, "password2": "not the same at all"})
    assert response.status_code == 422
    client.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_forgotten_password_is_set_anew_through_the_link(client, person, mailoutbox):
    response = client.post("/accounts/password/reset/", {"email": "amina@example.org"})
    assert response["Location"] == "/accounts/password/reset/done/"
    assert client.get(response["Location"]).status_code == 200
    link = re.search(r"http://localhost:8000(\S+)", mailoutbox[0].body)[1]
    form = client.get(link, follow=True)
    assert link not in form.request["PATH_INFO"]  # the key has moved into the session
    new = "a new sentence for the door"
    response = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)
    assert "Your password is set" in response.content.decode()
    person.refresh_from_db()
    assert person.check_password(new)
    assert "no longer works" in client.get(link, follow=True).content.decode()


def test_reset_link_refuses_passwords_that_differ(client, person, mailoutbox):
    client.post("/accounts/password/reset/", {"email": "amina@example.org"})
    link = re.search(r"http://localhost:8000(\S+)", mailoutbox[0].body)[1]
    path = client.get(link, follow=True).request["PATH_INFO"]
    assert client.post(path, {"password1": PASSWORD, "password2": "something else"}).status_code == 422


def test_reset_for_an_unknown_address_answers_alike(client, db, mailoutbox):
    response = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert response["Location"] == "/accounts/password/reset/done/"
    assert "invitation" in mailoutbox[0].body


def test_reset_wants_an_address(client, db):
    assert client.post("/accounts/password/reset/", {"email": "not an address"}).status_code == 422
