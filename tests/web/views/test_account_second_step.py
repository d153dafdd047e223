"""A second step of signing in: an authenticator app, recovery codes, and what passkeys send."""

from __future__ import annotations

import json
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from commitments.exports.qr import qr_path
from commitments.models import User
from commitments.people.invitations import invite_colleague
from tests.factories import make_member, make_organisation, make_user
from tests.people.test_invitations import code as mailed_code
from tests.people.test_invitations import token
from tests.web.accounts.conftest import PASSWORD
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, read, refused

pytestmark = pytest.mark.django_db
LOGIN, STEP, INDEX = "/accounts/login/", "/accounts/login/second-step/", "/accounts/second-step/"
APP = "/accounts/second-step/app/"
PASSKEYS = "/accounts/second-step/passkeys/"
OWN_PAGES = [INDEX, APP, f"{PASSKEYS}add/", "/accounts/second-step/codes/new/", "/accounts/sessions/"]
SECRET = "JBSWY3DPEHPK3PXP"
MADE_UP = [
    {},
    [],
    {"id": "x"},
    {"id": 1, "rawId": 1, "response": 1},
    {"response": {"userHandle": "MQ"}},
    {"id": "eHg", "rawId": "eHg", "type": "public-key", "response": {"clientDataJSON": "eHg"}},
    {
        "id": "eHg",
        "rawId": "eHg",
        "type": "public-key",
        "response": dict.fromkeys(
            ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"), "e30"
        ),
    },
]
NONSENSE = ["", "x", '"x"', "null", "1", "\0", "[" * 999, "[" * 200_000, *map(json.dumps, MADE_UP)]


@pytest.fixture(autouse=True)
def _no_tries_so_far():
    cache.clear()


@pytest.fixture
def amina() -> User:
    """Who signs in with codes sent by e-mail: she has no password."""
    return make_user("amina@example.org", name="Amina Wanjiru")


@pytest.fixture
def grace() -> User:
    """Who has a password and an authenticator app."""
    user = make_user("grace@example.org")
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def shown(secret: str = SECRET) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def wrong() -> str:
    return "000000" if shown() != "000000" else "111111"


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def halfway(client, grace) -> Client:
    """Grace after her password, before the second step."""
    assert client.post(LOGIN, {"login": grace.email, "password": PASSWORD})["Location"] == STEP
    assert not is_in(client)
    return client


@pytest.mark.parametrize("url", OWN_PAGES)
def test_page_stands_in_our_frame(amina, url):
    page = read(signed_in(amina), url)
    assert 'class="skip"' in page.html
    assert page.html.count("<h1>") == 1
    assert "placeholder=" not in page.html
    assert 'src="data:' not in page.html
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("url", [*OWN_PAGES, f"{PASSKEYS}1/", f"{PASSKEYS}1/remove/", "/accounts/second-step/codes/"])
def test_pages_are_for_who_is_signed_in(client, url):
    for response in (client.get(url), client.post(url)):
        assert response.status_code == 302
        assert response.url.startswith(("/accounts/login/", "/accounts/confirm/"))


def test_account_menu_leads_to_signing_in_and_from_there_to_the_sessions(amina):
    client = signed_in(amina)
    assert INDEX in read(client, "/pledges/").links
    assert "/accounts/sessions/" in read(client, INDEX).links


def test_app_is_set_up_and_hands_out_recovery_codes(amina):
    client = signed_in(amina)
    page = read(client, APP)
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page.html)[1]
    assert 'role="img"' in page.html
    assert refused(client.post(APP, {"code": "x"})).fields["code"] == ["x"]
    response = client.post(APP, {"code": shown(secret)})
    assert response.headers["Location"] == "/accounts/second-step/codes/"
    codes = re.findall(r"<code>(\d{8})</code>", read(client, response.headers["Location"]).html)
    assert len(set(codes)) == 10
    assert "Switched on." in read(client, INDEX).html


def test_copy_of_the_database_holds_no_secret_in_the_open(grace):
    stored = json.dumps([each.data for each in Authenticator.objects.all()])
    assert Authenticator.objects.count() == 2
    assert SECRET not in stored
    assert not any(code in stored for code in RecoveryCodes(Authenticator.objects.latest("pk")).get_unused_codes())


def test_secret_outlives_a_new_secret_key(halfway, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another long and random text"
    app = Authenticator.objects.get(type="totp").wrap()
    assert app.validate_code(shown())


def test_code_of_the_app_finishes_signing_in(halfway):
    assert refused(halfway.post(STEP, {"code": wrong()})).fields["code"] == [wrong()]
    assert not is_in(halfway)
    assert halfway.post(STEP, {"code": shown()}).url == reverse("pledge_list")
    assert is_in(halfway)


def test_who_has_no_passkey_is_offered_none(halfway):
    assert "data-js-passkey" not in read(halfway, STEP).html


def test_code_of_the_app_is_good_once(halfway, grace):
    now = shown()
    halfway.post(STEP, {"code": now})
    other = Client()
    other.post(LOGIN, {"login": grace.email, "password": PASSWORD})
    assert other.post(STEP, {"code": now}).status_code == 422
    assert not is_in(other)


def test_recovery_code_is_good_once(halfway, grace):
    one = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()[0]
    halfway.post(STEP, {"code": one})
    assert is_in(halfway)
    other = Client()
    other.post(LOGIN, {"login": grace.email, "password": PASSWORD})
    assert other.post(STEP, {"code": one}).status_code == 422


def test_sixth_wrong_code_in_five_minutes_is_not_looked_at(halfway):
    for _ in range(5):
        halfway.post(STEP, {"code": wrong()})
    halfway.post(STEP, {"code": shown()})
    assert not is_in(halfway)


def test_nobody_gets_to_the_second_step_without_the_first(client, grace):
    assert client.get(STEP).url == LOGIN
    assert client.post(STEP, {"code": shown()}).url == LOGIN
    assert not is_in(client)


def test_code_sent_by_mail_is_not_enough_either(client, grace, mailoutbox):
    client.post("/accounts/login/code/", {"email": grace.email})
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mailoutbox[-1].body, re.MULTILINE)[1]
    assert client.post("/accounts/login/code/confirm/", {"code": code}).url == STEP
    assert not is_in(client)


def test_invitation_to_an_organisation_is_not_enough_either(client, grace):
    society = make_organisation()
    invite_colleague(society, grace.email, "drafter", by=make_member("administrator", society))
    client.get(f"/invitations/{token()}/")
    client.post("/invitation/", {"send-code": ""})
    assert client.post("/invitation/", {"code": mailed_code()}).url == STEP
    assert not is_in(client)


@pytest.mark.parametrize("url", [f"{APP}remove/", f"{PASSKEYS}add/", "/accounts/second-step/codes/"])
def test_who_has_a_password_confirms_it_first(grace, url):
    client = signed_in(grace)
    response = client.get(url)
    assert response.headers["Location"] == f"/accounts/confirm/?next={url.replace('/', '%2F')}"
    assert "/accounts/confirm/code/" in read(client, response.headers["Location"]).html
    assert refused(client.post(response.headers["Location"], {"password": "wrong"}))
    assert client.post(response.headers["Location"], {"password": PASSWORD, "next": url}).headers["Location"] == url
    assert client.get(url).status_code == 200


def test_code_of_the_app_confirms_as_well(grace):
    client = signed_in(grace)
    assert refused(client.post("/accounts/confirm/code/", {"code": wrong()}))
    client.post("/accounts/confirm/code/", {"code": shown(), "next": INDEX})
    response = client.post(f"{APP}remove/")
    assert response.headers["Location"] == INDEX
    assert not Authenticator.objects.filter(user=grace, type="totp").exists()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_confirming_leads_to_no_other_site(grace, away):
    client = signed_in(grace)
    response = client.post("/accounts/confirm/", {"password": PASSWORD, "next": away})
    assert response.headers["Location"] == reverse("pledge_list")


def test_new_recovery_codes_replace_the_old(grace):
    client = signed_in(grace)
    client.post("/accounts/confirm/", {"password": PASSWORD})
    old = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert "no longer work" in read(client, "/accounts/second-step/codes/new/").html
    client.post("/accounts/second-step/codes/new/")
    new = re.findall(r"<code>(\d{8})</code>", read(client, "/accounts/second-step/codes/").html)
    assert len(new) == 10
    assert not set(old) & set(new)


def test_recovery_codes_need_another_step_first(amina):
    page = Page(signed_in(amina).post("/accounts/second-step/codes/new/").content.decode())
    assert "First add an authenticator app or a passkey." in page.html
    assert not Authenticator.objects.exists()


def test_passkey_of_somebody_else_is_not_found(amina, grace):
    theirs = WebAuthn.add(grace, "Her phone", {}).instance
    client = signed_in(amina)
    for url in (f"{PASSKEYS}{theirs.pk}/", f"{PASSKEYS}{theirs.pk}/remove/"):
        assert client.get(url).status_code == 404
        assert client.post(url, {"name": "Mine"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.data["name"] == "Her phone"


def test_own_passkey_is_renamed_and_removed_after_confirming(grace):
    own = WebAuthn.add(grace, "Phone <b>", {}).instance
    client, url = signed_in(grace), f"{PASSKEYS}{own.pk}/"
    assert "Phone &lt;b&gt;" in read(client, INDEX).html
    for page in (url, f"{url}remove/"):
        assert client.post(page, {"name": "Mine"}).headers["Location"].startswith("/accounts/confirm/")
    client.post("/accounts/confirm/", {"password": PASSWORD})
    assert refused(client.post(url, {"name": "hidden\u202e"}))
    assert client.post(url, {"name": "Office laptop"}).headers["Location"] == INDEX
    assert "Office laptop" in read(client, f"{url}remove/").html
    assert client.post(f"{url}remove/").headers["Location"] == INDEX
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_is_no_passkey(client, amina, credential):
    assert client.get("/accounts/login/passkey/", headers={"accept": "application/json"}).status_code == 200
    response = client.post("/accounts/login/passkey/", {"credential": credential})
    assert response.url == LOGIN
    assert not is_in(client)


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_makes_no_passkey(amina, credential):
    client = signed_in(amina)
    client.get(f"{PASSKEYS}add/")
    assert client.post(f"{PASSKEYS}add/", {"name": "Phone", "credential": credential}).status_code == 422
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("credential", NONSENSE)
def test_nonsense_is_no_second_step(halfway, credential):
    response = halfway.post(STEP, {"credential": credential})
    assert response.status_code == 422
    assert "The passkey did not work." in response.content.decode()
    assert not is_in(halfway)


def test_signing_in_with_a_passkey_begins_with_a_challenge(client):
    answer = client.get("/accounts/login/passkey/", headers={"accept": "application/json"}).json()
    assert answer["request_options"]["publicKey"]["userVerification"] == "required"
    assert client.get("/accounts/login/passkey/").url == LOGIN


def test_sign_in_page_offers_a_passkey_and_no_other_site(client):
    page = read(client, LOGIN)
    assert 'data-js-passkey="login" hidden' in page.html
    assert "oidc" not in page.html


def test_qr_code_is_a_square_with_a_quiet_edge():
    size, path = qr_path("otpauth://totp/amina@example.org?secret=X")
    squares = [tuple(map(int, found)) for found in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)]
    assert "".join(f"M{x} {y}h1v1h-1z" for x, y in squares) == path
    assert {min(axis) for axis in zip(*squares, strict=True)} == {4}
    assert {max(axis) for axis in zip(*squares, strict=True)} == {size - 5}
