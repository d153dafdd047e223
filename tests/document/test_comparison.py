"""Two versions of a pledge, passage by passage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.document import Objective, PledgeDocument
from commitments.document.comparison import ComparedText, compare
from tests.exports.samples import ENGLISH


def objective(key: str, text: str) -> Objective:
    return Objective(key, None, "", text, "own", (), "")


def with_objectives(*pairs: tuple[str, str]) -> PledgeDocument:
    return replace(ENGLISH, objectives=tuple(objective(key, text) for key, text in pairs))


def found(before: PledgeDocument, after: PledgeDocument) -> dict[str, ComparedText]:
    return {passage.name: passage for chapter in compare(before, after) for passage in chapter.passages}


def kinds(before: PledgeDocument, after: PledgeDocument) -> list[tuple[str, str]]:
    """The items and what became of each, in the order of the page."""
    return [(name, each.kind) for name, each in found(before, after).items() if name.startswith("item:o")]


def test_version_compared_with_itself_is_the_same_everywhere():
    assert {passage.kind for passage in found(ENGLISH, ENGLISH).values()} == {"same"}


def test_text_that_looks_the_same_is_the_same():
    before = with_objectives(("o1", "Protect all migrants."), ("o2", "Dig wells."))
    after = with_objectives(("o1", "Protect\u00a0all  migrants."), ("o2", "Dig\nwells."))
    assert kinds(before, after) == [("item:o1", "same"), ("item:o2", "changed")]


def test_chapters_are_the_front_and_the_four_boxes():
    headings = [chapter.heading for chapter in compare(ENGLISH, ENGLISH)]
    assert [heading[:2] for heading in headings] == ["", "A)", "B)", "C)", "D)"]


def test_fields_of_the_pledge_change():
    document = ENGLISH
    changed = replace(
        document,
        title="Other",
        period=(2024, 2028),
        parties=document.parties[::-1],
        opening="We",
        resources_text="Much",
    )
    different = {name for name, passage in found(document, changed).items() if passage.kind != "same"}
    assert {"pledge.title", "pledge.period_start", "party", "pledge.opening", "pledge.resources_text"} <= different


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("ab", "ab", [("o1", "same"), ("o2", "same")]),
        ("ab", "b", [("o1", "removed"), ("o2", "same")]),
        ("a", "ab", [("o1", "same"), ("o2", "added")]),
        ("ab", "ba", None),
        ("abc", "ac", [("o1", "same"), ("o2", "removed"), ("o3", "same")]),
        ("", "a", [("o1", "added")]),
        ("a", "", [("o1", "removed")]),
    ],
)
def test_items_come_and_go_where_they_stand(before, after, expected):
    def named(letters: str) -> list[tuple[str, str]]:
        return [(f"o{'abc'.index(letter) + 1}", letter) for letter in letters]

    kinds_found = kinds(with_objectives(*named(before)), with_objectives(*named(after)))
    if expected is None:  # one of two that change places has moved, whichever
        assert sorted(kind for _name, kind in kinds_found) == ["moved", "same"]
    else:
        assert kinds_found == [(f"item:{name}", kind) for name, kind in expected]


def test_item_that_was_reworded_shows_both_texts():
    passage = found(with_objectives(("o1", "Dig wells")), with_objectives(("o1", "Dig deep wells")))["item:o1"]
    assert passage.kind == "changed"
    assert [(piece.kind, piece.text) for piece in passage.pieces] == [
        ("same", "Dig"),
        ("added", " deep"),
        ("same", " wells"),
    ]


def test_actions_and_indicators_are_compared_with_their_facts():
    document = ENGLISH
    theme = document.themes[0]
    action = replace(theme.actions[0], responsible="Another unit")
    changed = replace(document, themes=(replace(theme, actions=(action, *theme.actions[1:])), *document.themes[1:]))
    passage = found(document, changed)[f"item:{action.key}"]
    assert passage.kind == "changed"
    assert "Another unit" in (passage.after or "")
    indicator = replace(document.indicators[0], target="12 by 2023")
    changed = replace(document, indicators=(indicator, *document.indicators[1:]))
    assert "12 by 2023" in (found(document, changed)[f"item:{indicator.key}"].after or "")


keys = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(before=keys, after=keys)
def test_every_item_of_either_version_is_there_once_and_the_newer_order_holds(before, after):
    old, new = (with_objectives(*((f"o{key}", key) for key in each)) for each in (before, after))
    names = [name for name, _kind in kinds(old, new)]
    assert sorted(names) == sorted({f"item:o{key}" for key in (*before, *after)})
    assert [name for name in names if name[-1] in after] == [f"item:o{key}" for key in after]
    became = dict(kinds(old, new))
    assert {name for name, kind in became.items() if kind == "added"} == {
        f"item:o{k}" for k in after if k not in before
    }
    assert {name for name, kind in became.items() if kind == "removed"} == {
        f"item:o{k}" for k in before if k not in after
    }
