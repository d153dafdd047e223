"""The rows of a negotiation table, and which of them are still open. Reads only; see drafting/negotiating.py.

A table has a row for each item that the pledge has at the moment, in the order of the document: what comes, goes, moves
or is reworded while the table is open does so there, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from commitments.document import ITEMS, Passage, PledgeDocument, party_name, passages
from commitments.drafting.discussion import LABELS
from commitments.models import Cell, Draft, Item, NegotiationTable, Organisation, Party, Pledge
from commitments.models.negotiation import SeenCell, Side, is_agreed
from commitments.text.marks import mark_of

EMPTY = SeenCell()
Cells = Mapping[tuple[str, str], SeenCell]
"""What somebody may read of a table's cells, by item and side"""


@dataclass(frozen=True)
class Row:
    """An item, as one side of a table sees it."""

    key: str
    label: str
    text: str
    """The pledge's wording as it stands, blanks open"""
    official: str
    """The model text's; empty for an item of the drafters' own"""
    own: SeenCell
    other: SeenCell

    @property
    def base(self) -> str:
        """What both sides' wordings are compared with."""
        return self.official or self.text

    @property
    def draws(self) -> str:
        """What the side's own box holds as it is drawn: its wording, or the pledge's to begin with."""
        return self.own.text or self.text

    @property
    def box_mark(self) -> str:
        return mark_of(self.draws)

    @property
    def mark(self) -> str:
        """Names what the other side can have changed of it since it was drawn."""
        return mark_of(self.text, self.other.shown, self.other_word)

    @property
    def own_word(self) -> str:
        """The wording that the own side agrees to; empty: none."""
        return self.own.agreed(self.text)

    @property
    def other_word(self) -> str:
        return self.other.agreed(self.text)

    @property
    def is_agreed(self) -> bool:
        return is_agreed(self.text, self.own, self.other)

    @property
    def waits_for_own(self) -> bool:
        """Whether the other side agrees to something, and the own side not to the same yet."""
        return bool(self.other_word) and not self.is_agreed

    @property
    def waits_for_other(self) -> bool:
        """Whether the own side agrees to something, and the other side to nothing yet."""
        return bool(self.own_word) and not self.other_word

    @property
    def has_lapsed(self) -> bool:
        """Whether one side agreed to a wording, and the text was changed since."""
        both = ((self.own.agrees_to, self.own_word), (self.other.agrees_to, self.other_word))
        return any(said and not holds for said, holds in both)

    @property
    def is_uncontested(self) -> bool:
        """Whether, as far as the own side can see, nobody wants another wording than the pledge's, which it could
        agree to.
        """
        has_wordings = self.own.text or self.other.shown or self.own_word
        return not has_wordings and self.other_word in ("", self.text)


@dataclass(frozen=True)
class Rows:
    """A table as one side sees it."""

    rows: tuple[Row, ...]
    gone: tuple[tuple[str, str], ...] = field(default=())
    """The own side's wordings of items that the pledge no longer has: key and text"""

    @property
    def open(self) -> list[Row]:
        return [row for row in self.rows if not row.is_agreed]

    @property
    def private(self) -> list[Row]:
        """The open ones in which the own side wrote something that it has not shown."""
        return [row for row in self.open if row.own.is_private]

    @property
    def waiting(self) -> list[Row]:
        """The open ones on which the own side has agreed, and the other side not yet."""
        return [row for row in self.open if row.waits_for_other]

    @property
    def uncontested(self) -> list[Row]:
        return [row for row in self.open if row.is_uncontested]

    def row(self, key: str) -> Row | None:
        return next((row for row in self.rows if row.key == key), None)


def rows_of(draft: Draft, document: PledgeDocument, cells: Cells, side: Side) -> Rows:
    """Return the rows of a table for somebody on `side`, who may read `cells` (access.table_cells)."""
    items = [(passage, draft.items[passage.key]) for passage in passages(document) if passage.kind in ITEMS]
    rows = tuple(
        Row(
            key=item.key,
            label=label_of(passage),
            text=item.text,
            official=item.official_text if item.clause_id else "",
            own=cells.get((item.key, side), EMPTY),
            other=cells.get((item.key, side.other), EMPTY),
        )
        for passage, item in items
    )
    there = {row.key for row in rows}
    gone = ((key, cell.text) for (key, of), cell in cells.items() if of == side and cell.text and key not in there)
    return Rows(rows, tuple(gone))


def label_of(passage: Passage) -> str:
    return str(LABELS[passage.kind]).format(n=passage.number)


class OpenRow(NamedTuple):
    """An item that is not agreed with a party at whose table it is negotiated."""

    key: str
    party_key: str
    waits_for: str = ""
    """The side that has not agreed to anything, where the other one has; empty: neither has, or to two wordings"""


def open_rows(pledge: Pledge, document: PledgeDocument) -> tuple[OpenRow, ...]:
    """Return the open rows of a draft's open tables, table by table. No query where no table is open, else three.

    A party that is no longer in the pledge is asked nothing: its table holds up nobody.
    """
    return open_rows_of({pledge: document}).get(pledge.pk, ())


def open_rows_of(documents: Mapping[Pledge, PledgeDocument]) -> dict[int, tuple[OpenRow, ...]]:
    """Return the open rows of several drafts by primary key, of those that have an open table. Three queries at most,
    however many they are.
    """
    negotiated = {pledge.pk: pledge for pledge in documents if pledge.has_open_table and pledge.is_editable}
    if not negotiated:
        return {}
    tables = list(NegotiationTable.objects.filter(pledge__in=negotiated, closed_at=None))
    items = Item.objects.filter(pledge__in=negotiated).order_by().values_list("pledge", "key", "text")
    texts = {(pk, key): text for pk, key, text in items}
    cells = {(cell.table_id, cell.item_key, cell.side): cell for cell in Cell.objects.filter(table__in=tables)}
    said = {name: SeenCell.of(cell, is_own=False) for name, cell in cells.items()}
    return {
        pk: tuple(
            row
            for table in tables
            if table.pledge_id == pk
            for row in _open_rows(table, documents[pledge], texts, said)
        )
        for pk, pledge in negotiated.items()
    }


def _open_rows(
    table: NegotiationTable,
    document: PledgeDocument,
    texts: Mapping[tuple[int, str], str],
    said: Mapping[tuple[int, str, str], SeenCell],
) -> Iterator[OpenRow]:
    """Yield the open rows of one table: `texts` by pledge and item, `said` by table, item and side."""
    if table.party_key not in {party.key for party in document.parties}:
        return
    for passage in passages(document):
        if passage.kind not in ITEMS:
            continue
        text = texts.get((table.pledge_id, passage.key), passage.text)
        ours, theirs = (said.get((table.pk, passage.key, side), EMPTY) for side in Side)
        if not is_agreed(text, ours, theirs):
            yield OpenRow(passage.key, table.party_key, _waits_for(text, ours, theirs))


def _waits_for(text: str, ours: SeenCell, theirs: SeenCell) -> str:
    """Return the side that has yet to agree to something; nothing where it is not one side alone."""
    has_ours, has_theirs = bool(ours.agreed(text)), bool(theirs.agreed(text))
    if has_ours == has_theirs:
        return ""
    return Side.PARTY if has_ours else Side.DRAFTERS


def other_parties(draft: Draft) -> list[Party]:
    """Return the parties with which the organisation that drafts can negotiate: all but itself."""
    return [party for party in draft.parties.values() if not _is_own(party, draft.pledge)]


def _is_own(party: Party, pledge: Pledge) -> bool:
    organisation = pledge.organisation
    if party_name(party, pledge) == organisation.name:
        return True
    if organisation.kind == Organisation.Kind.NATIONAL_SOCIETY:
        return party.national_society_id is not None and party.national_society_id == organisation.national_society_id
    is_state = organisation.kind == Organisation.Kind.MINISTRY and party.state_id is not None
    return is_state and party.state_id == organisation.state_id and not party.name
