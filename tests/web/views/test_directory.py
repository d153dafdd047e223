"""The directory, searched while typing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import add_party
from tests.web.views.pages import Page

pytestmark = pytest.mark.django_db
URL = "/directory/"


def found(client, text: str) -> str:
    response = client.get(URL, {"q": text})
    assert response.status_code == 200
    return response.content.decode()


def test_country_is_found_with_its_buttons(drafter):
    html = found(drafter, "kenya")
    for name, value in (("add-both", "KE"), ("add-state", "KE"), ("add-society", "KE"), ("add-observer", "1")):
        assert f"{name}={value}" in Page(html).buttons
    assert "Kenya Red Cross Society" in html


@pytest.mark.parametrize("text", ["Pays-Bas", "Países Bajos", "هولندا", "Netherlands"])
def test_country_is_found_in_four_languages(drafter, text):
    assert "add-state=NL" in Page(found(drafter, text)).buttons


def test_region_is_found(drafter):
    html = found(drafter, "the Sahel region")
    assert "<b>The Sahel</b>" in html
    for name in ("add-region", "add-region-societies", "name-region"):
        assert f"{name}=sahel" in Page(html).buttons


def test_society_that_is_not_recognised_is_not_offered(drafter):
    html = found(drafter, "nicaragua")
    assert "No recognised National Society" in html
    assert Page(html).buttons == ["add-state=NI", "add-observer=1"]


def test_nothing_found_offers_an_observer(drafter):
    html = found(drafter, "Example Relief")
    assert "Nothing in the directory is called “Example Relief”." in html
    assert "Add “Example Relief” as an observer organisation" in html


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("Ministry of Interior", None),
        ("Ministry of Health of Kenya", "KE"),
        ("Ministère de la Santé, Côte d’Ivoire", "CI"),
        ("Ministry of Finance, Papua New Guinea", "PG"),
        ("وزارة الداخلية الأردن", "JO"),
    ],
)
def test_nothing_found_asks_whether_it_is_part_of_a_state_before_it_offers_an_observer(drafter, text, likely):
    html = found(drafter, text)
    assert Page(html).buttons == ["add-authority=1", "add-observer=1"]
    assert "Is it part of a State? Choose the country" in html
    assert html.count("<option") == 197
    assert [line.strip() for line in html.splitlines() if "selected" in line] == (
        [f'<option value="{likely}" selected>'] if likely else []
    )


def test_component_is_found_with_its_button(drafter):
    html = found(drafter, "IFRC")
    assert Page(html).buttons[0] == "add-component=IFRC"
    assert "International Federation of Red Cross and Red Crescent Societies" in html


def test_region_says_whom_its_buttons_leave_out(drafter):
    html = " ".join(found(drafter, "Central America").split())
    assert "the directory has no recognised National Society of theirs: Nicaragua." in html
    html = " ".join(found(drafter, "CARICOM").split())
    assert "as they are not in the directory: Montserrat." in html
    assert "Left out" not in found(drafter, "Benelux")


def test_nothing_typed_shows_nothing(drafter):
    assert found(drafter, "").strip() == ""
    assert found(drafter, "  ").count("<li>") == 0


def test_what_is_typed_is_escaped(drafter):
    html = found(drafter, '<script>alert("1")</script>')
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("text", ["\0", "%", "é" * 5000, "a " * 3000, "\ud7ff\uffff", "'; --"])
def test_anything_can_be_typed(drafter, text):
    found(drafter, text)


def test_state_that_pledges_already_gets_another_authority(drafter, pledge):
    add_party(pledge, "state", "KE")
    html = drafter.get(URL, {"q": "ken", "pledge": pledge.reference}).content.decode()
    assert ("Add another authority" in html, "Add the Government" in html) == (True, False)
    html = drafter.get(URL, {"q": "ugan", "pledge": pledge.reference}).content.decode()
    assert ("Add another authority" in html, "Add the Government" in html) == (False, True)


@pytest.mark.parametrize("reference", ["other", "\0", "é" * 300])
def test_parties_of_a_pledge_are_nobody_else_s(drafter, stranger, pledge, reference):
    add_party(pledge, "state", "KE")
    assert stranger.get(URL, {"q": "ken", "pledge": pledge.reference}).status_code == 404
    assert drafter.get(URL, {"q": "ken", "pledge": f"none-{reference}"}).status_code == 404


def test_page_is_a_part_of_a_page(drafter):
    assert "<html" not in found(drafter, "kenya")


def test_directory_is_for_who_is_signed_in_and_only_read(client, drafter):
    response = client.get(URL)
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
    assert drafter.post(URL).status_code == 405
