"""axe finds nothing on any page, and no page scrolls sideways."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ViewportSize

from tests.e2e.pages import LOOKS, NO_PAGES, routes
from tests.e2e.visit import DESKTOP, PHONE, Visit
from tests.e2e.world import make_unbroken_world

pytestmark = pytest.mark.e2e
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
COLOUR_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""In the dark only colours change, so only what judges colours can find something new"""
NARROW = ViewportSize(width=320, height=640)
RUN_AXE = """async rules => (await axe.run(rules)).violations.flatMap(rule => rule.nodes.map(
    node => [rule.id, node.target.join(" "), node.failureSummary]))"""


def test_axe_finds_what_is_wrong(visit):
    window = visit()
    window.go("/")
    window.page.evaluate("document.querySelector('h1').style.color = 'rgb(200, 200, 200)'")
    window.page.evaluate("document.documentElement.removeAttribute('lang')")
    window.page.evaluate(Axe().axe_script)
    assert {rule for rule, _, _ in window.page.evaluate(RUN_AXE, RULES)} == {"color-contrast", "html-has-lang"}
    assert {rule for rule, _, _ in window.page.evaluate(RUN_AXE, COLOUR_RULES)} == {"color-contrast"}


def test_every_page_is_in_the_list():
    assert {look.route for look in LOOKS} | set(NO_PAGES) == set(routes())


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing(look, sweep, world):
    window = sweep(getattr(world, look.who) if look.who else None)
    look.open(window, world)
    assert overflows(window) == []
    # Whatever scrolls under the bar at the bottom is covered by it, for as long as one doesn't scroll on.
    window.page.evaluate(
        "() => document.querySelectorAll('.quick-bar').forEach(bar => { bar.style.position = 'static' })"
    )
    window.page.evaluate(Axe().axe_script)
    found = {}
    for scheme in ("light", "dark"):
        for size in (DESKTOP, PHONE):
            window.page.emulate_media(color_scheme=scheme)
            window.page.set_viewport_size(size)
            violations = window.page.evaluate(RUN_AXE, RULES if scheme == "light" else COLOUR_RULES)
            if violations:
                found[scheme, size["width"]] = violations
    assert found == {}


def overflows(window: Visit) -> list[str]:
    """Where a page scrolls sideways: on the narrowest screen, and with text of double size on a wide one."""
    found = []
    window.page.set_viewport_size(NARROW)
    if window.width_to_spare() < 0:
        found.append("at 320 pixels")
    window.page.set_viewport_size(DESKTOP)
    window.page.evaluate("document.documentElement.style.fontSize = '200%'")
    if window.width_to_spare() < 0:
        found.append("with text of double size")
    window.page.evaluate("document.documentElement.style.removeProperty('font-size')")
    return found


@pytest.mark.parametrize("look", [look for look in LOOKS if look.shows_pledge], ids=str)
def test_longest_words_do_not_make_a_page_scroll_sideways(look, sweep, put_up):
    world = put_up(make_unbroken_world)
    window = sweep(getattr(world, look.who) if look.who else None, NARROW)
    look.open(window, world)
    assert overflows(window) == []
