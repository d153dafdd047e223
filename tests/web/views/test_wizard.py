"""The wizard from the first click to the file, with one model text as with another: nothing about a topic is code."""

from __future__ import annotations

from pathlib import Path

import pytest

from commitments import document
from commitments.drafting.sections import SECTIONS
from commitments.library.loading import load_library
from commitments.models import ModelText, NationalSociety, Pledge, menu
from tests.factories import make_member, make_organisation
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read, refused, send

pytestmark = pytest.mark.django_db
SECOND = Path(__file__).parents[2] / "data" / "second"


@pytest.fixture
def drafter():
    society = NationalSociety.objects.get(state__iso2="KE")
    return signed_in(make_member(organisation=make_organisation("Kenya Red Cross", national_society=society)))


def start(drafter, model_text: str) -> tuple[Pledge, str]:
    response = send(drafter, "/pledges/start/", model_text=model_text, together="bilateral", title="Our pledge")
    return Pledge.objects.get(), response.url


def test_save_and_continue_leads_through_every_section(drafter):
    pledge, url = start(drafter, "migration-2019")
    passed = []
    while not url.endswith("/export/"):
        passed.append(url)
        response = drafter.post(url, read(drafter, url).fields | {"go": "next"})
        assert response.status_code == 302
        url = response.url
    assert [*passed, url] == [section.url(pledge) for section in SECTIONS]
    assert read(drafter, url).html.count("Section 8 of 8") == 1


def test_any_section_can_be_entered_at_once(drafter):
    pledge, _ = start(drafter, "migration-2019")
    for number, section in enumerate(SECTIONS, start=1):
        page = read(drafter, section.url(pledge))
        assert f"Section {number} of 8" in page.html
        assert [url for url in page.links if url == section.url(pledge)]


def test_second_model_text_goes_through_the_whole_wizard(drafter):
    load_library(SECOND)
    assert "Water and sanitation" in read(drafter, "/pledges/start/").html
    pledge, parties = start(drafter, "water-2024")
    base = f"/pledges/{pledge.reference}/"
    assert read(drafter, parties).fields["period_start"] == ["2024"]
    send(drafter, parties, go="next")
    page = read(drafter, f"{base}introduction/")
    assert page.fields["introduction"] == ["This pledge relates to safe water for everyone."]
    assert page.fields["opening"] == [
        "The Government and National Society of Kenya jointly pledge to bring safe water and sanitation to everyone:"
    ]
    send(drafter, f"{base}objectives/", pick=["safe-water-schools", "sanitation"], go="next")
    assert "Choose from 2 more" in read(drafter, f"{base}actions/").html
    send(
        drafter,
        f"{base}actions/wells/",
        {"pick": ["wells-dig"], "wells-dig-start": "2024-01", "wells-dig-linked": ["safe-water"]},
        go="next",
    )
    assert send(drafter, f"{base}actions/wells/", {"wells-dig-end": "2019-12"}).status_code == 422
    send(drafter, f"{base}indicators/", {"pick": ["c-wells"], "c-wells-linked": ["wells-dig"]}, go="next")
    send(drafter, f"{base}resources/", resources_text="Pumps", go="next")
    assert "[number of households]" in read(drafter, f"{base}check/").html
    assert drafter.get(f"{base}actions/b-detention/").status_code == 404
    text = drafter.get(f"{base}export/text/").content.decode()
    for words in (
        "Provide safe water to [number of households], including wells for schools.",
        "Promote sanitation for all.",
        "Dig wells with the Kenya Red Cross Society.",
        "Number of wells in use.",
        "Pumps",
        "2024",
    ):
        assert words in text
    assert "migra" not in text


def test_clauses_of_another_model_text_cannot_be_picked(drafter):
    load_library(SECOND)
    pledge, _ = start(drafter, "water-2024")
    base = f"/pledges/{pledge.reference}/"
    refused(send(drafter, f"{base}objectives/", pick=["a-safety-dignity-rights"]))
    assert not pledge.items.exists()


def test_every_clause_of_the_model_text_can_be_in_one_pledge(drafter):
    pledge, _ = start(drafter, "migration-2019")
    offered = menu(ModelText.objects.get(slug="migration-2019"))
    base = f"/pledges/{pledge.reference}/"
    listed = [clause.slug for clause in offered.offered if clause.kind in ("objective", "addition")]
    assert send(drafter, f"{base}objectives/", pick=listed).status_code == 302
    for theme in offered.themes:
        slugs = [clause.slug for clause in offered.actions(theme)]
        assert send(drafter, f"{base}actions/{theme.slug}/", pick=slugs).status_code == 302
    assert send(drafter, f"{base}indicators/", pick=[clause.slug for clause in offered.indicators]).status_code == 302
    printed = document.build(pledge)
    assert (len(printed.objectives), len(printed.actions), len(printed.indicators)) == (14, 40, 5)
    assert {item.wording for item in pledge.items.all()} == {"official"}
    assert [action.clause for action in printed.actions] == [
        clause.slug for theme in offered.themes for clause in offered.actions(theme)
    ]
