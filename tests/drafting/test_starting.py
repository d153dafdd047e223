"""Starting a pledge, its own fields, and what a drafter says of its sections."""

from __future__ import annotations

import pytest

from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.starting import set_ready, start_pledge
from commitments.models import Change, Pledge
from commitments.text.limits import MAX_PLEDGE_BYTES, TextRefusedError
from tests.edits import save_fields
from tests.factories import make_organisation, make_pledge, make_user

pytestmark = pytest.mark.django_db


def test_start_makes_an_empty_draft_with_the_model_s_period_and_introduction(model_text):
    organisation, by = make_organisation(), make_user()
    pledge = start_pledge(model_text, organisation, by=by, title="Safe access", language="fr")
    assert (pledge.organisation, pledge.created_by, pledge.status) == (organisation, by, "draft")
    assert (pledge.title, pledge.language) == ("Safe access", "fr")
    assert (pledge.period_start, pledge.period_end) == (2019, 2023)
    assert pledge.introduction.split("\n\n")[0].startswith("This pledge relates to")
    assert (pledge.opening, pledge.openness) == ("", "specific")
    assert not pledge.parties.exists()
    assert not pledge.items.exists()


def test_references_are_random_and_easy_to_spell(model_text):
    organisation, by = make_organisation(), make_user()
    references = {start_pledge(model_text, organisation, by=by).reference for _ in range(20)}
    assert len(references) == 20
    assert all(len(reference) == 14 and not set(reference) & set("01ILO") for reference in references)


def test_fields_are_saved_alone():
    pledge, by = make_pledge(title="Old"), make_user()
    Pledge.objects.update(resources_text="Written elsewhere meanwhile")
    save_fields(pledge, "parties", {"title": "New", "period_end": 2024}, by=by)
    pledge.refresh_from_db()
    assert (pledge.title, pledge.period_end, pledge.resources_text) == ("New", 2024, "Written elsewhere meanwhile")
    assert list(pledge.section_states) == ["parties"]


def test_fields_too_long_together_are_not_saved():
    pledge = make_pledge(resources_text="x" * (MAX_PLEDGE_BYTES - 100))
    with pytest.raises(TextRefusedError):
        save_fields(pledge, "introduction", {"introduction": "y" * 200}, by=make_user())
    pledge.refresh_from_db()
    assert "y" * 200 not in pledge.introduction
    assert pledge.section_states == {}
    assert not Change.objects.exists()


def test_section_is_ready_even_where_nothing_was_saved_in_it():
    pledge, by = make_pledge(), make_user()
    set_ready(pledge, "actions", ready=True, by=by)
    pledge.refresh_from_db()
    assert list(pledge.section_states) == ["actions"]
    state = pledge.section_states["actions"]
    assert (state.ready, state.saved_by, state.version) == (True, by.pk, 0)
    set_ready(pledge, "actions", ready=False, by=by)
    pledge.refresh_from_db()
    assert not pledge.section_states["actions"].ready


def test_saving_a_section_keeps_it_ready():
    pledge, by = make_pledge(), make_user()
    set_ready(pledge, "parties", ready=True, by=by)
    save_fields(pledge, "parties", {"title": "Other"}, by=by)
    pledge.refresh_from_db()
    assert pledge.section_states["parties"].ready


def test_pledge_that_is_no_draft_is_not_changed():
    pledge, by = make_pledge(status="agreed", title="Agreed"), make_user()
    with pytest.raises(WrongStateError):
        save_fields(pledge, "parties", {"title": "Other"}, by=by)
    with pytest.raises(WrongStateError):
        set_ready(pledge, "parties", ready=True, by=by)
    pledge.refresh_from_db()
    assert pledge.title == "Agreed"
    assert pledge.section_states == {}
