"""A row of a list of clauses: a clause of the model text, or an own item of the pledge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from commitments.document import Action, Objective
from commitments.drafting import splitting
from commitments.models import Clause, Item, Menu
from commitments.text.lines import on_one_line
from commitments.web.forms.clauses import RewordForm
from commitments.web.forms.details import ChoosableForm


@dataclass(frozen=True)
class ClauseRow:
    key: str
    title: str
    text: str
    """As it is printed: blanks filled"""
    clause: Clause | None
    item: Item | None
    chosen: bool
    additions: tuple[ClauseRow, ...] = ()
    details: ChoosableForm | None = None
    hidden: bool = False
    suggested: frozenset[str] = frozenset()
    """Keys of what it could be linked with, by our reading of the model text"""

    @property
    def wording(self) -> str:
        return self.item.wording if self.item else Item.Wording.OFFICIAL

    @property
    def parts(self) -> list[str]:
        """What the list that was typed into it can become, as items of their own."""
        return splitting.parts(self.item) if self.item else []

    @property
    def orders_additions(self) -> bool:
        """Whether there are additions to put in order: two or more are chosen."""
        return sum(addition.chosen for addition in self.additions) > 1

    @cached_property
    def looks(self) -> tuple[object, ...] | None:
        """What its drawing depends on besides the model text, blanks filled; None where a person worded it."""
        if self.clause is None or self.details or self.wording != Item.Wording.OFFICIAL:
            return None
        text = self.text if self.text != self.clause.text else ""
        additions = tuple(addition.looks for addition in self.additions)
        return None if None in additions else (self.key, self.chosen, self.hidden, self.item is None, text, additions)


def called(key: str, offered: Menu, item: Item | None) -> str:
    """Return what people call an item of a pledge; nothing for an own one that isn't there yet."""
    clause = offered.by_slug.get(key)
    return clause.title if clause else Truncator(item.text if item else "").chars(60)


@dataclass(frozen=True)
class Reworded:
    """A wording that was typed in the list."""

    text: str
    error: str = ""

    @classmethod
    def of(cls, typed: str) -> Reworded:
        field = RewordForm.base_fields["text"]
        try:
            return cls(field.clean(typed))
        except ValidationError as refused:
            return cls(typed, str(refused.messages[0]))


def is_filtered_out(clause: Clause, text: str, filters: Mapping[str, str]) -> bool:
    """Whether a clause is not among those that are looked for: words `q`, taken up by `who`."""
    words, who = filters.get("q", "").casefold(), filters.get("who", "")
    return words not in f"{clause.title} {text}".casefold() or bool(who and clause.relevance != who)


def short_name(item: Action | Objective) -> str:
    """Return what tells an item of the pledge from others where it is chosen from: its title, else how it begins."""
    return Truncator(on_one_line(item.title or item.text)).chars(60)
