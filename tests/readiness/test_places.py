"""The kinds of places at which something is found: what they are called, and in which section they are drafted."""

from __future__ import annotations

import pytest

from commitments.drafting.sections import BY_SLUG
from commitments.readiness.places import Place, PlaceKind

BOXES = (PlaceKind.OBJECTIVES, PlaceKind.INDICATORS, PlaceKind.RESOURCES)


@pytest.mark.parametrize("kind", PlaceKind)
def test_kind_of_place_has_a_name_and_a_section(kind):
    assert Place(kind, number="2").name.strip("2 ")
    assert "{" not in Place(kind, number="2").name
    assert kind.section in BY_SLUG


@pytest.mark.parametrize(
    ("place", "name", "in_a_sentence"),
    [
        (Place(PlaceKind.ACTION, "key", "3.2", "end"), "Action 3.2", "action 3.2"),
        (Place(PlaceKind.ADDITION, "key", "2"), "An addition to objective 2", "an addition to objective 2"),
        (Place(PlaceKind.TITLE), "The title", "the title"),
        (Place(PlaceKind.RESOURCES), "Resources", "Resources"),
    ],
)
def test_place_is_named_as_people_call_it(place, name, in_a_sentence):
    assert (place.name, place.name_in_a_sentence) == (name, in_a_sentence)


@pytest.mark.parametrize("kind", PlaceKind)
def test_sections_alone_keep_their_capital_within_a_sentence(kind):
    place = Place(kind, number="2")
    assert (place.name == place.name_in_a_sentence) == (kind in BOXES)


def test_kind_of_place_is_stored_by_its_word():
    assert [str(kind) for kind in (PlaceKind.TITLE, PlaceKind.LINE)] == ["title", "line"]
    assert PlaceKind("action") is PlaceKind.ACTION  # type: ignore[call-arg]  # an enum's member by its value
