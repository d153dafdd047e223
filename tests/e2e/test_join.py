"""A further party of an open pledge: it asks, the owner confirms, and it signs what the others signed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from commitments import document
from commitments.models import JoinRequest, Signature
from commitments.trail.record import verify
from tests.e2e.post_office import PostOffice
from tests.factories import add_member, make_organisation, make_user, opened

pytestmark = pytest.mark.e2e
RUTH = "ruth@health.example"


@pytest.fixture
def found(live_server):
    return opened(organisation=make_organisation("Kenya Red Cross Society"))


@pytest.fixture
def owner(visit, found):
    amina = make_user("amina@example.org", name="Amina Wanjiru")
    add_member(found.revision.pledge.organisation, amina, "administrator")
    return visit(amina)


def ask(window, found, country: str = "Uganda", email: str = RUTH) -> None:
    window.go(f"/v/{found.revision.code}/join/")
    window.page.get_by_label("A Government").check()
    window.page.get_by_label("Country").select_option(label=country)
    window.page.get_by_label("Your name").fill("Ruth Okello")
    window.page.get_by_label("Your title").fill("Minister of Health")
    window.page.get_by_label("Your e-mail address").fill(email)
    window.follow(window.button("Send me the code"))
    expect(window.page.get_by_role("heading", name="Type the code")).to_be_visible()


def prove(window, post: PostOffice, email: str = RUTH) -> None:
    window.page.get_by_label("Code").fill(post.collect(email).code)
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    expect(window.page.get_by_role("heading", name="You have asked to sign")).to_be_visible()


def sign(window, post: PostOffice) -> None:
    """Follow the link in the newest mail, prove the address, read, and sign."""
    window.page.goto(post.collect(RUTH).link)
    window.follow(window.button("Send me the code"))
    window.page.get_by_label("Code").fill(post.collect(RUTH).code)
    window.follow(window.button("Go on"))
    expect(window.page.get_by_role("heading", name="Read the text")).to_be_visible()
    expect(window.page.get_by_text("Protect all migrants in Kenya").first).to_be_visible()
    window.follow(window.button("I have read it: go on to answer"))
    window.page.get_by_label("Your name").fill("Ruth Okello")
    window.page.get_by_label("I have read this text.").check()
    window.follow(window.button("Send me the code"))
    window.page.get_by_label("Code").fill(post.collect(RUTH).code)
    window.follow(window.button("Sign"))
    expect(window.page.get_by_role("heading", name="You signed this text")).to_be_visible()


def test_further_party_asks_is_confirmed_and_signs(visit, owner, found, post):
    pledge = found.revision.pledge
    ruth = visit()
    ask(ruth, found)
    prove(ruth, post)
    owner.go("/pledges/")
    expect(owner.page.get_by_role("link", name="1 further party asks to sign")).to_be_visible()
    owner.follow(owner.page.get_by_role("link", name="Protect all migrants", exact=True))
    owner.follow(owner.page.get_by_role("link", name="Further parties"))
    expect(owner.page.get_by_text(RUTH)).to_be_visible()
    owner.follow(owner.page.get_by_role("button", name="Confirm: they may sign"))
    expect(owner.page.get_by_text("Ruth Okello can sign for the Government of Uganda now.")).to_be_visible()
    ruth.page.reload()
    expect(ruth.page.get_by_role("heading", name="You can sign")).to_be_visible()
    sign(ruth, post)
    for window in (ruth, owner):
        window.go(f"/pledges/{pledge.reference}/signatures/")
        expect(window.page.get_by_text("1 of 1 further party has signed")).to_be_visible()
        expect(window.page.get_by_role("heading", name="Government of Uganda Further party")).to_be_visible()
    signature = Signature.objects.latest("pk")
    assert (signature.party, signature.digest) == ("Government of Uganda", found.revision.digest)
    pledge.refresh_from_db()
    assert pledge.status == "submitted"
    assert [each.name for each in document.build(pledge).seal.later] == ["Ruth Okello"]
    assert list(verify(pledge)) == []


def test_further_party_is_refused_and_told_why(visit, owner, found, post):
    ruth = visit()
    ask(ruth, found)
    prove(ruth, post)
    owner.go(f"/pledges/{found.revision.pledge.reference}/joining/")
    owner.page.locator("summary", has_text="Refuse").click()
    owner.follow(owner.button("Refuse, and send the reason"))
    expect(owner.page.get_by_role("alert")).to_contain_text("Write the reason")
    owner.page.get_by_label("Reason").fill("Please ask through your foreign ministry.")
    owner.follow(owner.button("Refuse, and send the reason"))
    expect(owner.page.get_by_text("Refused. Ruth Okello is told why.")).to_be_visible()
    assert "Please ask through your foreign ministry." in post.collect(RUTH).text
    ruth.page.reload()
    expect(ruth.page.get_by_text("Please ask through your foreign ministry.")).to_be_visible()
    assert Signature.objects.count() == 2


def test_address_is_corrected_before_the_code_is_typed(visit, found, post):
    ruth = visit(java_script_enabled=False)
    ask(ruth, found, email="rut@health.example")
    ruth.follow(ruth.page.get_by_role("button", name="Correct what I wrote"))
    email = ruth.page.get_by_label("Your e-mail address")
    assert email.input_value() == "rut@health.example"
    assert ruth.page.get_by_label("Country").input_value() == "UG"
    email.fill(RUTH)
    ruth.follow(ruth.button("Send me the code"))
    prove(ruth, post)
    assert JoinRequest.objects.get(confirmed_at__isnull=False).email == RUTH
