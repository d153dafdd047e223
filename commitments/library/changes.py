"""What becomes of model texts and of the directory: noted row by row, and kept where the secretariat wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

from commitments.models import (
    Bracket,
    Clause,
    Component,
    LibraryChange,
    ModelText,
    NationalSociety,
    Passage,
    RegionalGroup,
    State,
    Theme,
    User,
)

Action = LibraryChange.Action
Snapshot = Mapping[tuple[str, str], Mapping[str, Any]]
"""By table and natural key, the columns of each row"""
LONGEST_KEY = 200


@dataclass(frozen=True)
class _Table:
    model: type[Model]
    key: tuple[str, ...]
    """The columns of its natural key"""
    related: Mapping[str, str]
    """By a column that leads to another row, what names that row"""
    left_out: frozenset[str] = frozenset()


OF_TEXTS = (
    _Table(ModelText, ("slug",), {}, frozenset({"edition"})),
    _Table(Passage, ("model_text__slug", "slug"), {"model_text": "model_text__slug"}),
    _Table(Theme, ("model_text__slug", "slug"), {"model_text": "model_text__slug"}),
    _Table(
        Clause,
        ("model_text__slug", "slug"),
        {"model_text": "model_text__slug", "theme": "theme__slug", "parent": "parent__slug"},
    ),
    _Table(Bracket, ("model_text__slug", "token"), {"model_text": "model_text__slug"}),
)
DIRECTORY = (
    _Table(State, ("iso2",), {}),
    _Table(NationalSociety, ("state__iso2",), {"state": "state__iso2"}),
    _Table(Component, ("code",), {}),
    _Table(RegionalGroup, ("slug",), {}),
)
OF_DIRECTORY: Mapping[str, _Table] = {table.model._meta.label_lower: table for table in DIRECTORY}


def snapshot() -> dict[tuple[str, str], dict[str, Any]]:
    """Return how every row of the model texts and of the directory stands. Nine queries."""
    return {name: columns for table in (*OF_TEXTS, *DIRECTORY) for name, columns in _rows(table)}


def _rows(table: _Table) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    fields = [field.name for field in table.model._meta.concrete_fields if not field.primary_key]
    columns = {name: table.related.get(name, name) for name in fields if name not in table.left_out}
    wanted = {*columns.values(), *table.key}
    for row in table.model._base_manager.order_by("pk").values(*wanted):
        key = " ".join(str(row[part]) for part in table.key)[:LONGEST_KEY]
        yield (table.model._meta.label_lower, key), {name: row[column] for name, column in columns.items()}


def note(before: Snapshot, *, by: User | None) -> list[LibraryChange]:
    """Note what is other than `before`: a row a thing. Of what the site did not have at all, its beginning alone.

    A new model text is one row, its parts with it; a library that comes first is none, nor is its directory.
    """
    if not before:
        return []
    after = snapshot()
    had_directory = any(table in OF_DIRECTORY for table, _key in before)
    found = [
        LibraryChange(by=by, action=action, table=table, key=key, columns=columns)
        for (table, key), action, columns in _differences(before, after)
        if (had_directory if table in OF_DIRECTORY else _had_text(before, table, key))
    ]
    return LibraryChange.objects.bulk_create(found)


def _had_text(before: Snapshot, table: str, key: str) -> bool:
    is_text = table == ModelText._meta.label_lower
    return is_text or (ModelText._meta.label_lower, key.partition(" ")[0]) in before


def _differences(before: Snapshot, after: Snapshot) -> Iterator[tuple[tuple[str, str], str, dict[str, list[Any]]]]:
    for name in {**before, **after}:
        was, now = before.get(name), after.get(name)
        if was is None and now is not None:
            yield name, Action.ADDED, {}
        elif now is None and was is not None:
            yield name, Action.REMOVED, {column: [value, None] for column, value in was.items() if value}
        elif was is not None and now is not None and (columns := _changed(was, now)):
            yield name, Action.RETIRED if columns.get("retired") == [False, True] else Action.CHANGED, columns


def _changed(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {column: [was.get(column), value] for column, value in now.items() if was.get(column) != value}


def note_hand_edit(row: Model, before: Snapshot, *, by: User) -> LibraryChange | None:
    """Note what somebody wrote into one row of the directory, `before` being how everything stood; return it.

    None where nothing changed.
    """
    table = OF_DIRECTORY[row._meta.label_lower]
    found = [
        (name, columns)
        for name, columns in _rows(table)
        if name in before and (changed := _changed(before[name], columns)) and changed
    ]
    for name, now in found:
        change = LibraryChange(by=by, action=Action.CHANGED, table=name[0], key=name[1])
        change.columns = _changed(before[name], now)
        change.save()
        return change
    return None


def keep_hand_edits(before: Snapshot) -> None:
    """Write again what the secretariat wrote into the directory, where the fixtures say what they said before that.

    Where a fixture says something new, that holds: who made it knew better than what stood there when it was written.
    """
    with transaction.atomic():
        for (name, key), columns in _hand_edits().items():
            table = OF_DIRECTORY[name]
            found = dict(zip(table.key, key.split(" "), strict=True))
            row = table.model._base_manager.filter(**found).first()
            stands = [column for column, (was, _now) in columns.items() if row and getattr(row, column) == was]
            if row and stands and (name, key) in before:
                for column in stands:
                    setattr(row, column, columns[column][1])
                row.save(update_fields=stands)


def _hand_edits() -> dict[tuple[str, str], dict[str, list[Any]]]:
    """Return, by row and column of the directory, what a fixture said before anybody wrote there, and what they did."""
    edits: dict[tuple[str, str], dict[str, list[Any]]] = {}
    by_hand = LibraryChange.objects.filter(table__in=OF_DIRECTORY).order_by("pk")
    for change in by_hand:
        of_row = edits.setdefault((change.table, change.key), {})
        for column, (was, now) in change.columns.items():
            if change.by_id is None:
                of_row.pop(column, None)  # a fixture said something new
            else:
                of_row[column] = [of_row.get(column, [was])[0], now]
    return edits
