"""What the rules look at: the texts of a pledge with their places, in order, made once."""

from __future__ import annotations

from dataclasses import replace

from commitments.document import PledgeDocument, Signatory
from commitments.readiness.checked import Checked
from commitments.readiness.knowledge import Knowledge
from commitments.readiness.places import Place, PlaceKind
from tests.exports.samples import EMPTY, ENGLISH
from tests.readiness.findings import TODAY
from tests.readiness.pledges import GOOD, action, addition, indicator, line, objective, plan


def looked_at(document: PledgeDocument) -> Checked:
    return Checked(document, Knowledge(), TODAY)


def test_texts_of_the_boxes_come_first_then_what_goes_with_the_items():
    document = replace(
        GOOD,
        objectives=(objective(additions=(addition("support for wells"),)),),
        themes=plan(action(responsible="The unit"), name="Wells"),
        indicators=(indicator(target="12"),),
        resource_lines=(line("Two cars", "The Ministry"),),
    )
    assert [(each.place.kind.value, each.place.number, each.place.field) for each in looked_at(document).passages] == [
        ("title", "", "text"),
        ("parties", "", "text"),
        ("parties", "", "text"),
        ("introduction", "", "text"),
        ("introduction", "", "text"),
        ("opening", "", "text"),
        ("objective", "1", "text"),
        ("addition", "1", "text"),
        ("action", "1.1", "heading"),
        ("action", "1.1", "text"),
        ("indicator", "1", "text"),
        ("resources", "", "text"),
        ("line", "1", "description"),
        ("line", "1", "provider"),
        ("action", "1.1", "responsible"),
        ("indicator", "1", "target"),
    ]


def test_heading_is_looked_at_where_it_is_the_drafters_own():
    headings = [each for each in looked_at(ENGLISH).passages if each.place.field == "heading"]
    assert [(each.text, each.place) for each in headings] == [
        ("Family links", Place(PlaceKind.ACTION, "action-8.1", "8.1", "heading"))
    ]


def test_text_that_is_empty_is_not_looked_at():
    assert looked_at(EMPTY).passages == ()


def test_items_are_their_wordings_alone():
    items = looked_at(ENGLISH).items
    assert {each.place.field for each in items} == {"text"}
    assert [each.place.number for each in items] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "6",
        "6",
        "1.1",
        "1.2",
        "8.1",
        "1",
        "2",
    ]


def test_passages_are_made_once_for_all_rules():
    checked = looked_at(ENGLISH)
    assert checked.passages is checked.passages
    assert checked.items is checked.items


def test_people_of_a_party_are_not_looked_at():
    party = replace(ENGLISH.parties[0], focal_name="Amina  Otieno", signatory=Signatory("J.  M.", "", "office", ""))
    texts = [each.text for each in looked_at(replace(EMPTY, parties=(party,))).passages]
    assert texts == ["Government of Kenya"]
