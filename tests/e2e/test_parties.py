"""Finding parties with the page's scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.factories import add_party, make_member, make_pledge

pytestmark = pytest.mark.e2e


def test_ministry_that_the_directory_does_not_know_becomes_part_of_its_state(visit, live_server):
    pledge = make_pledge(title="Wells")
    window = visit(make_member(organisation=pledge.organisation))
    page = window.page
    window.go(f"/pledges/{pledge.reference}/parties/")
    page.locator("#q").press_sequentially("Ministry of Interior")
    question = page.get_by_label("Is it part of a State? Choose the country")
    expect(question).to_be_visible()
    question.select_option(label="Uganda")
    window.follow(page.get_by_role("button", name="Add as an authority of this State"))
    expect(page.get_by_role("heading", name="An authority of Uganda")).to_be_visible()
    expect(page.get_by_label("Name of the authority")).to_have_value("Ministry of Interior")
    window.follow(page.locator(".form-foot").get_by_role("button", name="Save"))
    expect(page.locator(".party-list > li")).to_have_count(1)
    assert [(party.kind, party.code, party.name) for party in pledge.parties.all()] == [
        ("state", "UG", "Ministry of Interior")
    ]


def test_state_that_pledges_already_gets_another_authority_while_typing(visit, live_server):
    pledge = make_pledge(title="Wells")
    add_party(pledge, "state", "KE")
    window = visit(make_member(organisation=pledge.organisation))
    page = window.page
    window.go(f"/pledges/{pledge.reference}/parties/")
    page.locator("#q").press_sequentially("Kenyan Red Cr")
    expect(page.locator("#found li")).to_have_count(1)
    window.follow(page.locator("#found").get_by_role("button", name="Add another authority"))
    expect(page.get_by_role("heading", name="Another authority of Kenya")).to_be_visible()
