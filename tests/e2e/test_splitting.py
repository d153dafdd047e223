"""A list that was typed into one item becomes items at a click, and one item again at another."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.factories import make_member, make_pledge, write

pytestmark = pytest.mark.e2e
TYPED = "We will:\n• dig wells;\n• build ponds; and\n• report on both."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_list_is_taken_apart_and_put_together_again(visit, live_server, scripts):
    pledge = make_pledge(title="Wells")
    item = write(pledge, "objective", TYPED)
    window = visit(make_member(organisation=pledge.organisation), java_script_enabled=scripts)
    window.go(f"/pledges/{pledge.reference}/objectives/")
    page = window.page
    window.follow(page.get_by_role("button", name="Make 4 items of it"))
    expect(page.locator(".messages")).to_contain_text("4 items were made of it.")
    texts = [each.text for each in pledge.items.filter(chosen=True).order_by("position")]
    assert texts == ["We will:", "dig wells.", "build ponds.", "report on both."]
    window.follow(page.get_by_role("button", name="Undo"))
    expect(page.locator(".messages")).to_contain_text("It is one item again, as it was.")
    assert [(each.key, each.text) for each in pledge.items.filter(chosen=True)] == [(item.key, TYPED)]
    expect(page.locator('input[name="pick"][value^="own-"]')).to_have_count(1)
