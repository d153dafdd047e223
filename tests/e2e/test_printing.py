"""What the browser prints of a page: all that it shows, without what can be pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize

from tests.e2e.pages import LOOKS, look_at_the_talk_as_a_guest
from tests.e2e.visit import DESKTOP

pytestmark = pytest.mark.e2e
PRINTED = {
    *("parties", "introduction", "objectives", "theme", "actions", "indicators", "resources", "item", "blanks"),
    *("check", "check, changes", "hub", "pledges, lively", "trail", "signatures, all", "answer", "comments", "history"),
    *("compared", "circulate", "export", "pictures", "box a of a model text", "file, another"),
    *(
        "table",
        "table, guest",
        "suggestions",
        "read",
        "read, guest",
        "register, filled",
        "register, by region and theme",
    ),
    *("register, one text", "all pledges", "signatures of a text", "documents of a model text", "plan, an action open"),
}
TEXTS = """() => {
    const bars = ".bar, .quick-bar, .breadcrumb, .button, .icon-button, .link-button, .form-foot, .tools, .finder"
        + ", .states, .tabs, .set-aside, .move-buttons, nav, button, option, noscript, [hidden]"
        // The table as it is negotiated over, on paper: nothing of what writes on it, or leads elsewhere.
        + ", .negotiation :is(.tables-of-parties, .whole, details, .summary-line a)";
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const shown = [];
    while (walker.nextNode()) {
        const around = walker.currentNode.parentElement;
        const words = walker.currentNode.textContent.trim();
        if (words && !around.closest(bars) && around.checkVisibility({ visibilityProperty: true })) shown.push(words);
    }
    return shown;
}"""

CUT_OFF = """() => [...document.querySelectorAll("html, main *")]
    .filter(one => one.scrollWidth > one.clientWidth + 1)
    .filter(one => one.tagName === "HTML" || ["auto", "scroll"].includes(getComputedStyle(one).overflowX))
    .map(one => one.className || one.tagName)"""
"""What would have to be scrolled sideways, and paper can't"""
SHEET = ViewportSize(width=718, height=1000)  # A4 without margins of 10 mm


@pytest.mark.parametrize("look", [look for look in LOOKS if look.name in PRINTED], ids=str)
def test_page_prints_what_it_shows_without_its_bars_and_buttons(look, sweep, world):
    window = sweep(getattr(world, look.who) if look.who else None)
    look.open(window, world)
    page = window.page
    on_screen = page.evaluate(TEXTS)
    page.emulate_media(media="print")
    try:
        assert page.evaluate(TEXTS) == on_screen
        visible = page.locator(".bar, .quick-bar, main .button, main .icon-button").locator("visible=true")
        assert visible.count() == 0
        page.set_viewport_size(SHEET)
        assert page.evaluate(CUT_OFF) == []
    finally:
        page.emulate_media(media="screen")
        page.set_viewport_size(DESKTOP)


def test_list_of_looks_that_are_printed_is_right():
    assert {look.name for look in LOOKS} >= PRINTED


def test_long_text_in_a_box_is_printed_whole(visit, world):
    window = visit(world.drafter)
    window.go(f"/pledges/{world.pledge.reference}/introduction/")
    box = window.page.locator("textarea").first
    box.fill("\n".join(f"Paragraph {number}" for number in range(80)))
    window.page.emulate_media(media="print")
    assert box.evaluate("box => box.scrollHeight <= box.clientHeight + 1")


@pytest.mark.parametrize("close", ["Escape", "a click elsewhere"])
def test_menu_closes(visit, world, close):
    window = visit(world.drafter)
    window.go(f"/pledges/{world.pledge.reference}/objectives/")
    for summary in window.page.locator(".bar summary").all():
        summary.click()
        menu = summary.locator("xpath=../div")
        assert menu.is_visible()
        if close == "Escape":
            menu.locator("a").first.focus()
            window.page.keyboard.press("Escape")
            assert summary.evaluate("one => one === document.activeElement")
        else:
            window.page.locator("h1").click()
        assert menu.is_hidden()


def test_menu_of_a_guest_closes(visit, world):
    window = visit()
    look_at_the_talk_as_a_guest(window, world)
    summary = window.page.locator(".bar summary")
    summary.click()
    window.page.keyboard.press("Escape")
    assert summary.locator("xpath=../div").is_hidden()


def test_bars_leave_room_where_a_page_is_enlarged(visit, world):
    window = visit(world.drafter, viewport={"width": 640, "height": 450})  # 1280 by 900 at 200 %
    window.go(f"/pledges/{world.pledge.reference}/objectives/")
    for bar in (".bar", ".quick-bar"):
        assert window.page.locator(bar).evaluate("bar => getComputedStyle(bar).position") == "static"


def test_header_of_a_phone_is_one_line(visit, world):
    window = visit(world.drafter, viewport={"width": 390, "height": 844})
    for page in ("", "objectives/", "history/", "signatures/", "comments/"):
        window.go(f"/pledges/{world.pledge.reference}/{page}")
        bar = window.page.locator(".bar-title")
        assert bar.evaluate("bar => bar.clientHeight") <= 26
