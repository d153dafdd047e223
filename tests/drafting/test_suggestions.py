"""What the model text offers that goes with what a pledge holds."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from commitments import document
from commitments.drafting.suggestions import MOST, links, suggested
from commitments.models import Clause, Pledge, menu
from tests.factories import link, make_member, make_pledge, pick, write
from tests.web.views.conftest import signed_in
from tests.web.views.pages import changed, read, send

pytestmark = pytest.mark.django_db
ACCESS, SAFETY, HARM = "a-access-essential-services", "a-safety-dignity-rights", "a-protect-from-harm"
REFUGEES, INCLUSION = "a-gcr-humanitarian-objectives", "a-gcr-economic-social-inclusion"
POINTS, INFORMATION = "b-rescue-and-services-humanitarian-service-points", "b-rescue-and-services-information-points"
LIVELIHOODS = "b-social-inclusion-education-livelihoods"
C_POINTS, C_LAWS = "c-humanitarian-service-points", "c-laws-and-policies"


@pytest.fixture
def pledge() -> Pledge:
    return make_pledge(title="Wells")


@pytest.fixture
def drafter(pledge) -> Client:
    return signed_in(make_member("drafter", pledge.organisation))


@pytest.fixture
def plan(pledge) -> str:
    return f"/pledges/{pledge.reference}/actions/"


@pytest.fixture
def indicators(pledge) -> str:
    return f"/pledges/{pledge.reference}/indicators/"


def offered(pledge, kind: str) -> dict[str, tuple[str, ...]]:
    """What is suggested, with its reasons."""
    known = menu(pledge.model_text)
    return {each.clause.slug: each.titles for each in suggested(known, kind, document.build(pledge))}


def title(slug: str) -> str:
    return Clause.objects.get(slug=slug).title


def chosen(pledge) -> set[str]:
    return {item.key for item in pledge.items.filter(chosen=True)}


# What is suggested


def test_empty_pledge_gets_no_suggestion(pledge):
    assert offered(pledge, "action") == offered(pledge, "indicator") == {}


def test_actions_that_serve_what_is_chosen_are_suggested_with_the_objectives(pledge):
    pick(pledge, ACCESS)
    found = offered(pledge, "action")
    assert found[POINTS] == (title(ACCESS),)
    assert all(reasons == (title(ACCESS),) for reasons in found.values())
    known = menu(pledge.model_text)
    for slug in found:
        assert known.by_slug[ACCESS].pk in known.suggested[known.by_slug[slug].pk]


def test_those_that_serve_most_come_first_and_no_more_than_a_few(pledge):
    for slug in (ACCESS, SAFETY, HARM, "a-reduce-suffering-on-routes", "a-national-society-access"):
        pick(pledge, slug)
    counts = [len(reasons) for reasons in offered(pledge, "action").values()]
    assert len(counts) == MOST
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1


def test_equal_ones_come_in_the_order_of_the_model(pledge):
    pick(pledge, ACCESS)
    slugs = [clause.slug for clause in menu(pledge.model_text).offered]
    found = list(offered(pledge, "action"))
    assert found == sorted(found, key=slugs.index)


def test_an_addition_has_its_actions_too(pledge):
    pick(pledge, REFUGEES)
    pick(pledge, INCLUSION)
    assert offered(pledge, "action")[LIVELIHOODS] == (title(INCLUSION),)


def test_indicators_are_suggested_for_actions_before_objectives(pledge):
    pick(pledge, ACCESS)
    assert offered(pledge, "indicator")[C_POINTS] == (title(ACCESS),)
    pick(pledge, POINTS)
    assert offered(pledge, "indicator")[C_POINTS] == (title(POINTS),)


def test_what_is_chosen_or_in_own_words_is_not_suggested(pledge):
    pick(pledge, ACCESS)
    pick(pledge, POINTS)
    assert POINTS not in offered(pledge, "action")
    write(pledge, "objective", "Dig wells.")
    assert all(reasons == (title(ACCESS),) for reasons in offered(pledge, "action").values())


def test_what_was_taken_out_is_suggested_again(pledge):
    pick(pledge, ACCESS)
    pick(pledge, POINTS, chosen=False)
    assert POINTS in offered(pledge, "action")
    pledge.items.filter(key=ACCESS).update(chosen=False)
    assert offered(pledge, "action") == {}


def test_retired_clause_is_not_suggested(pledge):
    pick(pledge, ACCESS)
    Clause.objects.filter(slug=POINTS).update(retired=True)
    pledge.model_text.edition = "points retired"
    assert POINTS not in offered(pledge, "action")


def test_links_are_those_of_the_offered(pledge):
    known = menu(pledge.model_text)
    assert links(known, POINTS, [ACCESS, SAFETY, "own-1"]) == {ACCESS}
    assert links(known, "own-1", [ACCESS]) == links(known, None, [ACCESS]) == links(known, POINTS, []) == frozenset()


# The pages


@pytest.mark.parametrize("page", ["plan", "indicators"])
def test_page_shows_each_with_its_reason_and_nothing_is_preselected(request, drafter, pledge, page):
    pick(pledge, ACCESS)
    before = chosen(pledge)
    url = request.getfixturevalue(page)
    kind, reason, name, slug = {
        "plan": ("action", f"goes with objective 1: {title(ACCESS)}", "pick", POINTS),
        "indicators": ("indicator", f"measures {title(ACCESS)}</p>", "add", C_POINTS),
    }[page]
    html = read(drafter, url).html
    assert reason in html
    for suggestion in offered(pledge, kind):
        assert f'name="{name}" value="{suggestion}"' in html
        assert not re.search(rf'name="pick" value="{suggestion}"[^>]*checked', html)
    assert slug in offered(pledge, kind)
    assert chosen(pledge) == before


def test_page_without_suggestions_has_no_room_for_them(drafter, plan, indicators):
    for url in (plan, indicators):
        assert "Suggested for what you chose" not in read(drafter, url).html


def test_viewer_gets_no_suggestion(pledge, plan, indicators):
    pick(pledge, ACCESS)
    viewer = signed_in(make_member("viewer", pledge.organisation))
    for url in (plan, indicators):
        assert "Suggested for what you chose" not in read(viewer, url).html
        assert viewer.post(url, {"pick": [POINTS], "add": POINTS}).status_code == 403
    assert chosen(pledge) == {ACCESS}


def test_action_that_was_taken_out_comes_back_as_it_was(drafter, pledge, plan):
    objective, other = pick(pledge, ACCESS), pick(pledge, SAFETY)
    link(pick(pledge, POINTS, "Our words.", chosen=False), linked=[other])
    page = read(drafter, plan)
    assert "Our words." in page.html
    assert page.fields[f"{POINTS}-linked"] == [other.key]
    send(drafter, plan, pick=[POINTS])
    item = pledge.items.get(key=POINTS)
    assert (item.chosen, item.text, item.start, item.linked) == (True, "Our words.", "", [SAFETY])
    assert objective.key not in item.linked


def test_ticking_twice_adds_once_and_keeps_what_the_page_said(drafter, pledge, plan):
    pick(pledge, ACCESS)
    for _ in range(2):
        send(drafter, plan, pick=[POINTS], ready="1")
    assert pledge.items.filter(key=POINTS).count() == 1
    pledge.refresh_from_db()
    assert pledge.section_states["actions"].ready


@pytest.mark.parametrize("slug", ["nothing", "", C_POINTS, SAFETY, "own-1", "é" * 300])
def test_plan_has_no_other_clause_to_tick(drafter, pledge, plan, slug):
    response = drafter.post(plan, {"pick": [slug]})
    assert response.status_code == 422
    assert "not in this list any more" in response.content.decode()
    assert chosen(pledge) == set()


def test_stranger_adds_nothing(pledge, plan, indicators):
    stranger = signed_in(make_member("administrator"))
    for url in (plan, indicators):
        assert stranger.post(url, {"pick": [POINTS], "add": POINTS}).status_code == 404
    assert chosen(pledge) == set()


def test_indicator_is_added_with_one_click_and_the_page_is_saved(drafter, pledge, indicators):
    pick(pledge, POINTS)
    pick(pledge, C_LAWS)
    response = send(drafter, indicators, {f"{C_LAWS}-target": "3 by 2021"}, add=C_POINTS)
    assert response.url == f"{indicators}#{C_POINTS}-baseline"
    assert chosen(pledge) == {POINTS, C_LAWS, C_POINTS}
    assert pledge.items.get(key=C_LAWS).target == "3 by 2021"
    assert pledge.items.get(key=C_POINTS).linked == []


@pytest.mark.parametrize("fields", [[], [f"{C_LAWS}-target"], [f"pick={C_LAWS}"]])
def test_indicator_is_added_from_a_page_whose_script_sends_only_what_changed(drafter, pledge, indicators, fields):
    pick(pledge, POINTS)
    pick(pledge, C_LAWS)
    sent = {"version": "0", **changed(*fields), f"{C_LAWS}-target": "3 by 2021", "pick": [C_LAWS]}
    assert drafter.post(indicators, {**sent, "add": C_POINTS}).status_code == 302
    assert chosen(pledge) == {POINTS, C_LAWS, C_POINTS}
    assert pledge.items.get(key=C_LAWS).target == ("3 by 2021" if f"{C_LAWS}-target" in fields else "")


@pytest.mark.parametrize("slug", ["nothing", "", POINTS, "\0", "own-1"])
def test_indicators_page_ignores_what_it_does_not_list(drafter, pledge, indicators, slug):
    assert send(drafter, indicators, add=slug).status_code == 302
    assert chosen(pledge) == set()


# Suggested links


def word_beside(html: str, name: str, key: str) -> str:
    return re.search(rf'name="{name}" value="{key}"[^>]*>(.*?)</label>', html)[1]


def test_suggested_links_are_drawn_as_such_until_a_drafter_makes_them(drafter, pledge, plan, indicators):
    objective, other = pick(pledge, ACCESS), pick(pledge, SAFETY)
    action = pick(pledge, POINTS)
    indicator = pick(pledge, C_POINTS)
    theme = f"{plan}b-rescue-and-services/"
    html = read(drafter, theme).html
    assert "(suggested)" in word_beside(html, f"{POINTS}-linked", ACCESS)
    assert "(suggested)" not in word_beside(html, f"{POINTS}-linked", SAFETY)
    assert read(drafter, theme).fields[f"{INFORMATION}-linked"] == [ACCESS]  # not chosen itself: seen with its tick
    assert f"{POINTS}-linked" not in read(drafter, theme).fields
    assert "(suggested)" in word_beside(read(drafter, indicators).html, f"{C_POINTS}-linked", POINTS)
    link(action, linked=[objective, other])
    link(indicator, linked=[action])
    page = read(drafter, theme)
    assert page.fields[f"{POINTS}-linked"] == [ACCESS, SAFETY]
    assert "(suggested)" not in word_beside(page.html, f"{POINTS}-linked", ACCESS)
    assert "(suggested)" not in word_beside(read(drafter, indicators).html, f"{C_POINTS}-linked", POINTS)
