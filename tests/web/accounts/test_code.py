"""Signing in with a code sent by e-mail."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

REQUEST, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


@pytest.fixture
def code(client, person, mailoutbox):
    """The code in the mail, after asking for one."""
    response = client.post(REQUEST, {"email": person.email})
    assert (response.status_code, response["Location"]) == (302, CONFIRM)
    return re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mailoutbox[-1].body, re.MULTILINE)[1]


def test_the_code_signs_in(client, person, code):
    response = client.post(CONFIRM, {"code": code})
    assert response["Location"] == reverse("pledge_list")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_start_page_asks_for_the_address_and_sends_the_code(client, person, mailoutbox):
    html = client.get(reverse("home")).content.decode()
    assert re.search(rf'<form[^>]* method="post"[^>]* action="{REQUEST}"', html)
    [field] = re.findall(r'<input[^>]* name="email"[^>]*>', html)
    assert 'type="email"' in field
    assert 'class="input"' in field
    assert client.post(REQUEST, {"email": person.email})["Location"] == CONFIRM
    assert mailoutbox[-1].to == [person.email]


@pytest.mark.both
@pytest.mark.parametrize("pasted", ["Amina <{}>", "mailto:{}", "\ufeff{}\u200b ;", "{}"])
def test_code_is_sent_to_an_address_however_it_is_pasted(client, person, mailoutbox, pasted):
    assert client.post(REQUEST, {"email": pasted.format(person.email)})["Location"] == CONFIRM
    assert mailoutbox[-1].to == [person.email]


def test_the_code_works_once(client, person, code):
    client.post(CONFIRM, {"code": code})
    client.post("/accounts/logout/")
    assert client.post(CONFIRM, {"code": code})["Location"] == REQUEST
    assert "_auth_user_id" not in client.session


def test_the_code_goes_on_to_the_page_that_was_asked_for(client, person, mailoutbox):
    response = client.post(REQUEST, {"email": person.email, "next": "/model-texts/"})
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
    page = client.get(response["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/model-texts/">' in page
    assert client.post(CONFIRM, {"code": code, "next": "/model-texts/"})["Location"] == "/model-texts/"


def test_a_wrong_code_comes_back_as_typed(client, person, code):
    response = client.post(CONFIRM, {"code": "WRONG1"})
    assert response.status_code == 422
    assert 'value="WRONG1"' in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_three_wrong_codes_lead_back_to_the_start(client, person, code):
    answers = [client.post(CONFIRM, {"code": "WRONG1"}).status_code for _ in range(3)]
    assert answers == [422, 422, 302]
    assert client.post(CONFIRM, {"code": code})["Location"] == REQUEST
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("is_known", [True, False])
def test_sixth_try_within_fifteen_minutes_is_refused_though_right(person, mailoutbox, is_known):
    """In whichever browsers they are made, with however many codes; and for an address that nobody has, too."""
    email = person.email if is_known else "nobody@example.org"
    answers = []
    for _number in range(3):
        client = Client()
        client.post(REQUEST, {"email": email})
        answers += [client.post(CONFIRM, {"code": "WRONG1"}).status_code for _ in range(2)]
    assert answers == [422, 422, 422, 422, 422, 429]
    if is_known:
        code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
        assert client.post(CONFIRM, {"code": code}).status_code == 429
        assert "_auth_user_id" not in client.session


def test_an_unknown_address_sees_the_same_page(client, person, code, mailoutbox):
    known = client.get(CONFIRM).content.decode()
    client.post("/accounts/logout/")
    response = client.post(REQUEST, {"email": "nobody@example.org"})
    unknown = client.get(response["Location"]).content.decode()

    def plain(page):
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)

    assert plain(unknown).replace("nobody@", "amina@") == plain(known)
    assert mailoutbox[-1].to == ["nobody@example.org"]
    assert code not in mailoutbox[-1].body


def test_no_code_for_no_address(client, db):
    assert client.post(REQUEST, {"email": "nobody"}).status_code == 422


def test_the_mail_names_the_site_and_nothing_else_of_ours(client, code, mailoutbox):
    assert mailoutbox[-1].subject == "Your code to sign in"
    assert "Pledgebuilder, http://localhost:8000" in mailoutbox[-1].body


@pytest.mark.parametrize(
    ("backend", "says_so"),
    [("django.core.mail.backends.console.EmailBackend", True), ("django.core.mail.backends.smtp.EmailBackend", False)],
)
def test_where_mail_is_printed_the_page_says_so(client, code, settings, backend, says_so):
    settings.MAIL_BACKEND = backend
    assert ("printed in the terminal" in client.get(CONFIRM).content.decode()) is says_so


def test_address_longer_than_mail_allows_is_refused(client, db):
    long = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.org"
    for page in (REQUEST, "/accounts/password/reset/"):
        assert client.post(page, {"email": long}).status_code == 422


def test_link_to_a_new_password_begins_as_the_site_says_whatever_the_request_does(client, person, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/accounts/password/reset/", {"email": person.email}, headers={"host": "evil.example"})
    links = re.findall(r"http\S+", mailoutbox[-1].body)
    assert {link.split("/accounts/")[0] for link in links} == {"http://localhost:8000"}


def test_right_codes_are_never_too_many_and_the_page_names_the_minutes(person, mailoutbox):
    for _time in range(7):
        client = Client()
        client.post(REQUEST, {"email": person.email})
        code = re.search(r"^\d{6}$", mailoutbox[-1].body, re.MULTILINE)[0]
        assert client.post(CONFIRM, {"code": code}).status_code == 302
        assert client.session["_auth_user_id"]
        cache.clear()  # how often codes are asked for is allauth's to count
    client = Client()
    for _time in range(5):
        client.post(REQUEST, {"email": person.email})
        client.post(CONFIRM, {"code": "x"})
        cache.clear()
    client.post(REQUEST, {"email": person.email})
    refused = client.post(CONFIRM, {"code": "x"})
    assert refused.status_code == 429
    assert "Too many tries. Wait 15 minutes, then go on." in refused.content.decode()
