"""Rows that come into a pledge, and go from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import LineRemoval
from commitments.models import Change, Clause, Draft, Item, menu
from commitments.models.draft import TABLES
from commitments.models.row import Table

MOST_READ = 50
"""How many changes of a row's place are looked through for the one that took it out"""


def restore_row(draft: Draft, edit: Edit) -> bool:
    """Whether the row of an edit could be brought into the draft: of a clause, a new one, or one that was removed.

    One that was removed comes back as it stood for who took it out, or was asked.
    """
    row = edit.target.row
    clause = menu(draft.pledge.model_text).by_slug.get(row.key) if row.table == Table.ITEM else None
    if clause:
        pick(draft, clause)
        return True
    removed = None
    if edit.puts_back or isinstance(edit.target, LineRemoval):
        gone = Change.objects.filter(pledge=draft.pledge, row=str(row), before__has_key="position").order_by("-pk")
        removed = next((change.before for change in gone[:MOST_READ] if change.before and len(change.before) > 1), None)
    if edit.new is None and removed is None:
        return False
    _attribute, model = TABLES[row.table]
    rows = draft.rows(row.table)
    made: Any = model(pledge=draft.pledge, key=row.key, **{"position": _end(rows), **(edit.new or {})})
    for column, value in (removed or {}).items():
        setattr(made, column, model._meta.get_field(column.removesuffix("_id")).to_python(value))  # type: ignore[union-attr]
    rows[row.key] = made
    return True


def _end(rows: Mapping[str, Any]) -> int:
    return max((row.position for row in rows.values()), default=-1) + 1


def pick(draft: Draft, clause: Clause) -> Item:
    """Return the item of a clause, added at the end and not chosen where there is none; its objective's before it."""
    offered = menu(draft.pledge.model_text)
    parent = pick(draft, offered.clauses[clause.parent_id]) if clause.parent_id else None
    for item in draft.items.values():
        if item.clause_id == clause.pk:
            return item
    item = Item(
        pledge=draft.pledge,
        kind=clause.kind,
        key=clause.slug,
        clause=clause,
        parent=parent,
        theme_id=clause.theme_id,
        chosen=False,
        position=draft.end(),
        text=clause.text,
        official_text=clause.text,
    )
    draft.items[item.key] = item
    return item


def keep_additions_with_objectives(draft: Draft, before: set[str]) -> None:
    """Let additions and objectives come and go together; `before`: the keys of what was chosen.

    An addition that comes brings its objective along, unless that one goes now; and where the objective is not in
    the pledge, no addition is.
    """
    objectives = {item.pk or id(item): item for item in draft.items.values() if item.kind == Item.Kind.OBJECTIVE}
    additions = [
        (item, objectives[item.parent_id or id(item.parent)])
        for item in draft.items.values()
        if item.kind == Item.Kind.ADDITION and (item.parent_id or item.parent)
    ]
    for addition, objective in additions:
        if addition.chosen and not {addition.key, objective.key} <= before:
            objective.chosen = True
    for addition, objective in additions:
        if not objective.chosen:
            addition.chosen = False
