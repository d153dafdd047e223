"""Importing a file in the browser: what becomes of it, what is said first, and what is refused in a sentence."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from commitments import document
from commitments.exports import docx
from commitments.exports import json as as_json
from commitments.exports.pdf import pages
from commitments.models import Item, Pledge
from commitments.people.at_once import TooManyAtOnceError
from commitments.web.views import importing
from tests.factories import add_member, add_party, make_member, make_organisation, pick, write
from tests.web.views.conftest import signed_in
from tests.web.views.pages import Page, read

pytestmark = pytest.mark.django_db
URL = "/pledges/import/"


@pytest.fixture
def filled(pledge) -> Pledge:
    add_party(pledge, "national_society", "KE", key="party-society")
    pick(pledge, "a-safety-dignity-rights")
    write(pledge, "objective", "Dig <three> wells.", key="own-wells")
    return pledge


@pytest.fixture
def beside(filled) -> str:
    return f"{URL}?from={filled.reference}"


def sent(content: bytes, name: str = "pledge.json", **typed: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content), **typed}


def as_pdf(pledge: Pledge) -> bytes:
    return pages.render(document.build(pledge))


def as_data(pledge: Pledge) -> bytes:
    return as_json.render(document.build(pledge))


def word_file(*texts: str) -> bytes:
    made, file = Document(), BytesIO()
    for text in texts:
        made.add_paragraph(text)
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize("make", [as_data, as_pdf], ids=["json", "pdf"])
def test_file_becomes_a_new_draft(drafter, filled, make):
    content = make(filled)
    response = drafter.post(URL, sent(content), follow=True)
    new = Pledge.objects.exclude(pk=filled.pk).get()
    assert response.redirect_chain == [(f"/pledges/{new.reference}/", 302)]
    assert "This is the imported pledge, a new draft." in response.content.decode()
    assert (new.title, new.status, new.organisation) == ("Wells", "draft", filled.organisation)
    assert [item.text for item in new.items.filter(chosen=True)] == [item.text for item in filled.items.all()]


def test_page_offers_the_file_and_says_what_it_can_be(drafter):
    page = read(drafter, URL)
    assert 'accept=".json,.pdf,.docx' in page.html
    assert "becomes a new draft" in page.html
    assert "organisation" not in page.fields


def test_who_writes_for_two_chooses_for_which(drafter, filled):
    user = filled.organisation.memberships.get(role="drafter").user
    other = make_organisation("Zanzibar Relief")
    add_member(other, user, "drafter")
    assert "Zanzibar Relief" in read(drafter, URL).html
    assert drafter.post(URL, sent(as_data(filled))).status_code == 422
    drafter.post(URL, sent(as_data(filled), organisation=other.slug))
    assert Pledge.objects.exclude(pk=filled.pk).get().organisation == other


def test_organisation_of_others_is_refused(drafter, filled):
    add_member(make_organisation(), filled.organisation.memberships.get(role="drafter").user, "drafter")
    stranger = make_organisation()
    assert drafter.post(URL, sent(as_data(filled), organisation=stranger.slug)).status_code == 422
    assert Pledge.objects.count() == 1


def test_beside_a_pledge_it_is_shown_before_it_is_made(drafter, filled, beside):
    content = as_data(filled).replace(b"Wells", b"Roads & <wells>")
    response = drafter.post(beside, sent(content))
    assert response.status_code == 200
    assert Pledge.objects.count() == 1
    assert Item.objects.count() == 2
    page = Page(response.content.decode())
    assert "Roads &amp; &lt;wells&gt;" in page.html
    assert "Nothing is made of it yet." in page.html
    assert "This pledge stays as it is:" in page.html
    typed = {"make": "draft", "content": page.fields["content"][0], "organisation": page.fields["organisation"][0]}
    response = drafter.post(beside, typed)
    new = Pledge.objects.exclude(pk=filled.pk).get()
    assert (response.url, new.title) == (f"/pledges/{new.reference}/", "Roads & <wells>")
    filled.refresh_from_db()
    assert filled.title == "Wells"


def test_pdf_beside_a_pledge_is_shown_too(drafter, filled, beside):
    page = Page(drafter.post(beside, sent(as_pdf(filled), "signed.pdf")).content.decode())
    assert json.loads(page.fields["content"][0])["title"] == "Wells"


def test_pledge_of_others_is_not_named(drafter, filled):
    other = make_member("drafter")
    alien = signed_in(other)
    assert alien.get(f"{URL}?from={filled.reference}").status_code == 404
    assert alien.post(f"{URL}?from={filled.reference}", sent(word_file("Dig."))).status_code == 404


def test_word_file_is_shown_paragraph_by_paragraph_and_changes_nothing(drafter, filled, beside):
    content = word_file("Dig <three> wells.", "Plant trees & <hedges>.")
    response = drafter.post(beside, sent(content, "ours.docx"))
    page = Page(response.content.decode())
    assert "Plant trees &amp; &lt;hedges&gt;.</textarea>" in page.html
    assert page.html.count("As in the pledge") == 1
    assert page.html.count("Not in the pledge") == 1
    assert "1 paragraph is not in this pledge:" in page.html
    assert Pledge.objects.count() == 1


def test_word_file_that_was_exported_here_is_all_in_the_pledge(drafter, filled, beside):
    page = Page(drafter.post(beside, sent(docx.render(document.build(filled)), "a.docx")).content.decode())
    clause = filled.items.get(key="a-safety-dignity-rights").text
    assert clause in page.html
    assert "Dig &lt;three&gt; wells." in page.html
    assert page.html.count("As in the pledge") >= 4


def test_word_file_without_a_pledge_beside_is_shown_too(drafter):
    html = Page(drafter.post(URL, sent(word_file("Dig."), "a.docx")).content.decode()).html
    assert "Dig.</textarea>" in html
    assert "in the pledge" not in html.replace("Nothing was changed in a pledge", "")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty"),
        (b"Dear colleague,", "no pledge’s JSON or PDF, and no Word file"),
        (b"\x89PNG\r\n\x1a\n", "no pledge’s JSON or PDF, and no Word file"),
        (b"{", "The file is not JSON"),
        (b"[]", "There is a problem"),
        ('{"a": "é"}'.encode("utf-16"), "not UTF-8"),
        (b'{"format": "pledgebuilder/1", "title": "a", "title": "b"}', "has this name twice"),
        (b"%PDF-1.7 nothing in it", "The PDF holds no pledge"),
        (b"PK\x03\x04 nothing in it", "The file is damaged, or no Word file."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "has a password"),
        (b'{"x": "' + b"y" * 600_000 + b'"}', "larger than 512 kB"),
        (b"x" * 5_000_001, "The file is larger than 5 MB"),
    ],
)
@pytest.mark.parametrize("is_beside", [True, False])
def test_what_cannot_be_read_is_said_in_a_sentence(drafter, filled, beside, content, message, is_beside):
    response = drafter.post(beside if is_beside else URL, sent(content, "file"))
    assert response.status_code == 422
    assert message in Page(response.content.decode()).html
    assert Pledge.objects.count() == 1


def test_fault_in_a_pledge_names_its_field(drafter, filled):
    data = json.loads(as_data(filled))
    data["model_text"] = "none"
    html = Page(drafter.post(URL, sent(json.dumps(data).encode())).content.decode()).html
    assert "model_text: There is no model text “none”." in html


def test_no_file_is_said(drafter):
    response = drafter.post(URL, {})
    assert response.status_code == 422
    assert "Choose a file" in response.content.decode()


def test_request_that_is_far_too_large_is_not_read(drafter):
    response = drafter.post(URL, sent(b"x"), CONTENT_LENGTH="9000000")
    assert response.status_code == 413
    assert "larger than 5 MB" in response.content.decode()


def test_forged_confirmation_is_held_to_the_same_rules(drafter, filled, beside):
    for content in ("", "Dear", "{", "%PDF-1.7", "PK\x03\x04"):
        response = drafter.post(beside, {"make": "draft", "content": content})
        assert response.status_code == 422
    assert Pledge.objects.count() == 1


def test_two_files_from_one_page_make_two_drafts_and_one_file_twice_makes_one(drafter, filled):
    one, other = as_data(filled), as_data(filled).replace(b"Wells", b"Roads")
    typed = {"csrfmiddlewaretoken": "a" * 64}
    first = drafter.post(URL, sent(one, **typed))
    assert drafter.post(URL, sent(one, **typed)).url == first.url
    assert drafter.post(URL, sent(other, **typed)).url != first.url
    assert sorted(Pledge.objects.values_list("title", flat=True)) == ["Roads", "Wells", "Wells"]


def test_viewer_imports_nothing(viewer, filled):
    assert viewer.get(URL).status_code == 403
    assert viewer.post(URL, sent(as_data(filled))).status_code == 403


def test_who_imports_very_many_files_is_told_to_wait(drafter, filled, monkeypatch):
    monkeypatch.setattr(importing, "IMPORTS_AN_HOUR", 0)
    response = drafter.post(URL, sent(as_data(filled)))
    assert response.status_code == 429
    assert Pledge.objects.count() == 1


def test_two_files_at_once_are_read_one_after_the_other(drafter, filled, monkeypatch):
    def busy(*named: object, **limits: object) -> None:
        raise TooManyAtOnceError

    monkeypatch.setattr(importing, "at_once", busy)
    response = drafter.post(URL, sent(as_data(filled)))
    assert (response.status_code, response["Retry-After"]) == (503, "60")


def test_page_drawn_for_somebody_else_is_sent_again(drafter, filled):
    assert drafter.post(URL, sent(as_data(filled), person="somebody")).status_code == 403
    assert Pledge.objects.count() == 1


def test_signed_out_visitor_is_asked_to_sign_in(client, filled):
    assert client.get(URL).status_code == 302
    assert client.post(URL, sent(as_data(filled))).status_code == 401
