"""What goes with an action or an indicator."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.forms.details import ActionDetails, IndicatorDetails, last_month, quarters
from tests.factories import add_party, make_pledge, pick

PERIOD = (2019, 2023)


def action(data=None, initial=None) -> ActionDetails:
    return ActionDetails(data, item=None, parties=(), linkable=(), period=PERIOD, initial=initial or {})


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
    assert action({"start": start, "end": end}, {"start": start, "end": end}).is_valid() is is_valid


def test_time_outside_the_period_is_offered_only_where_it_is_stored():
    assert not action({"start": "1999-01"}).is_valid()
    assert action({"start": "1999-01"}, {"start": "1999-01"}).is_valid()


@pytest.mark.django_db
def test_details_are_what_was_typed():
    pledge = make_pledge()
    party = add_party(pledge, "state", "KE")
    objective = pick(pledge, "a-safety-dignity-rights")
    gone = pick(pledge, "a-protect-from-harm", chosen=False)
    item = pick(pledge, "b-detention-draw-on-expertise", responsible="Before")
    item.linked.set([gone])
    item.leads.set([party])
    initial = ActionDetails.stored(item)
    assert (initial["responsible"], initial["leads"], initial["linked"]) == ("Before", [party.key], [gone.key])
    typed = {"leads": [party.key], "linked": [objective.key], "responsible": " Unit "}
    form = ActionDetails(typed, item=item, parties=[party], linkable=[objective], period=PERIOD)
    assert form.is_valid()
    details = form.details()
    assert details.fields == {"responsible": "Unit", "start": "", "end": ""}
    assert (details.leads, details.linked) == ([party], [objective, gone])


@pytest.mark.django_db
def test_indicator_has_nobody_who_leads():
    item = pick(make_pledge(), "c-partnerships", target="40")
    initial = IndicatorDetails.stored(item)
    assert initial == {"baseline": "", "target": "40", "verification": "", "linked": []}
    form = IndicatorDetails({"target": "50"}, item=None, parties=(), linkable=())
    assert form.is_valid()
    assert form.details().fields == {"baseline": "", "target": "50", "verification": ""}
    assert IndicatorDetails.stored(None) == {}
