"""The field for the code of a signed text: what people type or paste leads to its page."""

from __future__ import annotations

import pytest
from django.test import Client

from commitments.models import Pledge, Revision
from tests.factories import agreed, circulated
from tests.web.views.pages import Page, read, refused

pytestmark = pytest.mark.django_db

CODE = "7KQ3M9XAB2CD"


@pytest.fixture
def revision():
    """A signed text with a code that is known."""
    found = agreed().revision
    content = {"number": 2, "content": found.content, "digest": found.digest, "by": found.by}
    return Revision.objects.create(pledge=found.pledge, code=CODE, **content)


def look_for(typed: str, client: Client | None = None):
    return (client or Client()).get("/v/", {"code": typed})


def test_page_has_a_field_and_nobody_signs_in_for_it():
    response = Client().get("/v/")
    page = Page(response.content.decode())
    assert response.status_code == 200
    assert page.fields == {"code": [""]}
    assert "There is a problem" not in page.html
    assert response["X-Robots-Tag"] == "noindex"


def test_start_page_leads_to_it(client):
    assert "/v/" in read(client, "/").links


@pytest.mark.usefixtures("revision")
@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        " 7kq3m9xab2cd\n",
        "7KQ3 M9XA B2CD",
        "7KQ3-M9XA-B2CD.",
        "7KQ3\u00a0M9XA\u2009B2CD",
        "７ＫＱ３Ｍ９ＸＡＢ２ＣＤ",
        "٧KQ٣M٩XAB٢CD",
        "७KQ३M९XAB२CD",
        f"https://pledges.example.org/v/{CODE}/",
        f"pledges.example.org/v/{CODE.lower()}",
        f"<https://pledges.example.org/V/{CODE}/pdf/?page=2#top>",
        f"Verify: https://pledges.example.org/v/{CODE}/join/",
        f"/v/{CODE}",
        f"v/{CODE}",
        f" v/{CODE}/",
        f"Code: {CODE}",
        f"Code {CODE}",
        f"Code of the signed text: {CODE[:4]} {CODE[4:8]} {CODE[8:]}.",
        f"Le code\u00a0: {CODE.lower()}",
        f"الرمز: {CODE}",
        f"https://pledges.example.org/v/{CODE[:5]} {CODE[5:]}/",
        f"https://pledges.example.org/v/{CODE[:5]}\n{CODE[5:]}/",
        f"https://pledges.example.org/v/{CODE[:5]}\u200b{CODE[5:]}/",
        f"https://pledges.example.org/v/ {CODE} and then some more words",
        f"https://pledges.example.org/v/{CODE[:7]}\u00ad{CODE[7:]}",
        f"{CODE[:3]}\u2060{CODE[3:]}",
        f"https://gateway.example/?url=https%3A%2F%2Fpledges.example.org%2Fv%2F{CODE}%2F&data={'0' * 300}",
    ],
)
def test_code_leads_to_its_page_however_it_is_written(typed):
    response = look_for(typed)
    assert (response.status_code, response.headers["Location"]) == (302, f"/v/{CODE}/")


def test_code_of_a_text_that_goes_round_leads_to_its_page_too():
    revision = circulated().revision
    assert look_for(revision.code).headers["Location"] == f"/v/{revision.code}/"


@pytest.mark.usefixtures("revision")
@pytest.mark.parametrize("typed", ["7KQ3M9XAB2CE", "7KQ3M9XAB2C", "x" * 500, "https://pledges.example.org/v/UNKNOWN/"])
def test_unknown_code_is_kept_and_what_to_do_is_said(typed):
    response = look_for(typed)
    assert response.status_code == 404
    page = Page(response.content.decode())
    assert "No signed text has this code. Compare it with the printed one, letter by letter" in page.html
    assert page.fields == {"code": [typed]}
    assert "#id_code" in page.links


@pytest.mark.parametrize("typed", ["PB-7KQ3M-9XAB2", " pb–7kq3m–9xab2"])
def test_reference_is_told_from_a_code(typed):
    response = look_for(typed)
    assert response.status_code == 404
    assert "This is the pledge’s reference. Type the code instead" in response.content.decode()


def test_reference_of_a_pledge_leads_nowhere():
    pledge = Pledge.objects.get(pk=agreed().revision.pledge_id)
    assert look_for(pledge.reference).status_code == 404


@pytest.mark.parametrize("typed", ["", "  ", "---", "код", "عربي", "x" * 2001, "a\0b", "\u202e"])
def test_what_is_no_code_is_refused(typed):
    page = refused(look_for(typed))
    assert "Type the code that is printed on the pledge, or paste the whole address." in page.html
    assert "#id_code" in page.links


def test_markup_is_shown_as_text():
    html = look_for('"><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in html


def test_unknown_address_offers_the_field():
    response = Client().get("/v/UNKNWNCDE234/")
    page = Page(response.content.decode())
    assert response.status_code == 404
    assert page.fields == {"code": [""]}
    assert 'action="/v/"' in page.html


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_field_is_only_read(client, method):
    assert getattr(client, method)("/v/").status_code == 405
