"""How an item is called in a picture: its number, and its title or its first words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commitments.document import Action, Indicator, Objective, PledgeDocument
from commitments.text.lines import on_one_line
from commitments.text.vocabulary.headings import direction, primary

LONGEST_TITLE = 64  # characters; so much stands beside a bar without pushing it about


@dataclass(frozen=True)
class Ref:
    """An item of the pledge, as a picture names it."""

    key: str
    number: str
    title: str
    """The clause's title, or the first words of the text; empty where it has neither"""
    is_official: bool
    """Whether the title is in the language of the model text, not of the pledge"""


@dataclass(frozen=True)
class LibraryText:
    """A text of the library."""

    text: str
    language: str
    """Empty where it is the pledge's own language"""
    direction: str


def ref(item: Objective | Action | Indicator, number: str) -> Ref:
    is_official = bool(item.title) or item.wording == "official"
    return Ref(item.key, number, item.title or first_words(item.text), is_official)


def objectives(document: PledgeDocument) -> tuple[Ref, ...]:
    return tuple(ref(objective, str(number)) for number, objective in enumerate(document.objectives, start=1))


def actions(document: PledgeDocument) -> tuple[Ref, ...]:
    return tuple(ref(action, action.number) for action in document.actions)


def indicators(document: PledgeDocument) -> tuple[Ref, ...]:
    return tuple(ref(indicator, str(number)) for number, indicator in enumerate(document.indicators, start=1))


def first_words(text: str) -> str:
    """Return the text on one line, cut at a space where it is long; within a word only where it has no space."""
    line = " ".join(on_one_line(text).split())
    if len(line) <= LONGEST_TITLE:
        return line
    start = line[: LONGEST_TITLE - 1]
    return f"{(start.rpartition(' ')[0] or start).rstrip(' ,;:–-')}…"


def in_language(texts: Mapping[str, str], document: PledgeDocument) -> LibraryText:
    """Return the text in the pledge's language, else the English one; an empty one where there is neither."""
    own = primary(document.language)
    language = own if texts.get(own) else "en"
    return LibraryText(texts.get(language, ""), "" if language == own else language, direction(language))
