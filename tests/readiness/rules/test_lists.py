"""The rule on lists in one item: what it finds, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.readiness.findings import findings, found
from tests.readiness.pledges import GOOD, action, indicator, measured, objective

NUMBERED = "1. Dig wells.\n2. Build ponds.\n3. Report on both."


def planned(text: str, wording: str = "own"):
    theme = GOOD.themes[0]
    return replace(GOOD, themes=(replace(theme, actions=(action(text, wording=wording),)),))


def aimed(text: str, wording: str = "own"):
    return replace(GOOD, objectives=(objective(text, wording=wording),))


HITS = [
    ("list-in-item", planned(NUMBERED)),
    ("list-in-item", aimed("We will:\n• dig wells;\n• build ponds.")),
    ("list-in-item", aimed("١. حفر الآبار.\n٢. بناء البرك.")),
    ("list-in-item", aimed("а) учить;\nб) строить.")),
    ("list-in-item", measured(indicator("a) wells dug\nb) ponds built", wording="own"))),
]
MISSES = [
    ("list-in-item", GOOD),
    ("list-in-item", planned(NUMBERED, "adapted")),
    ("list-in-item", aimed(NUMBERED, "official")),
    ("list-in-item", aimed("Dig wells\nand build ponds.")),
    ("list-in-item", aimed("1. Dig wells.")),
]


@pytest.mark.parametrize(("code", "document"), HITS)
def test_list_is_found(knowledge, code, document):
    assert code in found(document, knowledge)


@pytest.mark.parametrize(("code", "document"), MISSES)
def test_what_is_no_list_or_not_one_s_own_is_left_alone(knowledge, code, document):
    assert code not in found(document, knowledge)


def test_finding_says_how_many_items_it_makes_and_where(knowledge):
    (finding,) = [each for each in findings(planned(NUMBERED), knowledge) if each.code == "list-in-item"]
    assert finding.sentence == "Action 1.1 holds a list. Make 3 items of it, or keep it as a list."
    assert (finding.place.number, finding.place.field, finding.about) == ("1.1", "text", NUMBERED)
