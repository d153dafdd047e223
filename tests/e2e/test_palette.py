"""The palette: Ctrl K, a few letters, Enter."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.e2e


def test_palette_leads_to_a_section_by_the_keyboard_alone(visit, world):
    window = visit(world.drafter)
    window.go(f"/pledges/{world.pledge.reference}/objectives/")
    keyboard = window.page.keyboard
    keyboard.press("Control+k")
    palette = window.page.locator("dialog")
    palette.wait_for()
    keyboard.type("indic")
    palette.get_by_role("link", name="Indicators", exact=True).wait_for()
    with window.page.expect_navigation():
        keyboard.press("Enter")
    assert window.page.url.endswith(f"/pledges/{world.pledge.reference}/indicators/")


def test_arrows_walk_through_what_is_found_and_escape_closes(visit, world):
    window = visit(world.drafter)
    window.go("/pledges/")
    keyboard = window.page.keyboard
    keyboard.press("Control+k")
    palette = window.page.locator("dialog")
    palette.wait_for()
    keyboard.press("ArrowDown")
    assert palette.get_by_role("link").first.evaluate("link => link === document.activeElement")
    keyboard.press("ArrowUp")
    assert palette.get_by_role("searchbox").evaluate("field => field === document.activeElement")
    keyboard.press("Escape")
    assert palette.is_hidden()
    keyboard.press("Control+k")
    palette.wait_for()


def test_palette_finds_what_the_check_says(visit, world):
    window = visit(world.drafter)
    window.go(f"/pledges/{world.pledge.reference}/")
    window.page.keyboard.press("Control+k")
    palette = window.page.locator("dialog")
    palette.wait_for()
    window.page.keyboard.type("region")
    found = palette.get_by_role("link", name="is still open")
    found.first.wait_for()
    window.follow(found.first)
    assert "/blanks/" in window.page.url


def test_palette_without_a_connection_opens_nothing_stale(visit, world):
    window = visit(world.drafter)
    window.go(f"/pledges/{world.pledge.reference}/")
    window.context.clear_cookies(name="sessionid")
    with window.page.expect_navigation():
        window.page.keyboard.press("Control+k")
    assert "/accounts/login/" in window.page.url
