"""Signing in with an organisation's own accounts (OpenID Connect), against a small server that plays the other side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as project
from django.core.cache import cache
from django.test import Client

from commitments.models import User
from tests.factories import make_user
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read

pytestmark = pytest.mark.django_db
START, BACK = "/accounts/oidc/organisation/login/", "/accounts/oidc/organisation/login/callback/"
ENVIRONMENT = {
    "OIDC_NAME": "Example Society",
    "OIDC_ISSUER": "https://id.example.org/realm/",
    "OIDC_CLIENT_ID": "pledges",
    "OIDC_CLIENT_SECRET": "x",
}


class OtherSide(BaseHTTPRequestHandler):
    """Says where its doors are, takes every code, and tells of whoever `person` is."""

    person: dict[str, object] = {}

    def do_GET(self):
        base = f"http://{self.headers['Host']}"
        doors = {f"{name}_endpoint": f"{base}/{name}" for name in ("authorization", "token", "userinfo")}
        self.answer(self.person if self.path == "/userinfo" else {"issuer": base, "jwks_uri": f"{base}/keys", **doors})

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "x", "token_type": "Bearer"})

    def answer(self, said):
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    server = HTTPServer(("127.0.0.1", 0), OtherSide)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def other_side(settings, server):
    cache.clear()
    app: dict[str, Any] = {
        "provider_id": "organisation",
        "name": "Example Society",
        "client_id": "pledges",
        "secret": "x",
    }
    app["settings"] = {"server_url": server}
    settings.OIDC_NAME = "Example Society"
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return server


@pytest.fixture
def amina() -> User:
    user = make_user("amina@example.org")
    user.set_password("three plain words and a comma")
    user.save(update_fields=["password"])
    return user


def come_back(client: Client, person: dict[str, object], start: str = START):
    """Sign in on the other side as `person`, and return what we answer then."""
    OtherSide.person = {"sub": "0815", **person}
    away = client.post(start)
    assert away.status_code == 302
    state = parse_qs(urlsplit(away.headers["Location"]).query)["state"][0]
    return client.get(BACK, {"state": state, "code": "x"})


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_sign_in_page_offers_it_and_leads_there(client, other_side):
    page = read(client, "/accounts/login/?next=/model-texts/")
    assert "Sign in with Example Society" in page.html
    away = urlsplit(client.post(START).url)
    asked = parse_qs(away.query)
    assert f"{away.scheme}://{away.netloc}" == other_side
    assert (asked["client_id"], asked["response_type"], asked["code_challenge_method"]) == (
        ["pledges"],
        ["code"],
        ["S256"],
    )
    assert asked["redirect_uri"] == [f"http://testserver{BACK}"]


def test_opening_the_address_alone_leads_nowhere(client, other_side):
    assert "Sign in with Example Society" in read(client, START).html


def test_known_person_is_signed_in_and_keeps_the_password(client, other_side, amina):
    response = come_back(client, {"email": "Amina@Example.org", "email_verified": True})
    assert response.url == "/pledges/"
    assert signed_in_as(client) == str(amina.pk)
    assert SocialAccount.objects.get().user == amina
    amina.refresh_from_db()
    assert amina.has_usable_password()


def test_who_came_before_is_known_by_more_than_the_address(client, other_side, amina):
    come_back(client, {"email": "amina@example.org", "email_verified": True})
    again = Client()
    come_back(again, {"email": "amina.w@example.org", "email_verified": True})
    assert signed_in_as(again) == str(amina.pk)
    assert SocialAccount.objects.count() == 1


@pytest.mark.both
@pytest.mark.parametrize(
    "person",
    [
        {"email": "nobody@example.org", "email_verified": True},
        {"email": "amina@example.org", "email_verified": False},
        {"email": "amina@example.org", "email_verified": "false"},
        {"email": "amina@example.org", "email_verified": "true"},
        {"email": "amina@example.org"},
        {"email": "gone@example.org", "email_verified": True},
        {"email": "\u212aofi@example.org", "email_verified": True},  # a Kelvin sign; in small letters, a k
        {"email": "", "email_verified": True},
        {},
    ],
)
def test_nobody_else_gets_in_or_an_account(client, other_side, amina, person):
    make_user("gone@example.org", is_active=False)
    make_user("kofi@example.org")
    response = come_back(client, person)
    assert "Accounts come by invitation" in response.content.decode()
    assert signed_in_as(client) is None
    assert User.objects.count() == 3
    assert not SocialAccount.objects.exists()


def test_second_step_is_asked_for_all_the_same(client, other_side, amina):
    TOTP.activate(amina, "JBSWY3DPEHPK3PXP")
    response = come_back(client, {"email": "amina@example.org", "email_verified": True})
    assert response.url == "/accounts/login/second-step/"
    assert signed_in_as(client) is None


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_nobody_connects_another_ones_account_to_their_own(other_side, amina, process):
    mine = make_user("mine@example.org")
    client = signed_in(mine)
    come_back(client, {"email": "amina@example.org", "email_verified": True}, f"{START}?process={process}")
    assert signed_in_as(client) == str(amina.pk)
    assert not SocialAccount.objects.filter(user=mine).exists()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/"])
def test_it_leads_to_no_other_site_afterwards(client, other_side, amina, away):
    response = come_back(client, {"email": "amina@example.org", "email_verified": True}, f"{START}?next={away}")
    assert response.url == "/pledges/"


def test_answer_that_nobody_asked_for_is_refused(client, other_side, amina):
    OtherSide.person = {"sub": "0815", "email": "amina@example.org", "email_verified": True}
    for query in ({"state": "made-up", "code": "x"}, {"code": "x"}, {}):
        response = client.get(BACK, query)
        assert response.status_code == 401
        assert "Signing in there did not work" in response.content.decode()
    assert signed_in_as(client) is None


def test_who_gives_up_there_is_back_at_the_sign_in_page(client, other_side):
    state = parse_qs(urlsplit(client.post(START).url).query)["state"][0]
    response = client.get(BACK, {"state": state, "error": "access_denied"}, follow=True)
    assert response.request["PATH_INFO"] == "/accounts/login/"
    assert "You did not sign in there. Choose another way." in response.content.decode()


def test_other_side_that_does_not_answer_is_no_error_of_ours(client, other_side, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    response = client.post(START)
    assert response.status_code == 502
    assert "Signing in there did not work" in response.content.decode()


@pytest.mark.parametrize("url", [START, BACK])
def test_without_settings_there_is_nothing(client, url):
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404


def in_an_installation(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line with the settings of an installation that has this environment."""
    line = f"from pledgebuilder import settings as s; {code}"
    around = {**{name: value for name, value in os.environ.items() if not name.startswith("OIDC")}, **environment}
    return subprocess.run(
        [sys.executable, "-c", line], env=around, cwd=project.BASE_DIR, capture_output=True, text=True, check=False
    )


def test_environment_sets_it_up_and_lets_the_form_lead_there():
    code = "print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'], s.SOCIALACCOUNT_PROVIDERS)"
    said = in_an_installation(code, **ENVIRONMENT).stdout
    assert "[\"'self'\", 'https://id.example.org']" in said
    assert "'server_url': 'https://id.example.org/realm'" in said
    assert in_an_installation(code).stdout.split() == ["[\"'self'\"]", "{}"]


@pytest.mark.parametrize("missing", ENVIRONMENT)
def test_half_an_environment_is_refused_with_what_is_missing(missing):
    some = {name: value for name, value in ENVIRONMENT.items() if name != missing}
    answer = in_an_installation("", **some)
    assert answer.returncode == 1
    assert "Set all of OIDC_NAME, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, or none." in answer.stderr
