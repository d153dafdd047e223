"""A whole pledge in memory: its rows by key, and what changed in them since they were read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from commitments.models.menu import menu
from commitments.models.model_text import Clause
from commitments.models.party import Party
from commitments.models.pledge import Item, Pledge, ResourceLine

State = dict[str, dict[str, Any]]
"""Every row of a pledge by its name (Change.row), each with its columns"""
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
TABLES: Mapping[str, tuple[str, type[Model]]] = {
    "item": ("items", Item),
    "party": ("parties", Party),
    "line": ("lines", ResourceLine),
}
"""The kinds of rows that have a key: the name of theirs begins with it"""


@dataclass(frozen=True)
class Touched:
    """A row that is not as it was read."""

    row: str
    section: str
    before: dict[str, Any] | None
    """The columns that changed, as they stood; all of them where the row is gone; None where it is new"""


class Draft:
    """A pledge and its rows, read when they are first asked for. Change the rows: `editing` writes them.

    A list in a row (`leads`, `linked`) is replaced, never changed in place: so what was read can be compared.
    """

    def __init__(self, pledge: Pledge, *, is_locked: bool = False) -> None:
        """`is_locked`: the pledge was read under a lock of the transaction that is going on."""
        self.pledge = pledge
        self.is_locked = is_locked
        self.page = ""  # names the opened page from which a change comes
        self.is_past = False  # it is made to look at what the pledge was, or might have been
        self._aside_was = pledge.set_aside
        self._pledge_was = values(pledge)
        self._blanks_were: dict[str, str] = pledge.blank_fillings
        self._were: dict[str, dict[str, dict[str, Any]]] = {}

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its key, chosen or not; in order as they were read."""
        return self._read("item", Item.objects.filter(pledge=self.pledge))

    @cached_property
    def parties(self) -> dict[str, Party]:
        parties = self._read("party", Party.objects.filter(pledge=self.pledge))
        known = menu(self.pledge.model_text)
        for party in parties.values():  # from memory: joining the two wide tables costs more than all the rest
            _from_directory(party, known.states, known.societies)
        return parties

    @cached_property
    def lines(self) -> dict[str, ResourceLine]:
        """The resource lines by their key, in order as they were read."""
        return self._read("line", ResourceLine.objects.filter(pledge=self.pledge))

    def _read(self, kind: str, stored: QuerySet[Keyed]) -> dict[str, Keyed]:
        # In the order of their tables. Sorted here, for these few rows a third cheaper than making an ORDER BY.
        in_order = sorted(stored.order_by(), key=lambda row: (row.position, row.pk))
        rows = {row.key: row for row in in_order}
        self._were[kind] = {key: values(row) for key, row in rows.items()}
        return rows

    def in_order(self) -> list[Item]:
        """Every item, as the pledge has them now."""
        return sorted(self.items.values(), key=lambda item: (item.position, item.pk or 0))

    def end(self) -> int:
        """The position after the last item."""
        return max((item.position for item in self.items.values()), default=-1) + 1

    def was(self, row: str) -> Mapping[str, Any]:
        """Return the columns of a row, named as in Change.row, as they were read; nothing where there was none."""
        kind, _colon, key = row.partition(":")
        return self._pledge_was if kind == "pledge" else self._were.get(kind, {}).get(key, {})

    def touched(self) -> Iterator[Touched]:
        """Yield every row that changed, came or went since it was read."""
        yield from self._touched_pledge()
        for kind, were in self._were.items():
            name, _model = TABLES[kind]
            rows: dict[str, Any] = getattr(self, name)
            for key, row in rows.items():
                before = changed(were[key], row) if key in were else None
                if before != {}:
                    yield Touched(f"{kind}:{key}", _section(kind, row), before)
            for key, before in were.items():
                if key not in rows:
                    yield Touched(f"{kind}:{key}", _section(kind, None), before)

    @property
    def set_aside(self) -> bool:
        """Whether advice was set aside, or taken up again."""
        return bool(self.pledge.set_aside != self._aside_was)

    def settle(self) -> None:
        """Take what stands in memory for what was read, once it is written."""
        self._pledge_was, self._blanks_were = values(self.pledge), self.pledge.blank_fillings
        for kind in self._were:
            self._were[kind] = {key: values(row) for key, row in getattr(self, TABLES[kind][0]).items()}

    def _touched_pledge(self) -> Iterator[Touched]:
        by_section: dict[str, dict[str, Any]] = {}
        for column, before in changed(self._pledge_was, self.pledge).items():
            by_section.setdefault(SECTION_OF_COLUMN[column], {})[column] = before
        for section, columns in by_section.items():
            yield Touched("pledge", section, columns)
        now = self.pledge.blank_fillings
        for blank in self._blanks_were.keys() | now.keys():
            if self._blanks_were.get(blank) != now.get(blank):
                was = {"text": self._blanks_were[blank]} if blank in self._blanks_were else None
                yield Touched(f"blank:{blank}", BLANKS_SECTION, was)

    def state(self) -> State:
        """Return every row with its columns, as Change.row names them."""
        state = {"pledge": values(self.pledge)}
        state |= {f"blank:{blank}": {"text": text} for blank, text in self.pledge.blank_fillings.items()}
        for kind, (name, _model) in TABLES.items():
            state |= {f"{kind}:{key}": values(row) for key, row in getattr(self, name).items()}
        return state

    def become(self, state: State) -> None:
        """Change every row to what it is in `state`. An item that is not in it stays, taken out of the pledge."""
        _set(self.pledge, state["pledge"])
        self.pledge.blank_fillings = {
            row.removeprefix("blank:"): columns["text"] for row, columns in state.items() if row.startswith("blank:")
        }
        for kind, (name, model) in TABLES.items():
            rows: dict[str, Any] = getattr(self, name)
            for key in [key for key in rows if f"{kind}:{key}" not in state]:
                if kind == "item":
                    rows[key].chosen = False
                else:
                    del rows[key]
            for row, columns in state.items():
                kind_of, _colon, key = row.partition(":")
                if kind_of == kind:
                    if key not in rows:
                        rows[key] = model(pledge_id=self.pledge.pk, key=key)
                    _set(rows[key], columns)
        known = menu(self.pledge.model_text)
        for party in self.parties.values():
            _from_directory(party, known.states, known.societies)

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
    return {name: value for name, value in before.items() if columns[name] != value}


def _section(kind: str, row: Any) -> str:
    if kind == "item":
        return SECTION_OF_KIND[row.kind]
    return "parties" if kind == "party" else "resources"


def _set(row: Model, columns: Mapping[str, Any]) -> None:
    """Set columns as JSON holds them."""
    for name, value in columns.items():
        setattr(row, name, row._meta.get_field(name.removesuffix("_id")).to_python(value))  # type: ignore[union-attr]


def _from_directory(party: Party, states: Mapping[int, Any], societies: Mapping[int, Any]) -> None:
    party.state = states[party.state_id] if party.state_id else None
    party.national_society = societies[party.national_society_id] if party.national_society_id else None
