"""Starting a pledge, and its hub."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from commitments.models import Actor, ModelText, NationalSociety, Organisation, Pledge, State
from commitments.signing.ending import reopen
from commitments.signing.objecting import decline, request_changes
from commitments.text.limits import FIRST_YEAR, LAST_YEAR
from tests.factories import (
    add_member,
    add_party,
    circulated,
    make_member,
    make_organisation,
    make_ready,
    signatory,
    write,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, count_queries, read, refused, send

pytestmark = pytest.mark.django_db
LIST, START = "/pledges/", "/pledges/start/"


def kenya(kind: str = "national_society", **fields) -> Organisation:
    if kind == "ministry":
        return make_organisation("Ministry", kind=kind, state=State.objects.get(iso2="KE"), **fields)
    society = NationalSociety.objects.get(state__iso2="KE")
    return make_organisation("Kenya Red Cross Society", kind=kind, national_society=society, **fields)


def started(organisation: Organisation, **fields) -> Pledge:
    client = signed_in(make_member(organisation=organisation))
    response = send(client, START, **fields)
    assert response.status_code == 302
    pledge = Pledge.objects.get()
    assert response.url == f"/pledges/{pledge.reference}/parties/"
    return pledge


def parties(pledge: Pledge) -> list[tuple[str, str]]:
    return [(party.kind, party.code or party.name) for party in pledge.parties.all()]


def test_bilateral_start_fills_in_both_parties(db):
    pledge = started(kenya(), together="bilateral", title="Safe access", language="fr")
    assert parties(pledge) == [("state", "KE"), ("national_society", "KE")]
    assert (pledge.title, pledge.language, pledge.model_text.slug) == ("Safe access", "fr", "migration-2019")


@pytest.mark.parametrize(("last_year", "says"), [(LAST_YEAR, False), (FIRST_YEAR, True)])
def test_start_says_which_period_is_over(db, last_year, says):
    ModelText.objects.update(period_start=FIRST_YEAR, period_end=last_year)
    page = read(signed_in(make_member(organisation=kenya())), START)
    assert (f"{FIRST_YEAR}–{last_year} (this period is over)" in page.html) == says
    assert f"{FIRST_YEAR}–{last_year}" in page.html


def test_bilateral_start_of_a_ministry_finds_its_society(db):
    assert parties(started(kenya("ministry"), together="bilateral")) == [("state", "KE"), ("national_society", "KE")]


@pytest.mark.parametrize("together", ["alone", "several"])
@pytest.mark.parametrize("kind", ["national_society", "ministry"])
def test_start_alone_names_the_organisation_itself(db, together, kind):
    assert parties(started(kenya(kind), together=together)) == [("state" if kind == "ministry" else kind, "KE")]


@pytest.mark.parametrize(
    ("kind", "together", "expected"),
    [
        ("observer", "alone", [("observer", "Example Relief")]),
        ("observer", "bilateral", []),
        ("secretariat", "alone", []),
        ("national_society", "alone", []),
        ("ministry", "alone", []),
    ],
)
def test_start_of_an_organisation_without_a_country(db, kind, together, expected):
    assert parties(started(make_organisation("Example Relief", kind=kind), together=together)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"), [("ministry", [("state", "NI")]), ("national_society", [("state", "NI")])]
)
def test_start_offers_no_society_that_is_not_recognised(db, kind, expected):
    state = State.objects.get(iso2="NI")
    fields: dict[str, Any] = {"state": state} if kind == "ministry" else {"national_society": state.national_society}
    assert parties(started(make_organisation(kind=kind, **fields), together="bilateral")) == expected


def test_start_lets_choose_among_my_organisations(db):
    user = make_member(organisation=kenya())
    other = make_organisation("Second")
    add_member(other, user, "administrator")
    foreign = make_organisation("Foreign")
    client = signed_in(user)
    page = read(client, START)
    assert 'type="hidden" name="organisation"' not in page.html
    send(client, START, organisation=other.slug, together="alone", title="x")
    assert Pledge.objects.get().organisation == other
    page = refused(send(client, START, organisation=foreign.slug, title="kept words"))
    assert page.fields["title"] == ["kept words"]
    assert Pledge.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 201),
        ("title", "two\nlines"),
        ("title", "hidden\u202etext"),
        ("title", "y" * 101),
        ("title", "bell\x07"),
        ("language", "xx"),
        ("together", "all"),
        ("model_text", "no-such-text"),
        ("model_text", "\0"),
    ],
)
def test_start_with_bad_input_comes_back_as_typed(db, field, value):
    client = signed_in(make_member(organisation=kenya()))
    typed = {"title": "Kept", "language": "es", "together": "alone", field: value}
    page = refused(send(client, START, typed))
    assert not Pledge.objects.exists()
    if field in ("title", "language", "together"):
        typed.pop(field)
    if field == "title":
        assert page.fields["title"][0].replace("\r", "") in (value, value.replace("\n", ""))
    for name in ("title", "language", "together"):
        if name in typed:
            assert page.fields[name] == [typed[name]]


def test_hub_lists_the_sections_with_their_states(drafter, pledge):
    write(pledge, "objective", "Dig wells")
    page = read(drafter, f"/pledges/{pledge.reference}/")
    for slug in ("parties", "introduction", "objectives", "actions", "indicators", "resources", "check", "export"):
        assert f"/pledges/{pledge.reference}/{slug}/" in page.links
    assert "1 objective" in page.html
    assert page.html.count("Not started") == 5
    assert page.html.count("In progress") == 1
    assert "<b>0</b> of 6 sections ready" in page.html
    assert "Dig wells" in page.html


def test_hub_says_who_saved_a_section(drafter, pledge):
    url = f"/pledges/{pledge.reference}/"
    send(drafter, f"{url}parties/", go="hub")
    assert "Saved by person" in read(drafter, url).html


def test_hub_marks_a_section_ready_and_not(drafter, pledge):
    url = f"/pledges/{pledge.reference}/"
    response = drafter.post(url, {"section": "resources", "ready": "1"})
    assert (response.status_code, response.url) == (302, url)
    assert "<b>1</b> of 6 sections ready" in read(drafter, url).html
    drafter.post(url, {"section": "resources"})
    assert "<b>0</b> of 6 sections ready" in read(drafter, url).html


@pytest.mark.parametrize("section", ["", "nonsense", "check", "export", "\0"])
def test_hub_marks_no_other_section(drafter, pledge, section):
    assert drafter.post(f"/pledges/{pledge.reference}/", {"section": section, "ready": "1"}).status_code == 302
    pledge.refresh_from_db()
    assert pledge.section_states == {}


def test_hub_takes_the_same_queries_for_one_item_and_three(drafter, pledge):
    counts = []
    for code in ("KE", "NL", "ML"):
        add_party(pledge, "state", code)
        for kind in ("objective", "action", "indicator"):
            write(pledge, kind, "Words")
        counts.append(count_queries(drafter, f"/pledges/{pledge.reference}/"))
    assert counts[0] == counts[2] <= 9


def test_home_leads_who_is_signed_in_to_their_pledges(drafter, client):
    assert drafter.get("/").url == LIST
    page = Page(client.get("/").content.decode())
    assert reverse("account_login") in page.links
    assert client.post("/").status_code == 405


@pytest.mark.parametrize("is_reopened", [False, True])
def test_hub_says_what_parties_want_changed_until_the_text_goes_round_again(drafter, is_reopened):
    pledge = make_ready(Organisation.objects.first())
    found = circulated(pledge)
    jonas, sara = found.signature_requests
    for request, verb, said in (
        (jonas, request_changes, {"text": "Shorter <b>"}),
        (sara, decline, {"reason": "Never"}),
    ):
        by = signatory(request)
        verb(request, seen=found.revision.digest, by=by, **said)
    by = Actor(user=found.revision.by)
    if is_reopened:
        reopen(Pledge.objects.get(pk=pledge.pk), reason="As asked", by=by)
    url = f"/pledges/{pledge.reference}/"
    html = read(drafter, url).html
    assert "Jonas Weber asks for changes, for the Government of Kenya:" in html
    assert "Shorter &lt;b&gt;" in html
    assert "Sara Said declined to sign for the Kenya Red Cross Society:" in html
    if is_reopened:
        circulated(Pledge.objects.get(pk=pledge.pk), by=found.revision.by)
        assert "asks for changes, for" not in read(drafter, url).html
