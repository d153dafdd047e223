"""What an edit can be of: how each field is read, what concerns it, and how it is set."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import models

from commitments.drafting.editing.target import (
    BlankFilling,
    ItemElement,
    ItemField,
    ItemHeading,
    LineField,
    LineRemoval,
    PartyField,
    PledgeField,
    PledgeRegion,
)
from commitments.models import Change, Draft
from tests.factories import add_party, add_resource, fill, group, make_pledge, pick, write

pytestmark = pytest.mark.django_db

EXPERTISE, OWN, PUMPS, KENYA = "b-detention-draw-on-expertise", "own-0123456789", "line-0000000001", "party-ke"


@pytest.fixture
def draft() -> Draft:
    pledge = make_pledge(title="Old", open_until=date(2021, 12, 31), regional_group=group("sahel"))
    add_party(pledge, "state", "KE", key=KENYA, focal_name="Amina")
    pick(pledge, EXPERTISE, responsible="Unit", leads=[KENYA])
    write(pledge, "action", "Dig", key=OWN, theme_name="Water")
    add_resource(pledge, key=PUMPS, description="Pumps")
    return Draft(fill(pledge, {"[place]": "Nakuru"}))


TARGETS = {
    "pledge": (PledgeField("title"), "Old", "New"),
    "date": (PledgeField("open_until"), date(2021, 12, 31), None),
    "region": (PledgeRegion(), "the Sahel", "our valley"),
    "group": (PledgeRegion(), "the Sahel", "the African Union"),
    "party": (PartyField(KENYA, "focal_name"), "Amina", ""),
    "item": (ItemField(EXPERTISE, "responsible"), "Unit", "Office"),
    "box": (ItemElement(EXPERTISE, "leads", KENYA), True, False),
    "another box": (ItemElement(OWN, "leads", KENYA), False, True),
    "heading": (ItemHeading(OWN), "own:Water", "theme:b-detention"),
    "line": (LineField(PUMPS, "description"), "Pumps", "Pipes"),
    "removal": (LineRemoval(PUMPS), False, True),
    "blank": (BlankFilling("[place]"), "Nakuru", ""),
    "new blank": (BlankFilling("[new]"), "", "Kisumu"),
}


@pytest.mark.parametrize("name", TARGETS)
def test_target_is_read_and_set(draft, name):
    target, stored, value = TARGETS[name]
    assert target.now(draft) == stored
    target.write(draft, value)
    assert target.now(draft) == value


@pytest.mark.parametrize(
    ("target", "empty"),
    [
        (ItemField("nobody", "responsible"), ""),
        (ItemField("nobody", "chosen"), False),
        (ItemElement("nobody", "leads", KENYA), False),
        (ItemHeading("nobody"), "own:"),
        (PartyField("nobody", "signs_for"), ""),
        (LineField("nobody", "amount"), None),
        (LineField("nobody", "kind"), ""),
        (LineRemoval("nobody"), True),
    ],
)
def test_field_without_a_row_says_what_an_empty_one_says(draft, target, empty):
    assert target.now(draft) == empty
    assert target.before(draft, [Change(before=None)]) == empty


@pytest.mark.parametrize(
    ("target", "columns", "is_concerned"),
    [
        (PledgeField("title"), {"title": ""}, True),
        (PledgeField("title"), {"language": ""}, False),
        (PledgeRegion(), {"region": ""}, True),
        (PledgeRegion(), {"regional_group_id": None, "title": ""}, True),
        (ItemElement(EXPERTISE, "leads", KENYA), {"linked": []}, False),
        (ItemHeading(OWN), {"theme_name": ""}, True),
        (LineRemoval(PUMPS), {"position": 1}, False),
        (LineRemoval(PUMPS), {"position": 1, "provider": ""}, True),
        (BlankFilling("[place]"), {"text": ""}, True),
    ],
)
def test_change_concerns_a_field_by_its_columns(target, columns, is_concerned):
    assert target.is_concerned(columns) is is_concerned


def test_clause_stays_under_its_theme_and_has_no_heading_of_its_own(draft):
    ItemHeading(EXPERTISE).write(draft, "own:Water")
    ItemField(EXPERTISE, "theme_name").write(draft, "Water")
    assert ItemHeading(EXPERTISE).now(draft) == "theme:b-detention"
    assert draft.items[EXPERTISE].theme_name == ""


def test_only_a_removal_and_a_blank_need_no_row(draft):
    needs = {name: target.needs_row(value) for name, (target, _stored, value) in TARGETS.items()}
    assert {name for name, is_needed in needs.items() if not is_needed} == {"removal", "blank", "new blank"}
    assert LineRemoval(PUMPS).needs_row(value=False)


def test_boxes_never_conflict_and_a_removal_always_does():
    assert not ItemElement(EXPERTISE, "leads", KENYA).differs(base=True, theirs=False)
    assert LineRemoval(PUMPS).differs(base=False, theirs=False)
    assert PledgeField("title").differs("Old", "Theirs")
    assert not PledgeField("title").differs("Old", "Old")


def test_another_column_of_the_same_row():
    assert PledgeField("period_start").beside("period_end") == PledgeField("period_end")
    assert ItemField(EXPERTISE, "start").beside("end") == ItemField(EXPERTISE, "end")


def test_only_one_column_has_a_field_of_the_model():
    assert isinstance(LineField(PUMPS, "amount").model_field, models.DecimalField)
    assert [target.model_field for target in (PledgeRegion(), ItemHeading(OWN), LineRemoval(PUMPS))] == [None] * 3
