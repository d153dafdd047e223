"""The pages of an invitation: for who sends it, and for who opens the link."""

from __future__ import annotations

import re

import pytest
from django.core.serializers import serialize
from django.test import Client
from django.utils import timezone

from commitments import models
from commitments.models import Invitation, Mail, Notice, User
from commitments.people.invitations import invite_colleague, invite_party, send_again, withdraw
from tests.factories import add_party, make_member, make_pledge
from tests.people.test_invitations import code, token, wrong
from tests.web.views.pages import Page, read, refused, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/invitations/"


@pytest.fixture
def invitation(pledge) -> Invitation:
    by = make_member("drafter", pledge.organisation)
    return invite_party(pledge, "fatuma@example.org", name="Fatuma <b>", message="Please <i>read</i>", by=by)


@pytest.fixture
def guest(invitation) -> Client:
    """Who opened the link, and has no code yet."""
    client = Client()
    assert client.get(f"/invitations/{token()}/").headers["Location"] == "/invitation/"
    return client


def confirmed(client: Client) -> Client:
    client.post("/invitation/", {"send-code": ""})
    assert client.post("/invitation/", {"code": code()}).status_code == 302
    return client


def test_drafter_invites_and_sees_what_became_of_it(drafter, pledge, url):
    party = add_party(pledge, "state", "KE")
    assert "Nobody has been invited yet." in read(drafter, url).html
    response = send(
        drafter, url, invite="", email="Fatuma@Example.org", name="Fatuma", party=party.key, message="Please read"
    )
    assert response.url == url
    page = read(drafter, url)
    assert "The invitation to fatuma@example.org is on its way." in page.html
    invitation = Invitation.objects.get()
    assert (invitation.party_key, invitation.message, invitation.pledge) == (party.key, "Please read", pledge)
    assert {f"send-again={invitation.pk}", f"withdraw={invitation.pk}", "invite="} <= set(page.buttons)


def test_invitation_is_pasted_as_name_and_address(drafter, url):
    assert send(drafter, url, invite="", email="Fatuma Hassan <Fatuma@Example.org>", name="", message="").url == url
    invitation = Invitation.objects.get()
    assert (invitation.name, invitation.email) == ("Fatuma Hassan", "fatuma@example.org")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"email": ""}, "Write the address"),
        ({"email": "nobody"}, "Enter a valid email address"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "Enter a valid email address"),
        ({"email": "a@example.org\r\n"}, None),
        ({"name": ""}, "Write the person"),
        ({"name": "A\nB"}, "line break"),
        ({"name": "hidden\u202d"}, "can reorder words"),
        ({"party": "party-nobody"}, "Select a valid choice"),
        ({"message": "long " * 250}, "1,249 characters"),
        ({"message": "x\0y"}, "control character"),
    ],
)
def test_bad_input_comes_back_as_typed_and_invites_nobody(drafter, url, changes, says):
    typed = {"email": "a@example.org", "name": "Fatuma", "message": "Please read", **changes}
    response = send(drafter, url, typed, invite="")
    if says is None:  # what stands around an address is no part of it
        assert response.status_code == 302
        assert Invitation.objects.get().email == "a@example.org"
        return
    page = refused(response)
    assert says in page.html
    assert page.fields["name"] == [typed["name"]] or "\n" in typed["name"]
    assert not Invitation.objects.exists()
    assert not Mail.objects.exists()


def test_invitation_is_sent_again_and_withdrawn(drafter, invitation, url):
    before = invitation.token_hash
    send(drafter, url, {"send-again": invitation.pk})
    invitation.refresh_from_db()
    assert invitation.token_hash != before
    send(drafter, url, withdraw=invitation.pk)
    invitation.refresh_from_db()
    assert invitation.state == "withdrawn"
    page = read(drafter, url)
    assert "Withdrawn" in page.html
    assert page.buttons == ["invite="]
    drafter.post(url, {"send-again": invitation.pk})
    assert "This invitation was withdrawn. Write a new one." in read(drafter, url).html


@pytest.mark.parametrize(
    ("verb", "key"), [("send-again", ""), ("withdraw", ""), ("send-again", "0"), ("withdraw", "9" * 40)]
)
def test_invitation_of_another_pledge_is_not_touched(drafter, url, verb, key):
    other = make_pledge()
    theirs = invite_party(other, "a@example.org", by=make_member("drafter", other.organisation))
    assert drafter.post(url, {verb: key or theirs.pk}).status_code == 404
    before = theirs.token_hash
    theirs.refresh_from_db()
    assert (theirs.token_hash, theirs.state) == (before, "open")


@pytest.mark.parametrize(
    ("verb", "key"), [("send-again", "x"), ("send-again", "²"), ("withdraw", ""), ("", ""), ("junk", "1")]
)
def test_command_that_makes_no_sense_does_nothing(drafter, invitation, url, verb, key):
    assert drafter.post(url, {verb: key}).status_code == 302
    assert Invitation.objects.get().state == "open"


def test_viewer_sees_but_does_not_invite_and_stranger_sees_nothing(viewer, stranger, client, invitation, url):
    assert read(viewer, url).buttons == []
    assert viewer.post(url, {"invite": "", "email": "a@example.org", "name": "A"}).status_code == 403
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"withdraw": invitation.pk}).status_code == 404
    assert client.get(url).status_code == 302
    assert Invitation.objects.get().state == "open"


def test_mail_that_was_not_delivered_shows(drafter, invitation, url):
    Mail.objects.update(failure="no <server>", tries=1)
    html = read(drafter, url).html
    assert "could not be delivered yet (no &lt;server&gt;)" in html
    Mail.objects.update(given_up_at=timezone.now())
    assert "Check the address, then send it again." in read(drafter, url).html


def test_list_takes_the_same_queries_for_one_and_many(drafter, pledge, url, invitation, django_assert_max_num_queries):
    by = make_member("drafter", pledge.organisation)
    for number in range(10):
        invite_party(pledge, f"a{number}@example.org", by=by)
    with django_assert_max_num_queries(14):
        read(drafter, url)


def everything() -> dict[str, str]:
    """All that the database holds of what this is about, the sessions left out."""
    rows = (models.Invitation, models.Mail, models.Notice, models.Pledge, models.User, models.Membership, models.Change)
    return {model.__name__: serialize("json", model.objects.order_by("pk")) for model in rows}


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_a_link_ten_times_changes_nothing(invitation, method):
    before = everything()
    address = f"/invitations/{token()}/"
    for _time in range(10):
        scanner = Client()
        getattr(scanner, method)(address, follow=True)
        getattr(scanner, method)("/invitation/")
    assert everything() == before


def test_page_says_what_it_is_and_who_sent_it_and_nothing_keeps_it(guest, invitation):
    response = guest.get("/invitation/")
    html = response.content.decode()
    assert f"{invitation.invited_by} of {invitation.pledge.organisation.in_sentence} asks you to read “Wells”" in html
    assert "Please &lt;i&gt;read&lt;/i&gt;" in html
    assert "we send a code to fatuma@example.org" in html
    assert "no-store" in response["Cache-Control"]
    assert guest.get(f"/invitations/{token()}/")["Referrer-Policy"] == "no-referrer"
    assert response["Referrer-Policy"] == "same-origin"  # with none, a browser's POST from here has no origin
    assert token() not in html


def test_code_opens_the_pledge_without_an_account(guest, invitation):
    before = guest.session.session_key
    guest.post("/invitation/", {"send-code": ""})
    assert Mail.objects.order_by("-pk")[0].to == "fatuma@example.org"
    assert re.search(r'<input[^>]*name="code"[^>]* autofocus', read(guest, "/invitation/").html)
    right = code()
    response = guest.post("/invitation/", {"code": f" {right[:3]} {right[3:]} "})
    assert response.url == f"/pledges/{invitation.pledge.reference}/read/"
    assert guest.session.session_key != before
    assert not User.objects.filter(email="fatuma@example.org").exists()
    assert guest.get("/invitation/").status_code == 410  # the link is used up in this browser; it opens again
    assert "_auth_user_id" not in guest.session


def test_wrong_code_is_refused_and_the_sixth_try_too(guest):
    guest.post("/invitation/", {"send-code": ""})
    for _time in range(5):
        page = refused(guest.post("/invitation/", {"code": wrong(code())}))
        assert "This is not" in page.html
    response = guest.post("/invitation/", {"code": code()})
    assert response.status_code == 429
    assert "Too many tries. Wait 15 minutes" in response.content.decode()
    assert "_auth_user_id" not in guest.session
    assert "guest" not in guest.session


@pytest.mark.parametrize("typed", ["", "abc", "1" * 50, "12\0", "۱۲۳۴۵۶"])
def test_what_is_no_code_is_refused(guest, typed):
    guest.post("/invitation/", {"send-code": ""})
    assert refused(guest.post("/invitation/", {"code": typed}))


def test_dead_links_look_alike(pledge, invitation):
    """Whoever guesses learns nothing: unknown, withdrawn, expired and replaced links give one page."""
    by = make_member("administrator", pledge.organisation)
    pages = []
    tokens = ["guessed", "x" * 500]
    tokens.append(token())
    withdraw(invitation)
    late = invite_party(pledge, "late@example.org", by=by)
    tokens.append(token())
    Invitation.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    again = invite_party(pledge, "again@example.org", by=by)
    tokens.append(token())
    send_again(again, by=by)
    used = invite_colleague(pledge.organisation, "used@example.org", "viewer", by=by)
    tokens.append(token())
    Invitation.objects.filter(pk=used.pk).update(confirmed_at=timezone.now())
    for secret in tokens:
        client = Client()
        response = client.get(f"/invitations/{secret}/", follow=True)
        assert response.status_code == 410
        assert client.post("/invitation/", {"send-code": ""}).status_code == 410
        pages.append(response.content)
    assert len(set(pages)) == 1
    assert "This link no longer works" in pages[0].decode()


def test_without_a_link_there_is_no_invitation(client):
    assert client.get("/invitation/").status_code == 410
    assert client.post("/invitation/", {"code": "000000"}).status_code == 410


def test_colleague_is_signed_in_with_an_account(client, pledge):
    by = make_member("administrator", pledge.organisation)
    invite_colleague(pledge.organisation, "new@example.org", "drafter", name="Neema", by=by)
    client.get(f"/invitations/{token()}/")
    assert "You are invited to" in read(client, "/invitation/").html
    confirmed(client)
    assert read(client, f"/pledges/{pledge.reference}/")
    user = User.objects.get(email="new@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Notice.objects.get(user=by).text == "Neema confirmed the invitation."


def test_role_taken_away_before_the_code_is_the_one_of_the_invitation_sent_last(client, pledge):
    by = make_member("administrator", pledge.organisation)
    invite_colleague(pledge.organisation, "new@example.org", "administrator", by=by)
    client.get(f"/invitations/{token()}/")
    client.post("/invitation/", {"send-code": ""})
    invite_colleague(pledge.organisation, "new@example.org", "viewer", by=by)
    assert client.post("/invitation/", {"code": "000000"}).status_code == 410
    assert not User.objects.filter(email="new@example.org").exists()


def test_guest_forwards_within_the_domain(guest, invitation):
    confirmed(guest)
    assert "@example.org" in read(guest, "/invitation/forward/").html
    page = refused(send(guest, "/invitation/forward/", email="a@other.org", name="Ann"))
    assert "must end in @example.org" in page.html
    assert page.fields["name"] == ["Ann"]
    response = send(guest, "/invitation/forward/", email="ann@example.org", name="Ann")
    assert response.url == f"/pledges/{invitation.pledge.reference}/comments/"
    assert Invitation.objects.get(email="ann@example.org").forwarded_from == invitation


def test_who_is_no_guest_forwards_nothing(client, drafter, guest):
    for other in (client, drafter, guest):  # the last one has not confirmed
        assert other.get("/invitation/forward/").status_code == 404
        assert other.post("/invitation/forward/", {"email": "a@example.org", "name": "A"}).status_code == 404


@pytest.mark.parametrize("end", ["withdraw", "expire", "again"])
def test_visit_ends_with_its_invitation(guest, invitation, end):
    confirmed(guest)
    assert guest.get("/invitation/forward/").status_code == 200
    if end == "withdraw":
        withdraw(invitation)
    elif end == "expire":
        Invitation.objects.update(expires_at=timezone.now())
    else:
        send_again(Invitation.objects.get(), by=invitation.invited_by)
    assert guest.get("/invitation/forward/").status_code == 404


def test_guest_leaves(guest):
    confirmed(guest)
    assert guest.get("/invitation/leave/").status_code == 405
    assert guest.post("/invitation/leave/").url == "/"
    assert guest.get("/invitation/forward/").status_code == 404


def test_page_of_an_invitation_has_unique_ids(guest):
    guest.post("/invitation/", {"send-code": ""})
    page = Page(guest.get("/invitation/").content.decode())
    assert len(page.ids) == len(set(page.ids))
    assert page.fields["code"] == [""]
