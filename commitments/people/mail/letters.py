"""What stands in mails and notices: sentences with places for facts, some of which are left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import ngettext

from commitments.people.mail.sentences import SentenceFormatter
from commitments.text.days import in_words, moment_in_words


class FormatterWithDays(SentenceFormatter):
    """Fills places; a day, or a moment, stands there in words: 21 December 2026."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, datetime) and not format_spec:
            return moment_in_words(value)
        if isinstance(value, date) and not format_spec:
            return in_words(value)
        return str(super().format_field(value, format_spec))


FORMATTER = FormatterWithDays()

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


@dataclass(frozen=True)
class Quoted:
    """A person's own words, after who writes them; left out where there are none.

    Each of their lines is marked, as in an answer to a mail: so they can't be taken for ours.
    """

    lead: Text
    """Who writes: “{by} of {pledge.organisation} writes:”"""
    fact: str
    """The name of the words among the facts"""


@dataclass(frozen=True)
class Lines:
    """Words one below the other, without those that are left out."""

    lines: tuple[Text | WhereGiven, ...]


Piece = Text | WhereGiven | Plural | Quoted | Lines
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
    if isinstance(paragraph, Lines):
        return "\n".join(filter(None, (filled(line, facts) for line in paragraph.lines)))
    if isinstance(paragraph, Quoted):
        return _quoted(filled(paragraph.lead, facts), str(_fact(paragraph.fact, facts) or ""))
    if isinstance(paragraph, WhereGiven):
        return filled(paragraph.words, facts) if _has_all(paragraph.words, facts) else ""
    return FORMATTER.vformat(str(paragraph), (), facts)


def _quoted(lead: str, words: str) -> str:
    marked = "\n".join(f"> {line}".rstrip() for line in words.strip().splitlines())
    return f"{lead}\n\n{marked}" if marked else ""


def _has_all(words: Text, facts: Mapping[str, object]) -> bool:
    names = [name for _text, name, _spec, _conversion in FORMATTER.parse(str(words)) if name]
    return all(_fact(name, facts) not in (None, "") for name in names)


def _fact(name: str, facts: Mapping[str, object]) -> object:
    """Return a fact, or what it has: {request.invitation.expires_at}; None where there is nothing on the way there."""
    first, *attributes = name.split(".")
    value = facts[first]
    for attribute in attributes:
        value = None if value is None else getattr(value, attribute)
    return value


def body(paragraphs: Iterable[Paragraph], facts: Mapping[str, object]) -> str:
    """Return the text of a mail: an empty line between its paragraphs."""
    return "\n\n".join(filter(None, (filled(paragraph, facts) for paragraph in paragraphs))) + "\n"
