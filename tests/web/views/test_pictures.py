"""The page that shows the pledge in pictures, and the timeline on the plan's page."""

from __future__ import annotations

import re

import pytest

from commitments.models import Pledge
from tests.factories import add_party, link, pick, write
from tests.web.views.pages import count_queries, read

pytestmark = pytest.mark.django_db
INFORM = "b-rescue-and-services-information-points"


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/pictures/"


@pytest.fixture
def filled(pledge) -> Pledge:
    state, society = add_party(pledge, "state", "KE"), add_party(pledge, "national_society", "KE")
    objective = pick(pledge, "a-safety-dignity-rights")
    action = link(pick(pledge, INFORM, start="2020-01", end="2021-12"), leads=[state, society], linked=[objective])
    write(pledge, "action", "Dig wells", theme_name="Water", start="2021-04")
    link(pick(pledge, "c-partnerships"), linked=[action])
    return pledge


def words(html: str) -> str:
    """What a page says, in one line."""
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def test_stranger_finds_nothing(stranger, url):
    assert stranger.get(url).status_code == 404


def test_who_is_signed_out_is_sent_to_sign_in_and_back(client, url):
    response = client.get(url)
    assert response.status_code == 302
    assert response.url.endswith(f"?next={url}")


def test_page_is_only_read(drafter, url):
    assert drafter.post(url).status_code == 405
    assert drafter.delete(url).status_code == 405


def test_viewer_reads_all_four_pictures(viewer, filled, url):
    page = read(viewer, url)
    said = words(page.html)
    assert "2 actions from 2020 to 2021; 1 has no end." in said
    assert "1 of 1 objective has an action, 1 has an indicator." in said
    assert "Of its 23 points the pledge names 1" in said
    assert "0 of 2 parties have signed." in said
    assert page.html.count("Show as a table") >= 4
    assert "January 2020 – December 2021" in said
    assert page.buttons == []


@pytest.mark.parametrize("status", ["in-circulation", "withdrawn"])
def test_pledge_in_any_state_is_shown(drafter, filled, url, status):
    Pledge.objects.update(status=status)
    assert "0 of 2 parties have signed." in words(read(drafter, url).html)


def test_agreed_pledge_is_signed_by_all(drafter, filled, url):
    Pledge.objects.update(status="agreed")
    assert "2 of 2 parties have signed." in words(read(drafter, url).html)


def test_empty_pledge_says_what_is_not_there(drafter, url):
    said = words(read(drafter, url).html)
    for sentence in ("There are no actions yet.", "There are no objectives yet.", "No parties yet."):
        assert sentence in said


def test_every_header_cell_says_what_it_heads(drafter, filled, url):
    html = read(drafter, url).html
    assert re.findall(r"<th(?! scope=\"(?:row|col)\")[ >]", html) == []
    assert " style=" not in html


def test_every_cell_of_the_strip_says_its_state_in_words(drafter, filled, url):
    html = read(drafter, url).html
    cells = re.findall(r'<li class="([a-z-]+)">(\d+)<span class="visually-hidden">(.*?)</li>', html, re.DOTALL)
    assert [number for _, number, _ in cells] == [str(n) for n in range(1, 24)]
    said = {
        "named": "Named in the pledge",
        "close": "Close in subject",
        "offered": "Offered: a clause of the model text names it",
        "offered-close": "Offered: a clause is close",
        "neither": "Not addressed",
    }
    assert {state for state, _, _ in cells} == set(said)
    for state, _, text in cells:
        assert said[state] in words(text)


def test_what_people_typed_is_escaped(drafter, pledge, url):
    add_party(pledge, "observer", name="<i>Relief</i>")
    action = write(pledge, "action", "<b>Dig</b> & drill", start="2020", end="2021")
    link(action, leads=list(pledge.parties.all()))
    write(pledge, "objective", "<script>alert(1)</script>")
    write(pledge, "indicator", "<u>Wells</u>")
    html = read(drafter, url).html
    for typed in ("<b>Dig", "<i>Relief", "<script>alert", "<u>Wells"):
        assert typed not in html
        assert typed.replace("<", "&lt;").replace(">", "&gt;") in html


def test_arabic_pledge_is_drawn_from_right_to_left(drafter, filled, url):
    Pledge.objects.update(language="ar")
    html = read(drafter, url).html
    assert html.count('lang="ar" dir="rtl"') >= 8
    assert "بالاشتراك" in html
    assert '<span lang="en" dir="ltr">Information points on the routes</span>' in html


def test_pledge_in_a_language_that_has_no_words_says_where_english_stands(drafter, filled, url):
    Pledge.objects.update(language="pt")
    html = read(drafter, url).html
    assert '<tr lang="en"><th scope="col">Actions</th>' in html


def test_page_takes_the_same_queries_for_one_action_and_forty(drafter, pledge, url):
    write(pledge, "action", "Dig", start="2020", end="2021")
    few = count_queries(drafter, url)
    for number in range(39):
        write(pledge, "action", f"Dig well {number}", start="2020", end="2021")
    assert count_queries(drafter, url) == few


def test_every_id_is_there_once(drafter, filled, url):
    ids = read(drafter, url).ids
    assert len(ids) == len(set(ids))


def test_page_leads_to_the_pdf_with_pictures(drafter, pledge, url):
    assert f"/pledges/{pledge.reference}/export/pdf/?annex=1" in read(drafter, url).links


def test_plan_shows_its_timeline_when_an_action_has_a_date(drafter, viewer, filled):
    plan = f"/pledges/{filled.reference}/actions/"
    for client in (drafter, viewer):
        page = read(client, plan)
        assert "2 actions from 2020 to 2021; 1 has no end." in words(page.html)
        assert "timeline.css" in page.html
        assert "h-timeline" in page.ids


def test_plan_without_dates_shows_no_timeline(drafter, pledge):
    write(pledge, "action", "Dig")
    page = read(drafter, f"/pledges/{pledge.reference}/actions/")
    assert "h-timeline" not in page.ids
    assert "timeline.css" not in page.html
