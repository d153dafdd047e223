"""The pledge as a file, in every format."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from commitments import document
from commitments.exports import registry, xlsx
from commitments.exports.pdf.renderer import RENDERER
from commitments.exports.registry import FORMATS
from commitments.exports.text import form_boxes
from commitments.models import Pledge
from tests.exports.files import files
from tests.exports.reading import text_of
from tests.factories import agreed, make_guest, make_pledge, pick, write
from tests.markup import squeezed
from tests.web.views.pages import Page, read
from tests.web.views.test_comments import visiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/export/"


def test_page_offers_every_format(drafter, url):
    page = read(drafter, url)
    for slug in files():
        assert f"{url}{slug}/" in page.links


@pytest.mark.parametrize("slug", FORMATS)
def test_file_is_downloaded(drafter, pledge, url, slug):
    file = files()[slug]
    pledge.title = "Ours"
    pledge.save(update_fields=["title"])
    pick(pledge, "a-safety-dignity-rights")
    response = drafter.get(f"{url}{slug}/")
    assert response.status_code == 200
    assert response["Content-Type"] == file.content_type
    assert response["Content-Disposition"] == f'attachment; filename="ours.{file.extension}"'
    assert response["Cache-Control"] == "no-store"
    assert response.content.startswith(file.start)


def test_file_says_what_the_pledge_says(drafter, pledge, url):
    item = pick(pledge, "a-safety-dignity-rights", "Keep “everybody” safe <now>.")
    assert item.text in drafter.get(f"{url}text/").content.decode()
    assert json.loads(drafter.get(f"{url}json/").content)["objectives"][0]["text"] == item.text
    assert "safe &lt;now&gt;" in drafter.get(f"{url}html/").content.decode()


def test_pdf_comes_with_pictures_where_they_are_asked_for(drafter, pledge, url):
    pick(pledge, "b-rescue-and-services-information-points", start="2020", end="2021")
    assert f"{url}pdf/?annex=1" in read(drafter, url).links
    plain, drawn = drafter.get(f"{url}pdf/"), drafter.get(f"{url}pdf/?annex=1")
    stem = plain["Content-Disposition"].removesuffix('.pdf"')
    assert drawn["Content-Disposition"] == f'{stem}-pictures.pdf"'
    assert drawn.content.startswith(b"%PDF-")
    text = text_of(drawn.content)
    assert "Timeline of the action plan" in text
    assert "Provide accurate and timely information at all stages of migration" in text
    assert "Timeline" not in text_of(plain.content)


@pytest.mark.parametrize("query", ["", "?annex=0", "?annex=", "?annex=yes", "?other=1"])
def test_pdf_has_no_pictures_where_they_are_not_asked_for(drafter, url, query):
    assert drafter.get(f"{url}pdf/{query}").content == drafter.get(f"{url}pdf/").content


def test_other_formats_have_no_pictures(drafter, url):
    assert [link for link in read(drafter, url).links if "annex" in link] == [
        f"{url}pdf/?annex=1",
        f"{url}pdf/?annex=trail",
    ]
    assert drafter.get(f"{url}text/?annex=1").status_code == 404


def test_stranger_finds_no_pictures(stranger, url):
    assert stranger.get(f"{url}pdf/?annex=1").status_code == 404


def test_viewer_downloads_too(viewer, url):
    assert viewer.get(f"{url}text/").status_code == 200


@pytest.mark.parametrize("status", ["in-circulation", "agreed", "submitted", "withdrawn"])
def test_pledge_in_any_state_can_be_downloaded(drafter, pledge, url, status):
    Pledge.objects.update(status=status)
    assert drafter.get(f"{url}text/").status_code == 200


@pytest.mark.parametrize("slug", FORMATS)
def test_stranger_finds_no_file(stranger, url, slug):
    assert stranger.get(f"{url}{slug}/").status_code == 404


@pytest.mark.parametrize("slug", ["exe", "PDF", "pdf-x"])
def test_unknown_format_is_not_found(drafter, url, slug):
    assert drafter.get(f"{url}{slug}/").status_code == 404


def test_file_is_only_read(drafter, url):
    for address in (url, f"{url}text/"):
        assert drafter.post(address).status_code == 405
        assert drafter.delete(address).status_code == 405


def test_file_name_without_a_latin_title_is_the_reference(drafter, pledge, url):
    pledge.title = "تعهد"
    pledge.save(update_fields=["title"])
    assert f'"{pledge.reference.lower()}.txt"' in drafter.get(f"{url}text/")["Content-Disposition"]


def test_file_that_cannot_be_made_says_why(drafter, url, settings, monkeypatch):
    def refuse(document):
        raise registry.CannotExportError("The title has a letter that no font here can print.")

    broken = registry.Format("text", "Plain text", "text/plain", "txt", refuse)
    monkeypatch.setitem(registry.FORMATS, "text", broken)
    response = drafter.get(f"{url}text/")
    assert response.status_code == 422
    page = Page(response.content.decode())
    assert "no font here can print" in page.html
    assert f"{url}pdf/" in page.links


def test_machine_that_is_busy_is_said_to_be_so_and_when_to_try_again(drafter, url, monkeypatch):
    monkeypatch.setattr(RENDERER, "seconds", 0)
    for address in (f"{url}pdf/", f"{url}pdf/?annex=1", f"{url}pdf/?annex=trail"):
        response = drafter.get(address)
        assert (response.status_code, response["Retry-After"]) == (503, "60")
        assert "Many PDFs are being made just now. Try again in a minute" in response.content.decode()
    monkeypatch.undo()
    assert drafter.get(f"{url}pdf/").status_code == 200


def test_guest_hears_that_the_machine_is_busy(monkeypatch):
    found = agreed()
    pledge = found.revision.pledge
    guest = visiting(make_guest(pledge, email=found.signature_requests[0].email))
    address = f"/pledges/{pledge.reference}/export/pdf/"
    monkeypatch.setattr(RENDERER, "seconds", 0)
    response = guest.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "Try again in a minute" in response.content.decode()
    assert address in Page(response.content.decode()).links


def test_actions_under_no_heading_get_one(drafter, pledge, url):
    write(pledge, "action", "Dig wells")
    assert "1. Other actions" in drafter.get(f"{url}text/").content.decode()
    html = drafter.get(f"{url}html/").content.decode()
    assert "</span>Other actions</h" in squeezed(html)
    assert "</span> Other actions</h" in read(drafter, f"/pledges/{pledge.reference}/actions/own/").html
    pledge.language = "fr"
    pledge.save(update_fields=["language"])
    assert "1. Autres actions" in drafter.get(f"{url}text/").content.decode()
    assert drafter.get(f"{url}docx/").status_code == 200


# The boxes of the Conference's form


def test_page_has_the_four_boxes_with_their_words_and_characters(drafter, pledge, url):
    write(pledge, "objective", "Keep “everybody” <safe>.")
    write(pledge, "indicator", "Wells dug")
    Pledge.objects.update(introduction="We agree.\n\nAll of us.", opening="We pledge:", resources_text="Two of us.")
    html = read(drafter, url).html
    texts = [
        "We agree.\n\nAll of us.\n\nWe pledge:\n\n1. Keep “everybody” &lt;safe&gt;.</textarea>",
        "1. Wells dug</textarea>",
        "Two of us.</textarea>",
    ]
    page = drafter.get(url).content.decode()
    for text in texts:
        assert text in page
    assert "3 words · 12 characters" in html
    assert "3 words · 10 characters" in html
    headings = [html.index(heading) for heading in ("A) Objectives", "B) Action plan", "C) Indicators", "D) Resource")]
    assert headings == sorted(headings)


def test_empty_box_says_so_and_has_nothing_to_copy(drafter, pledge, url):
    html = read(drafter, url).html
    assert html.count("Nothing is written for this box.") == 3  # the opening stands in the first
    assert html.count("data-js-said") == 1


def test_boxes_say_what_the_plain_text_says(drafter, pledge, url):
    pick(pledge, "a-safety-dignity-rights")
    pick(pledge, "b-rescue-and-services-information-points", start="2020", end="2021")
    whole = drafter.get(f"{url}text/").content.decode()
    for box in form_boxes(document.build(pledge)):
        assert f"{box.heading}\n\n{box.text}" in whole


def test_every_format_says_what_it_is_for(drafter, url):
    page = read(drafter, url)
    for file_format in FORMATS.values():
        assert str(file_format.purpose)
        assert str(file_format.purpose) in page.html


def test_reader_copies_too_and_imports_nothing(viewer, drafter, pledge, url):
    page = read(viewer, url)
    assert "disabled" not in page.html
    assert f"/pledges/import/?from={pledge.reference}" not in page.links
    assert f"/pledges/import/?from={pledge.reference}" in read(drafter, url).links


# The action plan as a table


def test_action_plan_is_taken_as_a_table(drafter, pledge, url):
    assert "/actions/as/csv/" not in read(drafter, url).html
    item = pick(pledge, "b-rescue-and-services-information-points", start="2020", end="2021")
    links = read(drafter, url).links
    at = f"/pledges/{pledge.reference}/actions/as"
    assert {f"{at}/csv/", f"{at}/xlsx/"} <= set(links)
    response = drafter.get(f"{at}/csv/")
    name = f"{pledge.reference.lower()}-action-plan.csv"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "no-store"
    row = next(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))
    assert (row["Action"], row["Start"], row["End"]) == (item.text, "2020", "2021")
    assert drafter.get(f"{at}/xlsx/")["Content-Type"] == xlsx.XLSX_TYPE
    assert drafter.get(f"{at}/pdf/").status_code == 404


def test_action_plan_is_for_whoever_reads_the_pledge(viewer, stranger, pledge):
    pick(pledge, "b-rescue-and-services-information-points", "Wells in every town")
    at = f"/pledges/{pledge.reference}/actions/as/csv/"
    guest = visiting(make_guest(pledge))
    for reader in (viewer, guest):
        assert "Wells in every town" in reader.get(at).content.decode()
    assert at in read(guest, f"/pledges/{pledge.reference}/read/").links
    assert stranger.get(at).status_code == 404
    assert visiting(make_guest(make_pledge())).get(at).status_code in (302, 404)


def test_action_plan_as_excel_says_why_it_cannot_be_made(drafter, pledge, url, monkeypatch):
    pick(pledge, "b-rescue-and-services-information-points")
    monkeypatch.setattr(xlsx, "xlsxwriter", None)
    at = f"/pledges/{pledge.reference}/actions/as/xlsx/"
    assert at not in read(drafter, url).links
    assert "has not installed that part" in drafter.get(at, follow=True).content.decode()
    guest = visiting(make_guest(pledge))
    assert guest.get(at).headers["Location"] == f"/pledges/{pledge.reference}/read/"
