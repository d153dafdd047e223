"""What is typed is saved without a button, field by field; the page says how it stands, and what is wrong and why."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Route, expect

from commitments.models import Change, Item, Pledge
from commitments.text.blanks import field_name
from tests.e2e.visit import Visit
from tests.edits import save_fields
from tests.factories import add_member, add_party, add_resource, make_member, make_pledge, make_user, pick, write

pytestmark = pytest.mark.e2e
SAFETY, HARM = "a-safety-dignity-rights", "a-protect-from-harm"
THEME = "b-rescue-and-services"
POINTS, INFORMATION = f"{THEME}-humanitarian-service-points", f"{THEME}-information-points"
INDICATOR = "c-laws-and-policies"
LINE = "line-0000000001"


@pytest.fixture
def pledge(live_server):
    pledge = make_pledge(title="Wells")
    add_party(pledge, "state", "KE", key="party-state")
    pick(pledge, SAFETY)
    pick(pledge, POINTS)
    write(pledge, "objective", "Keep our volunteers safe, in [region].", key="own-volunteers")
    add_resource(pledge, description="Cars", key=LINE)
    return pledge


@pytest.fixture
def member(pledge):
    return make_member(organisation=pledge.organisation)


@pytest.fixture
def window(visit, member) -> Visit:
    return visit(member)


def go(window: Visit, pledge: Pledge, page: str) -> None:
    window.go(f"/pledges/{pledge.reference}/{page}/")


def fresh(pledge: Pledge) -> Pledge:
    return Pledge.objects.get(pk=pledge.pk)


def item(pledge: Pledge, key: str) -> Item:
    return pledge.items.get(key=key)


def test_typing_is_saved_without_a_button_and_only_what_changed_is_sent(window, pledge):
    go(window, pledge, "introduction")
    status = window.page.locator("#saved")
    assert status.inner_text() == ""
    window.page.get_by_label("Introduction").fill("We, the parties,")
    window.page.get_by_label("Introduction").press_sequentially(" meet")
    window.says("Saved")
    assert status.get_attribute("aria-live") == "polite"
    assert fresh(pledge).introduction == "We, the parties, meet"
    [sent] = window.autosaves
    assert sent["changed"] == ["introduction"]
    assert sent["changed-version"] == ["0"]
    assert sent["introduction"] == ["We, the parties, meet"]
    assert not {"opening", "name_parties_in_full"} & set(sent)
    assert window.on_the_device() == ""
    # When they go on, the next save says on which version it is based, and is not announced again
    window.page.get_by_label("Introduction").press_sequentially(" here")
    window.wait_until(lambda: fresh(pledge).introduction.endswith("meet here"))
    window.says("Saved")
    assert window.autosaves[-1]["changed"] == ["introduction"]
    assert window.autosaves[-1]["changed-version"] == ["1"]
    assert status.get_attribute("aria-live") == "off"
    assert Change.objects.filter(pledge=pledge).count() == 2


def test_what_is_typed_before_the_scripts_came_is_saved_too(window, pledge):
    held: list[Route] = []
    window.page.route("**/autosave*.js", lambda route: held.append(route))  # noqa: PLW0108  Playwright wants a function
    window.page.goto(f"{window.base}/pledges/{pledge.reference}/introduction/", wait_until="commit")
    window.page.get_by_label("Introduction").fill("On a slow line")
    window.wait_until(lambda: held)
    held[0].continue_()
    window.says("Saved")
    assert fresh(pledge).introduction == "On a slow line"


def test_typing_on_while_a_save_is_under_way_is_saved_next(window, pledge):
    held: list[Route] = []
    window.page.clock.install()
    go(window, pledge, "introduction")
    window.page.route("**/introduction/", lambda route: held.append(route) if not held else route.continue_())
    field = window.page.get_by_label("Introduction")
    field.fill("One")
    window.page.clock.run_for(2000)
    window.wait_until(lambda: held)
    window.says("Saving…")
    field.fill("One two")
    window.page.clock.run_for(2000)
    let_page_go_on(window)
    assert len(window.autosaves) == 1, "one at a time"
    held[0].continue_()
    window.says("Saved")
    assert [sent["changed"] for sent in window.autosaves] == [["introduction"]] * 2
    assert [sent["changed-version"] for sent in window.autosaves] == [["0"], ["1"]]
    assert fresh(pledge).introduction == "One two"


def test_ticks_and_the_buttons_of_a_list_are_saved(window, pledge):
    go(window, pledge, "objectives")
    window.tick(HARM).check()
    window.tick(SAFETY).uncheck()
    window.says("Saved")
    assert (item(pledge, HARM).chosen, item(pledge, SAFETY).chosen) == (True, False)
    window.tick(SAFETY).check()
    window.wait_until(lambda: item(pledge, SAFETY).chosen)
    sent = window.autosaves[-1]
    assert (sent["changed"], sent["changed-box"], sent["changed-version"]) == (["pick"], [SAFETY], ["1"])
    window.page.reload()
    assert window.tick(HARM).is_checked()


def test_what_goes_with_an_action_is_saved(window, pledge):
    go(window, pledge, f"actions/{THEME}")
    action = window.page.locator(f"#{INFORMATION}")
    window.tick(INFORMATION).check()
    action.get_by_label("Government of Kenya").check()
    action.get_by_label("1. Safety, dignity and rights").check()
    action.get_by_label("Unit or person in charge").fill("Migration unit")
    action.get_by_label("Starts").select_option("2020-01")
    action.get_by_label("Ends").select_option("2021-12")
    window.says("Saved")
    saved = item(pledge, INFORMATION)
    assert saved.chosen
    assert (saved.leads, saved.linked) == (["party-state"], [SAFETY])
    assert (saved.responsible, saved.start, saved.end) == ("Migration unit", "2020-01", "2021-12")
    action.get_by_label("Government of Kenya").uncheck()
    window.wait_until(lambda: not item(pledge, INFORMATION).leads)
    window.page.reload()
    assert action.get_by_label("Unit or person in charge").input_value() == "Migration unit"


def test_indicators_are_saved(window, pledge):
    go(window, pledge, "indicators")
    window.tick(INDICATOR).check()
    window.page.locator(f"#{INDICATOR}-target").fill("3 by 2021")
    window.says("Saved")
    assert item(pledge, INDICATOR).target == "3 by 2021"


def test_every_kind_of_field_of_the_parties_page_is_saved(window, pledge):
    go(window, pledge, "parties")
    window.page.get_by_label("Last year").fill("2025")
    window.page.get_by_label("Language of the pledge text").select_option("fr")
    window.page.get_by_label("Region (optional)").fill("the Upper Nile")
    # The date first: it counts once the pledge is an open one
    window.page.get_by_label("Open until").fill("2024-05-01")
    window.keep()
    window.page.get_by_label("Open: other parties").check()
    window.says("Saved")
    saved = fresh(pledge)
    assert (saved.period_end, saved.language, saved.region) == (2025, "fr", "the Upper Nile")
    assert (saved.openness, str(saved.open_until)) == ("open", "2024-05-01")


def test_checkbox_that_stands_alone_is_saved(window, pledge):
    go(window, pledge, "introduction")
    for ticked in (True, False):
        window.page.get_by_label("Name the parties in full").set_checked(ticked)
        window.wait_until(lambda ticked=ticked: fresh(pledge).name_parties_in_full is ticked)
    window.says("Saved")


def test_amount_that_can_be_read_in_two_ways_is_asked_beside_it_and_answered_by_a_click(window, pledge):
    go(window, pledge, "resources")
    line = window.page.locator(f"#{LINE}")
    line.get_by_label("Amount").fill("12.500")
    expect(line.locator(".field-error")).to_contain_text("can be read as 12\u00a0500 or as 12.50")
    assert line.get_by_label("Amount").input_value() == "12.500"
    line.get_by_role("button", name="12\u00a0500").click()
    window.says("Saved")
    assert pledge.resource_lines.get(key=LINE).amount == 12_500
    expect(line.locator("[data-js-readings], .field-error")).to_have_count(0)
    # What is typed anew is not what was asked
    line.get_by_label("Amount").fill("1,000")
    expect(line.locator("[data-js-readings] button")).to_have_count(2)
    line.get_by_label("Amount").fill("1000 €")
    expect(line.locator("[data-js-readings] button")).to_have_count(0)
    expect(line.get_by_label("Currency")).to_have_value("EUR")
    window.says("Saved")
    saved = pledge.resource_lines.get(key=LINE)
    assert (saved.amount, saved.currency) == (1000, "EUR")


def test_refused_page_is_right_again_once_the_amount_is_answered(window, pledge):
    go(window, pledge, "resources")
    new = window.page.locator(".line:not([data-js-item])")
    key = new.get_attribute("id")
    new.get_by_label("What").fill("Drivers")
    new.get_by_label("Amount").fill("12.500")
    window.follow(window.button("Save and add a line"))
    line = window.page.locator(f"#{key}")
    expect(window.page.locator("#errors li")).to_have_count(1)
    expect(line.locator(".field.problem")).to_have_count(1)
    line.get_by_role("button", name="12\u00a0500").click()
    window.says("Saved")
    expect(window.page.locator("#errors, .field.problem, .field-error")).to_have_count(0)
    # What this page saved before it was refused is no conflict with it
    line.get_by_label("What").fill("Drivers and cars")
    line.get_by_label("Amount").fill("12 600 CHF")
    window.says("Saved")
    line.get_by_label("Amount").fill("12 600 EUR")
    expect(line.get_by_label("Currency")).to_have_value("EUR")
    window.says("Saved")
    saved = pledge.resource_lines.get(key=key)
    assert (saved.description, saved.amount, saved.currency) == ("Drivers and cars", 12_600, "EUR")


def test_summary_of_a_refused_page_keeps_what_is_still_wrong(window, pledge):
    go(window, pledge, "resources")
    line = window.page.locator(f"#{LINE}")
    line.get_by_label("Amount").fill("a lot")
    line.get_by_label("Currency").fill("$")
    window.follow(window.button("Save and add a line"))
    expect(window.page.locator("#errors li")).to_have_count(2)
    line.get_by_label("Currency").fill("CHF")
    expect(window.page.locator("#errors li")).to_have_count(1)
    expect(window.page.locator("#errors")).to_contain_text("no number in digits")
    expect(line.locator(".field.problem")).to_have_count(1)


def test_amount_is_asked_and_answered_without_scripts_too(visit, member, pledge):
    window = visit(member, java_script_enabled=False)
    go(window, pledge, "resources")
    window.page.locator(f"#{LINE}").get_by_label("Amount").fill("$1.000")
    window.follow(window.button("Save and add a line"))
    line = window.page.locator(f"#{LINE}")
    assert line.get_by_label("Amount").input_value() == "$1.000"
    window.follow(line.get_by_role("button", name="1\u00a0000 USD"))
    expect(window.page.locator("#errors, .field.problem, .field-error")).to_have_count(0)
    saved = pledge.resource_lines.get(key=LINE)
    assert (saved.amount, saved.currency) == (1000, "USD")


def test_resource_line_and_the_new_one_are_saved(window, pledge):
    go(window, pledge, "resources")
    old = window.page.locator(f"#{LINE}")
    old.get_by_label("Amount").fill("1 200")
    new = window.page.locator(".line:not([data-js-item])")
    key = new.get_attribute("id")
    new.get_by_label("Kind").select_option("human")  # the first field of a line that says nothing yet
    window.keep()
    new.get_by_label("What").fill("Drivers")
    window.says("Saved")
    added = pledge.resource_lines.get(key=key)
    assert (added.kind, added.description) == ("human", "Drivers")
    assert pledge.resource_lines.get(key=LINE).amount == 1200
    # When its kind is changed once more, that is no conflict with oneself
    new.get_by_label("Kind").select_option("material")
    new.get_by_label("Who provides it").fill("The Government")
    window.wait_until(lambda: pledge.resource_lines.get(key=key).provider == "The Government")
    assert pledge.resource_lines.get(key=key).kind == "material"
    window.says("Saved")
    window.follow(window.button("Save and add a line"))
    expect(window.page.locator(".line[data-js-item]")).to_have_count(2)
    assert pledge.resource_lines.count() == 2


def test_line_that_was_taken_out_comes_back_when_it_is_wanted_again(window, pledge):
    go(window, pledge, "resources")
    remove = window.page.locator(f"#{LINE}").get_by_label("Take this line out")
    remove.check()
    window.wait_until(lambda: not pledge.resource_lines.exists())
    window.says("Saved")
    remove.uncheck()
    window.wait_until(pledge.resource_lines.exists)
    assert pledge.resource_lines.get().description == "Cars"


def test_item_party_and_blanks_are_saved_on_their_pages(window, pledge):
    go(window, pledge, "items/own-volunteers")
    window.page.get_by_label("Wording").fill("Keep everybody safe, in [region].")
    window.says("Saved")
    assert item(pledge, "own-volunteers").text == "Keep everybody safe, in [region]."
    go(window, pledge, "parties/party-state")
    window.page.get_by_label("Focal point: name").fill("Ms. Wanjiru")
    window.says("Saved")
    assert pledge.parties.get().focal_name == "Ms. Wanjiru"
    go(window, pledge, "blanks")
    window.page.locator(f"[name={field_name('[region]')}]").fill("the north")
    window.says("Saved")
    assert fresh(pledge).blank_fillings == {"[region]": "the north"}


def test_wording_is_saved_in_the_list(window, pledge):
    go(window, pledge, "objectives")
    window.tick(HARM).check()
    window.page.locator(f"#{HARM}").get_by_role("button", name="Reword").click()
    wording = window.page.locator(f"#{HARM}-text")
    wording.fill("Do no harm.")
    window.wait_until(lambda: item(pledge, HARM).text == "Do no harm.")
    window.says("Saved")
    # When it is closed with something that the server refuses, and opened again, it is there still
    wording.fill("x" * 101)
    window.keep()
    for _ in range(2):
        window.page.locator(f"#{HARM}").get_by_role("button", name="Reword").click()
    expect(wording).to_be_visible()
    assert wording.input_value() == "x" * 101
    assert "x" * 101 in window.on_the_device()


def test_own_wording_is_kept_and_comes_into_the_pledge_when_the_page_is_saved(window, pledge):
    go(window, pledge, "actions/own")
    window.page.get_by_label("Under which heading?").fill("volunteers")
    window.keep()
    window.page.get_by_label("Write your own").fill("Train them.")
    window.keep()
    [own] = pledge.items.filter(kind="action", clause=None)
    assert (own.text, own.theme_name, own.chosen) == ("Train them.", "Volunteers", False)
    window.follow(window.button("Add it"))
    expect(window.page.locator(".clause .checkbox")).to_be_checked()
    [own] = pledge.items.filter(kind="action", clause=None)
    assert (own.text, own.theme_name, own.chosen) == ("Train them.", "Volunteers", True)


def test_own_wording_that_is_emptied_again_is_nothing(window, pledge):
    go(window, pledge, "objectives")
    for text in ("Dig wells", ""):
        window.page.get_by_label("Write your own").fill(text)
        window.keep()
    window.save()
    window.page.get_by_label("Find a clause").wait_for()
    assert not pledge.items.filter(chosen=True, text="").exists()
    assert "" not in [text.strip() for text in window.page.locator(".clause .wording").all_inner_texts()]


REFUSED = {
    "control character": ("introduction", "Introduction", "a\x07b", "Give us time."),
    "reordering": ("introduction", "Introduction", "a\u202eb", "Give us time."),
    "too long": ("parties", "Title of the pledge", "wells " * 40, "Wells"),
    "unbroken": ("parties", "Title of the pledge", "w" * 101, "Wells for all"),
    "end before start": ("parties", "Last year", "1999", "2024"),
    "no number": ("resources", "Amount", "a lot", "12"),
    "brackets in a name": ("parties/party-state", "Name within a sentence", "The [Government]", "The Government"),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_refused_field_says_why_and_keeps_what_was_typed_and_the_others_are_saved(window, pledge, wrong):
    page, label, typed, right = REFUSED[wrong]
    others = {
        "introduction": "Opening sentence",
        "parties": "Region (optional)",
        "resources": "In your own words",
        "parties/party-state": "Focal point: name",
    }
    go(window, pledge, page)
    field, other = window.page.get_by_label(label).first, window.page.get_by_label(others[page])
    field.evaluate("(field, typed) => { field.value = typed }", typed)  # past what a keyboard has
    field.dispatch_event("input")
    other.fill("the Upper Nile")
    window.keep()
    # Then the field says why, and has what was typed
    why = window.page.locator(".field", has=field).locator("> .field-error")
    expect(why).to_have_count(1)
    assert len(why.inner_text()) > 20
    assert field.get_attribute("aria-invalid") == "true"
    assert field.input_value() == typed
    window.says(re.compile(re.escape(why.inner_text()) + " Kept on this device.$"))
    assert len(window.on_the_device()) > len(typed)
    # And the other one is saved
    version = fresh(pledge).version_of(page.split("/")[0])
    assert version == 1
    # When the other one is changed, the page doesn't say that all is saved
    other.fill("the whole Upper Nile")
    window.keep()
    assert fresh(pledge).version_of(page.split("/")[0]) == 2
    window.says(re.compile("Kept on this device.$"))
    # When it is put right, everything is saved
    field.fill(right)
    window.says("Saved")
    expect(why).to_have_count(0)
    assert field.get_attribute("aria-invalid") is None
    assert window.on_the_device() == ""
    assert fresh(pledge).version_of(page.split("/")[0]) == 2 + (
        field.get_attribute("name") != "title" or right != "Wells"
    )


def test_field_that_was_wrong_beside_another_is_saved_when_that_one_is_put_right(window, pledge):
    go(window, pledge, "parties")
    window.page.get_by_label("Last year").fill("2010")
    window.keep()
    expect(window.page.locator(".field-error")).to_have_count(1)
    window.page.get_by_label("First year").fill("2005")
    window.says("Saved")
    expect(window.page.locator(".field-error")).to_have_count(0)
    saved = fresh(pledge)
    assert (saved.period_start, saved.period_end) == (2005, 2010)


def test_refused_page_sends_all_that_it_had_sent_once_more(window, pledge):
    """Even where this device keeps nothing of it."""
    go(window, pledge, "parties")
    window.page.evaluate("localStorage['pb-keep'] = 'no'")
    window.page.route("**/parties/", lambda route: route.abort() if is_autosave(route) else route.continue_())
    window.page.get_by_label("Region (optional)").fill("the Upper Nile")
    window.page.get_by_label("Title of the pledge").fill("w" * 101)
    with window.page.expect_navigation():
        window.page.evaluate("document.querySelector('form[data-js-person]').submit()")
    window.page.unroute_all()
    assert window.status == 422
    assert window.page.get_by_label("Region (optional)").input_value() == "the Upper Nile"
    window.page.get_by_label("Title of the pledge").fill("Water")
    window.save()
    saved = fresh(pledge)
    assert (saved.title, saved.region) == ("Water", "the Upper Nile")
    window.complaints.clear()  # the browser's own line about the save that was cut


def let_page_go_on(window: Visit) -> None:
    """Return when the page has done all that it had to do so far, answers that came included, but no timers."""
    window.page.evaluate("""() => new Promise(done => {
        const channel = new MessageChannel();
        channel.port1.onmessage = done;
        channel.port2.postMessage("after all that waits");
    })""")


def is_autosave(route: Route) -> bool:
    return route.request.headers.get("accept") == "application/json"


def test_network_that_is_cut_and_comes_back(window, pledge):
    go(window, pledge, "introduction")
    window.context.set_offline(True)
    window.page.get_by_label("Introduction").fill("Typed in a tunnel")
    window.says("Offline. Kept on this device.")
    assert "Typed in a tunnel" in window.on_the_device()
    # When they press Save, the page and its texts stay
    window.button("Save and continue").click()
    window.keep()
    window.says("Offline. Kept on this device.")
    assert window.page.get_by_label("Introduction").input_value() == "Typed in a tunnel"
    window.context.set_offline(False)
    window.says("Saved")
    assert fresh(pledge).introduction == "Typed in a tunnel"
    assert window.on_the_device() == ""
    window.complaints.clear()  # the browser's own lines about the connection


NOTE_REQUESTS = """
    window.triedAt = [];
    window.unanswered = 0;
    const ask = window.fetch;
    window.fetch = (address, options) => {
        if (options?.headers?.Accept === "application/json") window.triedAt.push(Date.now() / 1000);
        window.unanswered += 1;
        return ask(address, options).finally(() => { window.unanswered -= 1; });
    };
"""
"""Notes when a page tried to save, by its own clock, and how many of its requests are on their way"""


IN_TROUBLE = {"status": 502, "body": "<h1>Trouble</h1>", "content_type": "text/html"}
WITHOUT_DATABASE = {"status": 503, "body": '{"wait": "The site can’t save."}', "content_type": "application/json"}


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (IN_TROUBLE, "Offline."),
        ({**IN_TROUBLE, "status": 429}, "Offline."),
        (WITHOUT_DATABASE, "The site can’t save."),
    ],
)
def test_server_in_trouble_is_asked_again_after_ever_longer_pauses(window, pledge, trouble, says):
    window.page.clock.install()
    window.page.add_init_script(NOTE_REQUESTS)
    go(window, pledge, "introduction")
    window.page.route(
        "**/introduction/",
        lambda route: route.fulfill(**trouble),
    )
    window.page.get_by_label("Introduction").fill("Patience")
    for _ in range(150):
        window.page.clock.run_for(2000)
        # The page's clock stands still while an answer is on its way: that takes real time, on a busy machine much.
        window.wait_until(lambda: window.page.evaluate("unanswered") == 0)
        let_page_go_on(window)
    tries = window.page.evaluate("triedAt")
    pauses = [later - sooner for sooner, later in pairwise(tries)]
    assert 6 < len(pauses) < 16
    assert pauses[0] <= 5
    assert pauses[3] >= 10
    assert max(pauses) <= 80
    assert min(pauses[6:]) >= 40
    window.says(f"{says} Kept on this device.")
    window.page.unroute_all()

    def is_saved_later() -> bool:
        window.page.clock.run_for(2000)
        return not window.on_the_device()

    window.wait_until(is_saved_later)
    window.says("Saved")
    assert fresh(pledge).introduction == "Patience"
    window.complaints.clear()  # the browser's own lines about the status


def test_more_than_a_request_may_hold_gets_a_clear_message_and_stays_on_the_device(window, pledge):
    go(window, pledge, "introduction")
    huge = "All work and no play. " * 30_000
    window.page.get_by_label("Introduction").evaluate("(field, huge) => { field.value = huge }", huge)
    window.page.get_by_label("Introduction").dispatch_event("input")
    window.page.get_by_label("Opening sentence").fill("We pledge:")
    window.says("Too long to be saved at once. Kept on this device.")
    # Then what is not too long is saved all the same
    assert fresh(pledge).opening == "We pledge:"
    window.page.get_by_label("Opening sentence").fill("We pledge all this:")
    window.wait_until(lambda: fresh(pledge).opening == "We pledge all this:")
    window.says("Too long to be saved at once. Kept on this device.")
    assert len(window.on_the_device()) > len(huge)
    window.page.get_by_label("Introduction").fill("All work.")
    window.says("Saved")
    assert fresh(pledge).introduction == "All work."


def test_pledge_that_is_full_takes_nothing_more_and_the_rest_is_saved(window, pledge):
    for number in range(29):
        write(pledge, "indicator", "word " * 660, key=f"own-{number}")
    go(window, pledge, "introduction")
    window.page.get_by_label("Introduction").fill("too much " * 800)
    window.page.get_by_label("Name the parties in full").check()
    window.says(re.compile("Shorten it.*Kept on this device.$"))
    window.wait_until(lambda: fresh(pledge).name_parties_in_full)
    assert "too much" not in fresh(pledge).introduction
    assert "too much" in window.on_the_device()


def test_pledge_that_is_no_draft_any_more_is_not_changed(window, pledge):
    go(window, pledge, "introduction")
    Pledge.objects.update(status=Pledge.Status.SUBMITTED)
    window.page.get_by_label("Introduction").fill("Too late")
    window.says("You may not change this any more. Kept on this device.")
    assert fresh(pledge).introduction != "Too late"
    assert "Too late" in window.on_the_device()


@pytest.mark.parametrize("way", ["a section in the menu", "the logo", "a Save button", "a command"])
def test_leaving_waits_for_the_save(window, pledge, way):
    go(window, pledge, "parties")
    held: list[Route] = []
    window.page.route(
        "**/parties/", lambda route: route.continue_() if held or not is_autosave(route) else held.append(route)
    )
    window.page.get_by_label("Title of the pledge").fill("Typed and gone")
    match way:
        case "a section in the menu":
            window.page.get_by_text("Sections", exact=True).click()
            window.page.get_by_role("link", name="2. Introduction").click(no_wait_after=True)
            leads_to = "**/introduction/"
        case "the logo":
            window.page.get_by_role("link", name="Pledgebuilder, start page").click(no_wait_after=True)
            leads_to = window.base + "/pledges/"
        case "a Save button":
            window.button("Save and continue").click(no_wait_after=True)
            leads_to = "**/introduction/"
        case "a command":
            window.page.locator("[name=change]").click(no_wait_after=True)
            leads_to = "**/party-state/"
    window.wait_until(lambda: held)
    assert window.path.endswith("/parties/"), "it waits"
    held[0].continue_()
    window.page.wait_for_url(leads_to)
    assert fresh(pledge).title == "Typed and gone"
    assert window.on_the_device() == ""


def test_closing_the_tab_saves(window, pledge):
    go(window, pledge, "introduction")
    window.page.get_by_label("Introduction").fill("Good night")
    window.page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    window.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    window.page.close()
    other = window.another_tab()
    other.wait_until(lambda: fresh(pledge).introduction == "Good night")
    go(other, pledge, "introduction")
    expect(other.page.locator("#recover")).to_be_hidden()


def test_who_else_is_here_is_said(visit, pledge, member):
    amina = make_user("amina@example.org", name="Amina Wanjiru")
    add_member(pledge.organisation, amina)
    go(visit(amina), pledge, "introduction")
    window = visit(member)
    go(window, pledge, "introduction")
    readers = window.page.locator("#readers")
    expect(readers).to_have_text("Amina is reading this section.")
    go(window, pledge, "parties")
    expect(readers).to_be_hidden()
    # When she comes while one types, the next save says so
    go(window, pledge, "resources")
    go(visit(amina), pledge, "resources")
    expect(readers).to_be_hidden()
    window.page.get_by_label("In your own words").fill("Half each.")
    expect(readers).to_have_text("Amina is reading this section.")


def test_what_a_colleague_changed_elsewhere_on_the_page_is_kept_and_said(window, pledge):
    amina = make_user("amina@example.org", name="Amina Wanjiru")
    go(window, pledge, "introduction")
    save_fields(pledge, "introduction", {"opening": "Amina's words:"}, by=amina)
    window.page.get_by_label("Introduction").fill("Mine")
    window.says("Saved")
    merged = window.page.locator("#merged")
    expect(merged).to_contain_text("Amina Wanjiru also changed this section. Both your changes are kept.")
    window.follow(merged.get_by_role("link"))
    assert window.page.get_by_label("Opening sentence").input_value() == "Amina's words:"
    assert window.page.get_by_label("Introduction").input_value() == "Mine"


def test_name_that_is_pasted_with_an_address_stands_in_its_own_box(window, pledge):
    go(window, pledge, "parties/party-state")
    window.page.get_by_label("Focal point: e-mail address").fill("Amina Otieno <amina@example.org>")
    window.says("Saved")
    expect(window.page.get_by_label("Focal point: name")).to_have_value("Amina Otieno")
    party = pledge.parties.get()
    assert (party.focal_name, party.focal_email) == ("Amina Otieno", "amina@example.org")
    assert window.on_the_device() == ""
