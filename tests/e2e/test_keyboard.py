"""By keyboard alone, beside the errand: the focus is always to be seen, and never under a bar that sticks."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.pages import LOOKS
from tests.e2e.visit import DESKTOP, PHONE, Visit
from tests.e2e.world import World

pytestmark = pytest.mark.e2e
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


WALKED = ["home", "sign in", "pledges", "start", "hub", "parties", "objectives", "theme", "resources, 422", "export"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("look", [look for look in LOOKS if look.name in WALKED], ids=str)
def test_focus_is_seen_at_every_stop(look, size, visit, world):
    window = visit(getattr(world, look.who) if look.who else None, viewport=size)
    look.open(window, world)
    stops = walk(window)
    assert len(stops) > 3
    assert [stop for stop in stops if not (stop["ringed"] and stop["seen"])] == []


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
    expect(window.page.locator("#id_period_end")).to_be_focused()
    assert window.page.evaluate(FOCUS)["seen"]
