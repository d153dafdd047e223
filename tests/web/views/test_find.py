"""Finding a pledge, one of its pages or a finding by a word."""

from __future__ import annotations

import pytest
from django.utils import timezone

from commitments.drafting import putting_away
from commitments.drafting.search_words import index
from commitments.models import Draft
from tests.factories import add_member, make_member, make_organisation, make_pledge, make_user, write
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read

URL = "/pledges/find/"


@pytest.fixture
def pledge(pledge):
    write(pledge, "objective", "Boreholes in [region]")
    index(Draft(pledge))
    pledge.save()
    return pledge


def found(client, **asked) -> list[str]:
    """The texts of all links in the list, in order."""
    page = client.get(URL, {**asked, "bare": "1"}).content.decode()
    return [part.partition(">")[2].partition("</a>")[0] for part in page.split('<a href="')[1:]]


def test_pledge_is_found_by_a_word_of_its_text(drafter, pledge):
    assert found(drafter, q="boreh") == ["<bdi>Wells</bdi>"]
    assert f"/pledges/{pledge.reference}/" in read(drafter, f"{URL}?q=wells").links


def test_pages_of_the_pledge_that_one_looks_from_are_found(drafter, pledge):
    assert found(drafter, q="who sig", pledge=pledge.reference) == ["Who has signed"]
    assert found(drafter, q="PLAN", pledge=pledge.reference) == ["Action plan"]
    assert found(drafter, q="who sig") == []


def test_finding_is_found_and_leads_to_its_field(drafter, pledge):
    page = read(drafter, f"{URL}?q=region&pledge={pledge.reference}")
    assert "[region] is still open" in page.html
    assert any(link.startswith(f"/pledges/{pledge.reference}/blanks/#id_") for link in page.links)


def test_nothing_looked_for_shows_the_pages_and_the_pledges_saved_last(drafter, pledge):
    for number in range(12):
        make_pledge(pledge.organisation, title=f"Roads {number}")
    shown = found(drafter, pledge=pledge.reference)
    assert shown[:2] == ["Parties and period", "Introduction and opening"]
    assert shown[-8:] == [f"<bdi>Roads {number}</bdi>" for number in range(11, 3, -1)]


def test_nothing_of_a_pledge_of_others_or_a_deleted_one_is_shown(drafter, stranger, pledge):
    assert found(stranger, q="boreholes", pledge=pledge.reference) == []
    assert found(stranger, pledge=pledge.reference) == []
    putting_away.delete(pledge)
    assert found(drafter, q="boreholes", pledge=pledge.reference) == []


@pytest.mark.parametrize("typed", ["\0", "x" * 500, "“'\"<b>", "   ", "ويلز"])
def test_whatever_is_typed_is_answered(drafter, pledge, typed):
    response = drafter.get(URL, {"q": typed, "pledge": typed})
    assert response.status_code == 200
    assert "<b>" not in response.content.decode().partition("<main")[2].replace("<bdi>", "")


@pytest.mark.parametrize(
    ("status", "role", "offered", "not_offered"),
    [
        (
            "draft",
            "drafter",
            {"blanks", "circulate", "invitations", "table", "copy", "withdraw"},
            {"submit", "publish"},
        ),
        ("draft", "viewer", {"comments", "suggestions", "table"}, {"blanks", "circulate", "invitations", "copy"}),
        (
            "in-circulation",
            "drafter",
            {"signatures", "reopen", "invitations"},
            {"circulate", "blanks", "table", "submit"},
        ),
        ("agreed", "drafter", {"submit", "publish", "reopen", "copy"}, {"circulate", "blanks", "table"}),
        ("agreed", "viewer", {"signatures", "history"}, {"submit", "publish", "reopen", "withdraw", "copy"}),
        ("submitted", "drafter", {"publish", "suggestions", "pictures"}, {"submit", "reopen", "withdraw", "circulate"}),
        ("withdrawn", "drafter", {"copy", "history"}, {"withdraw", "circulate", "publish", "table"}),
    ],
)
def test_palette_offers_what_one_may_open_and_what_makes_sense(pledge, status, role, offered, not_offered):
    pledge.status = status
    pledge.save(update_fields=["status"])
    client = signed_in(make_member(role, pledge.organisation))
    ours = f"/pledges/{pledge.reference}/"
    links = [link for link in read(client, f"{URL}?pledge={pledge.reference}").links if link.startswith(ours)]
    ends = {link.removeprefix(ours).strip("/") for link in links}
    assert offered - ends == set()
    assert not_offered & ends == set()
    assert [link for link in links if client.get(link).status_code not in (200, 302)] == []


def test_viewer_copies_in_the_name_of_another_organisation(pledge):
    user = make_member("viewer", pledge.organisation)
    assert found(signed_in(user), q="copy", pledge=pledge.reference) == []
    add_member(make_organisation(), user, "drafter")
    assert found(signed_in(user), q="copy", pledge=pledge.reference) == ["Copy a pledge"]


def test_published_pledge_is_found_in_the_register(drafter, pledge):
    assert found(drafter, q="register", pledge=pledge.reference) == []
    pledge.status, pledge.published_at = "agreed", timezone.now()
    pledge.save(update_fields=["status", "published_at"])
    assert f"/register/{pledge.reference}/" in read(drafter, f"{URL}?q=register&pledge={pledge.reference}").links


def test_findings_of_a_text_that_goes_round_are_not_offered(drafter, pledge):
    pledge.status = "in-circulation"
    pledge.save()
    assert found(drafter, q="still open", pledge=pledge.reference) == []


def test_viewer_finds_what_they_may_read(pledge, viewer):
    assert found(viewer, q="wells") == ["<bdi>Wells</bdi>"]


def test_who_belongs_to_nothing_finds_nothing(db):
    assert "Nothing was found" in read(signed_in(make_user()), URL).html
