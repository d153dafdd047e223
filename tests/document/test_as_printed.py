"""What a text is frozen with: as it is printed that day, and read back as that; the first format by its own rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from commitments.document import Addition, Fact, Objective, PledgeDocument, freeze, passages, printed, thaw
from commitments.text.additions import printed_objective
from commitments.text.vocabulary import headings
from tests.exports import samples

REVISIONS = Path(__file__).parents[1] / "data" / "revisions"
FIRST = "pledgebuilder-revision/1"
MEASURES = "Take these measures:\n• set up a commission;\n• report."


def composed(document: PledgeDocument) -> list[str]:
    """Everything that a reader sees of a text, line by line."""
    words = headings.words_for(document.language)
    lines = [printed.subtitle(document), printed.openness(document), *printed.totals(document)]
    for passage in passages(document):
        lines += filter(None, [passage.printed, *(printed.as_text(fact, words) for fact in passage.facts)])
    return lines


def test_text_of_the_first_format_reads_letter_for_letter_as_it_was_signed():
    thawed = thaw((REVISIONS / "pledgebuilder-revision-1.json").read_text("utf-8"), status="agreed")
    said = (REVISIONS / "pledgebuilder-revision-1.txt").read_text("utf-8")
    assert "\n".join(composed(thawed)) + "\n" == said


@pytest.mark.parametrize(
    ("text", "lead_in", "additions", "sentence"),
    [
        ("Help refugees.", "including", ["wells."], "Help refugees, including wells."),
        ("Help refugees", "", ["through wells;", " ponds "], "Help refugees through wells; and ponds."),
        ("Help", "such as", ["a", "b", "c"], "Help, such as a; b; and c."),
        (MEASURES, "including", ["wells"], "Take these measures:\n• set up a commission;\n• report, including wells."),
        ("Help", "including", ["\n• a\n• b", "c"], "Help, including • a\n• b; and c."),
        ("Aider les réfugiés :", "including", ["des puits"], "Aider les réfugiés, including des puits."),
    ],
)
def test_additions_of_the_first_format_are_joined_by_its_own_rules(text, lead_in, additions, sentence):
    parts = tuple(Addition(f"a-{n}", None, each, "own") for n, each in enumerate(additions))
    made = replace(samples.SMALL, frozen_as=FIRST, objectives=(Objective("o", None, "", text, "own", parts, lead_in),))
    thawed = thaw(freeze(made), status="agreed")
    assert [objective.sentence for objective in thawed.objectives] == [sentence]
    assert freeze(thawed) == freeze(made)


def test_official_clause_of_the_first_format_has_its_full_stop():
    texts = ("Help", "Help.", "Help…", "Help")
    objectives = tuple(
        Objective(f"o-{n}", "a", "", text, wording, (), "")
        for n, (text, wording) in enumerate(zip(texts, ("official", "official", "official", "adapted"), strict=True))
    )
    thawed = thaw(freeze(replace(samples.SMALL, frozen_as=FIRST, objectives=objectives)), status="agreed")
    assert [objective.sentence for objective in thawed.objectives] == ["Help.", "Help.", "Help…", "Help"]


@pytest.mark.parametrize("name", ["ENGLISH", "FRENCH", "ARABIC", "CIRCULATING", "SIGNED_IN_ARABIC", "EMPTY"])
def test_text_reads_as_it_was_frozen_whatever_becomes_of_the_words(name, monkeypatch):
    made = getattr(samples, name)
    content, said = freeze(made), composed(made)
    other = replace(headings.words_for(made.language), when="WHEN", lead="WHO", signs_by={}, years="{first}-{last}")
    monkeypatch.setattr(printed, "words_for", lambda _language: other)
    monkeypatch.setattr(printed, "money", lambda *_: "money")
    thawed = thaw(content, status=made.status)
    assert composed(thawed) == said
    assert freeze(thawed) == content


def test_frozen_text_holds_what_is_composed_of_its_parts():
    sealed = json.loads(freeze(samples.SIGNED))
    assert sealed["parties"][0]["signatory"]["signs"] == "by delegation for the President"
    assert sealed["themes"][0]["actions"][0]["facts"] == [
        {"column": "", "label": "Lead", "values": ["Government of Kenya", "Kenya Red Cross Society"]},
        {"column": "responsible", "label": "Unit", "values": ["Department of Migration"]},
        {"column": "", "label": "Time frame", "values": ["January 2020 – 2022"]},
        {"column": "", "label": "", "values": ["Serves objective 1"]},
    ]
    assert [fact["values"] for fact in sealed["indicators"][0]["facts"]][-1] == ["Measures action 1.1"]
    assert [line["printed_amount"] for line in sealed["resource_lines"]] == [
        "CHF\u00a0120\u00a0000",
        "CHF\u00a04\u00a0500.50",
        "",
        "EUR\u00a030\u00a0000",
    ]
    assert sealed["printed_totals"] == ["CHF\u00a0124\u00a0500.50", "EUR\u00a030\u00a0000"]
    assert sealed["printed_period"] == "Pledge for the period 2019–2023"
    assert (
        sealed["printed_openness"]
        == "Open pledge: other parties may sign until 31 December 2021 is over everywhere on earth (UTC−12)"
    )


def test_what_a_text_is_frozen_with_makes_no_other_text_of_it():
    thawed = thaw(freeze(samples.ENGLISH), status="draft")
    assert thawed == samples.ENGLISH
    assert thawed.actions[0].facts[0] == Fact("Lead", ("Government of Kenya", "Kenya Red Cross Society"))
    assert samples.ENGLISH.actions[0].facts == ()


@pytest.mark.parametrize(
    ("text", "additions", "sentence"),
    [
        ("Help refugees.", ["wells;", "ponds."], "Help refugees, including wells; and ponds."),
        ("Help\nrefugees", ["wells"], "Help\nrefugees, including wells."),
        (MEASURES, ["wells", "ponds"], f"{MEASURES.rstrip('.')},\n\nincluding wells; and ponds."),
        ("Help", ["these:\n• a\n• b", "ponds"], "Help, including these:\n• a\n• b;\n\nand ponds."),
        ("Help", ["• a\n• b"], "Help, including\n• a\n• b."),
    ],
)
def test_additions_are_not_joined_into_a_line_of_a_list(text, additions, sentence):
    assert printed_objective(text, "including", additions, is_official=False) == sentence


def test_objective_without_additions_is_its_text_an_official_one_with_its_full_stop():
    assert printed_objective("Help", "including", [], is_official=True) == "Help."
    assert printed_objective("Help", "including", [], is_official=False) == "Help"
