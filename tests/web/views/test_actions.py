"""The action plan: the overview, one page a theme, and one for the drafter's own headings."""

from __future__ import annotations

import re

import pytest

from commitments.drafting.parties import remove_party
from commitments.models import Item, menu
from tests.factories import add_party, link, make_user, pick, write
from tests.web.views.pages import changed, count_queries, read, refused, send

pytestmark = pytest.mark.django_db

THEME = "b-detention"
EXPERTISE = "b-detention-draw-on-expertise"
DIALOGUE = "b-detention-dialogue-with-national-societies"
POINTS = "b-rescue-and-services-humanitarian-service-points"
SAFETY = "a-safety-dignity-rights"
HARM = "a-protect-from-harm"


@pytest.fixture
def plan(pledge) -> str:
    return f"/pledges/{pledge.reference}/actions/"


@pytest.fixture
def url(plan) -> str:
    return f"{plan}{THEME}/"


def chosen(pledge) -> list[str]:
    return [item.key for item in pledge.items.filter(chosen=True)]


def test_plan_lists_the_themes_and_what_is_in_them(drafter, pledge, plan, model_text):
    pick(pledge, EXPERTISE)
    write(pledge, "action", "Dig wells", theme_name="Water")
    page = read(drafter, plan)
    for theme in menu(model_text).themes:
        assert f"{plan}{theme.slug}/" in page.links
        assert theme.title in page.html
    assert f"{plan}own/" in page.links
    assert f"?open={EXPERTISE}#{EXPERTISE}" in page.links
    assert "Choose from 9 more" in page.html
    assert "<b>2</b> actions" in page.html
    assert "Dig wells" in page.html


def test_plan_moves_actions_and_the_drafter_s_own_across_themes(drafter, pledge, plan):
    own = write(pledge, "action", "Dig wells", theme_name="Water: deep")
    pick(pledge, EXPERTISE)
    page = read(drafter, plan)
    assert f"move-up={own.key}" in page.buttons
    assert 'data-js-slot="own:Water: deep"' in page.html
    assert send(drafter, plan, place=own.key, heading=f"theme:{THEME}", position="1").url == plan
    assert chosen(pledge) == [own.key, EXPERTISE]
    assert send(drafter, plan, **{"move-down": own.key}).url == f"{plan}#{own.key}-down"
    assert f"{own.key}-down" in read(drafter, plan).ids
    assert chosen(pledge) == [EXPERTISE, own.key]
    send(drafter, plan, place=own.key, position="1")
    assert chosen(pledge) == [own.key, EXPERTISE]
    other = write(pledge, "action", "Dig", theme_name="Water: deep")
    send(drafter, plan, place=own.key, heading="own:Water: deep", position="2")
    own.refresh_from_db()
    assert (own.theme, own.theme_name) == (None, "Water: deep")
    assert chosen(pledge) == [EXPERTISE, other.key, own.key]


@pytest.mark.parametrize(
    "command",
    [
        {"move-up": "own-nobody"},
        {"move-away": "KEY"},
        {"place": "KEY", "position": "0"},
        {"place": "own-nobody", "position": "1"},
        {"place": "KEY", "heading": "own:"},
        {"place": "KEY", "heading": "theme:nowhere", "position": "1"},
        {"place": "KEY", "heading": "theme:b-detention", "position": "x"},
        {"place": "KEY", "heading": "own:Nowhere", "position": "1"},
        {"place": "own-nobody", "heading": "own:", "position": "1"},
    ],
)
def test_plan_ignores_commands_that_make_no_sense(drafter, pledge, plan, command):
    own = write(pledge, "action", "Dig wells", theme_name="Water")
    pressed = {name: value.replace("KEY", own.key) for name, value in command.items()}
    assert send(drafter, plan, pressed).status_code == 302
    own.refresh_from_db()
    assert (own.theme, own.theme_name) == (None, "Water")


def test_plan_says_why_it_takes_no_more_actions(drafter, pledge, plan):
    key = write(pledge, "action", "Dig wells").key
    Item.objects.bulk_create(
        Item(pledge=pledge, kind="action", position=place, text=f"Dig well {place}") for place in range(1, 150)
    )
    page = refused(send(drafter, plan, {"pick": [EXPERTISE]}))
    assert "The pledge has 151 items. Keep at most 150." in page.html
    assert not pledge.items.filter(key=EXPERTISE).exists()
    assert send(drafter, plan, {"move-down": key}).status_code == 302


def test_viewer_s_plan_has_no_buttons(viewer, pledge, plan):
    own = write(pledge, "action", "Dig wells")
    assert read(viewer, plan).buttons == []
    assert viewer.post(plan, {"move-up": own.key}).status_code == 403


def test_plan_leads_on_and_is_marked_ready(drafter, pledge, plan):
    response = send(drafter, plan, ready="1", go="next")
    assert response.url == f"/pledges/{pledge.reference}/indicators/"
    pledge.refresh_from_db()
    assert pledge.section_states["actions"].ready
    assert read(drafter, plan).fields["ready"] == ["1"]


def test_theme_page_lists_its_actions(drafter, url, model_text):
    page = read(drafter, url)
    offered = menu(model_text)
    for theme in offered.themes:
        for clause in offered.actions(theme):
            assert (f'name="pick" value="{clause.slug}"' in page.html) == (theme.slug == THEME)


@pytest.mark.parametrize("slug", ["nowhere", "a-safety-dignity-rights", "0"])
def test_unknown_theme_is_not_found(drafter, plan, slug):
    assert drafter.get(f"{plan}{slug}/").status_code == 404
    assert drafter.post(f"{plan}{slug}/", {}).status_code == 404


def test_every_theme_leads_back_to_the_plan(drafter, plan, model_text):
    for slug in [*(theme.slug for theme in menu(model_text).themes), "own"]:
        assert send(drafter, f"{plan}{slug}/", go="next").url == plan


def test_section_is_marked_ready_from_a_theme_too(drafter, pledge, url):
    send(drafter, url, ready="1", go="next")
    pledge.refresh_from_db()
    assert pledge.section_states["actions"].ready


def test_details_are_saved_and_shown(drafter, pledge, url):
    state = add_party(pledge, "state", "KE")
    society = add_party(pledge, "national_society", "KE")
    pick(pledge, SAFETY)
    pick(pledge, HARM)
    typed = {
        f"{EXPERTISE}-leads": [state.key, society.key],
        f"{EXPERTISE}-responsible": "Department of Migration",
        f"{EXPERTISE}-start": "2020-01",
        f"{EXPERTISE}-end": "2021-12",
        f"{EXPERTISE}-linked": [HARM],
    }
    assert send(drafter, url, {"pick": [EXPERTISE], **typed}).url == url
    item = pledge.items.get(key=EXPERTISE)
    assert (item.responsible, item.start, item.end) == ("Department of Migration", "2020-01", "2021-12")
    assert (item.leads, item.linked) == ([state.key, society.key], [HARM])
    page = read(drafter, url)
    for name, value in typed.items():
        assert page.fields[name] == (value if isinstance(value, list) else [value])
    for words in ("Government of Kenya", "January 2020 – December 2021", "objective 2"):
        assert words in page.html


def test_details_typed_before_the_tick_are_kept(drafter, pledge, url):
    send(drafter, url, {f"{EXPERTISE}-responsible": "Ministry"})
    assert chosen(pledge) == []
    assert read(drafter, url).fields[f"{EXPERTISE}-responsible"] == ["Ministry"]


def test_details_stay_when_an_action_goes_and_comes_back(drafter, pledge, url):
    pick(pledge, EXPERTISE, responsible="Ministry", start="2020-04")
    send(drafter, url, pick=[])
    send(drafter, url, pick=[EXPERTISE])
    item = pledge.items.get()
    assert (item.chosen, item.responsible, item.start) == (True, "Ministry", "2020-04")


def test_link_to_an_objective_comes_back_with_it(drafter, pledge, url):
    objective, other = pick(pledge, SAFETY), pick(pledge, HARM)
    action = link(pick(pledge, EXPERTISE), linked=[objective, other])
    objective.chosen = False
    objective.save(update_fields=["chosen"])
    send(drafter, url, {f"{EXPERTISE}-linked": []})
    action.refresh_from_db()
    assert action.linked == [objective.key]


def test_party_that_went_leads_again_when_it_comes_back(drafter, pledge, url):
    state, society = add_party(pledge, "state", "KE"), add_party(pledge, "national_society", "KE")
    action = link(pick(pledge, EXPERTISE), leads=[state, society])
    remove_party(state, by=make_user())
    assert read(drafter, url).fields[f"{EXPERTISE}-leads"] == [society.key]
    send(drafter, url, {f"{EXPERTISE}-leads": []})
    action.refresh_from_db()
    assert action.leads == [state.key]


def test_times_of_an_imported_action_stay(drafter, pledge, url):
    pick(pledge, EXPERTISE, start="2018", end="2031-05")
    send(drafter, url)
    item = pledge.items.get()
    assert (item.start, item.end) == ("2018", "2031-05")


def test_quarters_are_those_of_the_period(drafter, pledge, url):
    pledge.period_start, pledge.period_end = 2024, 2025
    pledge.save(update_fields=["period_start", "period_end"])
    html = read(drafter, url).html
    starts = re.findall(rf'id="{EXPERTISE}-start".*?</select>', html, re.DOTALL)[0]
    ends = re.findall(rf'id="{EXPERTISE}-end".*?</select>', html, re.DOTALL)[0]
    quarter = ("01", "04", "07", "10"), ("03", "06", "09", "12")
    assert re.findall(r'value="(\d[^"]*)"', starts) == [f"{y}-{m}" for y in (2024, 2025) for m in quarter[0]]
    assert re.findall(r'value="(\d[^"]*)"', ends) == [f"{y}-{m}" for y in (2024, 2025) for m in quarter[1]]
    assert "Jan–Mar 2024" in starts


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("end", "2019-03", "This action ends before it starts"),
        ("start", "1850-01", "Select a valid choice"),
        ("end", "whenever", "Select a valid choice"),
        ("responsible", "x" * 201, "201 characters"),
        ("responsible", "two\nlines", "line break"),
        ("responsible", "a\u202eb", "can reorder words"),
        ("leads", "nobody", "Select a valid choice"),
        ("linked", EXPERTISE, "Select a valid choice"),
    ],
)
def test_bad_details_come_back_as_typed(drafter, pledge, url, field, value, says):
    party = add_party(pledge, "state", "KE")
    pick(pledge, SAFETY)
    typed = {
        f"{EXPERTISE}-start": "2020-01",
        f"{EXPERTISE}-end": "2021-12",
        f"{EXPERTISE}-responsible": "Ministry",
        f"{EXPERTISE}-leads": [party.key],
        f"{EXPERTISE}-linked": [SAFETY],
        f"{DIALOGUE}-responsible": "Others",
    }
    changed = {**typed, f"{EXPERTISE}-{field}": value}
    page = refused(send(drafter, url, {"pick": [EXPERTISE], "own": "Dig", **changed, "go": "next"}))
    assert says in page.html
    assert (EXPERTISE if field in ("leads", "linked") else f"{EXPERTISE}-{field}") in page.anchors
    assert (page.fields["pick"], page.fields["own"]) == ([EXPERTISE], ["Dig"])
    for name, words in typed.items():
        if name != f"{EXPERTISE}-{field}":
            assert page.fields[name] == (words if isinstance(words, list) else [words])
    if value in ("2019-03", "x" * 201, "a\u202eb"):
        assert page.fields[f"{EXPERTISE}-{field}"] == [value]
    assert chosen(pledge) == [SAFETY]


def test_actions_move_within_their_theme(drafter, pledge, url):
    for slug in (EXPERTISE, POINTS, DIALOGUE):
        pick(pledge, slug)
    assert send(drafter, url, **{"move-up": DIALOGUE}).url == f"{url}#paper-{DIALOGUE}"
    assert chosen(pledge) == [DIALOGUE, POINTS, EXPERTISE]
    send(drafter, url, **{"move-up": POINTS})
    assert chosen(pledge) == [DIALOGUE, POINTS, EXPERTISE]


def test_own_action_is_written_under_the_theme(drafter, pledge, url):
    send(drafter, url, own="Visit the places", own_theme="Ignored here")
    item = pledge.items.get()
    assert (item.theme.slug, item.theme_name, item.wording) == (THEME, "", "own")
    assert "Visit the places" in read(drafter, url).html


# Under headings of the drafter's own


@pytest.fixture
def own_url(plan) -> str:
    return f"{plan}own/"


def test_own_heading_is_written_with_its_action(drafter, pledge, own_url):
    send(drafter, own_url, own="Dig wells", own_theme="Water for all")
    item = pledge.items.get()
    assert (item.text, item.theme, item.theme_name) == ("Dig wells", None, "Water for all")
    page = read(drafter, own_url)
    assert page.fields["pick"] == [item.key]
    assert "Water for all" in page.html


def test_imported_action_under_a_heading_is_edited_moved_and_taken_out_here(drafter, pledge, own_url):
    first = write(pledge, "action", "Dig wells", theme_name="Water")
    second = write(pledge, "action", "Lay pipes", theme_name="Water")
    other = write(pledge, "action", "Write letters", theme_name="Links")
    page = read(drafter, own_url)
    assert page.fields["pick"] == [first.key, second.key, other.key]
    send(drafter, own_url, {f"{first.key}-responsible": "Water office"}, **{"move-up": second.key})
    first.refresh_from_db()
    assert (first.responsible, first.theme_name) == ("Water office", "Water")
    assert chosen(pledge) == [second.key, first.key, other.key]
    assert f"reword={first.key}" in read(drafter, own_url).buttons
    send(drafter, own_url, pick=[first.key])
    assert chosen(pledge) == [first.key]
    page = read(drafter, own_url)
    assert "Lay pipes" in page.html
    send(drafter, own_url, pick=[first.key, second.key])
    assert set(chosen(pledge)) == {first.key, second.key}


def test_own_page_leaves_the_actions_of_the_themes_alone(drafter, pledge, own_url, url):
    pick(pledge, EXPERTISE)
    own = write(pledge, "action", "Dig wells", theme_name="Water")
    send(drafter, own_url, pick=[])
    assert chosen(pledge) == [EXPERTISE]
    send(drafter, own_url, pick=[own.key])
    send(drafter, url, pick=[])
    assert chosen(pledge) == [own.key]


@pytest.mark.parametrize("heading", ["x" * 201, "two\nlines", "a\u202eb"])
def test_bad_heading_comes_back_as_typed(drafter, pledge, own_url, heading):
    page = refused(send(drafter, own_url, own="Dig wells", own_theme=heading))
    assert "id_own_theme" in page.anchors
    assert page.fields["own"] == ["Dig wells"]
    if "\n" not in heading:
        assert page.fields["own_theme"] == [heading]
    assert not pledge.items.exists()


def test_pages_take_the_same_queries_for_one_action_and_many(drafter, pledge, plan, model_text):
    counts = {}
    for number, code in enumerate(("KE", "NL", "ML"), start=1):
        party = add_party(pledge, "state", code)
        objective = write(pledge, "objective", "Words")
        for theme in menu(model_text).themes:
            for clause in menu(model_text).actions(theme)[number - 1 : number]:
                link(pick(pledge, clause.slug), leads=[party], linked=[objective])
        link(write(pledge, "action", "Dig", theme_name=f"Heading {number}"), leads=[party])
        counts[number] = [count_queries(drafter, f"{plan}{page}") for page in ("", f"{THEME}/", "own/")]
    assert counts[1] == counts[3]
    assert max(counts[3]) <= 6


def test_heading_that_is_saved_before_its_action_waits_for_it(drafter, pledge, own_url):
    [key] = read(drafter, own_url).fields["own_key"]
    script = {"headers": {"accept": "application/json"}}
    heading = {"own_key": key, "own_theme": "Water for all", **changed("own_theme")}
    assert drafter.post(own_url, heading, **script).status_code == 200
    assert f'name="pick" value="{key}"' not in read(drafter, own_url).html
    drafter.post(own_url, {"own_key": key, "own": "Dig wells", **changed("own", version=1)})
    item = pledge.items.get()
    assert (item.key, item.text, item.theme_name, item.chosen) == (key, "Dig wells", "Water for all", True)
