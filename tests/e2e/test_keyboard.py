"""The errand by keyboard alone; the focus is always to be seen, and never under a bar that sticks."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from commitments.models import Item
from tests.e2e.pages import LOOKS
from tests.e2e.visit import DESKTOP, PHONE, Visit
from tests.e2e.world import ACTIONS, World

pytestmark = pytest.mark.e2e
ACTION = ACTIONS[0]
MOST_STOPS = 400
FOCUS = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const inside = focused.closest("label") || focused;
    const place = focused.getBoundingClientRect();
    const onTop = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2);
    const bar = onTop?.closest(".bar, .quick-bar");
    const under = bar && !bar.contains(focused) && !focused.matches(".skip");
    const rings = [focused, inside].map(one => getComputedStyle(one));
    return {
        name: focused.id || focused.name || focused.textContent.trim().slice(0, 40) || focused.tagName,
        where: `${focused.tagName} ${focused.name || ""} ${focused.value || ""} ${focused.href || ""}`,
        ringed: rings.some(ring => ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2),
        seen: place.width > 0 && place.bottom > 0 && place.top < innerHeight && !under,
    };
}"""


def walk(window: Visit) -> list[dict[str, object]]:
    """Press Tab through the whole page, and return every stop."""
    stops: list[dict[str, object]] = []
    for _ in range(MOST_STOPS):
        window.page.keyboard.press("Tab")
        stop = window.page.evaluate(FOCUS)
        if stop is None or (stops and stop == stops[0]):
            return stops
        stops.append(stop)
    pytest.fail("The Tab key never comes round.")


def tab_to(window: Visit, selector: str) -> None:
    """Press Tab until the focus stands on the first element that the selector finds."""
    for _ in range(MOST_STOPS):
        window.page.keyboard.press("Tab")
        if window.page.evaluate("selector => document.activeElement === document.querySelector(selector)", selector):
            return
    pytest.fail(f"The Tab key never comes to {selector}.")


WALKED = ["home", "sign in", "pledges", "start", "hub", "parties", "objectives", "theme", "resources, 422", "export"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("look", [look for look in LOOKS if look.name in WALKED], ids=str)
def test_focus_is_seen_at_every_stop(look, size, visit, world):
    window = visit(getattr(world, look.who) if look.who else None, viewport=size)
    look.open(window, world)
    stops = walk(window)
    assert len(stops) > 3
    assert [stop for stop in stops if not (stop["ringed"] and stop["seen"])] == []


def test_errand_by_keyboard_alone(visit, world, tmp_path):
    """From two objectives to the PDF, with Tab, Space, Enter and the arrows."""
    window = visit(world.drafter)
    page, keys = window.page, window.page.keyboard

    # Given an empty pledge with its parties
    world.empty.parties.create(kind="state", position=0, state=world.pledge.parties.first().state)
    window.go(reverse("pledge_objectives", args=[world.empty.reference]))

    # When two objectives are ticked with Space
    for key in ("a-safety-dignity-rights", "a-protect-from-harm"):
        tab_to(window, f'[name=pick][value="{key}"]')
        keys.press("Space")
    assert "Work to uphold the safety" in window.paper()
    # And Enter presses “Save and continue”
    tab_to(window, "main .form-foot button[value=next]")
    with page.expect_navigation():
        keys.press("Enter")
    assert [item.key for item in world.empty.items.all()] == ["a-safety-dignity-rights", "a-protect-from-harm"]

    # When a theme is opened and an action is ticked
    tab_to(window, 'a[href$="/b-rescue-and-services/"]')
    with page.expect_navigation():
        keys.press("Enter")
    tab_to(window, f'[name=pick][value="{ACTION}"]')
    keys.press("Space")
    # And its lead, start and end are set with Space and the arrows
    tab_to(window, f'[name="{ACTION}-leads"]')
    keys.press("Space")
    for name in ("start", "end"):
        tab_to(window, f"#{ACTION}-{name}")
        keys.press("ArrowDown")
        keys.press("ArrowDown")
    # And Enter in a text field saves, and stays
    tab_to(window, f"#{ACTION}-responsible")
    keys.type("Migration unit")
    with page.expect_navigation():
        keys.press("Enter")
    assert window.path.endswith("/b-rescue-and-services/")
    item = Item.objects.get(pledge=world.empty, key=ACTION)
    assert (item.responsible, item.start, item.end, len(item.leads)) == ("Migration unit", "2019-04", "2019-06", 1)

    # Then the PDF is in reach
    window.go(reverse("pledge_export", args=[world.empty.reference]))
    tab_to(window, 'a[href$="/export/pdf/"]')
    with page.expect_download() as download:
        keys.press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def in_parties(world: World) -> str:
    return reverse("pledge_parties", args=[world.pledge.reference])


def test_enter_in_a_field_saves_and_stays(visit, world):
    window = visit(world.drafter)
    window.go(in_parties(world))
    field = window.page.get_by_label("Title of the pledge")
    field.fill("A new title")
    with window.page.expect_navigation():
        field.press("Enter")
    world.pledge.refresh_from_db()
    assert (window.path, world.pledge.title) == (in_parties(world), "A new title")


def test_enter_in_the_search_of_clauses_keeps_what_is_typed(visit, world):
    window = visit(world.drafter)
    window.go(reverse("pledge_objectives", args=[world.pledge.reference]))
    window.page.get_by_label("Write your own").fill("Half a sentence")
    window.page.get_by_label("Find a clause").fill("refugees")
    window.page.get_by_label("Find a clause").press("Enter")
    assert window.page.get_by_label("Write your own").input_value() == "Half a sentence"
    assert window.page.locator("#a-protect-from-harm").is_hidden()


def test_enter_in_the_directory_finds_and_keeps_what_is_typed(visit, world):
    window = visit(world.drafter)
    window.go(in_parties(world))
    window.page.get_by_label("Title of the pledge").fill("Half a title")
    window.page.get_by_label("Find a country").fill("ugan")
    window.page.get_by_label("Find a country").press("Enter")
    window.page.get_by_role("button", name="Add The Uganda Red Cross Society").wait_for()
    assert window.page.get_by_label("Title of the pledge").input_value() == "Half a title"


def test_error_summary_takes_the_focus_and_leads_to_the_field(visit, world):
    window = visit(world.drafter)
    window.go(in_parties(world))
    window.send({"period_end": "1999"})
    assert window.page.title().startswith("Error:")
    assert window.page.evaluate("document.activeElement.id") == "errors"
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Enter")
    assert window.page.evaluate("document.activeElement.id") == "id_period_end"
    assert window.page.evaluate(FOCUS)["seen"]
