"""What serves what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.document import PledgeDocument, Theme
from commitments.document.pictures import coverage
from commitments.document.pictures.coverage import WIDEST
from tests.exports import samples
from tests.exports.samples import action, indicator, objective


def pledge(objectives: int, serves: list[tuple[str, ...]], measures: list[tuple[str, ...]]) -> PledgeDocument:
    """Objectives, an action for each of `serves`, an indicator for each of `measures`."""
    actions = tuple(action(f"1.{n}", f"Action {n}", keys) for n, keys in enumerate(serves, start=1))
    return replace(
        samples.ENGLISH,
        objectives=tuple(objective(n, f"Objective {n}") for n in range(1, objectives + 1)),
        themes=(Theme("rescue", 1, "Rescue", actions),),
        indicators=tuple(
            replace(indicator(n, f"Indicator {n}"), measures=keys) for n, keys in enumerate(measures, start=1)
        ),
    )


def numbers(refs) -> list[str]:
    return [each.number for each in refs]


def test_objective_has_its_actions_and_their_indicators():
    picture = coverage(pledge(2, [("objective-1",), ("objective-1", "objective-2")], [("action-1.2",)]))
    assert [(numbers(line.actions), numbers(line.indicators)) for line in picture.lines] == [
        (["1.1", "1.2"], ["1"]),
        (["1.2"], ["1"]),
    ]
    assert (picture.with_action, picture.with_indicator) == (2, 2)
    [panel] = picture.panels
    assert [row.served for row in panel.rows] == [(True, True), (False, True)]
    assert panel.is_last


def test_what_hangs_loose_is_named():
    picture = coverage(pledge(2, [("objective-1",), (), ("gone",)], [("action-1.1",), (), ("gone",)]))
    assert numbers(picture.unserving) == ["1.2", "1.3"]
    assert numbers(picture.unmeasured) == ["1.2", "1.3"]
    assert numbers(picture.unmeasuring) == ["2", "3"]
    assert (picture.with_action, picture.with_indicator) == (1, 1)


def test_pledge_with_nothing_in_it_has_no_panel():
    picture = coverage(samples.EMPTY)
    assert (picture.lines, picture.panels, picture.unserving, picture.unmeasured, picture.unmeasuring) == ((),) * 5


def test_objectives_without_actions_are_there():
    picture = coverage(pledge(3, [], []))
    [panel] = picture.panels
    assert (panel.actions, [row.served for row in panel.rows]) == ((), [(), (), ()])
    assert (picture.with_action, picture.with_indicator) == (0, 0)


def test_actions_without_objectives_are_there():
    picture = coverage(pledge(0, [("objective-1",)], []))
    assert picture.panels == ()
    assert numbers(picture.unserving) == ["1.1"]


@pytest.mark.parametrize(("count", "sizes"), [(WIDEST, [12]), (WIDEST + 1, [12, 1]), (40, [12, 12, 12, 4])])
def test_many_actions_stand_in_several_panels(count, sizes):
    picture = coverage(pledge(2, [("objective-2",)] * count, []))
    assert [len(panel.actions) for panel in picture.panels] == sizes
    assert [panel.is_last for panel in picture.panels] == [False] * (len(sizes) - 1) + [True]
    assert {row.served for panel in picture.panels for row in panel.rows if row.line.objective.number == "2"} == {
        (True,) * size for size in sizes
    }


keys = st.lists(st.sampled_from(["objective-1", "objective-2", "objective-3", "other"]), unique=True).map(tuple)
acts = st.lists(st.sampled_from(["action-1.1", "action-1.2", "other"]), unique=True).map(tuple)


@given(st.integers(0, 3), st.lists(keys, max_size=15), st.lists(acts, max_size=4))
def test_every_link_is_drawn_once(objectives, serves, measures):
    document = pledge(objectives, serves, measures)
    picture = coverage(document)
    chosen = {each.key for each in document.objectives}
    drawn = {
        (row.line.objective.key, ref.key)
        for panel in picture.panels
        for row in panel.rows
        for ref, is_served in zip(panel.actions, row.served, strict=True)
        if is_served
    }
    assert drawn == {(key, each.key) for each in document.actions for key in each.serves if key in chosen}
    assert {each.key for each in picture.unserving} == {
        each.key for each in document.actions if not chosen & set(each.serves)
    }
    assert picture.with_action == sum(1 for line in picture.lines if line.actions)
