"""A guest suggests another wording, the drafter takes it, and the guest sees that: in browsers without scripts."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from commitments.access import GUEST
from commitments.models import Item
from tests.e2e.visit import PHONE, Visit
from tests.e2e.world import World
from tests.factories import make_guest

pytestmark = pytest.mark.e2e
TEXT = "#item-own-volunteers"


def let_in_as_guest(window: Visit, world: World) -> None:
    guest, client = make_guest(world.pledge, party_key="party-state"), Client()
    session = client.session
    session[GUEST] = [guest.pk, guest.token_hash]
    session.save()
    window.context.add_cookies([{"name": "sessionid", "value": session.session_key or "", "url": window.base}])


def test_guest_suggests_and_drafter_takes_it(visit, world):
    address = f"/pledges/{world.pledge.reference}/comments/"
    guest = visit(java_script_enabled=False, viewport=PHONE)
    let_in_as_guest(guest, world)
    guest.go(address)
    passage = guest.page.locator(TEXT)
    passage.locator("summary", has_text="Suggest another wording").click()
    expect(passage.get_by_text("Every party of this pledge will read this.").last).to_be_visible()
    field = passage.get_by_label("The wording that you suggest")
    expect(field).to_have_value("Keep our volunteers safe and well, in [region].")
    field.fill("Keep our volunteers and staff safe and well, in [region].")
    guest.follow(guest.button("Suggest this wording"))
    assert guest.page.url.split("#")[0].endswith(address)
    thread = guest.page.locator(f"#{guest.page.url.split('#')[1]}")
    expect(thread).to_be_in_viewport()
    expect(thread.locator("ins")).to_contain_text("and staff")

    drafter = visit(world.drafter, java_script_enabled=False)
    drafter.go(f"/pledges/{world.pledge.reference}/")
    expect(drafter.page.get_by_text("Answer 1 suggested change")).to_be_visible()
    drafter.follow(drafter.page.get_by_role("link", name="Read what is suggested"))
    drafter.follow(drafter.page.get_by_role("button", name=re.compile(r"^Take\s*:")))
    expect(drafter.page.get_by_text("1 suggestion is in the pledge now.")).to_be_visible()
    assert Item.objects.get(key="own-volunteers").text == "Keep our volunteers and staff safe and well, in [region]."

    guest.go(address)
    guest.page.locator(TEXT).locator("summary", has_text="and taken").click()
    expect(guest.page.get_by_text("answered by Amina Wanjiru")).to_be_visible()


def test_words_that_are_refused_are_still_there(visit, world):
    window = visit(world.drafter, java_script_enabled=False)
    window.go(f"/pledges/{world.pledge.reference}/comments/")
    passage = window.page.locator(TEXT)
    passage.locator("summary", has_text="Comment").click()
    passage.get_by_label("Your comment").fill("x" * 101)
    passage.get_by_label("Every party of this pledge will read this").first.check()
    window.follow(window.button("Send this comment"))
    assert window.status == 422
    window.page.get_by_role("alert").get_by_role("link").click()
    expect(window.page.locator(TEXT).get_by_label("Your comment")).to_have_value("x" * 101)
    expect(passage.get_by_label("Every party of this pledge will read this").first).to_be_checked()


def test_guest_suggests_several_changes_and_drafter_takes_them_at_once(visit, world):
    reference = world.pledge.reference
    guest = visit(java_script_enabled=False, viewport=PHONE)
    let_in_as_guest(guest, world)
    guest.go(f"/pledges/{reference}/read/")
    expect(guest.page.get_by_role("link", name="Draft as PDF")).to_be_visible()
    guest.follow(guest.page.get_by_role("link", name="What differs from the model text"))
    guest.follow(guest.page.get_by_role("link", name="Comment, or suggest changes"))
    guest.follow(guest.page.get_by_role("link", name="Suggest a new indicator"))
    guest.page.get_by_label("Or in your own words").fill("Volunteers who were trained")
    guest.follow(guest.button("Send this suggestion"))
    guest.follow(guest.page.locator(TEXT).get_by_role("link", name="Suggest taking it out"))
    guest.follow(guest.button("Send this suggestion"))
    assert guest.status == 422
    guest.page.get_by_label("Why should it be taken out?").fill("Our law says this already.")
    guest.follow(guest.button("Send this suggestion"))

    drafter = visit(world.drafter, java_script_enabled=False)
    drafter.go(f"/pledges/{reference}/comments/")
    drafter.follow(drafter.page.get_by_role("link", name="All suggested changes in one list"))
    expect(drafter.page.get_by_role("heading", level=1)).to_have_text("2 suggested changes")
    for box in drafter.page.locator("input[name=tick]").all():
        box.check()
    drafter.follow(drafter.button("Take the ticked suggestions"))
    expect(drafter.page.get_by_text("2 suggestions are in the pledge now.")).to_be_visible()
    assert not Item.objects.get(key="own-volunteers").chosen
    drafter.follow(drafter.button("Undo"))
    expect(drafter.page.get_by_text("Undone: 2 suggestions wait for an answer again.")).to_be_visible()
    assert Item.objects.get(key="own-volunteers").chosen
