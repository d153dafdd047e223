"""What people say of themselves: name, language, zone, mails; light and dark; and the pages at each foot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from commitments.models import Mail, Notice, User
from commitments.people.mail.digests import gather_digests
from commitments.people.notices import tell
from commitments.web import zone
from commitments.web.templatetags.moments import moment
from tests.factories import make_member, make_organisation, make_pledge, make_user
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read

pytestmark = pytest.mark.django_db
PROFILE = "/profile/"
AT = datetime(2026, 11, 30, 22, 24, tzinfo=UTC)


@pytest.fixture
def amina() -> User:
    return make_member("drafter", email="amina@example.org")


def saved(user: User, **typed: object) -> User:
    client = signed_in(user)
    response = client.post(PROFILE, {**read(client, PROFILE).fields, **typed})
    assert response.status_code == 302
    return User.objects.get(pk=user.pk)


def test_profile_is_saved(amina):
    user = saved(amina, name="  Amina Wanjiru ", language="fr", time_zone="Africa/Nairobi", mail_comments=[])
    assert (user.name, user.language, user.time_zone) == ("Amina Wanjiru", "fr", "Africa/Nairobi")
    assert user.not_mailed == ["comments"]
    fields = read(signed_in(user), PROFILE).fields
    assert fields["name"] == ["Amina Wanjiru"]
    assert fields["time_zone"] == ["Africa/Nairobi"]
    assert "mail_comments" not in fields
    assert saved(user, mail_comments="on").not_mailed == []


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "x" * 151},
        {"name": "A [b]"},
        {"name": "A\u202eb"},
        {"language": "klingon"},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": "Africa/Nairobi\0"},
    ],
)
def test_what_is_none_is_refused_with_what_was_typed(amina, typed):
    client = signed_in(amina)
    assert client.post(PROFILE, {**read(client, PROFILE).fields, **typed}).status_code == 422
    user = User.objects.get(pk=amina.pk)
    assert (user.name, user.language, user.time_zone) == ("", "", "")


def test_nothing_but_the_profile_can_be_changed_there(amina):
    user = saved(amina, is_superuser="on", is_staff="on", email="other@example.org", is_active="")
    assert (user.is_superuser, user.is_staff, user.email, user.is_active) == (False, False, "amina@example.org", True)


def test_page_that_was_drawn_for_another_person_saves_nothing(amina):
    theirs = read(signed_in(make_user("other@example.org")), PROFILE).fields
    assert signed_in(amina).post(PROFILE, {**theirs, "name": "Other"}).status_code == 403
    assert User.objects.get(pk=amina.pk).name == ""


def test_only_the_secretariat_is_asked_of_submissions(amina):
    assert "mail_submissions" not in read(signed_in(amina), PROFILE).fields
    nina = make_member("viewer", make_organisation(kind="secretariat"))
    assert read(signed_in(nina), PROFILE).fields["mail_submissions"] == ["on"]
    nina = saved(nina, mail_submissions=[])
    assert nina.not_mailed == ["submissions"]
    nina.memberships.all().delete()
    assert saved(nina, mail_comments=[]).not_mailed == ["submissions", "comments"]


def test_digest_leaves_out_what_is_not_wanted_and_the_page_has_it(amina):
    pledge = make_pledge(amina.organisations.get(), title="Wells")
    amina.not_mailed = ["comments"]
    amina.save(update_fields=["not_mailed"])
    tell([amina], "comment", "Grace commented.", pledge=pledge)
    tell([amina], "published", "Grace published it.", pledge=pledge)
    Notice.objects.update(at=timezone.now() - timedelta(hours=1))
    assert gather_digests() == 1
    body = Mail.objects.get().body
    assert "Grace published it." in body
    assert "Grace commented." not in body
    assert "Grace commented." in read(signed_in(amina), "/pledges/").html


def test_digest_of_nothing_wanted_is_no_mail(amina):
    pledge = make_pledge(amina.organisations.get(), title="Wells")
    amina.not_mailed = ["comments"]
    amina.save(update_fields=["not_mailed"])
    tell([amina], "comment", "Grace commented.", pledge=pledge)
    Notice.objects.update(at=timezone.now() - timedelta(hours=1))
    gather_digests()
    assert not Mail.objects.exists()
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_new_pledge_begins_in_their_language_and_from_the_text_they_came_from(amina):
    assert read(signed_in(amina), "/pledges/start/").fields["language"] == ["en"]
    saved(amina, language="es")
    fields = read(signed_in(amina), "/pledges/start/?model_text=migration-2019").fields
    assert (fields["language"], fields["model_text"]) == (["es"], ["migration-2019"])
    assert read(signed_in(amina), "/pledges/start/?model_text=%00<b>").fields["model_text"] == ["migration-2019"]


def test_model_text_leads_to_a_pledge_from_it():
    page = Client().get("/model-texts/migration-2019/").content.decode()
    assert 'href="/pledges/start/?model_text=migration-2019"' in page


@pytest.mark.parametrize("role", ["drafter", "signatory", "administrator", "viewer", None])
def test_model_text_offers_a_start_to_who_may_and_says_to_others_why_not(role):
    client = signed_in(make_member(role) if role else make_user())
    page = read(client, "/model-texts/migration-2019/")
    may = role not in ("viewer", None)
    assert ("/pledges/start/?model_text=migration-2019" in page.links) == may
    assert ("you need a role that drafts" in page.html) != may
    assert ("you need a role that drafts" in read(client, "/pledges/start/", 200 if may else 403).html) != may


# Zones


def request_of(user: User | None = None, **cookies: str):
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    if user:
        request.COOKIES["sessionid"] = "x"
        request.user = user
    return request


@pytest.mark.parametrize(
    ("chosen", "cookie", "found"),
    [
        ("Africa/Nairobi", "", "Africa/Nairobi"),
        ("Africa/Nairobi", "Asia/Tokyo", "Africa/Nairobi"),
        ("", "Asia/Tokyo", "Asia/Tokyo"),
        ("", "", "UTC"),
        ("", "x", "UTC"),
        ("", "../passwd", "UTC"),
        ("Gone/Zone", "", "UTC"),
        ("America/Argentina/Buenos_Aires", "", "America/Argentina/Buenos_Aires"),
    ],
)
def test_zone_is_that_of_the_profile_else_of_the_browser(chosen, cookie, found):
    request = request_of(make_user(time_zone=chosen), **({"zone": cookie} if cookie else {}))
    assert zone.zone_of(request).key == found


def test_zone_of_nobody_is_that_of_the_browser():
    assert zone.zone_of(request_of()).key == "UTC"
    assert zone.zone_of(request_of(zone="Asia/Tokyo")).key == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("UTC", "30 Nov 2026, 22:24 UTC"),
        ("Africa/Nairobi", "1 Dec 2026, 01:24 (Nairobi)"),
        ("America/New_York", "30 Nov 2026, 17:24 (New York)"),
        ("Asia/Kathmandu", "1 Dec 2026, 04:09 (Kathmandu)"),
    ],
)
def test_time_says_its_zone(name, said, monkeypatch):
    monkeypatch.setattr("commitments.web.templatetags.moments.own_zone", lambda: ZoneInfo(name))
    assert moment(AT) == said
    assert moment(None) == ""
    assert moment(AT, "H:i").startswith(said.partition(", ")[2][:5])


def test_zone_ends_with_the_request(amina):
    amina.time_zone = "Asia/Tokyo"
    amina.save(update_fields=["time_zone"])
    assert "(Tokyo)" in read(signed_in(amina), PROFILE).html
    assert zone.own_zone().key == "UTC"
    assert "Times are shown to you now in: UTC." in read(signed_in(make_user()), PROFILE).html


# Light and dark


def test_look_is_kept_in_a_cookie_and_pages_follow_it(client):
    assert 'data-theme="auto"' in client.get("/help/").content.decode()
    answer = client.post("/appearance/", {"theme": "dark", "next": "/help/"})
    assert answer["Location"] == "/help/"
    assert (answer.cookies["theme"].value, answer.cookies["theme"]["httponly"]) == ("dark", True)
    for page in ("/help/", "/register/", "/", "/appearance/"):
        assert 'data-theme="dark"' in client.get(page).content.decode(), page
    client.post("/appearance/", {"theme": ""})
    assert 'data-theme="auto"' in client.get("/help/").content.decode()


@pytest.mark.parametrize("theme", ["red", "<b>", "dark; x"])
def test_look_that_is_none_is_refused_and_a_forged_cookie_ignored(client, theme):
    assert client.post("/appearance/", {"theme": theme}).status_code == 422
    client.cookies["theme"] = theme
    assert 'data-theme="auto"' in client.get("/help/").content.decode()


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", "", "evil", "///x"]
)
def test_look_leads_to_no_other_site(client, address):
    assert client.post("/appearance/", {"theme": "dark", "next": address})["Location"] == "/"


# The foot


@pytest.mark.parametrize("path", ["/help/", "/contact/", "/privacy/"])
def test_pages_at_the_foot_are_for_everybody(client, settings, path):
    settings.CONTACT_EMAIL = "help@example.org"
    response = client.get(path)
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=300"
    html = response.content.decode()
    assert ("help@example.org" in html) == (path != "/help/")
    for other in ("/register/", "/help/", "/contact/", "/privacy/", "/appearance/"):
        assert f'href="{other}' in html


def test_robots_may_read_the_register_and_no_pledge(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /pledges/" in lines
    assert not [line for line in lines if line.startswith(("Disallow: /register", "Disallow: /v/", "Disallow: /model"))]
    assert "Disallow: /" not in lines
