"""Where the secretariat keeps the directory and confirmed domains, without a right of Django's own to administer."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from commitments.library.loading import load_library
from commitments.models import Component, ConfirmedDomain, LibraryChange, NationalSociety, RegionalGroup, State
from commitments.people.domains import confirm_domain, withdraw_domain
from tests.factories import make_member, make_organisation, make_user
from tests.web.views.conftest import signed_in
from tests.web.views.pages import count_queries, read, refused, send

pytestmark = pytest.mark.django_db
DESK = "/pledges/all/"
KENYA = f"{DESK}directory/state/KE/"


def of_the_secretariat(role: str) -> Client:
    return signed_in(make_member(role, make_organisation(kind="secretariat"), f"{role}@secretariat.example"))


@pytest.fixture
def keeper(db) -> Client:
    return of_the_secretariat("drafter")


def kenya() -> State:
    return State.objects.get(iso2="KE")


def test_desk_leads_to_all_that_it_keeps_without_being_staff(keeper):
    links = read(keeper, DESK).links
    assert {f"{DESK}library/", f"{DESK}directory/", f"{DESK}domains/"} <= set(links)
    assert not [link for link in links if link.startswith("/admin/")]
    assert f"{DESK}directory/" in read(keeper, f"{DESK}library/").links


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("state", "kenya", ["Kenya"]),
        ("state", "KE", None),
        ("state", "cote ivoire", ["Côte d'Ivoire"]),
        ("state", "كينيا", ["Kenya"]),
        ("society", "kenya cruz", ["Kenya Red Cross Society"]),
        ("component", "ifrc", ["International Federation of Red Cross and Red Crescent Societies"]),
        ("group", "sahel", None),
        ("state", "nowhere at all", []),
        ("nonsense", "kenya", ["Kenya"]),
        ("state", "\0", None),
    ],
)
def test_entry_is_found_by_a_part_of_its_names_in_any_language(keeper, kind, text, found):
    response = keeper.get(f"{DESK}directory/", {"kind": kind, "q": text})
    assert response.status_code == 200
    html = response.content.decode().replace("&#x27;", "'").replace("’", "'")
    names = [part.partition("</a>")[0] for part in html.split('<a href="/pledges/all/directory/')[1:]]
    shown = [name.partition(">")[2] for name in names]
    if found is None:
        assert shown
    else:
        assert shown == found
    assert ("None has such a name" in html) == (not shown)


def test_correction_is_saved_noted_and_stays_when_the_library_is_loaded_again(keeper):
    page = read(keeper, KENYA)
    assert page.fields["short_name_en"] == ["Kenya"]
    assert not {"iso2", "iso3"} & page.fields.keys()
    assert send(keeper, KENYA, {"known_as": "Kenia; Republic of Kenya", "note": "Asked by mail"})["Location"] == KENYA
    row = kenya()
    assert (row.known_as, row.note) == ("Kenia; Republic of Kenya", "Asked by mail")
    change = LibraryChange.objects.get()
    assert (change.by.email, change.table, change.key) == ("drafter@secretariat.example", "commitments.state", "KE")
    assert "<ins>Asked by mail</ins>" in read(keeper, KENYA).html
    load_library(settings.FIXTURE_DIRS[0])
    assert kenya().note == "Asked by mail"
    send(keeper, KENYA)
    assert LibraryChange.objects.count() == 1, "nothing was changed"


@pytest.mark.parametrize(
    ("path", "model", "column"),
    [
        ("society/KE", NationalSociety, "name_fr"),
        ("component/ICRC", Component, "name_es"),
        ("group/sahel", RegionalGroup, "name_fr"),
    ],
)
def test_every_kind_of_entry_is_corrected(keeper, path, model, column):
    url = f"{DESK}directory/{path}/"
    before = list(model.objects.order_by("pk").values_list("pk", flat=True))
    assert send(keeper, url, {column: "Autre nom – “là”"}).status_code == 302
    assert model.objects.filter(**{column: "Autre nom – “là”"}).count() == 1
    assert list(model.objects.order_by("pk").values_list("pk", flat=True)) == before
    assert LibraryChange.objects.get().columns.keys() == {column}


def drawn(client: Client, url: str = KENYA) -> dict[str, str]:
    """What the form of a page that is open would send."""
    fields = {name: values[0] for name, values in read(client, url).fields.items()}
    fields.pop("csrfmiddlewaretoken")
    return fields


def test_what_two_write_of_one_entry_at_once_is_both_kept_or_one_of_them_is_asked(keeper):
    other = of_the_secretariat("administrator")
    mine = drawn(keeper)
    theirs = {"known_as": "Kenia", "note": "Theirs", "recognised": "", "short_name_fr": "Le Kenya"}
    assert send(other, KENYA, theirs).status_code == 302
    # Other columns: both.
    assert keeper.post(KENYA, {**mine, "short_name_es": "La Kenia"}).status_code == 302
    row = kenya()
    assert (row.known_as, row.note, row.short_name_fr, row.short_name_es) == ("Kenia", "Theirs", "Le Kenya", "La Kenia")
    # The same one: nothing is written, and who comes second reads what stands there.
    page = refused(keeper.post(KENYA, {**mine, "note": "Mine <b>", "short_name_ar": "كينيا الجديدة"}))
    assert "Somebody else wrote “Theirs” here meanwhile." in page.html
    assert (kenya().note, LibraryChange.objects.count()) == ("Theirs", 2)
    sent_again = {name: values[0] for name, values in page.fields.items() if name != "csrfmiddlewaretoken"}
    assert (sent_again["note"], sent_again["known_as"]) == ("Mine <b>", "Kenia")
    assert keeper.post(KENYA, sent_again).status_code == 302
    row = kenya()
    assert (row.note, row.known_as, row.short_name_fr) == ("Mine <b>", "Kenia", "Le Kenya")
    assert row.short_name_ar == "كينيا الجديدة"


@pytest.mark.parametrize("seen", ["", "x", "٣", "-1", "9" * 40, "\0"])
def test_page_that_does_not_tell_what_it_showed_is_saved_as_it_is(keeper, seen):
    send(keeper, KENYA, {"note": "First"})
    assert keeper.post(KENYA, {**drawn(keeper), "note": "Second", "seen": seen}).status_code == 302
    assert kenya().note == "Second"


def test_box_that_a_colleague_ticked_meanwhile_stays_ticked(keeper):
    url = f"{DESK}directory/society/KE/"
    mine = drawn(keeper, url)
    assert "doubtful" not in mine
    assert send(of_the_secretariat("administrator"), url, {"doubtful": "on"}).status_code == 302
    assert keeper.post(url, {**mine, "name_fr": ""}).status_code in (302, 422)
    assert keeper.post(url, {**mine, "name_es": "Cruz Roja"}).status_code == 302
    society = NationalSociety.objects.get(state__iso2="KE")
    assert (society.doubtful, society.name_es) == (True, "Cruz Roja")


@pytest.mark.parametrize("typed", [{"short_name_en": ""}, {"short_name_en": "x" * 81}, {"government_fr": "a\u202eb"}])
def test_what_cannot_be_printed_is_refused_and_nothing_is_saved(keeper, typed):
    page = refused(send(keeper, KENYA, typed))
    ((name, value),) = typed.items()
    assert page.fields[name] == [value]
    assert "<bdi>Kenya</bdi>" in page.html
    assert kenya().short_name_en == "Kenya"
    assert not LibraryChange.objects.exists()


def test_domain_is_confirmed_on_the_page_of_its_party_and_withdrawn_with_a_reason(keeper):
    assert f"{KENYA}domain/" in read(keeper, KENYA).links
    response = send(
        keeper, f"{KENYA}domain/", {"domain": " Jonas@Interior.go.ke ", "with_subdomains": "on", "note": "Note"}
    )
    assert response["Location"] == KENYA
    row = ConfirmedDomain.objects.get()
    assert (row.state, row.domain, row.with_subdomains, row.note) == (kenya(), "interior.go.ke", True, "Note")
    assert row.confirmed_by.email == "drafter@secretariat.example"
    url = f"{DESK}domains/{row.pk}/"
    assert url in read(keeper, KENYA).links
    assert "Confirmed by drafter@secretariat.example" in read(keeper, url).html
    assert send(keeper, url, {"why": "A mistake"})["Location"] == url
    row.refresh_from_db()
    assert (row.why_withdrawn, row.withdrawn_by.email) == ("A mistake", "drafter@secretariat.example")
    page = read(keeper, url)
    assert "A mistake" in page.html
    assert "why" not in page.fields
    assert keeper.post(url, {"why": "Another"}).status_code == 422
    assert ConfirmedDomain.objects.get().why_withdrawn == "A mistake"
    assert "Withdrawn" in read(keeper, KENYA).html


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("gmail.com", "Anybody can have an address at gmail.com"),
        ("interior", "“interior” is no domain."),
        ("co.uk", "co.uk is nobody’s own"),
        ("example.int", "example.int is confirmed for Kenya already."),
        ("", "Write the domain."),
    ],
)
def test_domain_that_cannot_be_confirmed_is_refused(keeper, typed, says):
    confirm_domain(kenya(), "example.int", by=make_user())
    page = refused(send(keeper, f"{KENYA}domain/", {"domain": typed, "note": "Kept"}))
    assert says in page.html
    assert page.fields["note"] == ["Kept"]
    assert ConfirmedDomain.objects.count() == 1


@pytest.mark.parametrize("why", ["", "  ", "a\u202eb", "x" * 301])
def test_withdrawal_without_a_good_reason_is_refused(keeper, why):
    row = confirm_domain(kenya(), "interior.go.ke", by=make_user())
    refused(send(keeper, f"{DESK}domains/{row.pk}/", {"why": why}))
    assert ConfirmedDomain.objects.get().withdrawn_at is None


def test_domains_are_found_by_their_letters_and_by_their_party(keeper):
    by = make_user()
    withdraw_domain(confirm_domain(kenya(), "interior.go.ke", by=by), why="A mistake", by=by)
    confirm_domain(NationalSociety.objects.get(state__iso2="ML"), "croixrouge.ml", by=by)
    confirm_domain(Component.objects.get(code="ICRC"), "icrc.org", by=by)
    for text, found in {"": 3, "go.ke": 1, "mali": 1, "icrc": 1, "kenya": 1, "nothing": 0}.items():
        page = read(keeper, f"{DESK}domains/?q={text}")
        assert len([link for link in page.links if link.startswith(f"{DESK}domains/") and link[-2].isdigit()]) == found
    assert "None was found." in read(keeper, f"{DESK}domains/?q=nothing").html


def test_viewer_of_the_secretariat_reads_and_writes_nothing():
    viewer = of_the_secretariat("viewer")
    row = confirm_domain(kenya(), "interior.go.ke", by=make_user())
    page = read(viewer, KENYA)
    assert "short_name_en" not in page.fields
    assert f"{KENYA}domain/" not in page.links
    assert "why" not in read(viewer, f"{DESK}domains/{row.pk}/").fields
    assert "file" not in read(viewer, f"{DESK}library/").fields
    for url in (KENYA, f"{KENYA}domain/", f"{DESK}domains/{row.pk}/"):
        assert viewer.post(url, {"short_name_en": "X", "domain": "x.org", "why": "x"}).status_code == 403
    assert (kenya().short_name_en, ConfirmedDomain.objects.get().withdrawn_at) == ("Kenya", None)


@pytest.mark.parametrize(
    "path", ["state/XX", "state/ke'", "planet/KE", "society/XX", "component/KE", "state/" + "K" * 300]
)
def test_entry_that_is_none_is_not_found(keeper, path):
    assert keeper.get(f"{DESK}directory/{path}/").status_code == 404
    assert keeper.get(f"{DESK}directory/{path}/domain/").status_code == 404


def test_regional_group_has_no_domains_and_a_domain_that_is_none_is_not_found(keeper):
    assert keeper.get(f"{DESK}directory/group/sahel/domain/").status_code == 404
    assert "Confirmed domains" not in read(keeper, f"{DESK}directory/group/sahel/").html
    for number in ("0", "9" * 30):
        assert keeper.get(f"{DESK}domains/{number}/").status_code == 404


def test_lists_cost_the_same_queries_however_long_they_are(keeper):
    by = make_user()
    confirm_domain(kenya(), "interior.go.ke", by=by)
    urls = (KENYA, f"{DESK}domains/", f"{DESK}directory/?kind=society")
    counts = [count_queries(keeper, url) for url in urls]
    for number in range(9):
        confirm_domain(kenya(), f"m{number}.go.ke", by=by)
        confirm_domain(NationalSociety.objects.get(state__iso2="ML"), f"m{number}.ml", by=by)
    assert [count_queries(keeper, url) for url in urls] == counts
