"""Title, period, region and openness; how a pledge calls a party."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from commitments.drafting.editing.edit import Edit, PageField
from commitments.drafting.editing.target import PledgeField
from commitments.web.forms.parties import PartiesForm, PartyForm
from commitments.web.submitted_form import SubmittedForm
from tests.edits import save
from tests.factories import add_party, group, make_pledge, make_user

pytestmark = pytest.mark.django_db

TYPED = {"title": "Wells", "language": "en", "period_start": "2019", "period_end": "2023", "openness": "specific"}


def sent(typed: dict[str, str], *, is_whole: bool = True) -> SubmittedForm:
    data = QueryDict(mutable=True)
    data.update(typed)
    changed: dict[PageField, int | None] | None = None if is_whole else {PageField(name): 0 for name in typed}
    return SubmittedForm(data=data, changed=changed, version=0, is_autosave=not is_whole)


def form(**changes: str) -> PartiesForm:
    return PartiesForm(sent({**TYPED, **changes}), pledge=make_pledge())


@pytest.mark.both
@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("", (None, "")),
        ("the Sahel", ("sahel", "")),
        ("THE SAHEL", ("sahel", "")),
        ("sahel", ("sahel", "")),
        ("the Upper Valley", (None, "the Upper Valley")),
    ],
)
@pytest.mark.parametrize("before", ["", "our valley", "african-union"])
def test_region_is_a_group_where_the_directory_knows_it(typed, region, before):
    pledge = make_pledge(regional_group=group(before)) if "-" in before else make_pledge(region=before)
    bound = PartiesForm(sent({**TYPED, "region": typed}), pledge=pledge)
    assert bound.is_valid(), bound.errors
    save(pledge, "parties", *bound.edits(), by=make_user())
    pledge.refresh_from_db()
    assert (pledge.regional_group and pledge.regional_group.slug, pledge.region) == region


def test_region_that_looks_like_a_slug_of_none_is_refused():
    assert "directory has no such region" in str(form(region="no-such-region").errors["region"])


def test_same_year_twice_is_a_period():
    assert form(period_start="2020", period_end="2020").is_valid()
    assert list(form(period_start="2021", period_end="2020").errors) == ["period_end"]


def test_years_stand_or_fall_together():
    bound = PartiesForm(sent({"period_start": "2030", "title": "Other"}, is_whole=False), pledge=make_pledge())
    assert list(bound.errors) == ["period_end"]
    assert set(bound.refused()) == {"period_start", "period_end"}
    said = {edit.field.name: edit.value for edit in bound.edits()}
    assert said["title"] == "Other"
    assert said.keys().isdisjoint({"period_start", "period_end"})


def test_fields_that_were_not_sent_are_as_they_are_stored():
    stored: dict[str, Any] = {
        "title": "Wells",
        "openness": "open",
        "open_until": date(2021, 12, 31),
        "region": "our valley",
    }
    bound = PartiesForm(sent({"period_end": "2024"}, is_whole=False), pledge=make_pledge(**stored))
    assert bound.is_valid()
    assert {**stored, "period_start": 2019, "period_end": 2024}.items() <= bound.cleaned_data.items()
    assert bound.edits() == [Edit(PledgeField("period_end"), 2024, 0, PageField("period_end"))]


def test_stored_fields_are_shown():
    pledge = make_pledge(title="Wells", regional_group=group("sahel"))
    unbound = PartiesForm(None, pledge=pledge)
    assert unbound.initial["title"] == "Wells"
    assert unbound.initial["region"] == group("sahel").name_en
    assert PartiesForm(None, pledge=make_pledge(region="our valley")).initial["region"] == "our valley"


def test_language_that_a_file_brought_is_offered():
    offered: Any = PartiesForm(None, pledge=make_pledge(language="pt")).fields["language"]
    assert ("pt", "pt") in offered.choices
    usual: Any = PartiesForm(None, pledge=make_pledge()).fields["language"]
    assert len(usual.choices) == 4


def party_form(party, **typed: str) -> PartyForm:
    return PartyForm(sent(typed), party=party, directory_name="the Government of Kenya")


def test_only_an_observer_needs_a_name():
    pledge = make_pledge()
    state, observer = add_party(pledge, "state", "KE"), add_party(pledge, "observer", name="Example Relief")
    assert party_form(state, name="").is_valid()
    assert "the Government of Kenya" in str(party_form(state).fields["name"].help_text)
    assert list(party_form(observer, name="").errors) == ["name"]
    assert party_form(observer, name="Example Relief").is_valid()
    assert party_form(state, name="Example Relief").is_valid()


@pytest.mark.parametrize("email", ["a@example.org", ""])
def test_focal_point_s_address_is_kept(email):
    bound = party_form(add_party(make_pledge(), "state", "KE"), focal_email=email)
    assert bound.is_valid()
    assert bound.cleaned_data["focal_email"] == email


@pytest.mark.parametrize(
    "email", ["a", "a@b", "a@" + "b" * 60 + "." + "c" * 60 + ".org", "a@ex\u202eample.org", "x" * 300]
)
def test_bad_address_is_refused(email):
    assert list(party_form(add_party(make_pledge(), "state", "KE"), focal_email=email).errors) == ["focal_email"]
