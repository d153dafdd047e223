"""What a row of a pledge is called. The one place that knows how Change.row and Comment.row spell it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Table(StrEnum):
    PLEDGE = "pledge"
    ITEM = "item"
    PARTY = "party"
    LINE = "line"
    BLANK = "blank"
    """No table: what fills a blank, kept in a column of the pledge"""
    STAYING = "staying"
    """No table either: that something in brackets stays, kept in another column"""


@dataclass(frozen=True)
class RowName:
    table: Table
    key: str = ""
    """Of an item, a party or a line; of a blank its token, as it is printed; of what stays its name in the
    check; empty for the pledge itself"""

    @classmethod
    def of(cls, stored: str) -> RowName:
        """Return what a stored name names. Raises ValueError where there is no such table."""
        table, _colon, key = stored.partition(":")
        return cls(Table(table), key)

    def __str__(self) -> str:
        return f"{self.table}:{self.key}" if self.key else str(self.table)


PLEDGE_ROW = RowName(Table.PLEDGE)
