"""What goes with an action or an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from commitments.drafting.editing.edit import Edit, PageField
from commitments.drafting.editing.target import ItemElement, ItemField
from commitments.models import Item
from commitments.text.dates import last_month
from commitments.web.forms.details import ActionDetails, IndicatorDetails, quarters
from commitments.web.submitted_form import SubmittedForm
from tests.edits import save
from tests.factories import add_party, link, make_pledge, make_user, pick

PERIOD = (2019, 2023)


def sent(typed: Mapping[str, str | list[str]], *, changed: list[str] | None = None) -> SubmittedForm:
    """What was typed into the details of the item `x`: the whole page, or the `changed` fields only."""
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(f"x-{name}", value if isinstance(value, list) else [value])
    parts = [f"x-{name}".partition("=") for name in changed or ()]
    versions: dict[PageField, int | None] = {PageField(name, box): 0 for name, _equals, box in parts}
    if changed is None:
        return SubmittedForm(data=data, version=0, is_autosave=False)
    return SubmittedForm(data=data, version=0, is_autosave=True, changed=versions)


def action(typed: dict[str, str], item: Item | None = None) -> ActionDetails:
    return ActionDetails(sent(typed), key="x", item=item, parties=(), linkable=(), period=PERIOD)


@given(st.integers(1900, 2200), st.integers(0, 20))
def test_quarters_cover_the_period(first, years):
    starts = [value for value, _ in quarters(first, first + years, ends=False)]
    ends = [value for value, _ in quarters(first, first + years, ends=True)]
    assert len(starts) == len(ends) == 4 * (years + 1)
    assert starts == sorted(starts)
    assert all(start < end and start[:4] == end[:4] for start, end in zip(starts, ends, strict=True))
    assert (starts[0], ends[-1]) == (f"{first}-01", f"{first + years}-12")


def test_quarters_say_their_months():
    assert [str(label) for _, label in quarters(2020, 2020, ends=True)] == [
        "Jan–Mar 2020",
        "Apr–Jun 2020",
        "Jul–Sep 2020",
        "Oct–Dec 2020",
    ]


@pytest.mark.parametrize(("when", "last"), [("2020", "2020-12"), ("2020-03", "2020-03")])
def test_last_month_of_a_year_is_december(when, last):
    assert last_month(when) == last


@pytest.mark.parametrize(
    ("start", "end", "is_valid"),
    [
        ("", "", True),
        ("2020-01", "", True),
        ("", "2019-03", True),
        ("2020-01", "2020-03", True),
        ("2020-04", "2020-03", False),
        ("2023-10", "2019-03", False),
    ],
)
def test_action_ends_after_it_starts(start, end, is_valid):
    form = action({"start": start, "end": end})
    assert form.is_valid() is is_valid
    assert list(form.errors) == ([] if is_valid else ["end"])


@pytest.mark.parametrize(
    ("start", "end", "is_valid"), [("2020", "2020", True), ("2020", "2019-12", False), ("2020-07", "2020", True)]
)
def test_times_given_as_years_are_compared_too(start, end, is_valid):
    assert action({"start": start, "end": end}, Item(start=start, end=end)).is_valid() is is_valid


def test_time_outside_the_period_is_offered_only_where_it_is_stored():
    assert not action({"start": "1999-01"}).is_valid()
    assert action({"start": "1999-01"}, Item(start="1999-01")).is_valid()


@pytest.mark.django_db
def test_details_are_what_was_typed():
    pledge = make_pledge()
    state, gone = add_party(pledge, "state", "KE"), add_party(pledge, "state", "NL")
    objective = pick(pledge, "a-safety-dignity-rights")
    out = pick(pledge, "a-protect-from-harm", chosen=False)
    item = pick(pledge, "b-detention-draw-on-expertise", responsible="Before")
    link(item, leads=[gone, state], linked=[out])
    gone.delete()
    typed = sent({"leads": [], "linked": [objective.key], "responsible": " Unit "})
    form = ActionDetails(typed, key="x", item=item, parties=[state.key], linkable=[objective.key], period=PERIOD)
    assert {name: form.initial[name] for name in ("responsible", "leads", "linked")} == {
        "responsible": "Before",
        "leads": [state.key],
        "linked": [],
    }
    assert form.is_valid()
    targets: list[Any] = [edit.target for edit in form.edits()]
    edits = [
        replace(edit, target=replace(target, key=item.key)) for edit, target in zip(form.edits(), targets, strict=True)
    ]
    save(pledge, "actions", *edits, by=make_user())
    item.refresh_from_db()
    assert (item.responsible, item.start, item.end) == ("Unit", "", "")
    # What the page doesn't show stays.
    assert (item.leads, item.linked) == ([gone.key], [out.key, objective.key])


@pytest.mark.django_db
def test_fields_that_were_not_sent_stay_as_they_are_stored():
    pledge = make_pledge()
    state, society = add_party(pledge, "state", "KE"), add_party(pledge, "national_society", "KE")
    item = link(pick(pledge, "b-detention-draw-on-expertise", responsible="Before", start="2020"), leads=[state])
    offered: dict[str, Any] = {
        "key": "x",
        "item": item,
        "parties": [state.key, society.key],
        "linkable": [],
        "period": PERIOD,
    }
    typed = sent({"leads": [society.key], "end": "2021-03"}, changed=["end", f"leads={society.key}"])
    form = ActionDetails(typed, **offered)
    assert form.is_valid()
    cleaned = form.cleaned_data
    assert (cleaned["responsible"], cleaned["start"], cleaned["end"]) == ("Before", "2020", "2021-03")
    assert cleaned["leads"] == [state.key, society.key]
    form = ActionDetails(sent({}, changed=[f"leads={state.key}"]), **offered)
    assert form.is_valid()
    assert form.cleaned_data["leads"] == []
    assert form.edits() == [
        Edit(ItemElement("x", "leads", state.key), value=False, based_on=0, field=PageField("x-leads", state.key))
    ]


def test_field_that_is_refused_makes_no_edit_and_the_others_do():
    form = action({"start": "1850", "responsible": "Unit"})
    assert {edit.field.name: edit.value for edit in form.edits()} == {"x-responsible": "Unit", "x-end": ""}
    assert {edit.target for edit in form.edits()} == {ItemField("x", "responsible"), ItemField("x", "end")}


@pytest.mark.django_db
def test_indicator_has_nobody_who_leads():
    pledge = make_pledge()
    item = pick(pledge, "c-partnerships", target="40")
    form = IndicatorDetails(sent({"target": "50"}), key="x", item=item, parties=(), linkable=())
    assert form.initial == {"baseline": "", "target": "40", "verification": "", "linked": []}
    assert form.is_valid()
    edits: list[Any] = form.edits()
    assert {edit.target.column: edit.value for edit in edits} == {
        "baseline": "",
        "target": "50",
        "verification": "",
    }
    assert IndicatorDetails(None, key="x", item=None, parties=(), linkable=()).initial == {}
