"""Every address of a pledge, by every kind of visitor; and nonsense posted to every page."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.exports.registry import FORMATS
from commitments.models import Item, Pledge
from commitments.web.command import DETAILS, VERBS
from tests.factories import add_party, add_resource, pick, write
from tests.web.views.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.both]

SECTIONS = ["", "parties/", "introduction/", "objectives/", "actions/", "indicators/", "resources/", "check/"]
ACTION = "b-detention-draw-on-expertise"
PAGES = [
    *SECTIONS,
    "blanks/",
    "actions/b-detention/",
    "actions/own/",
    f"items/{ACTION}/",
    "parties/PARTY/",
    "parties/of/UG/",
    "history/",
    "invitations/",
]
COPY = "copy/"  # who may copy is asked of the copy's organisation, not of the pledge: see test_copy.py
PUT_AWAY = "archive/"  # takes a POST alone, in any state: see test_archive.py
COMMENTS = "comments/"  # who may only read the pledge writes there too, and so do guests: see test_comments.py
SUGGESTED = ["suggest/objective/", "suggestions/"]  # the same: see test_suggest.py and test_suggestions.py
ROUND = [
    "circulate/",
    "answer/",
    "answer/somebody-else/",
    "signatures/",
    "signatures/PARTY/0/",
    "signatures/PARTY/0/address/",
    "reopen/",
    "withdraw/",
    "submit/",
    "joining/",
    "joining/until/",
    "publish/",
    "table/",
    "table/PARTY/",
]
"""Written to in other states than a draft, some by others than drafters: see test_circulate.py, test_answer.py,
test_replace.py, test_correcting.py, test_join.py and test_table.py"""
FILES = [f"export/{slug}/" for slug in FORMATS if slug != "pdf"]  # which guests get, too: see test_kept.py
READ_ONLY = ["actions/as/csv/", "read/", "history/compare/", "pictures/", "trail/", "export/", *FILES]


@pytest.fixture
def filled(pledge) -> Pledge:
    add_party(pledge, "state", "KE")
    add_party(pledge, "national_society", "KE")
    pick(pledge, "a-safety-dignity-rights")
    pick(pledge, ACTION)
    pick(pledge, "c-partnerships")
    write(pledge, "action", "Dig wells", theme_name="Water")
    add_resource(pledge, description="Wells")
    return pledge


def address(pledge: Pledge, page: str) -> str:
    return f"/pledges/{pledge.reference}/{page.replace('PARTY', pledge.parties.all()[0].key)}"


def test_sweep_knows_every_address_of_a_pledge(filled):
    patterns = get_resolver("commitments.web.urls").url_patterns
    names = {pattern.name for pattern in patterns if str(pattern.pattern).startswith("pledges/<slug:reference>/")}
    swept = {
        get_resolver().resolve(address(filled, page)).url_name
        for page in (*PAGES, COPY, PUT_AWAY, COMMENTS, *SUGGESTED, *ROUND, *READ_ONLY)
    }
    assert names == swept


@pytest.mark.parametrize("page", [*PAGES, COPY, COMMENTS, *SUGGESTED, *ROUND, *READ_ONLY])
def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(client, filled, page):
    url = address(filled, page)
    response = client.get(url)
    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("page", [*PAGES, COMMENTS, *SUGGESTED, *ROUND, *READ_ONLY])
def test_who_is_signed_out_meanwhile_keeps_what_was_typed(client, filled, page):
    response = client.post(address(filled, page), {"title": "My <own> words", "pick": ["one", "two"]})
    assert response.status_code == 401
    html = response.content.decode()
    assert 'name="title" value="My &lt;own&gt; words"' in html
    assert html.count('name="pick"') == 2
    assert b"Wells" not in response.content


@pytest.mark.parametrize("page", ["actions/own/", *FILES])
def test_stranger_finds_nothing(stranger, filled, page):
    """Of the addresses whose name has others in tests/test_access_matrix.py, which holds the rest."""
    url = address(filled, page)
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"title": "x"}).status_code == (405 if page in READ_ONLY else 404)
    assert b"Wells" not in stranger.get(url).content


@pytest.mark.parametrize("page", PAGES)
def test_viewer_reads_and_does_not_write(viewer, filled, page):
    url = address(filled, page)
    html = read(viewer, url).html
    assert "Wells" in html
    assert viewer.post(url, {"title": "Changed", "text": "Changed"}).status_code == 403
    filled.refresh_from_db()
    assert filled.title == "Wells"
    assert filled.section_states == {}


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("", "check/")])
def test_viewer_is_offered_no_button_that_would_be_refused(viewer, filled, page):
    page = read(viewer, address(filled, page))
    assert [button for button in page.buttons if button != "filter=1"] == []


def test_viewer_filters_the_objectives_without_posting(viewer, filled):
    url = address(filled, "objectives/")
    assert '<form id="section-form" method="get"' in read(viewer, url).html
    page = read(viewer, f"{url}?q=refugees&who=&filter=1")
    assert page.fields["q"] == ["refugees"]
    assert 'id="a-safety-dignity-rights" hidden' in page.html


@pytest.mark.parametrize("page", PAGES)
def test_drafter_reads_and_every_id_is_there_once(drafter, filled, page):
    found = read(drafter, address(filled, page))
    assert len(found.ids) == len(set(found.ids))
    assert [anchor for anchor in found.anchors if anchor not in found.ids] == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_wrong_method_is_refused(drafter, filled, page, method):
    assert getattr(drafter, method)(address(filled, page)).status_code in (403, 405)


@pytest.mark.parametrize("page", [page for page in PAGES if page != "invitations/"])
@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_pledge_that_is_no_draft_is_read_and_not_changed(drafter, filled, page, status):
    Pledge.objects.update(status=status)
    url = address(filled, page)
    assert "Wells" in read(drafter, url).html
    assert drafter.post(url, {"title": "Changed", "text": "Changed", "pick": []}).status_code == 403
    filled.refresh_from_db()
    assert filled.title == "Wells"
    assert filled.items.filter(chosen=True).count() == 4


@pytest.mark.parametrize("reference", ["PB-AAAAA-AAAAA", "pb", "x" * 60])
def test_unknown_pledge_is_not_found(drafter, reference):
    assert drafter.get(f"/pledges/{reference}/").status_code == 404


def test_page_of_another_site_cannot_post(pledge, drafter):
    drafter.handler.enforce_csrf_checks = True
    assert drafter.post(f"/pledges/{pledge.reference}/parties/", {"title": "x"}).status_code == 403


TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "on", "1", "-1", "9" * 400, "\0", "\u202e", "x" * 5000, "é" * 300, "[", "]", "<b>", "%s", "{}"]
    ),
)
COMMANDS = st.dictionaries(
    st.sampled_from([*VERBS, *DETAILS]),
    TEXT | st.sampled_from(["KE", "XX", "sahel", "0", "1", "-1", ACTION, "text", "theme:b-detention", "own:", "1"]),
    max_size=3,
)


VERSIONS = st.sampled_from(["0", "1", "2", "3", "99", "-1", "x", "", "9" * 400, "²"])


@pytest.fixture
def url(filled, page) -> str:
    return "/pledges/start/" if page == "start" else address(filled, page)


@pytest.fixture
def fields(drafter, url) -> dict[str, list[str]]:
    """What the form of `page` holds before anybody sent it."""
    return read(drafter, url).fields


@pytest.mark.random("postgresql")
@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("", "history/")])
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_nonsense_of_a_script_is_never_an_error_of_ours(drafter, filled, url, fields, accept, data):
    with transaction.atomic():
        names = st.sampled_from(sorted(fields)) | st.text(min_size=1, max_size=12)
        for _ in range(2):  # the second may be in conflict with the first
            posted: dict[str, object] = {}
            fields_sent = data.draw(st.lists(st.tuples(names, TEXT, VERSIONS), max_size=4))
            for name, _box, _version in fields_sent:
                posted[name] = data.draw(st.lists(TEXT, max_size=2))
            for place, part in enumerate(("changed", "changed-box", "changed-version")):
                posted[part] = [sent[place] for sent in fields_sent] or [""]
            posted["conflict"] = data.draw(st.lists(names, max_size=2))
            for number in (1, 2):
                posted[f"take-{number}"] = data.draw(st.sampled_from(["mine", "theirs", "third", "x"]))
                posted[f"mine-{number}"] = data.draw(TEXT)
            posted["version"] = data.draw(VERSIONS)
            for name in ("own_key", "new_line"):
                posted[name] = data.draw(st.sampled_from([*fields.get(name, []), "", "own-0123456789", "x"]))
            response = drafter.post(url, posted, headers={"accept": accept})
            assert response.status_code in (200, 302, 409, 422)
        assert drafter.get(f"/pledges/{filled.reference}/").status_code == 200
        assert drafter.get(f"/pledges/{filled.reference}/export/json/").status_code == 200
        assert drafter.get(url).status_code == 200
        transaction.set_rollback(True)  # the next example meets the same pages


@pytest.mark.random("postgresql")
@pytest.mark.parametrize("page", ["start", COPY, *PAGES])
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_nonsense_is_never_an_error_of_ours(drafter, filled, url, fields, data):
    with transaction.atomic():
        posted: dict[str, object] = dict(fields)
        for name in data.draw(st.lists(st.sampled_from(sorted(posted)), max_size=6, unique=True)):
            posted[name] = data.draw(st.lists(TEXT, max_size=3))
        posted |= data.draw(st.dictionaries(st.text(min_size=1, max_size=12), TEXT, max_size=3))
        posted |= data.draw(COMMANDS)
        posted["go"] = data.draw(st.sampled_from(["", "next", "hub", "x"]))
        assert drafter.post(url, posted).status_code in (302, 404, 422)
        assert Item.objects.filter(pledge=filled).exists()
        assert drafter.get(f"/pledges/{filled.reference}/").status_code == 200
        assert drafter.get(f"/pledges/{filled.reference}/export/json/").status_code == 200
        transaction.set_rollback(True)  # the next example meets the same pages
