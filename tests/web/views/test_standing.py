"""What a link says once something has happened since it was sent, and whether it asks for a code."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments.models import Actor, Invitation, Mail, Pledge, SignatureRequest
from commitments.people.codes import hashed
from commitments.people.invitations import invite_party
from commitments.signing.answering import note_read
from commitments.signing.ending import reopen, withdraw
from commitments.signing.joining import confirm
from commitments.signing.objecting import decline
from commitments.signing.standing import LinkStanding, Standing, of_link
from tests.factories import (
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    mailed_code,
    make_member,
    make_ready,
    opened,
    signatory,
    the_round,
)
from tests.web.views.pages import Page

pytestmark = pytest.mark.django_db
JONAS, SARA = "jonas@example.org", "sara@example.org"


@pytest.fixture
def pledge() -> Pledge:
    return make_ready()


def owner(pledge: Pledge) -> Actor:
    return Actor(user=make_member("drafter", pledge.organisation))


def opened_link(email: str, *, token: str = "") -> tuple[Client, Page, int]:
    """The browser, the page and the status of somebody who opens the link that was sent to them last."""
    secret = token or f"the link of {email}"
    if not token:
        last = Invitation.objects.filter(email=email).latest("pk")
        Invitation.objects.filter(pk=last.pk).update(token_hash=hashed(secret))
    client = Client()
    response = client.get(f"/invitations/{secret}/", follow=True)
    return client, Page(response.content.decode()), response.status_code


def enter(client: Client, email: str):
    """Type the code that is mailed, and return the page to which it leads."""
    client.post("/invitation/", {"send-code": ""})
    return client.post("/invitation/", {"code": mailed_code(email)}, follow=True)


@pytest.mark.parametrize("reopened_first", [False, True])
def test_withdrawn_pledge_says_so_to_who_has_not_signed_and_asks_for_no_code(pledge, reopened_first):
    circulated(pledge)
    if reopened_first:
        reopen(pledge, reason="A mistake", by=owner(pledge))
    withdraw(pledge, reason="A secret reason", by=owner(pledge))
    before = Mail.objects.count()
    client, page, status = opened_link(SARA)
    assert status == 410
    assert "This pledge was withdrawn" in page.html
    assert "Protect all migrants" in page.html
    assert "A secret reason" not in page.html, "it is in their mail"
    assert page.buttons == []
    assert client.post("/invitation/", {"send-code": ""}).status_code == 410
    assert client.post("/invitation/", {"code": "123456"}).status_code == 410
    assert Mail.objects.count() == before


def test_withdrawn_pledge_says_so_to_who_was_asked_for_comments(pledge):
    invite_party(pledge, "reader@example.org", by=make_member("drafter", pledge.organisation))
    withdraw(pledge, reason="Another pledge says the same", by=owner(pledge))
    _client, page, status = opened_link("reader@example.org")
    assert (status, page.buttons) == (410, [])
    assert "This pledge was withdrawn" in page.html
    assert "The reason is in the mail" not in page.html


@pytest.mark.parametrize("reopened_first", [False, True])
def test_who_signed_a_withdrawn_pledge_keeps_access_by_the_link(pledge, reopened_first):
    found = circulated(pledge)
    give_signature(found.signature_requests[0])
    if reopened_first:
        reopen(pledge, reason="A mistake", by=owner(pledge))
    withdraw(pledge, reason="No mandate any more", by=owner(pledge))
    client, page, status = opened_link(JONAS)
    assert status == 200
    assert "your signature on it is void" in " ".join(page.html.split())
    response = enter(client, JONAS)
    assert response.status_code == 200
    assert "This pledge was withdrawn" in response.content.decode()
    assert "No mandate any more" in response.content.decode()
    signatures = client.get(f"/pledges/{pledge.reference}/signatures/")
    assert signatures.status_code == 200
    assert signatures.content.decode().count("No mandate any more") == 1
    assert client.get("/invitation/forward/").status_code == 404, "there is nothing to pass on"


def test_visit_that_was_open_when_the_pledge_was_withdrawn_goes_on(pledge):
    found = circulated(pledge)
    client, _page, _status = opened_link(SARA)
    enter(client, SARA)
    withdraw(pledge, reason="No mandate any more", by=Actor(user=found.revision.by))
    html = client.get(f"/pledges/{pledge.reference}/answer/").content.decode()
    assert "This pledge was withdrawn" in html
    assert "No mandate any more" in html


def test_reopened_text_says_that_a_new_mail_comes(pledge):
    found = circulated(pledge)
    reopen(pledge, reason="A mistake", by=Actor(user=found.revision.by))
    client, page, status = opened_link(SARA)
    assert status == 200
    assert "You are asked again, by a new mail" in page.html
    assert "You are asked to sign a pledge" not in page.html
    assert "This text is being changed" in enter(client, SARA).content.decode()


def test_link_of_who_has_answered_says_what(pledge):
    found = circulated(pledge)
    jonas, sara = found.signature_requests
    give_signature(jonas)
    seen, by = found.revision.digest, signatory(sara)
    note_read(sara, seen=seen, by=by)
    decline(sara, seen=seen, reason="No mandate", by=by)
    assert "You signed on" in opened_link(JONAS)[1].html
    assert "You declined on" in opened_link(SARA)[1].html


def test_further_party_learns_that_the_list_is_closed():
    found = opened()
    confirm(asked_to_join(found), by=owner(found.revision.pledge))
    assert "You are asked to sign a pledge" in opened_link("ruth@example.org")[1].html
    Pledge.objects.update(closed_at=timezone.now())
    page = opened_link("ruth@example.org")[1]
    assert f"open for further parties until {timezone.now():%-d %B %Y}. It can’t be signed any more." in page.html


def test_link_to_what_is_still_asked_says_nothing_else(pledge):
    circulated(pledge)
    _client, page, status = opened_link(SARA)
    assert status == 200
    assert "You are asked to sign a pledge" in page.html
    assert of_link(Invitation.objects.get(email=SARA)) == LinkStanding()


@pytest.mark.parametrize(
    ("happens", "standing", "has_signed"),
    [
        ("nothing", Standing.OPEN, False),
        ("signed", Standing.SIGNED, True),
        ("agreed", Standing.SIGNED, True),
        ("reopened", Standing.REOPENED, True),
        ("withdrawn", Standing.WITHDRAWN, True),
    ],
)
def test_standing_follows_the_life_of_the_pledge(pledge, happens, standing, has_signed):
    found = agreed(pledge) if happens == "agreed" else circulated(pledge)
    if happens in ("signed", "reopened", "withdrawn"):
        give_signature(found.signature_requests[0])
    verbs = {"reopened": reopen, "withdrawn": withdraw}
    if happens in verbs:
        verbs[happens](Pledge.objects.get(pk=pledge.pk), reason="A mistake", by=owner(pledge))
    link = of_link(Invitation.objects.filter(email=JONAS).latest("pk"))
    assert (link.standing, link.has_signed, link.needs_no_code) == (standing, has_signed, False)
    assert (link.since is not None) == (standing != Standing.OPEN)


def test_link_of_whose_turn_has_passed_says_to_wait(pledge):
    circulated(pledge)
    SignatureRequest.objects.filter(email=SARA).update(came_at=None)
    assert of_link(Invitation.objects.get(email=SARA)).standing == Standing.WAITING
    assert "It is not your turn yet" in opened_link(SARA)[1].html


def test_link_that_is_too_old_is_dead_whatever_happened(pledge):
    found = circulated(pledge)
    withdraw(pledge, reason="No mandate any more", by=Actor(user=found.revision.by))
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    _client, page, status = opened_link(SARA)
    assert status == 410
    assert "This link no longer works" in page.html
    assert the_round(pledge).circulation.end == "withdrawn"


def test_who_signed_what_was_withdrawn_reads_it_by_an_old_link_too(pledge):
    found = circulated(pledge)
    asked = found.signature_requests[0]
    give_signature(asked)
    withdraw(Pledge.objects.get(pk=pledge.pk), reason="No need", by=Actor(user=found.revision.by))
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=400))
    link = of_link(Invitation.objects.get(email=asked.email))
    assert (link.standing, link.has_signed, link.is_dead, link.needs_no_code) == (
        Standing.WITHDRAWN,
        True,
        False,
        False,
    )
