"""The history page and the page that compares two versions."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.models import Pledge
from tests.factories import add_party, make_member, make_pledge, pick, write
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read, refused, send

pytestmark = pytest.mark.django_db
HARM = "a-protect-from-harm"


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/history/"


@pytest.fixture
def compare(url) -> str:
    return f"{url}compare/"


def retitle(client, pledge, title: str) -> int:
    """Give the pledge another title on its page; return the change that this was."""
    send(client, f"/pledges/{pledge.reference}/parties/", {"title": title})
    return pledge.changes.newest()


def test_history_of_a_pledge_that_nobody_changed_says_so(drafter, url):
    assert "Nothing has been changed yet." in read(drafter, url).html


def test_history_lists_who_changed_what_and_leads_to_the_comparison(drafter, pledge, url):
    last = retitle(drafter, pledge, "Deep wells")
    page = read(drafter, url)
    assert "Parties and period" in page.html
    assert f"/pledges/{pledge.reference}/history/compare/?from={last - 1}&to={last}" in page.links


def test_comparison_shows_what_changed_marked_and_who_did_it(drafter, pledge, compare):
    start = pledge.changes.newest()
    end = retitle(drafter, pledge, "Deep <wells>")
    html = read(drafter, f"{compare}?from={start}&to={end}").html
    assert "1 change" in html
    assert '<del><span class="visually-hidden">removed: </span>Wells</del>' in html
    assert "Deep &lt;wells&gt;</ins>" in html
    assert "<wells>" not in html
    assert pledge.organisation.memberships.get(role="drafter").user.email in html


def test_comparison_names_everybody_who_changed_a_text_or_one_of_the_parties(drafter, pledge, compare):
    other = signed_in(make_member("drafter", pledge.organisation, "grace@example.org"))
    for client, code in ((other, "KE"), (drafter, "NL")):
        party = add_party(pledge, "state", code)
        send(client, f"/pledges/{pledge.reference}/parties/{party.key}/", {"focal_name": code})
        retitle(client, pledge, code)
    first, *_others, last = pledge.changes.select_related("by").order_by("pk")
    page = read(drafter, f"{compare}?from={first.pk - 1}&to=now").html
    assert page.count(f"grace@example.org, {last.by}, ") == 2


def test_changes_are_numbered_and_linked_one_to_the_next(drafter, pledge, compare):
    retitle(drafter, pledge, "Deep wells")
    send(drafter, f"/pledges/{pledge.reference}/introduction/", {"opening": "We pledge:"})
    page = read(drafter, f"{compare}?from=0&to=now")
    assert {"change-1", "change-2"} <= set(page.ids)
    assert "change-3" not in page.ids
    assert {"change-1", "change-2"} <= set(page.anchors)
    assert [anchor for anchor in page.anchors if anchor not in page.ids] == []


def test_comparison_with_the_model_text_shows_what_was_adapted(drafter, pledge, compare):
    pick(pledge, HARM, "Protect everybody from harm.")
    write(pledge, "objective", "Dig wells.")
    html = read(drafter, compare).html
    assert "From: The model text." in html
    assert "everybody</ins>" in html
    assert "Dig wells.</ins>" in html


def test_older_version_is_brought_back(drafter, pledge, url, compare):
    last = retitle(drafter, pledge, "Deep wells")
    retitle(drafter, pledge, "Shallow wells")
    assert f"restore={last}" in read(drafter, f"{compare}?from={last}&to=now").buttons
    response = drafter.post(url, {"restore": last})
    assert response.url == f"/pledges/{pledge.reference}/"
    pledge.refresh_from_db()
    assert pledge.title == "Deep wells"
    html = read(drafter, url).html
    assert "Restored: 20" in html
    assert "Before going back" in html


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 40, "\0"])
def test_version_that_there_can_not_be_is_not_found(drafter, pledge, url, compare, number):
    retitle(drafter, pledge, "Deep wells")
    assert drafter.post(url, {"restore": number}).status_code == 404
    assert drafter.get(compare, {"from": number}).status_code == 404
    pledge.refresh_from_db()
    assert pledge.title == "Deep wells"


def test_model_text_is_not_brought_back(drafter, pledge, compare):
    retitle(drafter, pledge, "Deep wells")
    assert [button for button in read(drafter, f"{compare}?from=model&to=now").buttons if "restore" in button] == []


def test_version_gets_a_name(drafter, pledge, url):
    retitle(drafter, pledge, "Deep wells")
    assert drafter.post(url, {"name": "Sent to the <ministry>"}).status_code == 302
    assert "Sent to the &lt;ministry&gt;" in read(drafter, url).html


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "two\nlines", "a\u202eb"])
def test_bad_name_comes_back_as_typed(drafter, pledge, url, name):
    page = refused(drafter.post(url, {"name": name}))
    assert "id_name" in page.anchors
    assert not pledge.named_versions.exists()


def test_viewer_reads_the_history_and_changes_nothing(viewer, drafter, pledge, url, compare):
    last = retitle(drafter, pledge, "Deep wells")
    retitle(drafter, pledge, "Shallow wells")
    assert [button for button in read(viewer, url).buttons if button.startswith("restore")] == []
    assert [button for button in read(viewer, f"{compare}?from={last}").buttons if button.startswith("restore")] == []
    assert viewer.post(url, {"restore": last}).status_code == 403
    assert viewer.post(url, {"name": "Mine"}).status_code == 403
    assert not pledge.named_versions.exists()


def test_stranger_finds_no_history(stranger, url, compare):
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"restore": "0"}).status_code == 404
    assert stranger.get(compare).status_code == 404


def test_change_of_another_pledge_gives_nothing_away(drafter, stranger, pledge, compare):
    other = make_pledge(title="Secret", organisation=pledge.organisation)
    last = retitle(drafter, other, "Top secret")
    assert "ecret" not in read(drafter, f"{compare}?from={last - 1}&to={last}").html


def test_pledge_that_is_no_draft_is_not_brought_back(drafter, pledge, url):
    last = retitle(drafter, pledge, "Deep wells")
    Pledge.objects.update(status="agreed")
    assert drafter.post(url, {"restore": last - 1}).status_code == 403
    assert "Deep wells" in read(drafter, url).html


def test_comparison_takes_the_same_queries_for_few_changes_and_many(drafter, pledge, compare):
    counts = []
    for number in range(3):
        retitle(drafter, pledge, f"Title {number}")
        with CaptureQueriesContext(connection) as queries:
            read(drafter, f"{compare}?from=0&to=now")
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_hub_says_what_others_changed_since_one_last_looked(drafter, pledge, url):
    hub = f"/pledges/{pledge.reference}/"
    read(drafter, hub)
    assert "since you last looked" not in read(drafter, hub).html
    other = signed_in(make_member("drafter", pledge.organisation))
    before = retitle(drafter, pledge, "New wells")
    retitle(other, pledge, "Deep wells")
    page = read(drafter, hub)
    assert "Changed by others since you last looked: Parties and period." in page.html
    assert f"{url}compare/?from={before}&to=now" in page.links
    assert "since you last looked" not in read(other, hub).html
