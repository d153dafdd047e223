"""The pages on which something new, dates and leads, or taking out are suggested."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from commitments.drafting import comments
from commitments.models import Comment, Invitation, Pledge
from tests.factories import add_party, make_guest, make_pledge, pick, write
from tests.web.views.pages import Page, read
from tests.web.views.test_comments import visiting

pytestmark = pytest.mark.django_db
KINDS = ["objective", "action", "indicator", "removal", "plan"]
TYPED: dict[str, dict[str, Any]] = {
    "objective": {"text": "Dig <deep> wells.", "reason": "One & one."},
    "action": {"text": "Dig <deep> wells.", "heading": "theme:b-detention", "start": "2020-01", "leads": "party-state"},
    "indicator": {"text": "Wells dug"},
    "removal": {"reason": "It is done."},
    "plan": {"start": "2020-01", "end": "2021-03", "leads": ["party-state"]},
}


@pytest.fixture
def jonas(pledge) -> Invitation:
    add_party(pledge, "state", "KE", key="party-state")
    write(pledge, "objective", "Rest.", key="own-rest")
    write(pledge, "action", "Dig them.", key="own-dig", start="2020-01", end="2020-12", leads=["party-state"])
    return make_guest(pledge, party_key="party-state")


@pytest.fixture
def guest(jonas) -> Client:
    return visiting(jonas)


def address(pledge: Pledge, what: str) -> str:
    query = "?item=own-dig" if what in ("removal", "plan") else ""
    return f"/pledges/{pledge.reference}/suggest/{what}/{query}"


@pytest.mark.parametrize("what", KINDS)
def test_guest_suggests_and_comes_to_the_thread(guest, pledge, what):
    response = guest.post(address(pledge, what), TYPED[what])
    said = Comment.objects.get()
    assert response.url == f"/pledges/{pledge.reference}/comments/#c-{said.pk}"
    assert said.is_shared
    assert said.who == "Jonas Weber"
    assert said.text == TYPED[what].get("reason", "")
    page = read(guest, f"/pledges/{pledge.reference}/comments/")
    assert f'id="c-{said.pk}"' in page.html
    assert "<deep>" not in page.html


@pytest.mark.parametrize("what", KINDS)
def test_member_chooses_who_reads_it(viewer, pledge, jonas, what):
    viewer.post(address(pledge, what), {**TYPED[what], "readers": "ours"})
    viewer.post(address(pledge, what), {**TYPED[what], "readers": "everybody"})
    assert [said.is_shared for said in Comment.objects.order_by("pk")] == [False, True]


@pytest.mark.parametrize("what", KINDS)
def test_member_who_chose_no_readers_is_asked(drafter, pledge, jonas, what):
    response = drafter.post(address(pledge, what), TYPED[what])
    assert response.status_code == 422
    assert not Comment.objects.exists()


@pytest.mark.parametrize("what", KINDS)
def test_page_offers_no_choice_of_readers_to_a_guest(guest, pledge, what):
    page = read(guest, address(pledge, what))
    assert "readers" not in page.fields
    assert "Every party of this pledge will read this." in page.html


@pytest.mark.parametrize(
    ("what", "typed", "message"),
    [
        ("objective", {"text": " "}, "Write the words that you suggest"),
        ("objective", {"text": "Rest."}, "says this already"),
        ("objective", {"text": "x" * 4001}, "There is a problem"),
        ("objective", {"clause": "b-detention-draw-on-expertise"}, "There is a problem"),
        ("action", {"text": "Dig.", "start": "2021-01", "end": "2020-03"}, "ends before it starts"),
        ("action", {"text": "Dig.", "leads": "nobody"}, "There is a problem"),
        ("action", {"text": "Dig.", "start": "yesterday"}, "There is a problem"),
        ("action", {"text": "Dig.", "heading": "theme:none"}, "There is a problem"),
        ("indicator", {"text": "a\u202eb"}, "There is a problem"),
        ("removal", {"reason": ""}, "Write why it should be taken out."),
        ("removal", {"reason": "Done.", "seen": "another"}, "Somebody changed this text while you wrote"),
        ("plan", {"start": "2020-01", "end": "2020-12", "leads": "party-state"}, "This is how it stands now"),
    ],
)
def test_what_cannot_be_is_said_and_every_word_kept(guest, pledge, what, typed, message):
    response = guest.post(address(pledge, what), {**typed, "reason": typed.get("reason", "Because <so>.")})
    assert response.status_code == 422
    page = Page(response.content.decode())
    assert message in page.html
    if what != "removal":
        assert "Because &lt;so&gt;." in page.html
    if len(typed.get("text", "").strip()) in range(1, 100):
        assert typed["text"] in page.html
    assert not Comment.objects.exists()


@pytest.mark.parametrize("what", ["nothing", "wording", "new"])
def test_unknown_kind_is_not_found(guest, pledge, what):
    assert guest.get(address(pledge, what)).status_code == 404


@pytest.mark.parametrize("item", ["", "?item=", "?item=nobody", "?item=own-rest", "?item=%00", "?item=x:y"])
def test_unknown_item_is_not_found(guest, pledge, item):
    assert guest.get(f"/pledges/{pledge.reference}/suggest/plan/{item}").status_code == 404


def test_clauses_that_the_pledge_has_are_not_offered(guest, pledge):
    pick(pledge, "b-detention-draw-on-expertise")
    html = read(guest, address(pledge, "action")).html
    assert 'value="b-detention-draw-on-expertise"' not in html
    assert 'value="b-rescue-and-services-information-points"' in html
    assert 'value="a-safety-dignity-rights"' not in html


def test_plan_begins_with_what_stands(guest, pledge):
    html = read(guest, address(pledge, "plan")).html
    assert '<option value="2020-01" selected>' in html
    assert '<option value="2020-12" selected>' in html
    assert 'value="party-state"' in html


@pytest.mark.parametrize("what", KINDS)
@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_page_opened_late_offers_no_form_but_the_comments_and_keeps_what_was_typed(guest, pledge, status, what):
    Pledge.objects.update(status=status)
    page = read(guest, address(pledge, what))
    assert "its text does not change" in page.html
    assert "Send this suggestion" not in page.html
    assert not set(page.fields) & {"text", "reason", "start", "end", "leads", "clause", "heading"}
    assert f"/pledges/{pledge.reference}/comments/" in " ".join(page.links)
    sent = guest.post(address(pledge, what), TYPED[what])
    assert sent.status_code == 422
    assert not Comment.objects.exists()
    late = Page(sent.content.decode())
    assert "Send this suggestion" not in late.html
    kept = [value for name, value in TYPED[what].items() if name in ("text", "reason")]
    assert [words for words in kept if escape(words) not in late.html] == []


def test_who_suggests_too_much_is_told_to_wait(guest, pledge, monkeypatch):
    monkeypatch.setattr(comments, "COMMENTS_AN_HOUR", 0)
    response = guest.post(address(pledge, "objective"), TYPED["objective"])
    assert response.status_code == 429
    assert "Dig &lt;deep&gt; wells." in response.content.decode()


def test_page_drawn_for_somebody_else_is_sent_again(drafter, pledge, jonas):
    assert drafter.post(address(pledge, "objective"), {**TYPED["objective"], "person": "x"}).status_code == 403


def test_guest_of_another_pledge_finds_nothing(pledge, jonas):
    other = visiting(make_guest(make_pledge()))
    assert other.get(address(pledge, "objective")).status_code == 404
    assert other.post(address(pledge, "objective"), TYPED["objective"]).status_code == 404


def test_comments_page_leads_to_each_form_while_it_is_a_draft(guest, pledge):
    url = f"/pledges/{pledge.reference}/comments/"
    links = read(guest, url).links
    assert {address(pledge, what) for what in KINDS} <= set(links)
    Pledge.objects.update(status="in-circulation")
    assert [link for link in read(guest, url).links if "/suggest/" in link] == []
