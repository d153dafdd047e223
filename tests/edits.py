"""Plain functions that change a pledge through the services, as its pages do: each is one save by one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commitments.drafting.editing import merge
from commitments.drafting.editing.edit import Edit, Saved
from commitments.drafting.editing.target import BlankFilling, ItemField, LineField, LineRemoval
from commitments.drafting.editing.write import editing
from commitments.models import Pledge, User, menu

OWN = "own-0123456789"
PICKED = ("objective", "addition")


def save(pledge: Pledge, section: str, *edits: Edit, by: User, based_on: int | None = None) -> Saved:
    """Save fields of a page that was drawn at the version `based_on` of its section, or as the pledge was read."""
    dated = [edit if based_on is None else replace(edit, based_on=based_on) for edit in edits]
    return merge.save(pledge, section, dated, by=by)


def save_fields(pledge: Pledge, section: str, fields: Mapping[str, Any], *, by: User) -> None:
    """Write the named fields of the pledge itself, in one change of a section."""
    with editing(pledge, section, by=by) as draft:
        for name, value in fields.items():
            setattr(draft.pledge, name, value)


def tick(pledge: Pledge, *keys: str, by: User, more: tuple[Edit, ...] = (), based_on: int | None = None) -> Saved:
    """Save the objectives page with exactly these boxes ticked, among its clauses and the pledge's own items."""
    offered = [clause.slug for clause in menu(pledge.model_text).offered if clause.kind in PICKED]
    own = [item.key for item in pledge.items.all() if item.clause_id is None]
    boxes = [Edit(ItemField(key, "chosen"), key in keys) for key in (*offered, *own)]
    return save(pledge, "objectives", *boxes, *more, by=by, based_on=based_on)


def reword(pledge: Pledge, key: str, text: str, *, section: str = "objectives", by: User) -> Saved:
    return save(pledge, section, text_of(key, text), by=by)


def text_of(key: str, text: str) -> Edit:
    """The wording of an item, typed on its own page."""
    return Edit(ItemField(key, "text"), text)


def own(text: str, *, key: str = OWN, kind: str = "objective", **columns: Any) -> tuple[Edit, Edit]:
    """The box “Write your own” and what it says of the pledge: what is written is in it, unless it is emptied."""
    new = {"kind": kind, "theme_id": None, "chosen": False, **columns}
    return Edit(ItemField(key, "text"), text, new=new), Edit(ItemField(key, "chosen"), bool(text))


def line(key: str, *, is_new: bool = False, **columns: Any) -> list[Edit]:
    """Fields of a resource line."""
    new = {"kind": columns.get("kind", "financial")} if is_new else None
    return [Edit(LineField(key, name), value, new=new) for name, value in columns.items()]


def remove_line(key: str, *, is_ticked: bool = True) -> Edit:
    """The box that takes a resource line out."""
    return Edit(LineRemoval(key), is_ticked)


def fill_blanks(pledge: Pledge, fillings: dict[str, str], *, by: User, based_on: int | None = None) -> Saved:
    """Save the page of all blanks."""
    edits = [Edit(BlankFilling(token), text) for token, text in fillings.items()]
    return save(pledge, "check", *edits, by=by, based_on=based_on)
