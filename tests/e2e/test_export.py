"""The boxes of the Conference's form are copied, with scripts and without; a file is imported without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from commitments import document
from commitments.exports import json as as_json
from commitments.exports.text import form_boxes
from commitments.models import Pledge
from tests.e2e.visit import PHONE
from tests.e2e.world import World

pytestmark = pytest.mark.e2e


def address(world: World) -> str:
    return f"/pledges/{world.pledge.reference}/export/"


@pytest.mark.parametrize("who", ["drafter", "viewer"])
def test_box_is_copied_to_the_clipboard_and_that_is_said(visit, world, who):
    window = visit(getattr(world, who), permissions=["clipboard-read", "clipboard-write"])
    window.go(address(world))
    boxes = [box for box in form_boxes(document.build(world.pledge)) if box.text]
    buttons = window.page.locator("[data-js-copy] button")
    expect(buttons).to_have_count(len(boxes))
    for number, box in enumerate(boxes):
        buttons.nth(number).click()
        said = window.page.locator("[data-js-copy]").filter(has_text=box.heading).get_by_role("status")
        expect(said).to_have_text("Copied.")
        assert window.page.evaluate("navigator.clipboard.readText()") == box.text


def test_box_is_copied_where_the_browser_has_no_clipboard_of_its_own(visit, world):
    window = visit(world.drafter)
    window.page.add_init_script("delete Navigator.prototype.clipboard")
    window.go(address(world))
    window.page.locator("[data-js-copy] button").first.click()
    expect(window.page.locator("[data-js-said]").first).to_have_text("Copied.")
    box = form_boxes(document.build(world.pledge))[0]
    assert window.page.evaluate("document.getSelection().toString()") in (box.text, box.text.replace("\n", ""))


def test_box_is_selected_by_hand_without_scripts(visit, world):
    window = visit(world.drafter, java_script_enabled=False, viewport=PHONE)
    window.go(address(world))
    expect(window.page.locator("[data-js-copy] button").first).to_be_hidden()
    box = form_boxes(document.build(world.pledge))[0]
    field = window.page.get_by_label(box.heading)
    expect(field).to_have_value(box.text)
    expect(field).to_be_editable(editable=False)


def test_file_is_shown_and_then_made_a_draft_without_scripts(visit, world):
    window = visit(world.drafter, java_script_enabled=False)
    window.go(address(world))
    window.follow(window.page.get_by_role("link", name="Import a file"))
    content = as_json.render(document.build(world.submitted))
    file = {"name": "wells.json", "mimeType": "application/json", "buffer": content}
    window.page.get_by_label("Pledge’s JSON or PDF, or a Word file").set_input_files(files=[file])
    before = Pledge.objects.count()
    window.follow(window.button("Show what is in it"))
    expect(window.page.get_by_text("Nothing is made of it yet.")).to_be_visible()
    assert Pledge.objects.count() == before
    window.follow(window.button("Make a new draft of it"))
    expect(window.page.get_by_text("This is the imported pledge, a new draft.")).to_be_visible()
    assert Pledge.objects.count() == before + 1
