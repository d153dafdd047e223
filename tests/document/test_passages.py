"""The one walk over a pledge: every text in reading order, where it stands, and what is printed with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.document import BOXES, ITEMS, Fact, Passage, PassageKind, PledgeDocument, by_box, passages
from tests.exports.samples import ARABIC, EMPTY, ENGLISH, FRENCH, LONG

Kind = PassageKind


def of_kind(document: PledgeDocument, *kinds: PassageKind) -> list[Passage]:
    return [passage for passage in passages(document) if passage.kind in kinds]


def test_passages_come_in_reading_order_with_their_printed_numbers():
    assert [(passage.kind, passage.number) for passage in passages(ENGLISH)] == [
        (Kind.TITLE, ""),
        (Kind.PERIOD, ""),
        (Kind.OPENNESS, ""),
        (Kind.REGION, ""),
        (Kind.PARTY, "1"),
        (Kind.PARTY, "2"),
        (Kind.INTRODUCTION, ""),
        (Kind.INTRODUCTION, ""),
        (Kind.OPENING, ""),
        *((Kind.OBJECTIVE, str(number)) for number in range(1, 7)),
        (Kind.ADDITION, "6"),
        (Kind.ADDITION, "6"),
        (Kind.THEME, "1"),
        (Kind.ACTION, "1.1"),
        (Kind.ACTION, "1.2"),
        (Kind.THEME, "8"),
        (Kind.ACTION, "8.1"),
        (Kind.INDICATOR, "1"),
        (Kind.INDICATOR, "2"),
        (Kind.RESOURCES, ""),
        *((Kind.LINE, str(number)) for number in range(1, 5)),
    ]


def test_passages_of_an_empty_pledge_are_those_that_every_pledge_has():
    assert [(passage.kind, passage.text) for passage in passages(EMPTY)] == [
        (Kind.TITLE, ""),
        (Kind.PERIOD, "2019–2023"),
        (Kind.OPENNESS, ""),
        (Kind.REGION, ""),
        (Kind.OPENING, ""),
        (Kind.RESOURCES, ""),
    ]


@pytest.mark.parametrize("document", [ENGLISH, FRENCH, ARABIC, LONG, EMPTY])
def test_passages_hold_every_text_of_the_four_boxes(document):
    printed = [passage.printed for passage in passages(document) if passage.kind not in (*BOXES[0], Kind.THEME)]
    descriptions = [fact.values[0] for line in of_kind(document, Kind.LINE) for fact in line.facts if fact.column]
    said = [*printed, *descriptions]
    assert [text for text in document.texts if text and text not in said] == []


def test_every_kind_stands_in_one_box():
    assert sorted(kind for box in BOXES for kind in box) == sorted(PassageKind)


@pytest.mark.parametrize("document", [ENGLISH, EMPTY])
def test_boxes_are_the_passages_in_the_same_order(document):
    boxes = by_box(document)
    assert len(boxes) == 5
    assert [passage for box in boxes for passage in box] == list(passages(document))


def test_items_have_keys_and_say_whose_wording_they_are():
    items = of_kind(ENGLISH, *ITEMS)
    assert all(item.key for item in items)
    assert [item.key for item in items if item.is_official] == ["refugees", "a", "b"]
    assert [item.clause for item in items if item.clause] == ["refugees", "a", "b"]


def test_objective_is_printed_with_its_additions_which_are_not_printed_again():
    objective, addition, _other = of_kind(ENGLISH, *ITEMS)[5:8]
    assert objective.text == ENGLISH.objectives[5].text
    assert objective.printed == ENGLISH.objectives[5].sentence
    assert addition.text == "support for responsibility-sharing, including promoting resettlement"
    assert (addition.printed, addition.sentence) == ("", objective.printed)
    assert (objective.is_prose, addition.is_prose) == (False, False)


def test_theme_is_official_unless_it_is_the_drafters_own():
    themes = of_kind(ENGLISH, Kind.THEME)
    assert [(theme.text, theme.is_official) for theme in themes] == [
        ("Rescue, and access to essential services", True),
        ("Family links", False),
    ]


def test_generated_opening_and_official_introduction_are_the_model_texts_wording():
    written = replace(ENGLISH, introduction_is_official=False, opening_is_generated=False)
    kinds = (Kind.INTRODUCTION, Kind.OPENING)
    assert [passage.is_official for passage in of_kind(ENGLISH, *kinds)] == [True, True, True]
    assert [passage.is_official for passage in of_kind(written, *kinds)] == [False, False, False]


def test_facts_of_an_item_name_the_column_of_what_somebody_wrote():
    action, *_others = of_kind(ENGLISH, Kind.ACTION)
    indicator, *_others = of_kind(ENGLISH, Kind.INDICATOR)
    assert [(fact.label, fact.column) for fact in action.facts] == [
        ("Lead", ""),
        ("Unit", "responsible"),
        ("Time frame", ""),
        ("", ""),
    ]
    assert [fact.column for fact in indicator.facts] == ["baseline", "target", "verification", ""]


def test_facts_of_a_line_are_four_whatever_it_leaves_out():
    *_others, last = of_kind(ENGLISH, Kind.LINE)
    assert last.facts == (
        Fact("Kind", ("Material",)),
        Fact("Description", ("Vehicles",)),
        Fact("Provided by", ("",)),
        Fact("Amount", ("EUR\u00a030\u00a0000",)),
    )
    assert [fact.column for fact in last.facts] == ["", "description", "provider", ""]


def test_facts_of_a_party_are_how_it_is_reached_and_who_signs():
    kenya, society = of_kind(ENGLISH, Kind.PARTY)
    assert [value for fact in kenya.facts for value in fact.values] == ["Amina Otieno", "a@example.org"]
    assert society.facts == ()
