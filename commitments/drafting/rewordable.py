"""The texts of a pledge that people talk about, and for which other words may be suggested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from commitments import document
from commitments.models import Draft, Item
from commitments.models.draft import SECTION_OF_COLUMN, SECTION_OF_KIND
from commitments.models.row import PLEDGE_ROW, RowName, Table
from commitments.text.limits import MAX_ITEM_CHARACTERS

OWN_TEXTS = {
    "introduction": 2 * MAX_ITEM_CHARACTERS,
    "opening": MAX_ITEM_CHARACTERS,
    "resources_text": MAX_ITEM_CHARACTERS,
}
"""Texts of the pledge itself that are talked about, as `pledge:COLUMN`, and how many characters each may have"""


@dataclass(frozen=True)
class RewordableText:
    """A text of a pledge as it is stored, its blanks open, for which another wording may be suggested."""

    row: str
    """As in Change.row"""
    column: str
    section: str
    """In which it is drafted"""
    text: str
    limit: int
    """How many characters it may have"""

    @cached_property
    def mark(self) -> str:
        """What names this text, and no other: a page carries it, so that nobody takes what they did not see."""
        return mark_of(self.text)


def mark_of(text: str) -> str:
    """Return what names a text, and no other."""
    return sha256(text.encode()).hexdigest()[:16]


def wording(draft: Draft, row: str, printed_parties: Sequence[document.Party] | None = None) -> RewordableText | None:
    """Return the text that a comment's row names, as it stands now; None where the pledge has no such text.

    `printed_parties`: those of the pledge's document, where it is at hand.
    """
    if item := item_of(draft, row):
        return RewordableText(row, "text", SECTION_OF_KIND[Item.Kind(item.kind)], item.text, MAX_ITEM_CHARACTERS)
    table, _colon, column = row.partition(":")
    if table != Table.PLEDGE or column not in OWN_TEXTS:
        return None
    text = getattr(draft.pledge, column)
    if column == "opening" and not text:
        text = generated_opening(draft, printed_parties)
    return RewordableText(str(PLEDGE_ROW), column, SECTION_OF_COLUMN[column], text, max(OWN_TEXTS[column], len(text)))


def item_of(draft: Draft, row: str) -> Item | None:
    """Return the item of the pledge that a comment's row names; None where that is no item, or one taken out."""
    try:
        name = RowName.of(row)
    except ValueError:
        return None
    item = draft.items.get(name.key) if name.table == Table.ITEM else None
    return item if item and item.chosen else None


def generated_opening(draft: Draft, printed_parties: Sequence[document.Party] | None = None) -> str:
    """Return the opening sentence that the parties make."""
    parties = document.build(draft).parties if printed_parties is None else tuple(printed_parties)
    return document.generated_opening(draft.pledge, parties)
