"""The public register: what is published, and nothing else; its filters, its feed, its data, and how it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from commitments import access
from commitments.drafting import search_words
from commitments.models import Actor, Draft, ModelText, Pledge, Revision
from commitments.signing import ending, joining, publishing, submitting
from commitments.web import register
from commitments.web.pledge_filter import PledgeFilter, menus, regions
from tests.factories import (
    add_party,
    agreed,
    asked_to_join,
    give_signature,
    make_member,
    make_pledge,
    make_ready,
    make_user,
    opened,
    pick,
    signatory,
    the_round,
    write,
)
from tests.web.views.conftest import signed_in

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
DETENTION, RESCUE = "b-detention-draw-on-expertise", "b-rescue-and-services-information-points"


def published(title: str = "Wells", code: str = "KE", *clauses: str, language: str = "en", **fields) -> Pledge:
    """A pledge of a Government and a Society that anybody may read."""
    pledge = make_pledge(title=title, introduction="", language=language, **fields)
    for kind, name in (("state", "Jonas Weber"), ("national_society", "Sara Said")):
        email = f"{name.split()[0].lower()}@{code.lower()}.example"
        add_party(pledge, kind, code, signatory_name=name, signatory_title="Director", signatory_email=email)
    write(pledge, "objective", "Protect all migrants, whatever their status.")
    for slug in clauses:
        pick(pledge, slug)
    return publish(pledge)


def publish(pledge: Pledge) -> Pledge:
    search_words.index(Draft(pledge))
    pledge.save()
    agreed(pledge, may_publish=True)
    pledge.refresh_from_db()
    submitting.publish(pledge, by=drafter_of(pledge))
    pledge.refresh_from_db()
    return pledge


def drafter_of(pledge: Pledge) -> Actor:
    return Actor(user=make_member("drafter", pledge.organisation), origin="192.0.2.7")


def html(path: str, client: Client | None = None, status: int = 200) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == status
    return response.content.decode()


def titles(address: str) -> list[str]:
    return [pledge["title"] for pledge in json.loads(html(f"/register/pledges.json{address}"))["pledges"]]


def test_register_has_what_is_published_and_nothing_else():
    shown = published("Wells")
    make_pledge(title="A draft of ours")
    agreed(make_ready(title="Agreed, not published"), may_publish=True)
    for path in ("/register/", "/register/feed.atom", "/register/pledges.json"):
        text = html(path)
        assert "Wells" in text
        assert shown.reference in text
        assert "A draft of ours" not in text
        assert "not published" not in text
    assert list(access.published_pledges()) == [shown]


def test_parties_are_named_as_the_text_names_them():
    published("Puits", "SN", language="fr")
    assert "Gouvernement du Sénégal" in html("/register/")
    assert json.loads(html("/register/pledges.json"))["pledges"][0]["parties"] == [
        {"kind": "state", "code": "SN", "name": "Gouvernement du Sénégal"},
        {"kind": "national_society", "code": "SN", "name": "Croix-Rouge sénégalaise"},
    ]


def test_empty_register_says_when_something_comes():
    assert "Nothing is published yet" in html("/register/")
    assert "Nothing is published yet" in html("/register/picture/")


def test_text_is_read_at_an_address_that_stays():
    pledge = published("Wells")
    path = f"/register/{pledge.reference}/"
    first = the_round(pledge).revision
    assert "Protect all migrants" in html(path)
    assert f"/v/{first.code}/" in html(path)
    by = drafter_of(pledge)
    ending.reopen(pledge, reason="A word", by=by)
    assert "Protect all migrants" not in html(path, status=410)
    pledge.refresh_from_db()
    publish(pledge)
    second = the_round(pledge).revision
    assert second.code != first.code
    assert f"/v/{second.code}/" in html(path)
    assert Client().get(f"{path}pdf/")["Location"] == f"/v/{second.code}/pdf/"


def test_text_that_was_taken_back_is_gone_from_everywhere():
    pledge = published("Deep wells")
    publishing.take_back(pledge, by=drafter_of(pledge))
    assert "taken that back" in html(f"/register/{pledge.reference}/", status=410)
    for path in ("/register/", "/register/feed.atom", "/register/pledges.json", "/register/picture/"):
        assert "Deep wells" not in html(path)


@pytest.mark.parametrize("page", ["", "pledge.json", "pdf/"])
def test_address_says_that_publication_was_taken_back_and_leads_to_the_text_once_it_is_published_again(page):
    pledge = published("Deep wells")
    path, by = f"/register/{pledge.reference}/{page}", drafter_of(pledge)
    signed, before = the_round(pledge).signed[0], Client().get(path)
    ways: list[tuple[Callable[[], object], Callable[[], object]]] = [
        (lambda: publishing.take_back(pledge, by=by), lambda: None),
        (
            lambda: publishing.take_back_consent(signed, by=signatory(signed)),
            lambda: publishing.allow_publication(signed, by=signatory(signed)),
        ),
        (lambda: ending.reopen(pledge, reason="A word", by=by), lambda: agreed(pledge, may_publish=True)),
    ]
    for end, allow in ways:
        end()
        gone = Client().get(path)
        assert (gone.status_code, gone.get("Cache-Control"), gone.get("Location")) == (410, None, None)
        assert "taken that back" in gone.content.decode()
        assert "Protect all migrants" not in gone.content.decode()
        assert Client().post(path).status_code == 405
        pledge.refresh_from_db()
        allow()
        pledge.refresh_from_db()
        submitting.publish(pledge, by=by)
        cache.clear()
        again = Client().get(path)
        assert (again.status_code, again["Content-Type"]) == (before.status_code, before["Content-Type"])


@pytest.mark.parametrize("page", ["", "pledge.json", "pdf/"])
def test_what_was_never_published_is_nowhere(page):
    pledge = the_round(agreed(make_ready(title="Secret wells")).revision.pledge).revision.pledge
    assert Client().get(f"/register/{pledge.reference}/{page}").status_code == 404
    assert Client().get(f"/register/PB-AAAAA-AAAAA/{page}").status_code == 404
    theirs = signed_in(make_member("drafter", pledge.organisation))
    assert theirs.get(f"/register/{pledge.reference}/{page}").status_code == 404


def test_further_party_is_named_with_its_consent_alone():
    found = opened(may_publish=True, title="Wells")
    pledge = found.revision.pledge
    submitting.publish(pledge, by=drafter_of(pledge))
    ruth = asked_to_join(found)
    joining.confirm(ruth, by=drafter_of(pledge))
    later = the_round(pledge).later[0]
    give_signature(later, may_publish=False)
    pages = ["/register/", "/register/feed.atom", "/register/pledges.json", f"/register/{pledge.reference}/"]
    pages.append(f"/register/{pledge.reference}/pledge.json")
    for path in pages:
        assert "Uganda" not in html(path), path
        assert "Okello" not in html(path), path
    later.refresh_from_db()
    later.may_publish = True
    later.save(update_fields=["may_publish"])
    cache.clear()
    assert "Uganda" in html(f"/register/{pledge.reference}/")
    assert titles("?region=africa") == ["Wells"]


@pytest.mark.both
@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", ["Refuge", "Puits", "Wells"]),
        ("?theme=migration-2019.b-detention", ["Wells"]),
        ("?theme=migration-2019.b-rescue-and-services", ["Puits", "Wells"]),
        ("?theme=b-detention", []),
        ("?region=africa", ["Puits", "Wells"]),
        ("?region=europe-central-asia", ["Refuge"]),
        ("?region=nowhere", []),
        ("?kind=state", ["Refuge", "Puits", "Wells"]),
        ("?kind=observer", ["Refuge"]),
        ("?kind=king", []),
        ("?conference=33rd-international-conference-of-the-red-cross-and-red-crescent", ["Refuge", "Puits", "Wells"]),
        ("?conference=34th", []),
        ("?q=wells", ["Wells"]),
        ("?q=senegal", ["Puits"]),
        ("?q=migrants", ["Refuge", "Puits", "Wells"]),
        ("?q=migrants+nowhere", []),
        ("?q=%00", ["Refuge", "Puits", "Wells"]),
        ("?q=...", []),
        ("?region=africa&theme=migration-2019.b-detention&q=kenya", ["Wells"]),
        ("?after=PB-AAAAA-AAAAA", ["Refuge", "Puits", "Wells"]),
        ("?unknown=1", ["Refuge", "Puits", "Wells"]),
    ],
)
def test_filters_stand_in_the_address(address, found):
    published("Wells", "KE", DETENTION, RESCUE)
    published("Puits", "SN", RESCUE, language="fr")
    refuge = make_pledge(title="Refuge", introduction="")
    add_party(refuge, "state", "NO", signatory_name="Jon Berg", signatory_title="M", signatory_email="j@no.example")
    add_party(
        *(refuge, "observer"),
        name="Example Relief",
        signatory_name="Ada Lund",
        signatory_title="Director",
        signatory_email="ada@relief.example",
    )
    write(refuge, "objective", "Protect all migrants.")
    publish(refuge)
    assert titles(address) == found
    page = html(f"/register/{address}")
    assert [title for title in ("Refuge", "Puits", "Wells") if f">{title}</bdi>" in page] == found


def test_clause_that_was_taken_out_finds_nothing():
    pledge = published("Wells", "KE", DETENTION)
    pledge.items.filter(key=DETENTION).update(chosen=False)
    assert titles("?theme=migration-2019.b-detention") == []


def test_what_is_chosen_stays_chosen_and_is_escaped():
    published("Wells <b>&amp;</b>", "KE", DETENTION)
    page = html('/register/?q="><script>&region=africa')
    assert "<script>" not in page
    assert '<option value="africa" selected>' in page
    assert "Wells &lt;b&gt;&amp;amp;&lt;/b&gt;" in html("/register/")


def test_list_of_choices_is_that_of_the_library():
    chosen = PledgeFilter(kind="observer")
    lists = {menu.name: menu for menu in menus(chosen)}
    assert list(lists) == ["theme", "region", "kind", "conference"]
    assert len(lists["theme"].choices) == 7
    assert [choice.label for choice in lists["region"].choices] == regions()
    assert regions() == ["Africa", "Americas", "Asia Pacific", "Europe & Central Asia", "MENA"]
    assert lists["kind"].chosen == "observer"
    assert chosen.address(after="x", before="") == "?kind=observer&after=x"


def seed(number: int) -> list[Pledge]:
    """Published pledges, two at each minute, whose texts are empty."""
    start, by, made = datetime(2026, 5, 1, tzinfo=UTC), make_user(), []
    for place in range(number):
        at = start + timedelta(minutes=place // 2)
        made.append(make_pledge(title=f"Pledge {place:03}", status="agreed", published_at=at))
    Revision.objects.bulk_create(Revision(pledge=pledge, number=1, content="{}", digest="", by=by) for pledge in made)
    return made


def test_every_pledge_is_on_one_page_the_newest_first():
    made = [pledge.title for pledge in seed(register.PAGE * 2 + 3)]
    seen: list[str] = []
    after = ""
    for _page in range(3):
        page = register.page_of(access.published_pledges(), after=after)
        seen += [entry.pledge.title for entry in page.entries]
        after = page.after
    assert seen == made[::-1]
    assert after == ""


def test_pages_lead_on_and_back_to_the_newest():
    seed(register.PAGE + 1)
    page = html("/register/?q=&kind=")
    assert f">Pledges: {register.PAGE + 1}<" in page.replace("\n", "").replace("  ", "")
    after = register.page_of(access.published_pledges()).after
    assert f"/register/?after={after}" in page
    second = html(f"/register/?after={after}")
    assert "Pledge 000" in second
    assert "Pledge 001" not in second
    assert 'content="noindex, follow"' in second
    assert 'content="noindex, follow"' not in page


def test_data_leads_from_page_to_page():
    seed(103)
    first = json.loads(html("/register/pledges.json"))
    assert first["format"] == "pledgebuilder-register/1"
    assert len(first["pledges"]) == 100
    second = json.loads(html(first["next"].removeprefix("http://localhost:8000")))
    assert [pledge["title"] for pledge in second["pledges"]] == ["Pledge 002", "Pledge 001", "Pledge 000"]
    assert second["next"] is None


def test_data_of_one_pledge_says_all_of_it():
    pledge = published("Wells", "KE", DETENTION)
    said = json.loads(html("/register/pledges.json"))["pledges"][0]
    code, root = the_round(pledge).revision.code, "http://localhost:8000"
    assert said == {
        "reference": pledge.reference,
        "title": "Wells",
        "language": "en",
        "conference": "33rd International Conference of the Red Cross and Red Crescent",
        "model_text": "migration-2019",
        "period": [2019, 2023],
        "published": pledge.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "parties": [
            {"kind": "state", "code": "KE", "name": "Government of Kenya"},
            {"kind": "national_society", "code": "KE", "name": "Kenya Red Cross Society"},
        ],
        "regions": ["Africa"],
        "themes": ["Detention as a last resort"],
        "address": f"{root}/register/{pledge.reference}/",
        "data": f"{root}/register/{pledge.reference}/pledge.json",
        "pdf": f"{root}/register/{pledge.reference}/pdf/",
        "signatures": f"{root}/v/{code}/",
    }
    whole = json.loads(html(f"/register/{pledge.reference}/pledge.json"))
    assert (whole["format"], whole["title"]) == ("pledgebuilder/1", "Wells")


def test_list_costs_the_same_queries_for_one_pledge_and_for_fifty():
    published("Wells", "KE", DETENTION)
    with CaptureQueriesContext(connection) as one:
        html("/register/")
    seed(60)
    with CaptureQueriesContext(connection) as many:
        html("/register/")
    assert len(many) == len(one) <= 9


def test_feed_is_valid_atom():
    published("Wells & roads", "KE", DETENTION)
    published("حماية المهاجرين", "LB", language="ar")
    root = etree.fromstring(Client().get("/register/feed.atom").content)
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(f"{ATOM}{name}")) == 1, name
    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["حماية المهاجرين", "Wells & roads"]
    assert [entry.get("{http://www.w3.org/XML/1998/namespace}lang") for entry in entries] == ["ar", "en"]
    ids = [root.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in entries)]
    assert len(set(ids)) == 3
    assert all(name.startswith("urn:uuid:") for name in ids)
    for entry in entries:
        for name in ("id", "title", "updated", "published", "summary", "link"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1, name
        assert entry.find(f"{ATOM}author/{ATOM}name").text
    assert root.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"alternate": "http://localhost:8000/register/", "self": "http://localhost:8000/register/feed.atom"}


def test_names_of_a_feed_stay_when_the_site_moves(settings):
    published("Wells")
    ids = [node.text for node in etree.fromstring(html("/register/feed.atom").encode()).iter(f"{ATOM}id")]
    settings.SITE_URL = "https://elsewhere.example"
    assert [node.text for node in etree.fromstring(html("/register/feed.atom").encode()).iter(f"{ATOM}id")] == ids


def test_empty_feed_does_not_change():
    feeds = {html("/register/feed.atom") for _ in range(2)}
    assert len(feeds) == 1
    assert "<updated>2026-01-01T00:00:00+00:00</updated>" in feeds.pop()


def test_picture_counts_each_pledge_in_its_regions_and_themes():
    published("Wells", "KE", DETENTION, RESCUE)
    published("Puits", "SN", RESCUE)
    published("Two clauses of one theme", "NO", DETENTION, "b-detention-dialogue-on-consequences")
    grid = register.grid(access.published_pledges())
    counts = {region: [cell.count for cell in cells] for region, cells in grid.rows}
    assert counts["Africa"] == [2, 0, 1, 0, 0, 0, 0]
    assert counts["Europe & Central Asia"] == [0, 0, 1, 0, 0, 0, 0]
    assert counts["MENA"] == [0] * 7
    shades = dict(grid.rows)["Africa"]
    assert [cell.shade for cell in shades] == [4, 0, 2, 0, 0, 0, 0]
    for region, cells in grid.rows:
        for cell in cells:
            assert len(titles(cell.address)) == cell.count, (region, cell)


def test_picture_is_a_table_with_headings():
    published("Wells", "KE", DETENTION)
    page = html("/register/picture/")
    assert page.count('<th scope="row">') == 5
    assert page.count('<th scope="col">') == 8
    assert 'href="/register/?theme=migration-2019.b-detention&amp;region=africa">1</a>' in page


def test_pages_are_the_same_for_everybody_and_may_be_kept():
    pledge = published("Wells", "KE", DETENTION)
    person = make_member("drafter", pledge.organisation, email="amina@example.org")
    paths = ["/register/", "/register/picture/", f"/register/{pledge.reference}/", "/register/feed.atom"]
    for path in [*paths, "/register/pledges.json", f"/register/{pledge.reference}/pledge.json"]:
        nobody, somebody = Client().get(path), signed_in(person).get(path)
        assert nobody.content == somebody.content, path
        assert somebody["Cache-Control"] == "public, max-age=300"
        assert not somebody.cookies
        assert "csrf" not in somebody.content.decode()
        again = Client().get(path, headers={"if-none-match": nobody["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_what_is_gone_or_unknown_is_not_kept():
    pledge = published("Wells")
    publishing.take_back(pledge, by=drafter_of(pledge))
    for path in (f"/register/{pledge.reference}/", "/register/PB-AAAAA-AAAAA/"):
        assert "max-age=300" not in Client().get(path).get("Cache-Control", "")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_register_is_read_alone(method):
    for name in ("register", "register_picture", "register_feed", "register_data"):
        assert getattr(Client(), method)(reverse(name)).status_code == 405


def test_texts_say_their_language():
    pledge = published("حماية المهاجرين", "LB", language="ar")
    assert '<bdi lang="ar">حماية المهاجرين</bdi>' in html("/register/")
    assert '<article class="pledge" lang="ar" dir="rtl">' in html(f"/register/{pledge.reference}/")


def test_conference_is_found_by_any_of_its_model_texts():
    pledge = published("Wells")
    text = ModelText.objects.get(slug="migration-2019")
    ModelText.objects.filter(pk=text.pk).update(conference="34th Conference")
    assert titles("?conference=34th-conference") == [pledge.title]


def test_withdrawn_pledge_is_not_in_the_register():
    pledge = published("Wells")
    ending.withdraw(pledge, reason="No", by=drafter_of(pledge))
    assert titles("") == []
    assert Client().get(f"/register/{pledge.reference}/").status_code == 410


def test_published_at_noon_says_the_day_in_utc():
    pledge = published("Wells")
    Pledge.objects.filter(pk=pledge.pk).update(published_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    with timezone.override("Asia/Tokyo"):
        assert "Published on 1 March 2026 (UTC)" in " ".join(html("/register/").split())
