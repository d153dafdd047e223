"""Where somebody is signed in: the list, and ending it there."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from commitments.models import User
from commitments.web.views.sessions import device
from tests.factories import make_user
from tests.web.accounts.conftest import PASSWORD
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read

pytestmark = pytest.mark.django_db
URL = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _no_tries_so_far():
    cache.clear()


def person(email: str) -> User:
    user = make_user(email)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def browser(user: User, agent: str = FIREFOX) -> Client:
    """A browser in which somebody signed in."""
    client = Client(headers={"user-agent": agent})
    assert client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/pledges/").status_code == 200


@pytest.fixture
def amina() -> User:
    return person("amina@example.org")


def test_page_lists_own_sessions_and_no_others(amina):
    browser(person("grace@example.org"), "Opera on a Mac")
    here, there = browser(amina), browser(amina, "Mozilla/5.0 (iPhone; like Mac OS X) Version/18 Safari/604")
    page = read(here, URL)
    assert page.html.count("Sign out there") == 1
    assert page.html.count("This one") == 1
    assert "Firefox, Windows" in page.html
    assert "Safari, iPhone" in page.html
    assert "Mac<" not in page.html
    assert is_in(there)


def test_one_session_is_ended(amina):
    here, there, third = browser(amina), browser(amina), browser(amina)
    ended = UserSession.objects.get(session_key=there.session.session_key)
    assert here.post(URL, {"session": ended.pk}).headers["Location"] == URL
    assert "Signed out there." in read(here, URL).html
    assert [is_in(each) for each in (here, there, third)] == [True, False, True]


def test_all_others_are_ended(amina):
    here, there, third = browser(amina), browser(amina), browser(amina)
    stranger = browser(person("grace@example.org"))
    assert here.post(URL).headers["Location"] == URL
    page = read(here, URL)
    assert "Signed out everywhere else." in page.html
    assert "Sign out everywhere else" not in page.html
    assert [is_in(each) for each in (here, there, third, stranger)] == [True, False, False, True]


def test_session_of_somebody_else_goes_on(amina):
    stranger = browser(person("grace@example.org"))
    theirs = UserSession.objects.get(session_key=stranger.session.session_key)
    assert browser(amina).post(URL, {"session": theirs.pk}).headers["Location"] == URL
    assert is_in(stranger)


@pytest.mark.parametrize("key", ["x", "-1", "²", "0", "9" * 400, "\0"])
def test_nonsense_ends_nothing(amina, key):
    here, there = browser(amina), browser(amina)
    assert here.post(URL, {"session": key}).headers["Location"] == URL
    assert is_in(here)
    assert is_in(there)


def test_session_from_before_is_listed_too(amina):
    client = signed_in(amina)
    assert not UserSession.objects.exists()
    assert "This one" in read(client, URL).html


@pytest.mark.parametrize(
    ("agent", "says"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605", "Safari, Mac"),
        ("curl/8.0", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_device_is_said_in_plain_words(agent, says):
    assert device(agent) == says
