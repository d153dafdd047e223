"""One walk over a pledge: its texts in reading order, each with what it is and where it stands.

Whatever goes through a whole pledge loops over these and only formats: the comparison, the comments, the check, the
pictures of frameworks, plain text and Word. The words by which a pledge is found are the exception: they are kept
row by row as a section is saved, when no document is at hand (drafting/search_words.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from commitments.document import printed
from commitments.document.shape import Action, Addition, Fact, Indicator, Objective, PledgeDocument, ResourceLine
from commitments.document.who_signs import Party
from commitments.text.vocabulary.frame import Words
from commitments.text.vocabulary.headings import words_for


class PassageKind(StrEnum):
    """What a passage is, in the order in which a pledge is read."""

    TITLE = "title"
    PERIOD = "period"
    OPENNESS = "openness"
    REGION = "region"
    PARTY = "party"
    INTRODUCTION = "introduction"
    """A paragraph of it"""
    OPENING = "opening"
    OBJECTIVE = "objective"
    ADDITION = "addition"
    THEME = "theme"
    """The heading over actions"""
    ACTION = "action"
    INDICATOR = "indicator"
    RESOURCES = "resources"
    LINE = "line"


BOXES = (
    frozenset(
        {PassageKind.TITLE, PassageKind.PERIOD, PassageKind.OPENNESS, PassageKind.REGION, PassageKind.PARTY},
    ),
    frozenset({PassageKind.INTRODUCTION, PassageKind.OPENING, PassageKind.OBJECTIVE, PassageKind.ADDITION}),
    frozenset({PassageKind.THEME, PassageKind.ACTION}),
    frozenset({PassageKind.INDICATOR}),
    frozenset({PassageKind.RESOURCES, PassageKind.LINE}),
)
"""What stands at the front of a pledge, and in each of its boxes A to D"""
FILLS_A_BOX = frozenset({PassageKind.OBJECTIVE, PassageKind.THEME, PassageKind.INDICATOR, PassageKind.LINE})
ITEMS = frozenset({PassageKind.OBJECTIVE, PassageKind.ADDITION, PassageKind.ACTION, PassageKind.INDICATOR})


@dataclass(frozen=True)
class Passage:
    """A text of a pledge, blanks filled, and what is printed under it."""

    kind: PassageKind
    text: str
    """Of an objective without its additions; of a resource line nothing: it consists of facts. May be empty"""
    key: str = ""
    """Of an item or a party"""
    number: str = ""
    """As it is printed: 2, or 3.1; of an addition that of its objective; of a party or a line, which one it is"""
    clause: str | None = None
    """Slug of the clause that an item came from"""
    is_official: bool = False
    """Whether it is the model text's own wording, its blanks filled"""
    is_prose: bool = False
    """Whether it is made of whole sentences"""
    sentence: str = ""
    """Of an objective, and of each addition to it: the sentence that they make together"""
    facts: tuple[Fact, ...] = ()
    """What goes with it and says anything; of a line its kind, description, provider and amount, empty or not"""

    @property
    def fills_its_box(self) -> bool:
        """Whether its box says something by it; the introduction and the opening of box A alone don't."""
        return self.kind in FILLS_A_BOX or (self.kind is PassageKind.RESOURCES and bool(self.text))

    @property
    def printed(self) -> str:
        """The text as it is printed: an objective with its additions, which are not printed by themselves."""
        return "" if self.kind is PassageKind.ADDITION else self.sentence or self.text


def passages(document: PledgeDocument) -> Iterator[Passage]:
    """Yield every text of a pledge in reading order; those that a pledge has once, even where they are empty."""
    words = words_for(document.language)
    yield from _front(document, words)
    yield from _introduction(document)
    for number, objective in enumerate(document.objectives, start=1):
        yield from _objective(objective, str(number))
    for theme in document.themes:
        is_official = bool(theme.slug)
        yield Passage(PassageKind.THEME, theme.name, number=str(theme.number), is_official=is_official)
        for action in theme.actions:
            facts = printed.action_facts(document, action)
            yield _item(PassageKind.ACTION, action, action.number, facts=tuple(facts), is_prose=True)
    for number, indicator in enumerate(document.indicators, start=1):
        facts = printed.indicator_facts(document, indicator)
        yield _item(PassageKind.INDICATOR, indicator, str(number), facts=tuple(facts), is_prose=True)
    yield Passage(PassageKind.RESOURCES, document.resources_text, is_prose=True)
    for number, line in enumerate(document.resource_lines, start=1):
        yield Passage(PassageKind.LINE, "", number=str(number), facts=_line_facts(line, words))


def by_box(document: PledgeDocument) -> list[list[Passage]]:
    """Return the passages of a pledge in five lists: its front, and its boxes A to D."""
    boxes: list[list[Passage]] = [[] for _kinds in BOXES]
    for passage in passages(document):
        next(box for box, kinds in zip(boxes, BOXES, strict=True) if passage.kind in kinds).append(passage)
    return boxes


def _front(document: PledgeDocument, words: Words) -> Iterator[Passage]:
    first, last = document.period
    yield Passage(PassageKind.TITLE, document.title)
    yield Passage(PassageKind.PERIOD, f"{first}–{last}")
    yield Passage(PassageKind.OPENNESS, printed.openness(document))
    yield Passage(PassageKind.REGION, document.region_name)
    for number, party in enumerate(document.parties, start=1):
        yield Passage(PassageKind.PARTY, party.name, party.key, str(number), facts=_party_facts(party, words))


def _introduction(document: PledgeDocument) -> Iterator[Passage]:
    for paragraph in document.introduction:
        is_official = document.introduction_is_official
        yield Passage(PassageKind.INTRODUCTION, paragraph, is_official=is_official, is_prose=True)
    yield Passage(PassageKind.OPENING, document.opening, is_official=document.opening_is_generated)


def _objective(objective: Objective, number: str) -> Iterator[Passage]:
    """Yield an objective and its additions, which with it make one sentence."""
    sentence, is_prose = objective.sentence, not objective.additions
    yield _item(PassageKind.OBJECTIVE, objective, number, is_prose=is_prose, sentence=sentence)
    for addition in objective.additions:
        yield _item(PassageKind.ADDITION, addition, number, is_prose=False, sentence=sentence)


def _item(
    kind: PassageKind,
    item: Objective | Addition | Action | Indicator,
    number: str,
    *,
    is_prose: bool,
    sentence: str = "",
    facts: tuple[Fact, ...] = (),
) -> Passage:
    is_official = item.wording == "official"
    return Passage(kind, item.text, item.key, number, item.clause, is_official, is_prose, sentence, facts)


def _party_facts(party: Party, words: Words) -> tuple[Fact, ...]:
    """Return how a party is reached and who signs for it, as far as it is known."""
    lines = printed.signature_lines(party, words)
    return (*printed.party_facts(party, words), *(Fact(label, (value,)) for label, value in lines if value))


def _line_facts(line: ResourceLine, words: Words) -> tuple[Fact, ...]:
    kind, description, provider, amount = words.resource_columns
    return (
        Fact(kind, (words.resource_kinds[line.kind],)),
        Fact(description, (line.description,), "description"),
        Fact(provider, (line.provider,), "provider"),
        Fact(amount, (printed.amount(line, words),)),
    )
