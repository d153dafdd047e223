"""What a page of a negotiation table sends: the boxes of the own column, each with what it was drawn with."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict

from commitments.drafting.negotiating import Typed, Written
from commitments.drafting.negotiation import Row, Rows

WORDING, BASE, THIRD, SEEN = "wording-", "base-", "third-", "seen-"
"""How the names of a row's fields begin; the item's key follows"""


@dataclass(frozen=True)
class SentTable:
    """A page as it was sent."""

    data: QueryDict

    @property
    def boxes(self) -> dict[str, Typed]:
        """What came of each box of the own column, by item."""
        return {
            key: Typed(self._field(WORDING, key), self._field(BASE, key))
            for key in self.keys
            if f"{WORDING}{key}" in self.data
        }

    @property
    def keys(self) -> list[str]:
        """The items of which the page had a row."""
        return [name.removeprefix(SEEN) for name in self.data if name.startswith(SEEN)]

    @property
    def side(self) -> str:
        return str(self.data.get("side", ""))

    def third(self, key: str) -> str:
        return self._field(THIRD, key)

    @property
    def seen(self) -> dict[str, str]:
        """Row.mark of each row as it was drawn."""
        return {key: self._field(SEEN, key) for key in self.keys}

    def has_other_thirds(self, key: str) -> bool:
        """Whether a third wording was begun in another row than that of `key`."""
        return any(self.third(other).strip() for other in self.keys if other != key)

    def _field(self, kind: str, key: str) -> str:
        return str(self.data.get(f"{kind}{key}", ""))


@dataclass(frozen=True)
class DrawnRow:
    """A row with what its fields hold, and what is wrong with them."""

    row: Row
    typed: str
    third: str = ""
    problem: str = ""
    problem_of_third: str = ""
    colleague: str | None = None
    """What a colleague has written in the box meanwhile"""

    @property
    def is_long(self) -> bool:
        """Whether its texts are too long to be compared for nothing."""
        return len(self.row.base) + max(len(self.row.own.text), len(self.row.other.shown)) > LONG


LONG = 3_000
"""Characters from which on two texts are shown whole, and not word by word"""


@dataclass(frozen=True)
class Returned:
    """A page that comes back with what was typed: something of it could not be done, or is not finished."""

    sent: SentTable
    written: Written = field(default_factory=Written)
    message: str = ""
    """Why the button did nothing"""
    key: str = ""
    """The row that it was about, if one"""
    is_of_third: bool = False
    is_kept: bool = True
    """Whether the boxes of the own column were written, but for those that `written` names"""
    status: int = 422


def drawn_rows(rows: Rows, returned: Returned | None) -> list[DrawnRow]:
    """Return the rows as they are drawn: anew, or with what was typed."""
    if returned is None:
        return [DrawnRow(row, row.draws) for row in rows.rows]
    return [_as_typed(row, returned) for row in rows.rows]


def _as_typed(row: Row, returned: Returned) -> DrawnRow:
    written, sent = returned.written, returned.sent
    is_unsaved = row.key in written.conflicts or row.key in written.refused
    return DrawnRow(
        row,
        typed=sent.boxes[row.key].text if is_unsaved else row.draws,
        third="" if returned.status == OK and row.key == returned.key else sent.third(row.key),
        problem=written.refused.get(row.key, ""),
        problem_of_third=returned.message if returned.is_of_third and row.key == returned.key else "",
        colleague=written.conflicts.get(row.key),
    )


OK = 200


def without_a_box(returned: Returned, rows: Rows, *, may_write: bool) -> list[str]:
    """Return what was typed and neither kept nor has a box on the page: the row is gone, or not to be written in."""
    boxes, lost = returned.sent.boxes, []
    for key in returned.sent.keys:
        row = rows.row(key)
        box = boxes.get(key)
        if box and box.is_touched and not (returned.is_kept and row):
            lost.append(box.text)
        if returned.sent.third(key).strip() and not (may_write and row and not row.is_agreed):
            lost.append(returned.sent.third(key))
    return lost
