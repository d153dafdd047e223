"""Additions: joined to their objective so that the whole reads as one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.additions import join_additions, joint

STEM = "Contribute to the objectives of the Global Compact on Refugees"


@pytest.mark.parametrize(
    ("additions", "joined"),
    [
        (["support for schools"], f"{STEM}, including support for schools."),
        (
            ["support for schools", "wells"],
            f"{STEM}, including support for schools; and wells.",
        ),
        (
            ["support for schools;", "wells.", " a right to work;\n"],
            f"{STEM}, including support for schools; wells; and a right to work.",
        ),
    ],
)
def test_additions_read_as_one_sentence(additions, joined):
    assert join_additions(STEM, "including", additions) == joined


@pytest.mark.parametrize("ending", ["", ".", ":", ";", ",", ". ", " ;\n"])
def test_additions_take_the_place_of_what_ends_the_objective(ending):
    assert join_additions(STEM + ending, "including", ["wells"]) == f"{STEM}, including wells."


def test_additions_without_lead_in_follow_with_a_space():
    assert join_additions("Regular Migration", "", ["through plans"]) == "Regular Migration through plans."
    assert joint("") == " "
    assert joint("such as") == ", such as "


@given(st.lists(st.text(alphabet="abc ", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=6))
def test_additions_keep_every_word_and_end_once(additions):
    joined = join_additions(STEM, "including", additions)
    for addition in additions:
        assert addition in joined
    assert joined.count(".") == 1
    assert joined.endswith(".")
    assert joined.count(";") == len(additions) - 1
