"""Who comes to the page of signatories and is not asked to sign reads why, and nothing of roles that don't matter."""

from __future__ import annotations

import pytest
from django.test import Client

from commitments.access import GUEST
from commitments.models import Actor, Invitation, Membership, Party, Pledge
from commitments.signing.ending import reopen
from commitments.signing.replacing import Successor, replace_signatory
from tests.factories import add_member, circulated, make_guest, make_member, make_ready, make_user, the_round
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page

pytestmark = pytest.mark.django_db
SARA = "sara@example.org"


@pytest.fixture
def pledge() -> Pledge:
    return make_ready()


def visiting(guest: Invitation) -> Client:
    client = Client()
    session = client.session
    session[GUEST] = [guest.pk, guest.token_hash]
    session.save()
    return client


def page_of(client: Client, pledge: Pledge, *, under: str = "answer/") -> Page:
    response = client.get(f"/pledges/{pledge.reference}/{under}")
    assert response.status_code == 403
    page = Page(response.content.decode())
    assert "You are not asked to sign" in page.html
    assert "make you a drafter" not in page.html
    return page


@pytest.mark.parametrize("under", ["answer/", "answer/somebody-else/"])
@pytest.mark.parametrize("role", ["drafter", "signatory", "viewer"])
def test_member_reads_that_nothing_goes_round_or_asks_for_them(pledge, role, under):
    client = signed_in(make_member(role, pledge.organisation))
    assert "has not gone round to be signed yet" in page_of(client, pledge, under=under).html
    circulated(pledge)
    page = page_of(client, pledge, under=under)
    assert "asks for no signature of yours" in page.html
    assert f"/pledges/{pledge.reference}/signatures/" in page.links


def test_guest_who_may_comment_reads_it_too_and_goes_on(pledge):
    circulated(pledge)
    client = visiting(make_guest(pledge))
    page = page_of(client, pledge)
    assert f"/pledges/{pledge.reference}/comments/" in page.links
    assert client.get(f"/pledges/{pledge.reference}/comments/").status_code == 200
    assert client.post(f"/pledges/{pledge.reference}/answer/", {"sign": ""}).status_code == 403


def test_signatory_with_an_account_in_whose_place_somebody_else_signs_reads_that(pledge):
    sara = make_user(SARA, name="Sara Said")
    add_member(pledge.organisation, sara, Membership.Role.SIGNATORY)
    found = circulated(pledge)
    client = signed_in(sara)
    assert client.get(f"/pledges/{pledge.reference}/answer/").status_code == 200
    asked = found.signature_request_of(SARA)
    assert asked
    successor = Successor("Mo Ali", "Director", "mo@example.org")
    replace_signatory(asked, successor, reason="On leave", by=Actor(user=found.revision.by))
    html = page_of(client, pledge).html
    assert "somebody else signs “Protect all migrants” for the Kenya Red Cross Society, in your place" in html
    assert "Mo Ali" not in html


def test_signatory_who_lost_the_role_reads_whom_to_ask(pledge):
    sara = make_user(SARA)
    add_member(pledge.organisation, sara, Membership.Role.SIGNATORY)
    circulated(pledge)
    Membership.objects.filter(user=sara).update(role="drafter")
    assert "Ask an administrator to make you a signatory" in page_of(signed_in(sara), pledge).html


def test_signatory_with_an_account_who_is_left_out_of_the_next_round_reads_that(pledge):
    sara = make_user(SARA)
    add_member(pledge.organisation, sara, Membership.Role.SIGNATORY)
    found = circulated(pledge)
    by = Actor(user=found.revision.by)
    reopen(Pledge.objects.get(), reason="Another signatory", by=by)
    Party.objects.filter(signatory_email=SARA).update(signatory_email="mo@example.org", signatory_name="Mo Ali")
    circulated(Pledge.objects.get(), by=by.user)
    assert the_round(pledge).revision.number == 2
    assert "asks for no signature of yours" in page_of(signed_in(sara), pledge).html


def test_stranger_learns_nothing(pledge):
    circulated(pledge)
    assert signed_in(make_member()).get(f"/pledges/{pledge.reference}/answer/").status_code == 404
    assert Client().get(f"/pledges/{pledge.reference}/answer/").status_code == 302
