"""What stands in mails and notices: sentences with places for facts, some of which are left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import ngettext

from commitments.people.mail.sentences import SentenceFormatter

FORMATTER = SentenceFormatter()

Text = str | Promise
"""A text with {places} for facts, and for what the facts have: {pledge}, {pledge.reference}"""


@dataclass(frozen=True)
class WhereGiven:
    """Words that are left out where one of their facts is missing or empty."""

    words: Text


@dataclass(frozen=True)
class Plural:
    """Words about a number of things, left out where there are none."""

    one: str
    many: str
    """With a place for {count}"""
    fact: str
    """The name of the number among the facts"""


Piece = Text | WhereGiven | Plural
Paragraph = Piece | tuple[Piece, ...]
"""In a tuple, its sentences"""


def filled(paragraph: Paragraph, facts: Mapping[str, object]) -> str:
    """Return a paragraph with its facts; nothing where all of it is left out."""
    if isinstance(paragraph, tuple):
        return " ".join(filter(None, (filled(sentence, facts) for sentence in paragraph)))
    if isinstance(paragraph, Plural):
        count = facts[paragraph.fact]
        assert isinstance(count, int)  # noqa: S101  narrows the type
        return ngettext(paragraph.one, paragraph.many, count).format(count=count) if count else ""
    if isinstance(paragraph, WhereGiven):
        return filled(paragraph.words, facts) if _has_all(paragraph.words, facts) else ""
    return FORMATTER.vformat(str(paragraph), (), facts)


def _has_all(words: Text, facts: Mapping[str, object]) -> bool:
    names = [name for _text, name, _spec, _conversion in FORMATTER.parse(str(words)) if name]
    return all(FORMATTER.get_field(name, (), facts)[0] not in (None, "") for name in names)


def body(paragraphs: Iterable[Paragraph], facts: Mapping[str, object]) -> str:
    """Return the text of a mail: an empty line between its paragraphs."""
    return "\n\n".join(filter(None, (filled(paragraph, facts) for paragraph in paragraphs))) + "\n"
