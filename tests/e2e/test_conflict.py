"""Two people change the same text: both texts are shown, whoever comes second says what the pledge shall say."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, expect

from commitments.models import Change, Pledge
from commitments.text.blanks import field_name
from tests.e2e.visit import Visit
from tests.factories import add_member, add_party, add_resource, make_pledge, make_user, pick, write

pytestmark = pytest.mark.e2e
SAFETY = "a-safety-dignity-rights"
THEME = "b-rescue-and-services"
POINTS = f"{THEME}-humanitarian-service-points"
LINE = "line-0000000001"
SCRIPTS = [True, False]


@pytest.fixture
def pledge(live_server):
    pledge = make_pledge(title="Wells", introduction="As it was", opening="We pledge:")
    add_party(pledge, "state", "KE", key="party-state")
    pick(pledge, SAFETY)
    pick(pledge, POINTS)
    write(pledge, "objective", "Keep them safe in [region].", key="own-0000000001")
    add_resource(pledge, description="Cars", key=LINE)
    return pledge


@pytest.fixture
def amina(pledge):
    return person(pledge, "amina@example.org", "Amina Wanjiru")


@pytest.fixture
def joseph(pledge):
    return person(pledge, "joseph@example.org", "Joseph Otieno")


def person(pledge: Pledge, email: str, name: str):
    user = make_user(email, name=name)
    add_member(pledge.organisation, user)
    return user


def go(window: Visit, pledge: Pledge, page: str = "introduction") -> None:
    window.go(f"/pledges/{pledge.reference}/{page}/")


def clash(visit, pledge, amina, joseph, *, theirs: str, mine: str, is_scripted: bool) -> Visit:
    """Let Amina and Joseph write another introduction each, and return Joseph's window."""
    window, hers = visit(joseph, java_script_enabled=is_scripted), visit(amina, java_script_enabled=False)
    write_both(window, hers, pledge, theirs=theirs, mine=mine, is_scripted=is_scripted)
    return window


def write_both(
    window: Visit,
    hers: Visit,
    pledge: Pledge,
    *,
    theirs: str,
    mine: str,
    is_scripted: bool,
    page: str = "introduction",
    name: str = "introduction",
) -> None:
    """Save her words; then save others in a window that was opened before. It shows the page of the conflict."""
    for each, words in ((window, None), (hers, theirs)):
        go(each, pledge, page)
        if words is not None:
            each.page.locator(f'[name="{name}"]').fill(words)
            save(each)
    window.page.locator(f'[name="{name}"]').fill(mine)
    if is_scripted:
        window.says("Not yet merged. Kept on this device.")
        window.follow(window.button("Compare the two texts"))
    else:
        save(window)
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Two people changed the same text")
    assert window.status == 409


def save(window: Visit) -> None:
    """Press the page's first button, as Enter does."""
    with window.page.expect_navigation():
        window.page.locator("form:has(main) > button[type=submit]").first.dispatch_event("click")


def marked(window: Visit, tag: str) -> list[str]:
    """What the page marks as added (ins) or removed (del), without the word that says so to who can't see it."""
    texts = window.page.locator(f"fieldset.conflict {tag}").all_inner_texts()
    return [text.split("\n", 1)[1] for text in texts]


def choose(window: Visit, label: str) -> None:
    window.page.get_by_label(label, exact=True).check()
    window.follow(window.button("Save what I chose"))
    expect(window.page.locator(".messages")).to_have_text("Saved as you chose.")


@pytest.mark.parametrize("is_scripted", SCRIPTS)
@pytest.mark.parametrize(
    ("label", "outcome"),
    [
        ("Take what Amina Wanjiru wrote", "Hers"),
        ("Take what you wrote", "Mine"),
        ("Write a third wording", "Hers, and mine"),
    ],
)
def test_each_choice_gives_what_it_says(visit, pledge, amina, joseph, label, outcome, is_scripted):
    window = clash(visit, pledge, amina, joseph, theirs="Hers", mine="Mine", is_scripted=is_scripted)
    # Given both texts, each with what it changed, and what it said before
    shown = window.page.locator("fieldset.conflict")
    assert marked(window, "ins") == ["Hers", "Mine"]
    assert marked(window, "del") == ["As it was"] * 2
    assert shown.locator("details").text_content().strip().endswith("As it was")
    assert Pledge.objects.get().introduction == "Hers", "nothing is written before it is chosen"
    # When one is chosen
    third = window.page.get_by_label("The third wording")
    assert third.input_value() == "Mine"
    third.fill("Hers, and mine")
    choose(window, label)
    # Then the pledge says that, and what stood there before is kept
    assert Pledge.objects.get().introduction == outcome
    assert window.page.get_by_label("Introduction").input_value() == outcome
    before = [change.before["introduction"] for change in Change.objects.filter(before__has_key="introduction")]
    assert before == (["As it was"] if outcome == "Hers" else ["As it was", "Hers"])
    if is_scripted:
        window.wait_until(lambda: window.on_the_device() == "")  # the scripts come after the page
        expect(window.page.locator("#recover")).to_be_hidden()


@pytest.mark.parametrize("is_scripted", SCRIPTS)
def test_scripts_and_tags_in_texts_are_text(visit, pledge, amina, joseph, is_scripted):
    theirs = "</textarea><script>alert('hers')</script><b>hers</b> & hers"
    mine = "</textarea></p><img src=x onerror=\"alert('mine')\"> & 'mine'"
    window = clash(visit, pledge, amina, joseph, theirs=theirs, mine=mine, is_scripted=is_scripted)
    said: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    window.page.on("dialog", dismiss)
    shown = window.page.locator("fieldset.conflict")
    assert marked(window, "ins") == [theirs, mine]
    assert shown.locator("script, img, b").count() == 0
    assert window.page.get_by_label("The third wording").input_value() == mine
    choose(window, "Take what you wrote")
    assert Pledge.objects.get().introduction == mine
    assert said == []


EVERY_PAGE = [
    ("parties", "title", "Deep wells", "Clean wells"),
    ("parties", "period_end", "2024", "2025"),
    ("parties", "region", "the Upper Nile", "the Lower Nile"),
    ("parties/party-state", "focal_name", "Mr. Hers", "Ms. Mine"),
    ("items/own-0000000001", "text", "Keep all safe in [region].", "Keep many safe in [region]."),
    (f"actions/{THEME}", f"{POINTS}-responsible", "Her unit", "My unit"),
    ("resources", f"{LINE}-description", "Lorries", "Bicycles"),
    ("resources", f"{LINE}-amount", "12.50", "900.25"),
    ("blanks", field_name("[region]"), "the north", "the south"),
]


@pytest.mark.long
@pytest.mark.parametrize("is_scripted", SCRIPTS)
def test_conflict_is_settled_on_every_page(visit, pledge, amina, joseph, is_scripted):
    window, hers = visit(joseph, java_script_enabled=is_scripted), visit(amina, java_script_enabled=False)
    for number, (page, name, theirs, mine) in enumerate(EVERY_PAGE, start=1):
        write_both(window, hers, pledge, theirs=theirs, mine=mine, is_scripted=is_scripted, page=page, name=name)
        assert marked(window, "ins")[-1] in mine
        choose(window, "Take what you wrote")
        go(window, pledge, page)
        assert window.page.locator(f'[name="{name}"]').input_value() == mine
        assert Change.objects.count() == 2 * number


def test_wording_in_the_list_is_settled(visit, pledge, amina, joseph):
    window, hers = visit(joseph), visit(amina)
    for each, words in ((window, "Mine."), (hers, "Hers.")):
        go(each, pledge, "objectives")
        each.page.locator(f"#{SAFETY}").get_by_role("button", name="Reword").click()
        each.page.locator(f"#{SAFETY}-text").wait_for()
        each.page.locator(f"#{SAFETY}-text").evaluate("(field, words) => { field.value = words }", words)
    for each in (hers, window):
        each.page.locator(f"#{SAFETY}-text").dispatch_event("input")
        each.keep()
    window.says("Not yet merged. Kept on this device.")
    window.follow(window.button("Compare the two texts"))
    choose(window, "Take what you wrote")
    assert pledge.items.get(key=SAFETY).text == "Mine."


def test_everything_but_the_conflict_is_saved_and_the_pressed_button_is_obeyed_afterwards(visit, pledge, amina, joseph):
    window = visit(joseph, java_script_enabled=False)
    go(window, pledge)
    hers = visit(amina, java_script_enabled=False)
    go(hers, pledge)
    hers.page.get_by_label("Introduction").fill("Hers")
    save(hers)
    window.page.get_by_label("Introduction").fill("Mine")
    window.page.get_by_label("Opening sentence").fill("We all pledge:")
    window.page.get_by_label("This section is ready").check()
    window.follow(window.button("Save and continue"))
    saved = Pledge.objects.get()
    assert (saved.introduction, saved.opening) == ("Hers", "We all pledge:")
    choose(window, "Take what you wrote")
    assert window.path.endswith("/objectives/")
    saved = Pledge.objects.get()
    assert saved.introduction == "Mine"
    assert saved.section_states["introduction"].ready


def test_third_person_who_saves_while_one_compares_is_not_overwritten(visit, pledge, amina, joseph):
    window = clash(visit, pledge, amina, joseph, theirs="Hers", mine="Mine", is_scripted=True)
    third = visit(person(pledge, "fatma@example.org", "Fatma Ali"), java_script_enabled=False)
    go(third, pledge)
    third.page.get_by_label("Introduction").fill("Fatma's")
    save(third)
    window.follow(window.button("Save what I chose"))
    expect(window.page.locator("fieldset.conflict")).to_contain_text("Take what Fatma Ali wrote")
    assert marked(window, "ins") == ["Fatma's", "Mine"]
    assert Pledge.objects.get().introduction == "Fatma's"
    choose(window, "Take what you wrote")
    assert Pledge.objects.get().introduction == "Mine"


def test_conflict_that_is_left_alone_is_offered_again(visit, pledge, amina, joseph):
    window = clash(visit, pledge, amina, joseph, theirs="Hers", mine="Mine", is_scripted=True)
    go(window, pledge)
    expect(window.page.locator("#recover")).to_be_visible()
    window.button("Bring them back").click()
    window.says("Not yet merged. Kept on this device.")
    window.follow(window.button("Compare the two texts"))
    choose(window, "Take what Amina Wanjiru wrote")
    assert Pledge.objects.get().introduction == "Hers"
    window.wait_until(lambda: window.on_the_device() == "")


def test_other_fields_go_on_being_saved_beside_a_conflict(visit, pledge, amina, joseph):
    window, hers = visit(joseph), visit(amina, java_script_enabled=False)
    go(window, pledge)
    go(hers, pledge)
    hers.page.get_by_label("Introduction").fill("Hers")
    save(hers)
    window.page.get_by_label("Introduction").fill("Mine")
    window.says("Not yet merged. Kept on this device.")
    window.page.get_by_label("Opening sentence").fill("We all pledge:")
    window.wait_until(lambda: Pledge.objects.get().opening == "We all pledge:")
    window.says("Not yet merged. Kept on this device.")
    expect(window.page.locator("#conflict")).to_be_visible()
    assert Pledge.objects.get().introduction == "Hers"
