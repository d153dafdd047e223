"""Rows of the paper, lines and parties move by button, by dragging, by keyboard alone and without JavaScript."""

from __future__ import annotations

import pytest

from commitments import document
from commitments.models import Pledge, menu
from tests.factories import add_party, add_resource, make_member, make_pledge, pick, write

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
    rows = window.page.locator(".box-a .printed-items > li[data-js-item]:not([hidden])").all()
    return [row.get_attribute("data-js-item") for row in rows]


def stored(pledge) -> list[str]:
    return [item.key for item in pledge.items.filter(chosen=True)]


def button(window, key: str, way: str):
    return window.page.locator(f'button[name="move-{way}"][value="{key}"]')


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
    assert [(item.text, item.chosen) for item in pledge.items.filter(clause=None)] == [("Half a sen", False)]
    window.page.get_by_label("Write your own").fill("Half a sentence more.")
    window.save()
    assert [(item.text, item.chosen) for item in pledge.items.filter(clause=None)] == [("Half a sentence more.", True)]


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


def test_row_that_may_not_be_moved_any_more_shows_what_the_server_says(window, pledge):
    Pledge.objects.update(status=Pledge.Status.SUBMITTED)
    button(window, ACCESS, "up").click()
    window.page.get_by_role("heading", name="You can read this, but not change it").wait_for()
    assert window.status == 403
    assert stored(pledge) == ALL


def test_row_that_is_moved_when_signed_out_is_moved_after_signing_in(window, pledge, member):
    window.context.clear_cookies(name="sessionid")
    button(window, ACCESS, "up").click()
    window.page.get_by_role("heading", name="Not saved yet").wait_for()
    assert stored(pledge) == ALL
    window.sign_in(member)
    window.button("Save what I typed").click()
    window.page.wait_for_url(f"**#paper-{ACCESS}")
    assert stored(pledge) == [SAFETY, ACCESS, HARM]


def test_what_is_refused_stays_on_the_page_when_a_row_is_moved(window, pledge):
    own = window.page.get_by_label("Write your own")
    own.fill("x" * 101)
    button(window, ACCESS, "up").click()
    settle(window)
    assert order(window) == stored(pledge) == [SAFETY, ACCESS, HARM]
    assert own.input_value() == "x" * 101
    assert window.page.locator(".field-error").inner_text().startswith("The text has 101 characters without a space")


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
    window.follow(button(window, ACCESS, "up"))
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


@pytest.fixture
def lines(pledge):
    """The keys of three resource lines: A, B, C."""
    return [add_resource(pledge, description=name, key=f"line-000000000{name.lower()}").key for name in "ABC"]


def descriptions(pledge) -> str:
    return "".join(line.description for line in pledge.resource_lines.all())


def shown_lines(window) -> list[tuple[str, str, str]]:
    """Each line's number, its description, and what its button says."""
    return [
        (
            line.locator("legend").inner_text(),
            line.locator('[name$="-description"]').input_value(),
            line.locator('button[name="move-up"]').inner_text().split(": ")[1],
        )
        for line in window.page.locator(".line[data-js-item]").all()
    ]


def test_resource_line_moves_without_javascript_and_its_button_has_the_focus(visit, pledge, member, lines):
    window = visit(member, java_script_enabled=False)
    window.go(f"/pledges/{pledge.reference}/resources/")
    window.page.get_by_label("In your own words").fill("Half a sentence")
    window.page.locator(f"#{lines[2]}-up").press("Enter")
    window.page.wait_for_url(f"**/#{lines[2]}-up")
    assert window.page.locator(f"#{lines[2]}-up:focus").inner_text().split(": ")[1] == "line 2 of 3"
    assert descriptions(pledge) == "ACB"
    pledge.refresh_from_db()
    assert pledge.resources_text == "Half a sentence"


@pytest.fixture
def resources(visit, pledge, member, lines):
    window = visit(member)
    window.go(f"/pledges/{pledge.reference}/resources/")
    return window


def test_resource_line_moves_in_place_with_what_is_typed_in_it(resources, pledge, lines):
    window = resources
    window.page.get_by_label("In your own words").fill("Half a sentence")
    window.page.locator(f"#id_{lines[2]}-description").fill("Cars")
    window.page.evaluate("isTheSamePage = true")
    up = button(window, lines[2], "up")
    up.press("Enter")
    assert said(window) == "Moved to position 2 of 3."
    assert up.evaluate("button => button === document.activeElement")
    assert up.is_visible()
    settle(window)
    assert shown_lines(window) == [
        ("Line 1", "A", "line 1 of 3"),
        ("Line 2", "Cars", "line 2 of 3"),
        ("Line 3", "B", "line 3 of 3"),
    ]
    assert descriptions(pledge) == "ACarsB"
    # And the paper follows
    assert window.page.locator(".resources tbody td:nth-child(2)").all_inner_texts() == ["A", "Cars", "B"]
    assert "Half a sentence" in window.paper()
    up.press("Enter")
    up.press("Enter")
    assert said(window) == "This is the first of 3."
    assert up.get_attribute("aria-disabled") == "true"
    settle(window)
    assert descriptions(pledge) == "CarsAB"
    assert window.page.evaluate("isTheSamePage")


def test_resource_line_is_dragged_by_its_number_and_escape_puts_it_back(resources, pledge, lines):
    window = resources
    legend = window.page.locator(f"#{lines[1]} legend")

    def drag() -> None:
        legend.scroll_into_view_if_needed()
        box = legend.bounding_box()
        window.page.mouse.move(box["x"] + 30, box["y"] + 8)
        window.page.mouse.down()
        box = window.page.locator(f"#{lines[0]}").bounding_box()
        window.page.mouse.move(box["x"] + 30, box["y"] + 20, steps=12)

    drag()
    assert [description for _, description, _ in shown_lines(window)] == ["B", "A", "C"]
    window.page.keyboard.press("Escape")
    window.page.mouse.up()
    assert [description for _, description, _ in shown_lines(window)] == ["A", "B", "C"]
    drag()
    window.page.mouse.up()
    assert said(window) == "Moved to position 1 of 3."
    settle(window)
    assert descriptions(pledge) == "BAC"
    assert shown_lines(window)[0] == ("Line 1", "B", "line 1 of 3")


def test_resource_lines_go_back_without_a_connection(resources, pledge, lines):
    window = resources
    before = shown_lines(window)
    window.context.set_offline(True)
    button(window, lines[0], "down").click()
    settle(window)
    assert said(window) == "No connection: everything is where it was. Try again later."
    assert shown_lines(window) == before
    assert descriptions(pledge) == "ABC"
    window.complaints.clear()  # the browser's own line about the connection


def test_line_that_is_to_be_taken_out_does_not_count(resources, pledge, lines):
    window = resources
    window.page.locator(f"#id_{lines[0]}-remove").check()
    button(window, lines[2], "up").click()
    assert said(window) == "Moved to position 1 of 2."
    settle(window)
    assert descriptions(pledge) == "CB"


def test_parties_move_in_place_and_the_paper_names_them_in_order(visit, pledge, member):
    for code in ("KE", "UG"):
        add_party(pledge, "national_society", code)
    window = visit(member)
    window.go(f"/pledges/{pledge.reference}/parties/")
    window.page.get_by_label("Title of the pledge").fill("Wells for all")
    down = window.page.get_by_role("button", name="Move down: Kenya Red Cross Society")
    down.press("Enter")
    assert said(window) == "Moved to position 2 of 2."
    assert down.evaluate("button => button === document.activeElement")
    down.press("Enter")
    assert said(window) == "This is the last of 2."
    settle(window)
    assert [party.code for party in pledge.parties.all()] == ["UG", "KE"]
    names = window.page.locator(".pledge-parties li").all_inner_texts()
    assert [name.removeprefix("The ") for name in names] == ["Uganda Red Cross Society", "Kenya Red Cross Society"]
    # What is typed goes on showing on the paper that was drawn anew
    window.page.get_by_label("Title of the pledge").fill("Wells for everybody")
    assert window.page.locator(".pledge-title").inner_text() == "Wells for everybody"


def test_actions_and_indicators_are_moved_and_numbered_anew(visit, pledge, member):
    window = visit(member)
    for kind, slug in (("action", "actions/own"), ("indicator", "indicators")):
        first, second = (write(pledge, kind, name, key=f"{kind}-{name}") for name in ("one", "two"))
        window.go(f"/pledges/{pledge.reference}/{slug}/")
        button(window, second.key, "up").click()
        assert said(window) == "Moved to position 1 of 2."
        settle(window)
        assert [item.key for item in pledge.items.filter(kind=kind)] == [second.key, first.key]


def test_addition_is_dragged_within_its_sentence_and_escape_puts_it_back(window, pledge):
    first, second, third = "a-gcr-responsibility-sharing", "a-gcr-durable-solutions", "a-gcr-locally-led-action"
    window.tick(first).check()
    grips = window.page.locator(f"#paper-{REFUGEES} .grip:visible")
    assert grips.count() == 1  # of the objective: one addition alone has no order
    for key in (second, third):
        window.tick(key).check()
    shown = window.page.locator("[data-js-addition]:not([hidden])")
    start = [each.get_attribute("data-js-item") for each in shown.all()]

    def drag() -> None:
        grip = window.page.locator(f'[data-js-item="{start[2]}"] > .grip')
        grip.scroll_into_view_if_needed()
        box = grip.bounding_box()
        window.page.mouse.move(box["x"] + 3, box["y"] + 8)
        window.page.mouse.down()
        box = window.page.locator(f'[data-js-item="{start[0]}"] > .grip').bounding_box()
        window.page.mouse.move(box["x"] + 2, box["y"] + 8, steps=15)

    drag()
    assert [each.get_attribute("data-js-item") for each in shown.all()] == [start[2], *start[:2]]
    window.page.keyboard.press("Escape")
    window.page.mouse.up()
    assert [each.get_attribute("data-js-item") for each in shown.all()] == start
    drag()
    window.page.mouse.up()
    assert said(window) == "Moved to position 1 of 3."
    sentence = window.page.locator(f"#paper-{REFUGEES} > div").inner_text()
    settle(window)
    assert sentence == document.build(pledge).objectives[-1].sentence
    assert stored(pledge)[-3:] == [start[2], *start[:2]]


@pytest.fixture
def own_action(pledge) -> str:
    """The key of an own action under detention, after a clause; another stands under an own heading."""
    pick(pledge, "b-detention-draw-on-expertise")
    write(pledge, "action", "Dig wells", key="own-wells", theme_name="Water")
    theme = pledge.items.get(kind="action", key="b-detention-draw-on-expertise").theme
    return write(pledge, "action", "Visit", key="own-visit", theme=theme).key


def numbered(window) -> list[str]:
    return [each.inner_text() for each in window.page.locator("#plan .action .item-number").all()]


def test_own_action_moves_by_button_to_the_next_theme_and_is_numbered_anew(visit, pledge, member, own_action):
    window = visit(member)
    window.go(f"/pledges/{pledge.reference}/actions/")
    before = numbered(window)
    down = button(window, own_action, "down")
    down.press("Enter")
    themes = menu(pledge.model_text).themes
    after = themes[[theme.slug for theme in themes].index("b-detention") + 1]
    assert said(window) == f"{after.title}: Moved to position 1 of 1."
    settle(window)
    assert numbered(window) == [before[0], f"{after.number}.1", before[2]]
    assert window.page.evaluate("document.activeElement.id") == f"{own_action}-down"
    pledge.items.get(key=own_action, theme=after)
    # A clause stays in its theme, on whose page it has its buttons
    assert button(window, "b-detention-draw-on-expertise", "up").count() == 0


def test_own_action_is_dragged_to_another_theme(visit, pledge, member, own_action):
    window = visit(member)
    window.go(f"/pledges/{pledge.reference}/actions/")
    row = window.page.locator(f'.action[data-js-item="{own_action}"]')
    wells = window.page.locator('.action[data-js-item="own-wells"]')

    def drag() -> None:
        row.locator(".item-number").scroll_into_view_if_needed()
        box = row.locator(".grip").bounding_box()
        window.page.mouse.move(box["x"] + 8, box["y"] + 8)
        window.page.mouse.down()
        for step in range(200):  # at its lower edge the page scrolls; and what is left behind closes up
            window.page.mouse.move(box["x"] + 8, min(wells.bounding_box()["y"] + 4, 888 + step % 2))

    drag()
    assert window.page.locator('[data-js-slot="own:Water"] .action').first.get_attribute("data-js-item") == own_action
    window.page.keyboard.press("Escape")
    window.page.mouse.up()
    assert window.page.locator('[data-js-slot="theme:b-detention"] .action').count() == 2
    drag()
    window.page.mouse.up()
    assert said(window) == "Water: Moved to position 1 of 2."
    settle(window)
    assert [item.key for item in pledge.items.filter(theme_name="Water")] == [own_action, "own-wells"]
    assert numbered(window)[1:] == ["8.1", "8.2"]


def test_own_action_changes_its_theme_without_javascript(visit, pledge, member, own_action):
    window = visit(member, java_script_enabled=False)
    window.go(f"/pledges/{pledge.reference}/actions/")
    button(window, own_action, "down").press("Enter")
    window.page.wait_for_url(f"**/#{own_action}-down")
    assert window.page.locator(f"#{own_action}-down:focus").count() == 1
    assert pledge.items.get(key=own_action).theme.slug != "b-detention"


def test_plan_goes_back_without_a_connection(visit, pledge, member, own_action):
    window = visit(member)
    window.go(f"/pledges/{pledge.reference}/actions/")
    before = numbered(window)
    window.context.set_offline(True)
    button(window, own_action, "down").press("Enter")
    settle(window)
    assert said(window).endswith("No connection: everything is where it was. Try again later.")
    assert window.page.locator('[data-js-slot="theme:b-detention"] .action').count() == 2
    assert numbered(window) == before
    window.complaints.clear()
