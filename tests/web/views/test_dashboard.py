"""Your pledges: who sees what, the next step, what is new, filters, search, pages; and what the secretariat sees."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from commitments.drafting.search_words import index
from commitments.models import Actor, Comment, Draft, Notice, Pledge, Submission, User
from commitments.signing import joining, submitting
from commitments.signing.objecting import decline
from commitments.web import paging
from tests.edits import save_fields
from tests.factories import (
    add_member,
    add_party,
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    make_member,
    make_organisation,
    make_pledge,
    make_ready,
    make_user,
    opened,
    signatory,
    write,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, count_queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]
LIST, ALL = "/pledges/", "/pledges/all/"
STATES = ["draft", "in-circulation", "agreed", "submitted", "withdrawn"]


def indexed(pledge: Pledge) -> Pledge:
    index(Draft(pledge))
    pledge.save(update_fields=["search_text"])
    return pledge


def shown(client, **asked) -> list[str]:
    """The titles on a page of the list, in order."""
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return [row.pledge.title for row in response.context["rows"]]


def row(client, **asked):
    (only,) = client.get(LIST, asked).context["rows"]
    return only


@pytest.fixture
def secretariat(db):
    return signed_in(make_member("viewer", make_organisation("Secretariat", kind="secretariat")))


# Who sees what


def test_list_shows_the_pledges_of_my_organisations_alone(drafter, pledge):
    make_pledge(title="Secret")
    page = read(drafter, LIST)
    assert "Wells" in page.html
    assert f"/pledges/{pledge.reference}/" in page.links
    assert "/pledges/start/" in page.links
    assert ALL not in page.links
    assert "Secret" not in page.html


def test_list_of_a_viewer_offers_no_start(viewer):
    page = read(viewer, LIST)
    assert "Wells" in page.html
    assert "/pledges/start/" not in page.links
    assert viewer.get("/pledges/start/").status_code == 403
    assert viewer.post("/pledges/start/", {}).status_code == 403


def test_list_shows_the_pledges_of_several_organisations_each_by_my_role_there(pledge):
    user = make_member("viewer", pledge.organisation)
    other = make_pledge(title="Roads")
    add_member(other.organisation, user, "drafter")
    rows = {row.pledge.title: row for row in signed_in(user).get(LIST).context["rows"]}
    assert {title: row.may_edit for title, row in rows.items()} == {"Wells": False, "Roads": True}


def test_list_without_a_pledge_says_what_to_do(stranger):
    html = read(stranger, LIST).html
    assert "Starting one takes a minute" in html
    assert '<main class="page single"' in html, "nothing stands beside an empty list"
    assert "What your organisation drafts" in read(signed_in(make_member("viewer")), LIST).html
    assert "you belong to no organisation" in read(signed_in(make_user()), LIST).html


def test_list_names_the_parties_four_at_most(drafter, pledge):
    add_party(pledge, "state", "KE")
    add_party(pledge, "national_society", "KE")
    add_party(pledge, "observer", name="Example <b>Relief</b>")
    assert row(drafter).parties == "Kenya, Kenya Red Cross Society, Example <b>Relief</b>"
    assert "Example &lt;b&gt;Relief" in read(drafter, LIST).html
    for code in ("NL", "ML", "UG"):
        add_party(pledge, "state", code)
    assert row(drafter).parties.endswith("Netherlands and 2 more")


# The next step


@pytest.mark.parametrize(
    ("status", "of_drafter", "of_viewer"),
    [
        ("draft", (True, "Fill in “Parties and period”"), (False, "Waiting for the drafters")),
        ("in-circulation", (False, "Waiting for the parties’ answers"), (False, "Waiting for the parties’ answers")),
        ("agreed", (True, "Submit it to the Conference"), (False, "Waiting to be submitted")),
        ("submitted", (False, "Nothing left to do"), (False, "Nothing left to do")),
        ("withdrawn", (False, "Nothing left to do"), (False, "Nothing left to do")),
    ],
)
def test_next_step_follows_the_state(drafter, viewer, pledge, status, of_drafter, of_viewer):
    Pledge.objects.update(status=status)
    for client, expected in ((drafter, of_drafter), (viewer, of_viewer)):
        step = row(client, state=status).next_step
        assert (step.is_mine, step.text) == expected
        assert ("Your turn" in read(client, f"{LIST}?state={status}").html) == step.is_mine


@pytest.mark.both
@pytest.mark.parametrize(("days", "text"), [(None, "Open for"), (0, "Open for"), (9, "Open for"), (-2, "Nothing left")])
def test_open_pledge_takes_signatures_until_its_date(drafter, pledge, days, text):
    until = None if days is None else timezone.now().date() + timedelta(days)
    Pledge.objects.update(status="submitted", openness="open", open_until=until)
    assert row(drafter).next_step.text.startswith(text)


def test_list_counts_the_sections_that_are_ready(drafter, pledge):
    drafter.post(f"/pledges/{pledge.reference}/", {"section": "resources", "ready": "1"})
    assert row(drafter).ready == 1
    assert "<b>1</b> of 6 sections ready" in read(drafter, LIST).html


# What is new


def test_pledge_that_i_never_opened_says_so_until_i_open_it(drafter, pledge):
    assert "Not opened yet" in read(drafter, LIST).html
    read(drafter, f"/pledges/{pledge.reference}/")
    assert "Not opened yet" not in read(drafter, LIST).html


def test_change_by_another_is_new_until_i_look(drafter, pledge):
    colleague = make_member("drafter", pledge.organisation)
    read(drafter, f"/pledges/{pledge.reference}/")
    assert row(drafter).change is None
    save_fields(pledge, "parties", {"title": "Deeper wells"}, by=colleague)
    assert row(drafter).change.by == colleague
    assert f"Changed by {colleague}" in read(drafter, LIST).html
    Pledge.objects.filter(pk=pledge.pk).update(readers=past(pledge, minutes=2))
    read(drafter, f"/pledges/{pledge.reference}/parties/")
    assert row(drafter).change is None


def past(pledge: Pledge, minutes: int) -> dict:
    """The places of the readers as if they had been there some minutes earlier."""
    pledge.refresh_from_db()
    at = (timezone.now() - timedelta(minutes=minutes)).isoformat()
    return {pk: {**reader, "at": at} for pk, reader in pledge.readers.items()}


def test_my_own_change_is_not_new_and_does_not_hide_anothers(pledge):
    me, colleague = (make_member("drafter", pledge.organisation) for _ in range(2))
    client = signed_in(me)
    save_fields(pledge, "parties", {"title": "Mine"}, by=me)
    assert row(client).change is None
    save_fields(pledge, "parties", {"title": "Theirs"}, by=colleague)
    save_fields(pledge, "parties", {"title": "Mine again"}, by=me)
    assert row(client).change.by == colleague


def test_change_by_somebody_who_is_gone_is_new_too(drafter, pledge):
    colleague = make_member("drafter", pledge.organisation)
    save_fields(pledge, "parties", {"title": "Theirs"}, by=colleague)
    User.objects.filter(pk=colleague.pk).delete()
    assert "Changed by –" in read(drafter, LIST).html


def test_comments_by_others_are_counted_since_i_looked(pledge):
    me, colleague = (make_member("drafter", pledge.organisation) for _ in range(2))
    client = signed_in(me)
    for by in (colleague, None, me):
        Comment.objects.create(pledge=pledge, row="pledge", text="Words", is_shared=True, by=by, who="x")
    assert row(client).comments == 2
    assert "2 new comments" in read(client, LIST).html
    read(client, f"/pledges/{pledge.reference}/")
    assert row(client).comments == 0
    Comment.objects.create(pledge=pledge, row="pledge", text="More", is_shared=True, by=colleague, who="x")
    assert "1 new comment<" in read(client, LIST).html


# News


def tell(user: User, count: int = 1, **fields) -> list[Notice]:
    return [
        Notice.objects.create(user=user, kind="comment", text=f"News <{number}>", **fields) for number in range(count)
    ]


def test_news_stand_on_top_until_they_are_seen(pledge):
    me = make_member("viewer", pledge.organisation)
    client, other = signed_in(me), make_user()
    tell(me, 7, pledge=pledge)
    theirs = tell(other)
    page = read(client, LIST)
    assert page.html.count("News &lt;") == 5
    assert "Older news will follow." in page.html
    assert page.links.count(f"/pledges/{pledge.reference}/") == 6
    response = client.post(LIST, {"notice": [*page.fields["notice"], str(theirs[0].pk)]})
    assert (response.status_code, response.headers["Location"]) == (302, LIST)
    assert read(client, LIST).html.count("News &lt;") == 2
    assert Notice.objects.filter(user=other, seen_at=None).exists()
    client.post(LIST, {"notice": read(client, LIST).fields["notice"]})
    assert "News for you" not in read(client, LIST).html


@pytest.mark.parametrize("sent", [[], [""], ["x"], ["-1"], ["²"], ["٣"], ["9" * 400], ["0"], ["\0"]])
def test_seen_takes_any_nonsense(sent):
    me = make_user()
    tell(me)
    assert signed_in(me).post(LIST, {"notice": sent}).status_code == 302
    assert Notice.objects.filter(seen_at=None).count() == 1


def test_reading_the_list_sees_no_news():
    me = make_user()
    tell(me)
    for _ in range(2):
        assert "News &lt;0&gt;" in read(signed_in(me), LIST).html


# Filter and search


def test_filter_shows_one_state(drafter, pledge):
    for status in STATES[1:]:
        make_pledge(pledge.organisation, title=status, status=status)
    assert shown(drafter) == ["submitted", "agreed", "in-circulation", "Wells"]  # withdrawn ones leave the list
    assert shown(drafter, state="draft") == ["Wells"]
    for status in STATES[1:]:
        assert shown(drafter, state=status) == [status]
        assert f"?state={status}" in read(drafter, LIST).links
    assert 'aria-current="true">Agreed' in read(drafter, f"{LIST}?state=agreed").html
    for nonsense in ("x", "\0", "draft ", "Draft"):
        assert len(shown(drafter, state=nonsense)) == 4


def test_filter_that_finds_nothing_leads_back(drafter, pledge):
    page = read(drafter, f"{LIST}?state=agreed")
    assert "None of your pledges is in this state" in page.html
    assert LIST in page.links


def test_search_finds_among_my_pledges_alone(drafter, pledge):
    write(pledge, "objective", "Boreholes")
    indexed(pledge)
    indexed(make_pledge(pledge.organisation, title="Roads"))
    indexed(make_pledge(title="Wells of others"))
    assert shown(drafter, q="wells") == shown(drafter, q="  BOREHOLE ") == ["Wells"]
    assert shown(drafter, q="wells", state="draft") == ["Wells"]
    assert shown(drafter, q="wells", state="agreed") == []
    page = read(drafter, f"{LIST}?q=wells&state=draft")
    assert (page.fields["q"], page.fields["state"]) == (["wells"], ["draft"])
    assert "?state=agreed&q=wells" in page.links


@pytest.mark.parametrize("text", ["nothing", '"', "'; --", "\0", "x" * 3000, "(((", "هجرة", "…", "%", "AND", "<b>"])
def test_search_that_finds_nothing_says_what_to_do(drafter, pledge, text):
    indexed(pledge)
    response = drafter.get(LIST, {"q": text})
    assert response.status_code == 200
    page = Page(response.content.decode())
    if text != "\0":
        assert "Try fewer words" in page.html
        assert LIST in page.links
        assert page.fields["q"] == [text[:200]]


def test_search_of_somebody_without_an_organisation_finds_nothing(pledge):
    indexed(pledge)
    assert shown(signed_in(make_user()), q="wells") == []


def test_search_holds_every_organisation_of_mine(pledge):
    user = make_member("viewer", pledge.organisation)
    other = indexed(make_pledge(title="Other wells"))
    add_member(other.organisation, user, "viewer")
    indexed(pledge)
    assert shown(signed_in(user), q="wells") == ["Other wells", "Wells"]


# Pages


@pytest.fixture
def many(pledge) -> list[str]:
    """120 pledges, saved at three times only; their titles, the newest first."""
    times = [datetime(2026, 1, day, 12, 0, 0, 123456, tzinfo=UTC) for day in (1, 2, 3)]
    base = {"model_text": pledge.model_text, "organisation": pledge.organisation, "search_text": "common | |"}
    base |= {"period_start": 2019, "period_end": 2023}
    pledge.delete()
    Pledge.objects.bulk_create(
        Pledge(title=f"{number:03}", updated_at=times[number // 40], **base) for number in range(120)
    )
    return [f"{number:03}" for number in reversed(range(120))]


def walk(client, start: str, name: str) -> list[Any]:
    """Go on by `newer` or `older` until there is no such link; the titles of each page."""
    pages: list[Any] = []
    url = start
    while url:
        response = client.get(LIST + url)
        pages.append([row.pledge.title for row in response.context["rows"]])
        last, url = url, response.context[name]
        assert len(pages) < 9
    pages.append(last)
    return pages


@pytest.mark.both
@pytest.mark.parametrize("asked", ["", "?q=common", "?state=draft", "?state=draft&q=common"])
def test_pages_lead_to_every_pledge_and_back(drafter, many, asked):
    *down, last = walk(drafter, asked or "?", "older")
    assert [len(page) for page in down] == [50, 50, 20]
    assert [title for page in down for title in page] == many
    *up, _first = walk(drafter, last, "newer")
    assert up[0] == many[100:]
    assert up[-1] == many[:50]
    assert {title for page in up for title in page} == set(many)
    assert all(f"q={'common' if 'common' in asked else ''}" in url for url in [last] if "q=" in asked)


def test_page_between_offers_both_ways(drafter, many):
    first = drafter.get(LIST)
    assert (first.context["newer"], first.context["count"]) == ("", "120")
    second = read(drafter, LIST + first.context["older"])
    assert ">Newer<" in second.html
    assert ">Older<" in second.html
    assert "page" not in second.fields


def test_page_goes_on_where_it_ended_though_a_pledge_was_saved_since(drafter, many):
    older = drafter.get(LIST).context["older"]
    Pledge.objects.filter(title=many[49]).update(updated_at=timezone.now())
    assert [row.pledge.title for row in drafter.get(LIST + older).context["rows"]] == many[50:100]


@pytest.mark.parametrize("name", ["after", "before"])
def test_forged_place_shows_the_first_page(drafter, many, name):
    foreign = make_pledge(title="Foreign", updated_at=timezone.now() - timedelta(days=900))
    known = Pledge.objects.get(title=many[60])
    forged = [
        paging.place_of(foreign),
        "1.PB-AAAAA-AAAAA",
        known.reference,
        f"x.{known.reference}",
        f"-1.{known.reference}",
        f"{'9' * 400}.{known.reference}",
        f"1.{known.reference}\n",
        f"1.{known.reference}\0",
        "\0",
        "'",
        "x" * 3000,
    ]
    for place in forged:
        assert shown(drafter, **{name: place}) == many[:50]


def test_place_at_any_time_is_answered(drafter, many):
    reference = Pledge.objects.get(title=many[60]).reference
    assert shown(drafter, after=f"{'9' * 17}.{reference}") == many[:50]
    assert shown(drafter, after=f"0.{reference}") == []
    assert shown(drafter, before=f"0.{reference}") == many[70:]


def test_thousands_are_not_counted(drafter, pledge):
    fields = {"model_text": pledge.model_text, "organisation": pledge.organisation, "search_text": "common | |"}
    fields |= {"period_start": 2019, "period_end": 2023}
    Pledge.objects.bulk_create(Pledge(title="x", **fields) for _ in range(1000))
    assert drafter.get(LIST).context["count"] == "1,000+"
    assert "Pledges: 1,000+" in read(drafter, LIST).html
    indexed(pledge)
    Pledge.objects.filter(pk=pledge.pk).update(search_text="common | |")
    assert "1,000+ found. Only those started last" in read(drafter, f"{LIST}?q=common").html
    Pledge.objects.filter(pk=pledge.pk).delete()
    assert drafter.get(LIST).context["count"] == "1,000"
    assert drafter.get(LIST, {"q": "common"}).context["count"] == "1,000"


# What it costs


def lively(organisation, by: User) -> Pledge:
    pledge = make_pledge(organisation, title="Access and dignity for migrants in Kenya", status="draft")
    add_party(pledge, "state", "KE")
    add_party(pledge, "national_society", "KE")
    save_fields(pledge, "parties", {"title": "Access and dignity for migrants"}, by=by)
    Comment.objects.create(pledge=pledge, row="pledge", text="Words", is_shared=True, by=by, who="x")
    return pledge


def test_list_takes_the_same_few_queries_for_one_pledge_and_fifty(drafter, pledge):
    by = make_member("drafter", pledge.organisation)
    pledge.delete()
    lively(by.organisations.get(), by)
    counts = [count_queries(drafter, url) for url in (LIST, f"{LIST}?q=access")]
    for _ in range(49):
        lively(by.organisations.get(), by)
    assert len(shown(drafter)) == len(shown(drafter, q="dignity")) == 50
    assert [count_queries(drafter, url) for url in (LIST, f"{LIST}?q=access")] == counts
    assert max(counts) <= 8
    html = gzip.compress(drafter.get(LIST).content, 6)
    assert len(html) < 8_000


def test_list_reads_no_text_of_a_pledge(drafter, pledge, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as queries:
        read(drafter, LIST)
    for column in ("introduction", "search_text", "resources_text", "blank_fillings"):
        assert not [query for query in queries.captured_queries if f'"{column}"' in query["sql"]]


# The secretariat


def test_secretariat_reads_what_was_submitted_and_counts_drafts(secretariat, pledge):
    submitted = make_pledge(make_organisation("Kenya"), title="Deep wells", status="submitted")
    add_party(submitted, "state", "KE")
    write(submitted, "objective", "Drill boreholes")
    for status in STATES[1:3] + STATES[4:]:
        make_pledge(submitted.organisation, title=f"Hidden {status}", status=status)
    page = read(secretariat, ALL)
    assert "Deep wells" in page.html
    assert "Kenya" in page.html
    assert submitted.reference in page.html
    for hidden in ("Hidden", pledge.title + "<", pledge.reference):
        assert hidden not in page.html
    assert [(str(each), each.drafts) for each in secretariat.get(ALL).context["organisations"]] == [
        (str(pledge.organisation), 1)
    ]
    read_page = read(secretariat, f"{ALL}{submitted.reference}/")
    assert "Drill boreholes" in read_page.html
    assert not [link for link in read_page.links if link.startswith(f"/pledges/{submitted.reference}")]
    assert ALL in read(secretariat, LIST).links


@pytest.mark.parametrize("status", [status for status in STATES if status != "submitted"])
def test_secretariat_reads_no_pledge_that_is_not_submitted(secretariat, pledge, status):
    Pledge.objects.update(status=status)
    assert secretariat.get(f"{ALL}{pledge.reference}/").status_code == 404
    assert secretariat.get(f"/pledges/{pledge.reference}/").status_code == 404


@pytest.mark.parametrize("address", ["", "REF/"])
def test_pages_of_the_secretariat_do_not_exist_for_others(pledge, drafter, stranger, address, client):
    Pledge.objects.update(status="submitted")
    url = ALL + address.replace("REF", pledge.reference)
    staff = signed_in(make_user(is_staff=True))
    for other in (drafter, stranger, staff):
        assert other.get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_secretariat_searches_submitted_pledges_alone(secretariat, pledge):
    indexed(pledge)
    submitted = indexed(make_pledge(title="Deep wells", status="submitted"))
    asked = secretariat.get(ALL, {"q": "wells"})
    assert [row.pledge for row in asked.context["rows"]] == [submitted]
    assert secretariat.get(ALL, {"q": pledge.reference}).context["rows"] == []
    assert "Show all that were submitted" in read(secretariat, f"{ALL}?q=roads").html
    for text in ('"', "\0", "x" * 3000, "(", "هجرة"):
        assert secretariat.get(ALL, {"q": text}).status_code == 200


def test_secretariat_without_a_pledge_is_told(secretariat):
    html = read(secretariat, ALL).html
    assert "None has been submitted yet" in html
    assert "No organisation has a draft" in html


def test_drafts_are_counted_to_a_hundred(secretariat, pledge):
    fields = {"model_text": pledge.model_text, "period_start": 2019, "period_end": 2023}
    Pledge.objects.bulk_create(Pledge(organisation=pledge.organisation, **fields) for _ in range(99))
    assert "<td>100</td>" in read(secretariat, ALL).html
    make_pledge(pledge.organisation)
    assert "<td>100+</td>" in read(secretariat, ALL).html


def test_page_of_the_secretariat_goes_on_after_fifty(secretariat, many):
    Pledge.objects.update(status="submitted")
    first = secretariat.get(ALL)
    second = secretariat.get(ALL + first.context["older"])
    titles = [pledge.title for page in (first, second) for pledge in (row.pledge for row in page.context["rows"])]
    assert titles == many[:100]
    assert first.context["count"] == "120"
    draft = make_pledge(title="Draft")
    assert secretariat.get(ALL, {"after": paging.place_of(draft)}).context["newer"] == ""


def test_page_of_the_secretariat_takes_the_same_queries_for_one_pledge_and_fifty(secretariat):
    counts = []
    for number in (1, 49):
        for _ in range(number):
            pledge = make_pledge(title="Wells", status="submitted")
            add_party(pledge, "state", "KE")
            indexed(pledge)
            make_pledge(pledge.organisation)
        counts.append([count_queries(secretariat, url) for url in (ALL, f"{ALL}?q=wells")])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 16


# Your turn, and what is settled


def turns(client, **asked) -> list[tuple[str, str]]:
    """What waits for who looks, in order: the pledge, and what is to do."""
    return [(each.pledge.title, each.next_step.text) for each in client.get(LIST, asked).context["turns"]]


def test_first_page_begins_with_ones_own_turn_then_the_list_then_news(pledge):
    me = make_member("drafter", pledge.organisation)
    tell(me, pledge=pledge)
    html = read(signed_in(me), LIST).html
    places = [html.index(words) for words in (">Your turn<", ">Yours<", "Find a pledge", ">News<", "Start a pledge")]
    assert places == sorted(places)


def test_signatory_meets_what_they_are_asked_to_sign_before_all_else(pledge):
    sara = make_user("sara@example.org")
    add_member(pledge.organisation, sara, "signatory")
    tell(sara, pledge=pledge)
    found = circulated(make_ready(pledge.organisation, title="Roads"))
    html = read(signed_in(sara), LIST).html.split("<main", 1)[1]
    assert html.index("You are asked to sign") < html.index("Go on with “Parties and period”") < html.index(">Yours<")
    assert ("Roads", "Read it and sign") not in turns(signed_in(sara)), "it stands above, once"
    give_signature(found.signature_requests[1])
    assert "You are asked to sign" not in read(signed_in(sara), LIST).html
    assert "What you were asked to sign" in read(signed_in(sara), LIST).html


def test_what_others_wait_for_comes_before_drafts_and_five_at_most(drafter, pledge):
    for number in range(6):
        make_pledge(pledge.organisation, title=f"Draft {number}")
    make_pledge(pledge.organisation, title="Signed", status="agreed")
    declined = circulated(make_ready(pledge.organisation, title="Declined"))
    by = signatory(declined.signature_requests[0])
    decline(declined.signature_requests[0], seen=declined.revision.digest, reason="No", by=by)
    Comment.objects.create(
        pledge=pledge,
        row="pledge:opening",
        change="wording",
        suggested="Other words",
        is_shared=True,
        who="Jonas",
        based_on="",
    )
    found = turns(drafter)
    assert found[:3] == [
        ("Declined", "Jonas Weber declined to sign"),
        ("Wells", "Answer 1 suggested change"),
        ("Signed", "Submit it to the Conference"),
    ]
    assert len(found) == 5
    assert turns(drafter, state="draft") == turns(drafter, q="wells") == []


def test_button_of_a_turn_leads_where_the_pledges_own_page_leads(drafter, pledge):
    """The same function decides both."""
    agreed(make_ready(pledge.organisation, title="Signed"))
    circulated(make_ready(pledge.organisation, title="Goes round"))
    for each in drafter.get(LIST).context["rows"]:
        if each.pledge.status != "draft":
            own_page = drafter.get(f"/pledges/{each.pledge.reference}/").context
            assert own_page["next_step"] == each.next_step
            assert own_page["errand"].next_url == each.next_url


def test_pledge_can_be_published_once_every_party_agrees(drafter, pledge):
    pledge.delete()
    is_allowed = {}
    for may_publish in (False, True):
        found = agreed(make_ready(make_organisation(), title=str(may_publish)), may_publish=may_publish)
        submitting.submit(found.revision.pledge, on=timezone.now().date(), by=Actor(user=found.revision.by))
        client = signed_in(found.revision.by)
        is_allowed[may_publish] = row(client).next_step.move
        assert client.get(f"/pledges/{found.revision.pledge.reference}/").context["next_step"] == row(client).next_step
    assert is_allowed == {False: "keep", True: "publish"}


def news_of(client) -> list[tuple[str, list[str]]]:
    return [(str(about or ""), [each.kind for each in told]) for about, told in client.get(LIST).context["news"]]


def test_news_are_named_by_their_pledge(pledge):
    me = make_member("drafter", pledge.organisation)
    roads = make_pledge(pledge.organisation, title="<Roads>")
    for about, kind in ((pledge, "opened"), (roads, "opened"), (pledge, "answer"), (None, "role")):
        Notice.objects.create(user=me, kind=kind, text="News", pledge=about)
    client = signed_in(me)
    assert news_of(client) == [("", ["role"]), ("Wells", ["answer", "opened"]), ("<Roads>", ["opened"])]
    assert "<h3><bdi>&lt;Roads&gt;</bdi></h3>" in read(client, LIST).html


@pytest.mark.parametrize(
    ("kind", "status", "is_shown"),
    [
        ("answered", "in-circulation", True),
        ("answered", "draft", False),
        ("answered", "agreed", False),
        ("answered", "submitted", True),  # of a further party
        ("standstill", "withdrawn", False),
        ("agreed", "agreed", True),
        ("agreed", "submitted", False),
        ("reopened", "draft", True),
        ("reopened", "in-circulation", False),
        ("withdrawn", "withdrawn", True),
        ("published", "submitted", True),
        ("undelivered", "draft", True),
        ("opened", "in-circulation", True),
        ("opened", "agreed", False),
        ("forwarded", "withdrawn", False),
        ("comment", "in-circulation", True),
        ("comment", "agreed", False),
        ("suggestion", "draft", True),
        ("suggestion", "in-circulation", False),
        ("answer", "draft", True),
        ("answer", "submitted", False),
        ("table-asks", "draft", True),
        ("table-closed", "draft", True),
        ("table-closed", "in-circulation", False),
        ("expired", "in-circulation", True),
        ("expired", "withdrawn", False),
    ],
)
def test_news_go_once_the_pledge_has_gone_on(pledge, kind, status, is_shown):
    me = make_member("viewer", pledge.organisation)
    Notice.objects.create(user=me, kind=kind, text="News", pledge=pledge)
    Pledge.objects.update(status=status, has_open_table=status == "draft")
    assert bool(news_of(signed_in(me))) == is_shown


def test_news_of_an_open_table_go_once_it_is_closed(pledge):
    me = make_member("viewer", pledge.organisation)
    for kind in ("table-opened", "table-shown", "table-asks", "table-agreed", "table-closed"):
        Notice.objects.create(user=me, kind=kind, text="News", pledge=pledge)
    Pledge.objects.update(has_open_table=False)
    assert news_of(signed_in(me)) == [("Wells", ["table-closed"])]


@pytest.mark.both
def test_news_of_the_way_to_a_submission_and_to_publication_go_with_them(pledge):
    """What is told afterwards is of a further party."""
    me = make_member("viewer", pledge.organisation)
    client, day = signed_in(me), timezone.now() - timedelta(days=9)
    kinds = ("opened", "answered", "expired", "submitted")
    told = [
        Notice.objects.create(user=me, kind=kind, text="News", pledge=pledge, at=day + timedelta(days=n))
        for n in (0, 4)
        for kind in kinds
    ]
    Submission.objects.create(pledge=pledge, on=day.date(), by=me, at=day + timedelta(days=2))
    Pledge.objects.update(status="submitted")
    assert client.get(LIST).context["news"] == [(pledge, [told[n] for n in (7, 6, 5, 4, 3)])]
    Pledge.objects.update(published_at=day + timedelta(days=6))
    assert news_of(client) == []
    Notice.objects.create(user=me, kind="answered", text="News", pledge=pledge)
    assert news_of(client) == [("Wells", ["answered"])]


@pytest.mark.parametrize("kind", ["comment", "suggestion"])
def test_news_of_what_was_said_go_once_it_is_answered(pledge, kind):
    me = make_member("viewer", pledge.organisation)
    client = signed_in(me)
    Notice.objects.create(user=me, kind=kind, text="News", pledge=pledge)
    said = {"pledge": pledge, "row": "pledge:opening", "is_shared": True, "who": "Jonas"}
    suggestion = Comment.objects.create(change="wording", suggested="Words", **said)
    thread = Comment.objects.create(text="Why?", **said)
    assert news_of(client) == [("Wells", [kind])]
    Comment.objects.filter(pk=suggestion.pk).update(answer="taken")
    assert news_of(client) == [("Wells", [kind])]
    Comment.objects.filter(pk=thread.pk).update(settled_at=timezone.now())
    assert news_of(client) == []


def test_news_of_who_asks_to_join_go_once_they_are_answered():
    found = opened()
    request = asked_to_join(found)
    client = signed_in(found.revision.by)
    assert ("join" in news_of(client)[0][1]) is True
    joining.refuse(request, reason="Too late", by=Actor(user=found.revision.by))
    assert [kind for _about, kinds in news_of(client) for kind in kinds if kind == "join"] == []
