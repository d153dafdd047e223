"""The sections of a pledge: their order, and how far each is."""

from __future__ import annotations

import pytest
from django.urls import resolve

from commitments import document
from commitments.drafting.sections import BY_SLUG, SECTIONS, following, progress
from commitments.models import SectionState
from tests.factories import add_party, add_resource, make_pledge, pick, write

pytestmark = pytest.mark.django_db

SLUGS = ["parties", "introduction", "objectives", "actions", "indicators", "resources", "check", "export"]


def steps(pledge):
    return {step.section.slug: step for step in progress(document.build(pledge), pledge)}


def test_sections_follow_one_another():
    assert [section.slug for section in SECTIONS] == list(BY_SLUG) == SLUGS
    assert [following(slug).slug for slug in SLUGS[:-1]] == SLUGS[1:]
    assert following("export") is None


def test_each_section_has_its_page():
    pledge = make_pledge()
    for section in SECTIONS:
        assert resolve(section.url(pledge)).url_name == f"pledge_{section.slug}"
        assert section.url(pledge).endswith(f"/{pledge.reference}/{section.slug}/")


def test_new_pledge_has_started_nothing():
    found = steps(make_pledge())
    assert [step.number for step in found.values()] == list(range(1, 9))
    assert [step.state for step in found.values()] == ["not-started"] * 6 + [None, None]
    assert [step.summary for step in found.values()] == [""] * 8
    assert not any(step.is_ready for step in found.values())


def test_section_is_in_progress_once_anything_is_in_it():
    pledge = make_pledge(resources_text="Volunteers")
    add_party(pledge, "state", "KE")
    for number in range(2):
        write(pledge, "objective", f"Objective {number}")
    pick(pledge, "b-detention-draw-on-expertise")
    write(pledge, "indicator", "Number")
    found = steps(pledge)
    assert [step.summary for step in found.values()] == [
        "1 party",
        "",
        "2 objectives",
        "1 action",
        "1 indicator",
        "…",
        "",
        "",
    ]
    started = ["parties", "objectives", "actions", "indicators", "resources"]
    assert [slug for slug, step in found.items() if step.state == "in-progress"] == started


def test_summaries_count():
    pledge = make_pledge()
    for code in ("KE", "NL"):
        add_party(pledge, "state", code)
    for kind in ("objective", "action", "action", "indicator", "indicator", "indicator"):
        write(pledge, kind, "Words")
    add_resource(pledge)
    expected = ["2 parties", "", "1 objective", "2 actions", "3 indicators", "1 line", "", ""]
    assert [step.summary for step in steps(pledge).values()] == expected
    add_resource(pledge)
    assert steps(pledge)["resources"].summary == "2 lines"


def test_section_is_in_progress_once_it_was_saved_and_ready_when_its_drafter_says_so():
    pledge = make_pledge()
    pledge.note("introduction", saved_by=7)
    step = steps(pledge)["introduction"]
    assert (step.state, step.saved, step.is_ready) == ("in-progress", SectionState(saved_by=7), False)
    pledge.note("introduction", ready=True)
    step = steps(pledge)["introduction"]
    assert (step.saved, step.is_ready) == (SectionState(saved_by=7, ready=True), True)


def test_sections_with_nothing_to_fill_in_have_no_state():
    pledge = make_pledge()
    pledge.note("check", ready=True)
    assert steps(pledge)["check"].state is None
