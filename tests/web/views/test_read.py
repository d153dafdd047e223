"""Reading a pledge: the document, what differs from the model text, and the draft as a PDF, for guests too."""

from __future__ import annotations

import pytest
from django.test import Client

from commitments.exports.pdf.renderer import RENDERER
from commitments.models import Invitation, Item, Pledge
from tests.exports.reading import text_of
from tests.factories import add_party, agreed, circulated, make_guest, make_pledge, pick, write
from tests.web.views.pages import count_queries, read
from tests.web.views.test_comments import visiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def jonas(pledge) -> Invitation:
    add_party(pledge, "state", "KE", key="party-state")
    pick(pledge, "a-safety-dignity-rights", "Work to uphold the <safety> of all migrants.")
    pick(pledge, "b-detention-draw-on-expertise")
    write(pledge, "objective", "Dig <three> wells.", key="own-wells")
    return make_guest(pledge, party_key="party-state")


@pytest.fixture
def guest(jonas) -> Client:
    return visiting(jonas)


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/read/"


def test_guest_reads_the_document_as_it_is_printed(guest, url):
    html = read(guest, url).html
    assert "Draft, not yet agreed" in html
    assert "Dig &lt;three&gt; wells." in html
    assert "<three>" not in html
    assert 'aria-current="true">As it reads<' in html
    assert "<del>" not in html


def test_guest_sees_word_by_word_what_differs_from_the_model_text(guest, url):
    html = read(guest, f"{url}?show=model").html
    assert "What differs from the model text<" in html.partition('aria-current="true">')[2][:40]
    assert "2 texts differ from the model text." in html
    assert "&lt;safety&gt;" in html
    assert "<del>" in html
    assert "Not in the model text" in html
    official = Item.objects.get(key="b-detention-draw-on-expertise")
    assert html.count("Differs<") == 1
    assert official.text[:12] in html


def test_pledge_in_official_words_says_so(drafter, pledge, url):
    pick(pledge, "a-safety-dignity-rights")
    assert "Every text is the model text's own." in read(drafter, f"{url}?show=model").html.replace("&#x27;", "'")


@pytest.mark.parametrize("query", ["?show=", "?show=x", "?show=MODEL", "?other=model"])
def test_anything_else_shows_the_text_as_it_reads(guest, url, query):
    assert 'aria-current="true">As it reads<' in read(guest, f"{url}{query}").html


def test_reading_leads_to_comments_and_the_draft_as_a_pdf(guest, pledge, url):
    links = read(guest, url).links
    assert {f"/pledges/{pledge.reference}/comments/", f"/pledges/{pledge.reference}/export/pdf/"} <= set(links)
    pdf = guest.get(f"/pledges/{pledge.reference}/export/pdf/")
    assert pdf["Content-Disposition"] == 'attachment; filename="wells.pdf"'
    text = text_of(pdf.content)
    assert "Draft, not yet agreed" in text
    assert "Dig <three> wells." in text


def test_guest_gets_the_same_draft_as_who_drafts_it(guest, drafter, pledge, jonas):
    address = f"/pledges/{pledge.reference}/export/pdf/"
    assert guest.get(address).content == drafter.get(address).content


@pytest.mark.parametrize("file", ["html/", "docx/", "text/", "json/", "pdf/?annex=1", "pdf/?annex=trail"])
def test_guest_gets_no_other_file(guest, pledge, file):
    assert guest.get(f"/pledges/{pledge.reference}/export/{file}").status_code == 404


@pytest.mark.parametrize(("status", "answer"), [("draft", 200), ("withdrawn", 404)])
def test_guest_gets_the_pdf_while_the_text_is_talked_about(guest, pledge, url, status, answer):
    Pledge.objects.update(status=status)
    address = f"/pledges/{pledge.reference}/export/pdf/"
    assert guest.get(address).status_code == answer
    assert (address in read(guest, url).links) == (answer == 200)


def test_text_that_goes_round_is_read_and_printed_as_it_was_frozen():
    pledge = circulated().revision.pledge
    Item.objects.filter(pledge=pledge).update(text="Changed behind its back")
    guest = visiting(make_guest(pledge))
    address = f"/pledges/{pledge.reference}/export/pdf/"
    page = read(guest, f"/pledges/{pledge.reference}/read/")
    assert "Changed behind its back" not in page.html
    assert address in page.links
    text = text_of(guest.get(address).content)
    assert "Changed behind its back" not in text
    assert "In circulation, not yet agreed" in text
    assert "Protect all migrants" in text
    assert guest.get(f"{address}?annex=trail").status_code == 404


def test_guest_who_only_reads_gets_no_signed_pdf():
    pledge = agreed().revision.pledge
    guest = visiting(make_guest(pledge))
    address = f"/pledges/{pledge.reference}/export/pdf/"
    assert address not in read(guest, f"/pledges/{pledge.reference}/read/").links
    assert guest.get(address).status_code == 404


def test_signatory_gets_the_signed_pdf_as_before():
    found = agreed()
    pledge = found.revision.pledge
    guest = visiting(make_guest(pledge, email=found.signature_requests[0].email))
    address = f"/pledges/{pledge.reference}/export/pdf/"
    assert address in read(guest, f"/pledges/{pledge.reference}/read/").links
    assert "-signed.pdf" in guest.get(address)["Content-Disposition"]


def test_guest_who_prints_a_draft_waits_for_the_renderer_as_everybody(guest, pledge, monkeypatch):
    monkeypatch.setattr(RENDERER, "seconds", 0)
    response = guest.get(f"/pledges/{pledge.reference}/export/pdf/")
    assert (response.status_code, response["Retry-After"]) == (503, "60")


@pytest.mark.parametrize("query", ["", "?show=model"])
def test_nobody_else_reads_a_word(stranger, client, pledge, url, jonas, query):
    assert stranger.get(url + query).status_code == 404
    assert client.get(url + query).status_code == 302
    assert visiting(make_guest(make_pledge())).get(url + query).status_code == 404


def test_page_is_only_read(guest, url):
    assert guest.post(url).status_code == 405


def test_viewer_and_drafter_read_too(viewer, drafter, url, jonas):
    for member in (viewer, drafter):
        assert "Dig &lt;three&gt; wells." in read(member, url).html


@pytest.mark.parametrize("query", ["", "?show=model"])
def test_queries_do_not_grow_with_the_items(guest, pledge, url, query):
    guest.get(url + query)
    few = count_queries(guest, url + query)
    for number in range(10):
        write(pledge, "indicator", f"Wells {number}")
    assert count_queries(guest, url + query) == few
