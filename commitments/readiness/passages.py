"""The texts of a pledge, one by one, with the place of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commitments.document import PledgeDocument
from commitments.readiness.finding import Place


@dataclass(frozen=True)
class Passage:
    place: Place
    text: str
    is_official: bool
    """Whether it is the model text's own wording, its blanks filled"""
    is_prose: bool = True
    """Whether it is made of sentences; a target or a name is not"""


def passages(document: PledgeDocument) -> tuple[Passage, ...]:
    """Return every text of a pledge in reading order: those of the four boxes, then what goes with the items.

    One rule after the other asks for those of the same pledge.
    """
    global _last  # noqa: PLW0603  taking it and setting it are one step each, whatever else runs
    last = _last
    if last is None or last[0] is not document:
        last = _last = (document, tuple(passage for passage in _passages(document) if passage.text))
    return last[1]


_last: tuple[PledgeDocument, tuple[Passage, ...]] | None = None


def _passages(document: PledgeDocument) -> Iterator[Passage]:
    yield Passage(Place("title"), document.title, is_official=False, is_prose=False)
    for party in document.parties:
        yield Passage(Place("parties"), party.name, is_official=False, is_prose=False)
    for paragraph in document.introduction:
        yield Passage(Place("introduction"), paragraph, document.introduction_is_official)
    yield Passage(Place("opening"), document.opening, document.opening_is_generated, is_prose=False)
    yield from items(document)
    yield from _headings(document)
    yield Passage(Place("resources"), document.resources_text, is_official=False)
    for number, line in enumerate(document.resource_lines, start=1):
        for name in ("description", "provider"):
            place = Place("line", number=str(number), field=name)
            yield Passage(place, getattr(line, name), is_official=False, is_prose=False)
    yield from _facts(document)


def items(document: PledgeDocument) -> Iterator[Passage]:
    """Yield the wording of every item: objectives with their additions, actions, indicators."""
    for number, objective in enumerate(document.objectives, start=1):
        place = Place("objective", objective.key, str(number))
        yield Passage(place, objective.text, objective.wording == "official", is_prose=not objective.additions)
        for addition in objective.additions:
            place = Place("addition", addition.key, str(number))
            yield Passage(place, addition.text, addition.wording == "official", is_prose=False)
    for action in document.actions:
        yield Passage(Place("action", action.key, action.number), action.text, action.wording == "official")
    for number, indicator in enumerate(document.indicators, start=1):
        place = Place("indicator", indicator.key, str(number))
        yield Passage(place, indicator.text, indicator.wording == "official")


def _headings(document: PledgeDocument) -> Iterator[Passage]:
    """Yield the headings of the drafter's own over actions; each is changed with the first action under it."""
    for theme in document.themes:
        if not theme.slug and theme.actions:
            first = theme.actions[0]
            place = Place("action", first.key, first.number, "heading")
            yield Passage(place, theme.name, is_official=False, is_prose=False)


def _facts(document: PledgeDocument) -> Iterator[Passage]:
    for action in document.actions:
        place = Place("action", action.key, action.number, "responsible")
        yield Passage(place, action.responsible, is_official=False, is_prose=False)
    for number, indicator in enumerate(document.indicators, start=1):
        for name in ("baseline", "target", "verification"):
            place = Place("indicator", indicator.key, str(number), name)
            yield Passage(place, getattr(indicator, name), is_official=False, is_prose=False)
