"""A negotiation between two browsers: what a side writes is its own until it shows it, and both agree on each row."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, expect

from commitments.models import Item
from tests.e2e.tables import PARTY, address, come_as_guest, negotiated
from tests.e2e.visit import PHONE, Visit
from tests.factories import make_guest

pytestmark = pytest.mark.e2e
ROW = "#row-own-volunteers"
TEXT = "Keep our volunteers safe and well, in [region]."


def write(window: Visit, text: str) -> None:
    row = window.page.locator(ROW)
    row.locator("summary", has_text="our wording").click()
    row.get_by_label("Our wording").fill(text)
    window.follow(row.get_by_role("button", name="Save for our side"))


@pytest.mark.parametrize("has_script", [True, False])
def test_two_sides_negotiate_a_row(visit, world, has_script):
    drafter = visit(world.drafter, java_script_enabled=has_script)
    guest = visit(viewport=PHONE, java_script_enabled=has_script)
    come_as_guest(guest, make_guest(world.pledge, party_key=PARTY))

    drafter.go(f"/pledges/{world.pledge.reference}/")
    drafter.follow(drafter.page.get_by_role("link", name="Negotiation tables"))
    drafter.follow(drafter.page.get_by_role("button", name="Open a table"))
    expect(drafter.page.get_by_text("16 of 16 rows are open").first).to_be_visible()
    expect(drafter.page.locator(ROW).get_by_text("Not of the model text")).to_be_visible()
    write(drafter, "Keep our volunteers and staff safe and well.")
    assert drafter.page.url.endswith(f"{address(world)}{ROW}")
    expect(drafter.page.locator(ROW)).to_be_in_viewport()
    expect(drafter.page.locator(ROW).get_by_text("Only your side sees this", exact=True)).to_be_visible()

    guest.go(f"/pledges/{world.pledge.reference}/comments/")
    guest.follow(guest.page.get_by_role("link", name="Go to the table where this text is negotiated"))
    assert guest.path == address(world)
    expect(guest.page.locator(ROW).get_by_text("Nothing is shown here.")).to_be_visible()
    assert "and staff" not in guest.page.content()
    write(guest, "Keep our volunteers safe.")

    drafter.follow(drafter.page.locator(ROW).get_by_role("button", name="Show this"))
    guest.go(address(world))
    theirs = guest.page.locator(f"{ROW} td").nth(2)
    expect(theirs.locator("ins")).to_contain_text("and staff")
    expect(guest.page.locator(ROW)).not_to_contain_text("They agree")
    guest.page.locator(ROW).locator("summary", has_text="Write a third").click()
    guest.page.locator(ROW).get_by_label("A wording that both could agree on").fill("Keep everybody safe and well.")
    guest.follow(guest.page.locator(ROW).get_by_role("button", name="Agree on this third wording"))
    assert Item.objects.get(key="own-volunteers").text == TEXT

    drafter.go(address(world))
    expect(drafter.page.locator(ROW).get_by_text("Your turn")).to_be_visible()
    drafter.follow(drafter.page.locator(f"{ROW} button[name=agree-proposed]"))
    expect(drafter.page.get_by_text("Agreed by both sides. The pledge has this wording.")).to_be_visible()
    expect(drafter.page.get_by_text("15 of 16 rows are open").first).to_be_visible()
    assert Item.objects.get(key="own-volunteers").text == "Keep everybody safe and well."

    for window in (drafter, guest):
        window.go(address(world))
        window.follow(window.page.get_by_role("button", name="Agree on the pledge’s text in 15 rows"))
    expect(guest.page.get_by_text("0 of 16 rows are open").first).to_be_visible()
    drafter.go(f"/pledges/{world.pledge.reference}/check/")
    expect(drafter.page.get_by_text("is not agreed with")).to_have_count(0)


def test_bar_of_a_phone_leads_from_one_open_row_to_the_next(visit, world):
    guest = negotiated(world)
    window = visit(viewport=PHONE)
    come_as_guest(window, guest)
    window.go(address(world))
    opened = [row.get_attribute("id") for row in window.page.locator("[data-js-open-row]").all()]
    assert len(opened) == 15
    link = window.page.get_by_role("link", name="Next open row")
    for name in (*opened, opened[0]):
        link.click()
        expect(window.page.locator(f"#{name}")).to_be_focused()
        expect(window.page.locator(f"#{name} th")).to_be_in_viewport()
        assert window.page.url.endswith(f"#{name}")


def test_table_is_printed_in_four_columns_without_a_button(visit, world):
    negotiated(world)
    window = visit(world.drafter)
    window.go(address(world))
    window.page.emulate_media(media="print")
    window.page.set_viewport_size({"width": 1032, "height": 700})
    cells = window.page.locator("#table tbody").nth(1).locator("td").all()
    boxes = [cell.bounding_box() for cell in cells]
    assert len({round(box["y"]) for box in boxes if box}) == 1
    for hidden in ("button", "summary", "textarea", ".quick-bar", ".breadcrumb"):
        assert [each for each in window.page.locator(f"main {hidden}").all() if each.is_visible()] == []
    expect(window.page.get_by_role("heading", name="Negotiation table")).to_be_visible()
    expect(window.page.get_by_text("15 of 16 rows are open").first).to_be_visible()


def test_table_is_done_by_keyboard_alone(visit, world):
    negotiated(world)
    window = visit(world.drafter)
    window.go(address(world))
    button = window.page.locator(ROW).get_by_role("button", name="Agree on the pledge’s text")
    button.focus()
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    expect(window.page.locator(ROW).get_by_text("You agree on what the pledge says.")).to_be_visible()
    summary = window.page.locator(ROW).locator("summary", has_text="our wording")
    summary.focus()
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("Tab")
    window.page.keyboard.type("Typed. ")
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    expect(window.page.locator(ROW).locator("td").nth(1)).to_contain_text("Typed.")


def test_what_was_typed_and_not_saved_is_not_left_unasked(visit, world):
    negotiated(world)
    window = visit(world.drafter)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    window.page.on("dialog", leave)
    for typed, dialogs in (("", []), ("Typed. ", ["beforeunload"])):
        window.go(address(world))
        row = window.page.locator(ROW)
        row.locator("summary", has_text="our wording").click()
        row.get_by_label("Our wording").press_sequentially(typed)
        window.page.get_by_role("link", name="All sections").click()
        window.page.wait_for_url(f"**/pledges/{world.pledge.reference}/")
        assert asked == dialogs
