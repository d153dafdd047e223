"""A page opens where something was done, with the focus there; what is wrong is in view; what went comes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from commitments.models import Pledge
from tests.e2e.visit import PHONE, Visit
from tests.e2e.world import LINE, typical_pledge
from tests.factories import make_member, make_organisation

pytestmark = pytest.mark.e2e
IN_VIEW = """element => {
    const { top, left, bottom, width } = element.getBoundingClientRect();
    const inFront = document.elementFromPoint(left + width / 2, top + 8);
    return bottom > 0 && top < innerHeight && element.contains(inFront);
}"""


@pytest.fixture
def pledge(live_server) -> Pledge:
    return typical_pledge(make_organisation("Kenya Red Cross Society"))


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def window(request, visit, pledge) -> Visit:
    options = {"java_script_enabled": request.param}
    window: Visit = visit(make_member(organisation=pledge.organisation), viewport=PHONE, **options)
    return window


def open_page(window: Visit, pledge: Pledge, path: str) -> None:
    window.go(f"/pledges/{pledge.reference}/{path}")


def focused(window: Visit) -> str:
    return str(window.page.evaluate("document.activeElement.id || document.activeElement.tagName"))


@pytest.mark.parametrize("fragment", ["", "#id_resources_text", "#preview", "#nothing", "#%E0%A4"])
def test_what_is_wrong_is_in_view_whatever_the_address_says(window, pledge, fragment):
    open_page(window, pledge, f"resources/{fragment}")
    window.page.locator(f"[name={LINE}-amount]").fill("a lot")
    window.follow(window.button("Save and continue"))
    assert window.status == 422
    errors = window.page.get_by_role("alert")
    expect(errors).to_contain_text("There is a problem")
    window.wait_until(lambda: errors.evaluate(IN_VIEW))
    window.wait_until(lambda: focused(window) == "errors")


def test_party_that_was_added_is_where_the_page_opens_and_is_named(window, pledge):
    open_page(window, pledge, "parties/?q=Uganda")
    window.follow(window.page.locator('button[name="add-state"][value="UG"]'))
    expect(window.page.locator(".messages")).to_contain_text("Added: Government of Uganda.")
    added = pledge.parties.last()
    assert window.page.url.endswith(f"#{added.key}")
    window.wait_until(lambda: window.page.locator(f"[id={added.key}]").evaluate(IN_VIEW))


def test_party_that_was_removed_comes_back_by_one_button(window, pledge):
    open_page(window, pledge, "parties/")
    before = [party.key for party in pledge.parties.all()]
    window.follow(window.page.get_by_role("button", name="Remove: Kenya Red Cross Society"))
    assert pledge.parties.count() == 1
    undo = window.button("Undo")
    window.wait_until(lambda: undo.evaluate(IN_VIEW))
    window.follow(undo)
    assert [party.key for party in pledge.parties.all()] == before
    assert window.page.url.endswith(f"/parties/#{before[1]}")
    expect(window.page.locator("article.pledge .pledge-parties li")).to_have_count(2)


def test_what_is_typed_is_saved_before_something_is_brought_back(visit, pledge):
    window = visit(make_member(organisation=pledge.organisation))
    open_page(window, pledge, "parties/")
    window.follow(window.page.get_by_role("button", name="Remove: Kenya Red Cross Society"))
    window.page.get_by_label("Title of the pledge").fill("Wasser für alle")
    window.follow(window.button("Undo"))
    expect(window.page.get_by_label("Title of the pledge")).to_have_value("Wasser für alle")
    pledge.refresh_from_db()
    assert (pledge.title, pledge.parties.count()) == ("Wasser für alle", 2)


def test_line_that_is_added_has_the_focus(visit, pledge):
    window = visit(make_member(organisation=pledge.organisation))
    open_page(window, pledge, "resources/")
    window.follow(window.button("Save and add a line"))
    window.wait_until(lambda: focused(window) == "new-line")


def test_page_that_is_saved_by_enter_stands_where_it_stood(visit, pledge):
    window = visit(make_member(organisation=pledge.organisation))
    open_page(window, pledge, "indicators/")
    field = window.page.locator("[name$=-verification]:visible").last
    name = field.get_attribute("name")
    field.fill("Наблюдение")
    field.scroll_into_view_if_needed()
    before = field.bounding_box()
    with window.page.expect_navigation():
        field.press("Enter")
    window.wait_until(lambda: window.page.evaluate("document.activeElement.name") == name)
    after = window.page.locator(f"[name={name}]").bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 40
