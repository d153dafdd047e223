"""One's own list: all that waits for a person, what is due, filters by party and theme, and the list as a file."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from commitments.drafting import putting_away
from commitments.models import Circulation, Comment, Membership, Pledge, SignatureRequest, User
from commitments.signing.objecting import decline, request_changes
from commitments.web import paging
from tests.factories import (
    add_member,
    add_party,
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    make_member,
    make_pledge,
    make_ready,
    make_user,
    name_signatories,
    opened,
    pick,
    signatory,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, count_queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]
LIST = "/pledges/"
LONG_AGO = timezone.now() - timedelta(days=400)


def shown(client, **asked) -> list[str]:
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return [row.pledge.title for row in response.context["rows"]]


def turns(client) -> list[tuple[str, str]]:
    return [(each.pledge.title, each.next_step.text) for each in client.get(LIST).context["turns"]]


def crowd(pledge: Pledge, count: int, status: str = "submitted") -> None:
    """Many pledges of the same organisation, each saved after all others."""
    base = {"model_text": pledge.model_text, "organisation": pledge.organisation, "status": status}
    base |= {"period_start": 2019, "period_end": 2023}
    Pledge.objects.bulk_create(Pledge(title=f"{status} {number}", **base) for number in range(count))


def suggested(pledge: Pledge) -> None:
    said = {"change": "wording", "suggested": "Other words", "is_shared": True, "who": "Jonas", "based_on": ""}
    Comment.objects.create(pledge=pledge, row="pledge:opening", **said)


def old(pledge: Pledge) -> Pledge:
    """The same pledge, saved so long ago that it stands on no first page."""
    Pledge.objects.filter(pk=pledge.pk).update(updated_at=LONG_AGO)
    return pledge


def seldom_seen(pledge: Pledge) -> list[Pledge]:
    """One pledge of each kind that waits for a drafter, all saved long ago."""
    ours = pledge.organisation
    declined = circulated(make_ready(ours, title="Declined"))
    first = declined.signature_requests[0]
    decline(first, seen=declined.revision.digest, reason="No", by=signatory(first))
    changes = circulated(make_ready(ours, title="Changes"))
    first = changes.signature_requests[0]
    request_changes(first, seen=changes.revision.digest, text="Other words", by=signatory(first))
    suggested(pledge)
    joined = opened(organisation=ours, title="Joined")
    asked_to_join(joined)
    signed = agreed(make_ready(ours, title="Signed"))
    found = [declined.revision.pledge, changes.revision.pledge, pledge, joined.revision.pledge, signed.revision.pledge]
    return [old(each) for each in found]


# All that waits for somebody


def test_turns_are_of_all_pledges_and_not_of_the_first_page_alone(drafter, viewer, pledge):
    seldom_seen(pledge)
    crowd(pledge, paging.PAGE + 250)
    assert turns(drafter) == [
        ("Declined", "Jonas Weber declined to sign"),
        ("Changes", "Jonas Weber asks for changes"),
        ("Wells", "Answer 1 suggested change"),
        ("Joined", "1 further party asks to sign"),
        ("Signed", "Submit it to the Conference"),
    ]
    assert turns(viewer) == [], "a viewer reads"
    assert set(shown(drafter, state="turn")) == {"Declined", "Changes", "Wells", "Joined", "Signed"}
    assert shown(viewer, state="turn") == []
    assert "Nothing waits for you." in read(viewer, f"{LIST}?state=turn").html


def test_more_than_five_lead_to_all_of_them(drafter, pledge):
    suggested(old(pledge))
    assert "All that waits for you" not in read(drafter, LIST).html
    for size in (7, 60):
        crowd(pledge, size, status="draft")
        page = read(drafter, LIST)
        assert (turns(drafter)[0], len(turns(drafter))) == (("Wells", "Answer 1 suggested change"), 5)
        assert f"{LIST}?state=turn" in page.links or "?state=turn" in page.links
    response = drafter.get(LIST, {"state": "turn"})
    assert response.context["count"] == "68"
    assert all(row.next_step.is_mine for row in response.context["rows"])


def test_what_waits_for_others_is_in_no_list_of_turns(drafter, pledge):
    circulated(make_ready(pledge.organisation, title="Goes round"))
    opened(organisation=pledge.organisation, title="Open")
    other = make_pledge(title="Of others")
    suggested(other)
    put_away = make_pledge(pledge.organisation, title="Put away")
    suggested(put_away)
    putting_away.archive(put_away)
    deleted = make_pledge(pledge.organisation, title="Gone")
    putting_away.delete(deleted)
    assert shown(drafter, state="turn") == ["Wells"]
    crowd(pledge, paging.PAGE + 1)
    assert turns(drafter) == [("Wells", "Fill in “Parties and period”")]


def test_each_organisation_counts_by_the_role_there(pledge):
    user = make_member("viewer", pledge.organisation)
    suggested(pledge)
    roads = make_pledge(title="Roads")
    add_member(roads.organisation, user, "drafter")
    suggested(old(roads))
    crowd(pledge, paging.PAGE + 1)
    assert turns(signed_in(user)) == [("Roads", "Answer 1 suggested change")]


def test_signatory_without_a_right_to_draft_sees_what_waits_for_their_answer(pledge):
    sara = make_user("sara@example.org")
    add_member(pledge.organisation, sara, "signatory")
    found = circulated(make_ready(pledge.organisation, title="Roads"))
    Membership.objects.filter(user=sara).update(role="viewer")
    old(found.revision.pledge)
    crowd(pledge, paging.PAGE + 1)
    assert shown(signed_in(sara), state="turn") == ["Roads"]


def test_what_is_up_to_somebody_is_found_before_all_that_they_answered_since(pledge):
    """The list of what is asked of an address is cut once what is open stands first."""
    sara = make_user("sara@example.org")
    add_member(pledge.organisation, sara, "signatory")
    mine = next(
        each
        for each in circulated(make_ready(pledge.organisation, title="Roads")).signature_requests
        if each.email == sara.email
    )
    answered = {"answer": "signed", "answered_at": timezone.now(), "came_at": timezone.now()}
    SignatureRequest.objects.bulk_create(
        SignatureRequest(
            circulation=mine.circulation, party_key=f"x{number}", email=sara.email, position=9 + number, **answered
        )
        for number in range(60)
    )
    assert [one.pledge.title for one in signed_in(sara).get(LIST).context["asked"]] == ["Roads"]


def test_finding_all_turns_costs_the_same_queries_for_few_and_for_many(drafter, pledge):
    def lively() -> None:
        seldom_seen(make_pledge(pledge.organisation, title="Wells"))
        several = make_ready(pledge.organisation, title="Several")
        name_signatories(several.parties.get(kind="state"), "Ada Obi")
        found = circulated(several)
        one = found.signature_requests[0]
        request_changes(one, seen=found.revision.digest, text="Other words", by=signatory(one))
        old(several)

    crowd(pledge, paging.PAGE + 1)
    lively()
    counts = [count_queries(drafter, url) for url in (LIST, f"{LIST}?state=turn")]
    for _ in range(2):
        lively()
    crowd(pledge, 240)
    assert [count_queries(drafter, url) for url in (LIST, f"{LIST}?state=turn")] == counts
    assert counts[0] <= 20


def test_party_of_which_some_must_sign_has_declined_once_too_few_remain(drafter, pledge):
    several = make_ready(pledge.organisation, title="Several")
    name_signatories(several.parties.get(kind="state"), "Ada Obi", needed=1)
    found = circulated(several)
    state = [each for each in found.signature_requests if each.party_key == found.signature_requests[0].party_key]
    decline(state[0], seen=found.revision.digest, reason="No", by=signatory(state[0]))
    crowd(pledge, paging.PAGE + 1)
    assert "Several" not in [title for title, _text in turns(drafter)], "another one can still sign"
    decline(state[1], seen=found.revision.digest, reason="Nor I", by=signatory(state[1]))
    assert "Several" in [title for title, _text in turns(drafter)]


# What is due


def test_list_says_what_is_due_and_when(drafter, pledge):
    found = circulated(make_ready(pledge.organisation, title="Goes round"))
    open_pledge = opened(organisation=pledge.organisation, title="Open", until=9).revision.pledge
    day = found.circulation.asked_for
    html = read(drafter, LIST).html
    assert f"Answers are asked for by {day.day} {day:%B %Y} (UTC−12)" in html
    until = open_pledge.open_until
    assert f"Further parties can sign until {until.day} {until:%B %Y} (UTC−12)" in html
    Circulation.objects.filter(revision__pledge__title="Goes round").update(asked_for=date(2026, 1, 5))
    assert (
        '<span class="tag attention">Answers were asked for by 5 January 2026 (UTC−12)</span>'
        in read(drafter, LIST).html
    )
    Pledge.objects.filter(title="Open").update(closed_at=timezone.now())
    assert "Further parties can sign until" not in read(drafter, LIST).html
    Circulation.objects.update(end="reopened", ended_at=timezone.now())
    assert "asked for by" not in read(drafter, LIST).html


@pytest.fixture
def due(pledge) -> list[str]:
    """130 pledges, of which some are due on the same days; their titles in the order in which they are due."""
    pledge.delete()
    today, base = timezone.now().date(), {"model_text": pledge.model_text, "organisation": pledge.organisation}
    base |= {"period_start": 2019, "period_end": 2023, "openness": "open", "status": "submitted"}
    days = [today + timedelta(days=5), today + timedelta(days=9), None]
    Pledge.objects.bulk_create(
        Pledge(
            title=f"{number:03}",
            open_until=days[number % 3],
            updated_at=LONG_AGO + timedelta(days=number // 4),
            **base,
        )
        for number in range(130)
    )
    titles = [f"{number:03}" for number in reversed(range(130))]
    return [title for place in range(3) for title in titles if int(title) % 3 == place]


def test_what_is_due_first_stands_first_page_by_page(drafter, due):
    pages, url = [], f"{LIST}?order=due"
    while url:
        response = drafter.get(url if url.startswith(LIST) else LIST + url)
        pages.append([row.pledge.title for row in response.context["rows"]])
        url = response.context["older"]
        assert len(pages) < 5
    assert [len(page) for page in pages] == [50, 50, 30]
    assert [title for page in pages for title in page] == due


@pytest.mark.both
@pytest.mark.parametrize("place", ["\0", "x", "PB-AAAAA-AAAAA", "1.PB-AAAAA-AAAAA", "x" * 3000, "'"])
def test_forged_place_in_what_is_due_shows_the_first_page(drafter, due, place):
    assert shown(drafter, order="due", after=place) == due[:50]
    assert shown(drafter, order="nonsense")[:2] == ["129", "128"]


# Filters


@pytest.fixture
def several(pledge) -> Pledge:
    """Beside “Wells”, which nobody but Kenya makes: three pledges with other parties and themes."""
    add_party(pledge, "state", "KE")
    roads = make_pledge(pledge.organisation, title="Roads")
    add_party(roads, "national_society", "KE")
    add_party(roads, "observer", name="Médecins & <b>Amis</b>")
    schools = make_pledge(pledge.organisation, title="Schools", status="agreed")
    add_party(schools, "state", "ML", name="Ministry of Health of Mali")
    pick(schools, action_of(schools))
    away = make_pledge(pledge.organisation, title="Away", status="withdrawn")
    add_party(away, "component", "ICRC")
    add_party(make_pledge(title="Of others"), "state", "NL")
    return pledge


def action_of(pledge: Pledge) -> str:
    return pledge.model_text.clauses.filter(kind="action", theme__isnull=False).order_by("position")[0].slug


@pytest.mark.both
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"party": "state:KE"}, ["Wells"]),
        ({"party": "national_society:KE"}, ["Roads"]),
        ({"party": "state:ML"}, ["Schools"]),
        ({"party": "observer:Médecins & <b>Amis</b>"}, ["Roads"]),
        ({"party": "component:ICRC"}, []),
        ({"party": "component:ICRC", "state": "withdrawn"}, ["Away"]),
        ({"party": "state:KE", "state": "agreed"}, []),
        ({"party": "state:NL"}, []),
        ({"kind": "state"}, ["Schools", "Wells"]),
        ({"region": "africa"}, ["Schools", "Roads", "Wells"]),
        ({"region": "europe"}, []),
        ({"party": "nonsense"}, []),
        ({"party": "state"}, []),
        ({"party": "state:"}, []),
        ({"party": "martian:KE"}, []),
        ({"party": "state:\0"}, []),
        ({"theme": "nonsense"}, []),
        ({"party": ""}, ["Schools", "Roads", "Wells"]),
    ],
)
def test_filters_stand_in_the_address(drafter, several, asked, found):
    assert shown(drafter, **asked) == found


def test_theme_is_that_of_the_action_plan(drafter, several):
    clause = several.model_text.clauses.get(slug=action_of(several))
    assert shown(drafter, theme=f"{several.model_text.slug}.{clause.theme.slug}") == ["Schools"]


def test_lists_to_choose_from_come_when_they_are_asked_for(drafter, several):
    page = read(drafter, LIST)
    assert "party" not in page.fields
    assert "?filters=1" in page.links
    page = read(drafter, f"{LIST}?filters=1")
    assert "<details open>" in page.html
    for name in ("Kenya", "Kenya Red Cross Society", "Mali", "Médecins &amp; &lt;b&gt;Amis&lt;/b&gt;"):
        assert f"> {name} </option>" in page.html.replace(">" + name + "<", f"> {name} <")
    assert "Netherlands" not in page.html, "no pledge of theirs has it"
    page = read(drafter, f"{LIST}?party=national_society:KE&state=draft")
    assert (page.fields["party"], page.fields["state"]) == (["national_society:KE"], ["draft"])
    assert "?state=agreed&party=national_society%3AKE" in page.links


def test_filter_that_finds_nothing_says_what_to_do(drafter, several):
    page = read(drafter, f"{LIST}?party=state:NL")
    assert "leave out a filter" in page.html
    assert page.fields["party"] == ["state:NL"]
    assert LIST in page.links


def test_lists_to_choose_from_cost_the_same_queries(drafter, several):
    url = f"{LIST}?filters=1"
    count = count_queries(drafter, url)
    for number in range(20):
        add_party(make_pledge(several.organisation, title="More"), "observer", name=f"Relief {number}")
    assert count_queries(drafter, url) == count


# As a file


def csv_of(client, **asked) -> list[dict[str, str]]:
    response = client.get(f"{LIST}as/csv/", asked)
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert response["Cache-Control"] == "no-store"
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def test_list_is_taken_as_csv_with_what_its_filters_leave_in(drafter, several):
    Pledge.objects.filter(title="Roads").update(title="=1+1")
    found = csv_of(drafter)
    assert [row["Title"] for row in found] == ["Schools", "'=1+1", "Wells"]
    schools = found[0]
    assert (schools["State"], schools["Your turn"], schools["Due"]) == ("Agreed", "Yes", "")
    assert schools["What is next"] == "Submit it to the Conference"
    assert schools["Parties"] == "Ministry of Health of Mali"
    assert schools["Address"].endswith(f"/pledges/{schools['Reference']}/")
    assert found[1]["Parties"] == "Kenya Red Cross Society; Médecins & <b>Amis</b>"
    assert [row["Title"] for row in csv_of(drafter, party="state:KE")] == ["Wells"]
    assert csv_of(drafter, q="nothing at all") == []
    assert f"{LIST}as/csv/?party=state%3AKE" in read(drafter, f"{LIST}?party=state:KE").links


def test_list_as_a_file_says_what_is_due_in_its_order(drafter, due):
    found = csv_of(drafter, order="due")
    assert [row["Title"] for row in found] == due
    assert found[0]["Due"] == (timezone.now().date() + timedelta(days=5)).isoformat()


def test_list_is_taken_as_excel(drafter, several):
    response = drafter.get(f"{LIST}as/xlsx/")
    assert response["Content-Disposition"] == f'attachment; filename="pledges-{timezone.now():%Y-%m-%d}.xlsx"'
    with ZipFile(BytesIO(response.content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert [title in strings for title in ("Reference", "Schools", "Roads", "Wells", "Of others")] == [True] * 4 + [
        False
    ]


def test_without_the_package_excel_is_not_offered_and_says_why(drafter, several, monkeypatch):
    monkeypatch.setattr("commitments.exports.xlsx.xlsxwriter", None)
    links = read(drafter, LIST).links
    assert f"{LIST}as/csv/" in links
    assert f"{LIST}as/xlsx/" not in links
    response = drafter.get(f"{LIST}as/xlsx/", follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert "has not installed that part" in response.content.decode()


def test_file_has_the_pledges_of_its_person_alone(stranger, several):
    assert csv_of(stranger) == []
    assert stranger.get(f"{LIST}as/doc/").status_code == 404
    assert stranger.post(f"{LIST}as/csv/").status_code == 405


def test_file_costs_the_same_queries_for_one_and_for_many(drafter, pledge):
    def of_file() -> int:
        return count_queries(drafter, f"{LIST}as/csv/")

    add_party(pledge, "state", "KE")
    circulated(make_ready(pledge.organisation))
    count = of_file()
    for number in range(5):
        add_party(make_pledge(pledge.organisation, title=str(number)), "state", "ML")
        circulated(make_ready(pledge.organisation))
    assert of_file() == count


# The desk


def test_who_may_do_everything_and_drafts_somewhere_finds_the_desk_in_one_step(pledge):
    user = make_member("drafter", pledge.organisation)
    assert "/pledges/all/" not in read(signed_in(user), LIST).links
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    client = signed_in(User.objects.get(pk=user.pk))
    assert "/pledges/all/" in read(client, LIST).links
    response = client.get("/pledges/all/", follow=True)
    assert response.redirect_chain == [("/pledges/all/begin/", 302)]
    assert "Set up the secretariat" in Page(response.content.decode()).html
    client.post("/pledges/all/begin/", {"name": "Secretariat"})
    assert client.get("/pledges/all/").status_code == 200
    assert "/pledges/all/" in read(client, LIST).links


def test_signed_pledge_leaves_the_list_of_turns_once_answered(pledge):
    sara = make_user("sara@example.org")
    add_member(pledge.organisation, sara, "signatory")
    found = circulated(make_ready(pledge.organisation, title="Roads"))
    mine = next(each for each in found.signature_requests if each.email == sara.email)
    client = signed_in(sara)
    assert shown(client, state="turn") == ["Roads", "Wells"]
    give_signature(mine)
    assert shown(client, state="turn") == ["Wells"]
