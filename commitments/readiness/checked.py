"""What a rule looks at: a pledge, its texts with the place of each, what is known of the world, and the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from commitments.document import Passage, PassageKind, PledgeDocument, passages
from commitments.readiness.knowledge import Knowledge
from commitments.readiness.places import Place, PlaceKind

PLACES = {
    PassageKind.TITLE: PlaceKind.TITLE,
    PassageKind.INTRODUCTION: PlaceKind.INTRODUCTION,
    PassageKind.OPENING: PlaceKind.OPENING,
    PassageKind.OBJECTIVE: PlaceKind.OBJECTIVE,
    PassageKind.ADDITION: PlaceKind.ADDITION,
    PassageKind.ACTION: PlaceKind.ACTION,
    PassageKind.INDICATOR: PlaceKind.INDICATOR,
    PassageKind.RESOURCES: PlaceKind.RESOURCES,
    PassageKind.LINE: PlaceKind.LINE,
}
"""Where the items and texts stand; parties and headings are placed by hand below"""
ITEM_PLACES = frozenset({PlaceKind.OBJECTIVE, PlaceKind.ADDITION, PlaceKind.ACTION, PlaceKind.INDICATOR})


@dataclass(frozen=True)
class CheckedPassage:
    place: Place
    text: str
    """Never empty"""
    is_official: bool
    """Whether it is the model text's own wording, its blanks filled"""
    is_prose: bool
    """Whether it is made of sentences; a target or a name is not"""


@dataclass(frozen=True)
class Checked:
    """What a rule looks at. Made once for a check, so that no rule walks over the pledge again."""

    document: PledgeDocument
    knowledge: Knowledge
    today: date
    staying: frozenset[str] = frozenset()
    """What a drafter said stays as it is written, as Place.staying names it"""

    def stays(self, code: str, place: Place, words: str) -> bool:
        """Whether somebody said of what the rule `code` is against that it stays there."""
        return bool(self.staying) and place.staying(code, words) in self.staying

    @cached_property
    def passages(self) -> tuple[CheckedPassage, ...]:
        """Every text of the pledge in reading order: those of the four boxes, then what goes with the items."""
        texts = [passage for passage in _passages(self.document) if passage.text]
        return tuple(sorted(texts, key=_goes_with_an_item))

    @cached_property
    def items(self) -> tuple[CheckedPassage, ...]:
        """The wording of every item: objectives with their additions, actions, indicators."""
        return tuple(
            passage for passage in self.passages if passage.place.kind in ITEM_PLACES and passage.place.field == "text"
        )


def _goes_with_an_item(passage: CheckedPassage) -> bool:
    return passage.place.kind in ITEM_PLACES and passage.place.field not in ("text", "heading")


def _passages(document: PledgeDocument) -> Iterator[CheckedPassage]:
    heading: Passage | None = None
    for passage in passages(document):
        if passage.kind is PassageKind.THEME:
            heading = None if passage.is_official else passage
        if passage.kind is PassageKind.PARTY:  # all are named in one list; contacts and signatories are not looked at
            yield CheckedPassage(Place(PlaceKind.PARTIES), passage.text, is_official=False, is_prose=False)
        if passage.kind not in PLACES:
            continue
        place = Place(PLACES[passage.kind], passage.key, passage.number)
        if heading and passage.kind is PassageKind.ACTION:
            yield CheckedPassage(replace(place, field="heading"), heading.text, is_official=False, is_prose=False)
            heading = None
        yield CheckedPassage(place, passage.text, passage.is_official, passage.is_prose)
        for fact in passage.facts:
            if fact.column:
                there = replace(place, field=fact.column)
                yield CheckedPassage(there, fact.values[0], is_official=False, is_prose=False)
