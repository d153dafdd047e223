"""What a rule looks at: a pledge, its texts with the place of each, what is known of the world, and the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

from commitments.document import Passage, PassageKind, PledgeDocument, passages
from commitments.readiness.knowledge import Knowledge
from commitments.readiness.languages.client import HELPER, LanguagesUnknownError
from commitments.readiness.languages.scripts import main_language
from commitments.readiness.languages.telling import Told
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


NAMED_FIELDS = frozenset({"responsible", "provider", "leads"})
"""What goes with an item and is a name"""


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
    tell: Callable[[Iterable[str]], Mapping[str, Told]] | None = None
    """Tells the languages of texts, the same for the same text whenever it is asked, or raises LanguagesUnknownError.
    None is the process that does, which is told the pledge's language as well"""

    def stays(self, code: str, place: Place, words: str) -> bool:
        """Whether somebody said of what the rule `code` is against that it stays there."""
        return bool(self.staying) and place.staying(code, words) in self.staying

    @cached_property
    def spoken(self) -> tuple[CheckedPassage, ...]:
        """The texts that are in a language: not names, nor the model text's own clauses, whose language is known."""
        return tuple(
            passage
            for passage in self.passages
            if passage.place.field not in NAMED_FIELDS
            and passage.place.kind is not PlaceKind.PARTIES
            and (not passage.is_official or passage.place.kind is PlaceKind.OPENING)
        )

    @cached_property
    def languages(self) -> Mapping[str, Told]:
        """In which languages each of `spoken` is, by its text. Raises LanguagesUnknownError."""
        names = sorted({name for party in self.document.parties for name in (party.name, party.in_sentence)}, key=len)
        asked = {passage.text: _without(passage.text, names[::-1]) for passage in self.spoken}
        tell = self.tell or partial(HELPER.tell, own=main_language(self.document.language))
        told = tell(dict.fromkeys(asked.values()))
        return {text: told[plain] for text, plain in asked.items()}

    def language_of(self, text: str) -> str:
        """Return the language that most of a text is in; where that can't be told, the pledge's."""
        own = main_language(self.document.language)
        try:
            told = self.languages.get(text, {})
        except LanguagesUnknownError:
            return own
        return max((language for language in told if language), key=lambda language: told[language], default=own)

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


def _without(text: str, names: Iterable[str]) -> str:
    """Return a text without the names of the parties, which may be in a language of their own."""
    for name in names:
        text = text.replace(name, " ") if name else text
    return text
