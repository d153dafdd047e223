"""Rows of the paper move by button, by dragging, by keyboard alone and without JavaScript."""

from __future__ import annotations

import pytest

from commitments import document
from tests.factories import add_resource, make_member, make_pledge, pick, write

pytestmark = pytest.mark.e2e
SAFETY, HARM, ACCESS = "a-safety-dignity-rights", "a-protect-from-harm", "a-access-essential-services"
REFUGEES = "a-gcr-humanitarian-objectives"
ALL = [SAFETY, HARM, ACCESS]


@pytest.fixture
def pledge(live_server):
    pledge = make_pledge(title="Wells")
    for slug in ALL:
        pick(pledge, slug)
    return pledge


@pytest.fixture
def member(pledge):
    return make_member(organisation=pledge.organisation)


@pytest.fixture
def window(visit, pledge, member):
    window = visit(member)
    window.go(f"/pledges/{pledge.reference}/objectives/")
    return window


def order(window) -> list[str]:
    rows = window.page.locator(".box-a .pcl > li[data-p]:not([hidden])").all()
    return [row.get_attribute("data-p") for row in rows]


def stored(pledge) -> list[str]:
    return [item.key for item in pledge.items.filter(chosen=True)]


def button(window, key: str, way: str):
    return window.page.locator(f'button[value="move:{key}:{way}"]')


def said(window) -> str:
    return window.page.locator("#live").inner_text()


def settle(window) -> None:
    window.page.locator("form:not([data-saving]) .paper").wait_for()


def hold(window, key: str) -> None:
    """Press the mouse on a row's number."""
    window.page.locator(f"#paper-{key}").scroll_into_view_if_needed()
    box = window.page.locator(f"#paper-{key} .grip").bounding_box()
    window.page.mouse.move(box["x"] + 8, box["y"] + 8)
    window.page.mouse.down()


def carry_above(window, key: str) -> None:
    box = window.page.locator(f"#paper-{key}").bounding_box()
    window.page.mouse.move(box["x"] + 8, box["y"] + 2, steps=8)


def test_button_moves_a_row_keeps_the_focus_and_is_announced(window, pledge):
    up = button(window, ACCESS, "up")
    up.click()
    assert order(window) == [SAFETY, ACCESS, HARM]
    assert said(window) == "Moved to position 2 of 3."
    assert up.evaluate("button => button === document.activeElement")
    up.click()
    assert said(window) == "Moved to position 1 of 3."
    assert up.get_attribute("aria-disabled") == "true"
    assert button(window, SAFETY, "up").get_attribute("aria-disabled") is None
    window.page.keyboard.press("Enter")
    assert said(window) == "This is the first of 3."
    settle(window)
    assert stored(pledge) == [ACCESS, SAFETY, HARM]
    window.page.reload()
    assert order(window) == [ACCESS, SAFETY, HARM]


def test_many_quick_presses_are_all_kept_even_when_the_page_is_left_at_once(window, pledge):
    for way in ("up", "up", "down", "up", "down", "down", "up"):
        button(window, ACCESS, way).evaluate("button => button.click()")
    shown = order(window)
    window.button("Save and continue").click()
    window.page.wait_for_url("**/actions/")
    assert stored(pledge) == shown == [SAFETY, ACCESS, HARM]


def test_moving_saves_ticks_and_leaves_half_typed_words_on_the_page(window, pledge):
    window.tick("a-national-society-access").check()
    window.page.get_by_label("Write your own").fill("Half a sen")
    button(window, HARM, "up").click()
    settle(window)
    assert window.page.get_by_label("Write your own").input_value() == "Half a sen"
    assert stored(pledge) == [HARM, SAFETY, ACCESS, "a-national-society-access"]
    window.page.get_by_label("Write your own").fill("Half a sentence more.")
    window.save()
    assert [item.text for item in pledge.items.filter(clause=None)] == ["Half a sentence more."]


def test_without_a_connection_everything_goes_back(window, pledge):
    window.context.set_offline(True)
    button(window, ACCESS, "up").click()
    button(window, SAFETY, "down").click()
    settle(window)
    assert said(window) == "No connection: everything is where it was. Try again later."
    assert order(window) == stored(pledge) == ALL
    window.complaints.clear()  # the browser's own line about the connection
    window.context.set_offline(False)
    button(window, ACCESS, "up").click()
    settle(window)
    assert order(window) == stored(pledge) == [SAFETY, ACCESS, HARM]


def test_refused_page_comes_back_with_its_errors(window, pledge):
    # The server refuses a clause that is not in the list any more.
    window.tick(SAFETY).evaluate("box => { box.value = 'gone' }")
    button(window, ACCESS, "up").click()
    window.page.get_by_role("alert").wait_for()
    assert window.status == 422
    assert stored(pledge) == ALL


def test_row_is_dragged_by_its_number(window, pledge):
    hold(window, ACCESS)
    carry_above(window, SAFETY)
    assert order(window) == [ACCESS, SAFETY, HARM]
    window.page.mouse.up()
    assert said(window) == "Moved to position 1 of 3."
    settle(window)
    assert stored(pledge) == [ACCESS, SAFETY, HARM]


def test_escape_puts_a_dragged_row_back(window, pledge):
    hold(window, ACCESS)
    carry_above(window, SAFETY)
    window.page.keyboard.press("Escape")
    assert order(window) == ALL
    window.page.mouse.up()
    settle(window)
    assert order(window) == stored(pledge) == ALL


def test_row_is_moved_by_keyboard_alone(window, pledge):
    button(window, SAFETY, "down").focus()
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("Space")
    assert said(window) == "Moved to position 3 of 3."
    settle(window)
    assert stored(pledge) == [HARM, ACCESS, SAFETY]


def test_row_is_moved_without_javascript(visit, pledge, member):
    window = visit(member, java_script_enabled=False)
    window.go(f"/pledges/{pledge.reference}/objectives/")
    button(window, ACCESS, "up").click()
    assert window.page.url.endswith(f"#paper-{ACCESS}")
    assert order(window) == stored(pledge) == [SAFETY, ACCESS, HARM]


def test_additions_are_put_in_order_within_their_sentence(window, pledge):
    first, second = "a-gcr-responsibility-sharing", "a-gcr-durable-solutions"
    sentence = window.page.locator(f"#paper-{REFUGEES} > div")
    window.tick(first).check()
    assert button(window, first, "up").is_hidden()
    window.tick(second).check()
    before = sentence.inner_text()
    down = button(window, first, "down")
    down.press("Enter")
    assert said(window) == "Moved to position 2 of 2."
    assert down.evaluate("button => button === document.activeElement")
    assert sentence.inner_text() != before
    settle(window)
    shown = sentence.inner_text()
    window.page.reload()
    assert sentence.inner_text() == shown == document.build(pledge).objectives[-1].sentence
    assert stored(pledge)[-2:] == [second, first]


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_resource_line_moves_and_its_button_keeps_the_focus(visit, pledge, member, java_script_enabled):
    for name in "ABC":
        add_resource(pledge, description=name)
    window = visit(member, java_script_enabled=java_script_enabled)
    window.go(f"/pledges/{pledge.reference}/resources/")
    window.page.get_by_label("In your own words").fill("Half a sentence")
    window.page.locator("#line-2-up").press("Enter")
    window.page.wait_for_url("**/#line-1-up")
    assert window.page.locator("#line-1-up:focus").inner_text().split(": ")[1] == "line 2 of 3"
    assert [line.description for line in pledge.resource_lines.all()] == ["A", "C", "B"]
    pledge.refresh_from_db()
    assert pledge.resources_text == "Half a sentence"


def test_actions_and_indicators_are_moved_and_numbered_anew(visit, pledge, member):
    window = visit(member)
    for kind, slug in (("action", "actions/own"), ("indicator", "indicators")):
        first, second = (write(pledge, kind, name, key=f"{kind}-{name}") for name in ("one", "two"))
        window.go(f"/pledges/{pledge.reference}/{slug}/")
        button(window, second.key, "up").click()
        assert said(window) == "Moved to position 1 of 2."
        settle(window)
        assert [item.key for item in pledge.items.filter(kind=kind)] == [second.key, first.key]
