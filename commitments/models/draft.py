"""A whole pledge in memory: its rows by key, and what changed in them since they were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model

from commitments.models.item import Item, ResourceLine
from commitments.models.menu import Menu, menu
from commitments.models.model_text import Clause
from commitments.models.party import Party
from commitments.models.pledge import Pledge
from commitments.models.row import PLEDGE_ROW, RowName, Table

State = dict[str, dict[str, Any]]
"""Every row of a pledge, each with its columns: by its name as Change.row has it, so that it can be kept as JSON"""
Keyed = TypeVar("Keyed", Item, Party, ResourceLine)
"""A model whose rows have a key within their pledge"""

SECTION_OF_KIND = {
    Clause.Kind.OBJECTIVE: "objectives",
    Clause.Kind.ADDITION: "objectives",
    Clause.Kind.ACTION: "actions",
    Clause.Kind.INDICATOR: "indicators",
}
"""The section in which an item is drafted"""
SECTION_OF_COLUMN = {
    **dict.fromkeys(
        ["title", "language", "period_start", "period_end", "openness", "open_until", "regional_group_id", "region"],
        "parties",
    ),
    **dict.fromkeys(["introduction", "opening", "name_parties_in_full"], "introduction"),
    "resources_text": "resources",
}
"""The section in which a field of the pledge itself is drafted"""
BLANKS_SECTION = "check"


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(
        field.attname for field in model._meta.concrete_fields if field.attname not in ("id", "pledge_id", "key")
    )


COLUMNS: Mapping[type[Model], tuple[str, ...]] = {
    Pledge: tuple(SECTION_OF_COLUMN),
    Item: _columns(Item),
    Party: _columns(Party),
    ResourceLine: _columns(ResourceLine),
}
TABLES: Mapping[Table, tuple[str, type[Model]]] = {
    Table.ITEM: ("items", Item),
    Table.PARTY: ("parties", Party),
    Table.LINE: ("lines", ResourceLine),
}
"""The tables whose rows have a key: the attribute of Draft that holds them, and their model"""


@dataclass(frozen=True)
class ChangedRow:
    """A row that is not as it was read."""

    row: RowName
    section: str
    before: dict[str, Any] | None
    """The columns that changed, as they stood; all of them where the row is gone; None where it is new"""


class Draft:
    """A pledge and its rows, read when they are first asked for. Change the rows: `editing` writes them.

    A list in a row (`leads`, `linked`) is replaced, never changed in place: so what was read can be compared.
    """

    def __init__(self, pledge: Pledge, *, is_locked: bool = False) -> None:
        """`is_locked`: the pledge was read under a lock of the current transaction."""
        self.pledge = pledge
        self.is_locked = is_locked
        self.page = ""  # names the opened page from which a change comes
        self.is_past = False  # it is made to look at what the pledge was, or might have been
        self._aside_was = pledge.set_aside
        self._pledge_was = values(pledge)
        self._blanks_were: dict[str, str] = pledge.blank_fillings
        self._staying_was: dict[str, dict[str, Any]] = pledge.staying
        self._were: dict[Table, dict[str, dict[str, Any]]] = {}  # with what Django keeps beside the columns

    @classmethod
    def read_all(cls, pledges: Iterable[Pledge]) -> list[Draft]:
        """Return the drafts of several pledges, every row of them read. Three queries, however many they are."""
        drafts = {pledge.pk: cls(pledge) for pledge in pledges}
        items: dict[int, list[Item]] = {pk: [] for pk in drafts}
        parties: dict[int, list[Party]] = {pk: [] for pk in drafts}
        lines: dict[int, list[ResourceLine]] = {pk: [] for pk in drafts}
        for item in Item.objects.filter(pledge__in=drafts).order_by():
            items[item.pledge_id].append(item)
        for party in Party.objects.filter(pledge__in=drafts).order_by():
            parties[party.pledge_id].append(party)
        for line in ResourceLine.objects.filter(pledge__in=drafts).order_by():
            lines[line.pledge_id].append(line)
        for pk, draft in drafts.items():
            draft.items, draft.lines = draft._take(Table.ITEM, items[pk]), draft._take(Table.LINE, lines[pk])
            draft.parties = draft._take_parties(parties[pk])
        return list(drafts.values())

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its key, chosen or not; in order as they were read."""
        return self._take(Table.ITEM, Item.objects.filter(pledge=self.pledge).order_by())

    @cached_property
    def parties(self) -> dict[str, Party]:
        return self._take_parties(Party.objects.filter(pledge=self.pledge).order_by())

    def _take_parties(self, stored: Iterable[Party]) -> dict[str, Party]:
        parties = self._take(Table.PARTY, stored)
        library_menu = menu(self.pledge.model_text)
        for party in parties.values():  # from memory: joining the two wide tables costs more than all the rest
            _from_directory(party, library_menu)
        return parties

    @cached_property
    def lines(self) -> dict[str, ResourceLine]:
        """The resource lines by their key, in order as they were read."""
        return self._take(Table.LINE, ResourceLine.objects.filter(pledge=self.pledge).order_by())

    def _take(self, table: Table, stored: Iterable[Keyed]) -> dict[str, Keyed]:
        # In the order of their tables. Sorted here, for these few rows a third cheaper than making an ORDER BY.
        in_order = sorted(stored, key=lambda row: (row.position, row.id))
        rows = {row.key: row for row in in_order}
        self._were[table] = {key: row.__dict__.copy() for key, row in rows.items()}
        return rows

    def in_order(self) -> list[Item]:
        """Every item, as the pledge has them now."""
        return sorted(self.items.values(), key=lambda item: (item.position, item.id or 0))

    def end(self) -> int:
        """The position after the last item."""
        return max((item.position for item in self.items.values()), default=-1) + 1

    def rows(self, table: Table) -> dict[str, Any]:
        """Return the rows of a table that has keys, by their keys."""
        rows: dict[str, Any] = getattr(self, TABLES[table][0])
        return rows

    def find(self, name: RowName) -> Any:
        """Return the pledge itself, or the row of that name; None where there is none."""
        return self.pledge if name == PLEDGE_ROW else self.rows(name.table).get(name.key)

    def was(self, name: RowName) -> Mapping[str, Any]:
        """Return the columns of a row as they were read; nothing where there was none."""
        return self._pledge_was if name == PLEDGE_ROW else self._were.get(name.table, {}).get(name.key, {})

    def touched(self) -> Iterator[ChangedRow]:
        """Yield every row that changed, came or went since it was read."""
        yield from self._touched_pledge()
        for table, were in self._were.items():
            rows = self.rows(table)
            for key, row in rows.items():
                if were.get(key) == row.__dict__:
                    continue  # as most are
                before = changed(were[key], row) if key in were else None
                if before != {}:
                    yield ChangedRow(RowName(table, key), _section(table, row), before)
            for key, row_was in were.items():
                if key not in rows:
                    before = {name: row_was[name] for name in COLUMNS[TABLES[table][1]]}
                    yield ChangedRow(RowName(table, key), _section(table, None), before)

    @property
    def set_aside(self) -> bool:
        """Whether advice was set aside, or taken up again."""
        return bool(self.pledge.set_aside != self._aside_was)

    def settle(self, touched: Iterable[ChangedRow]) -> None:
        """Take what was written of `touched` rows, and of the pledge itself, for what was read."""
        self._pledge_was, self._blanks_were = values(self.pledge), self.pledge.blank_fillings
        self._staying_was = self.pledge.staying
        for name in (each.row for each in touched if each.row.table in self._were):
            were, row = self._were[name.table], self.find(name)
            if row is None:
                were.pop(name.key, None)
            else:
                were[name.key] = row.__dict__.copy()

    def _touched_pledge(self) -> Iterator[ChangedRow]:
        by_section: dict[str, dict[str, Any]] = {}
        for column, before in changed(self._pledge_was, self.pledge).items():
            by_section.setdefault(SECTION_OF_COLUMN[column], {})[column] = before
        for section, columns in by_section.items():
            yield ChangedRow(PLEDGE_ROW, section, columns)
        now = self.pledge.blank_fillings
        for blank in self._blanks_were.keys() | now.keys():
            if self._blanks_were.get(blank) != now.get(blank):
                was = {"text": self._blanks_were[blank]} if blank in self._blanks_were else None
                yield ChangedRow(RowName(Table.BLANK, blank), BLANKS_SECTION, was)
        for name in self._staying_was.keys() | self.pledge.staying.keys():
            if self._staying_was.get(name) != self.pledge.staying.get(name):
                yield ChangedRow(RowName(Table.STAYING, name), BLANKS_SECTION, self._staying_was.get(name))

    def state(self) -> State:
        """Return every row with its columns."""
        state = {str(PLEDGE_ROW): values(self.pledge)}
        for blank, text in self.pledge.blank_fillings.items():
            state[str(RowName(Table.BLANK, blank))] = {"text": text}
        for key, entry in self.pledge.staying.items():
            state[str(RowName(Table.STAYING, key))] = entry
        for table in TABLES:
            state |= {str(RowName(table, key)): values(row) for key, row in self.rows(table).items()}
        return state

    def become(self, state: State) -> None:
        """Change every row to what it is in `state`. An item that is not in it stays, taken out of the pledge."""
        by_table: dict[Table, dict[str, dict[str, Any]]] = {table: {} for table in Table}
        for stored, columns in state.items():
            name = RowName.of(stored)
            by_table[name.table][name.key] = columns
        _set(self.pledge, by_table[Table.PLEDGE][PLEDGE_ROW.key])
        self.pledge.blank_fillings = {blank: columns["text"] for blank, columns in by_table[Table.BLANK].items()}
        self.pledge.staying = by_table[Table.STAYING]
        for table, (_attribute, model) in TABLES.items():
            self._become(table, model, by_table[table])
        known = menu(self.pledge.model_text)
        for party in self.parties.values():
            _from_directory(party, known)

    def _become(self, table: Table, model: type[Model], wanted: Mapping[str, dict[str, Any]]) -> None:
        rows = self.rows(table)
        for key in [key for key in rows if key not in wanted]:
            if table == Table.ITEM:
                rows[key].chosen = False
            else:
                del rows[key]
        for key, columns in wanted.items():
            if key not in rows:
                rows[key] = model(pledge_id=self.pledge.pk, key=key)
            _set(rows[key], columns)

    def copy(self) -> Draft:
        """Return another one with the same rows, for looking at what they were; it is not for writing."""
        other = Draft(copy(self.pledge))
        other.is_past = True
        for name, _model in TABLES.values():
            other.__dict__[name] = {key: copy(row) for key, row in getattr(self, name).items()}
        return other


def values(row: Model) -> dict[str, Any]:
    """Return the columns of a row that a change may concern."""
    columns = row.__dict__
    return {name: columns[name] for name in COLUMNS[type(row)]}


def changed(before: Mapping[str, Any], row: Model) -> dict[str, Any]:
    """Return what `before` holds of the columns that are different in `row` now."""
    columns = row.__dict__
    return {name: before[name] for name in COLUMNS[type(row)] if columns[name] != before[name]}


def _section(table: Table, row: Any) -> str:
    if table == Table.ITEM:
        return SECTION_OF_KIND[row.kind]
    return "parties" if table == Table.PARTY else "resources"


def _set(row: Model, columns: Mapping[str, Any]) -> None:
    """Set columns as JSON holds them."""
    for name, value in columns.items():
        setattr(row, name, row._meta.get_field(name.removesuffix("_id")).to_python(value))  # type: ignore[union-attr]


def _from_directory(party: Party, known: Menu) -> None:
    party.state = known.states[party.state_id] if party.state_id else None
    party.national_society = known.societies[party.national_society_id] if party.national_society_id else None
    party.component = known.components[party.component_id] if party.component_id else None
