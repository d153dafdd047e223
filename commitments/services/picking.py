"""Picking clauses, writing own ones, and what goes with each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Max

from commitments.models import Clause, Item, Party, Pledge, Theme, User
from commitments.services.ordering import put, swap
from commitments.services.writing import check_size, editing

Kind = Item.Kind


@dataclass(frozen=True)
class Details:
    """What goes with an item's wording."""

    fields: Mapping[str, str]
    """Fields of Item: responsible, start, end; baseline, target, verification"""
    leads: Collection[Party] = field(default=())
    linked: Collection[Item] = field(default=())

    def __bool__(self) -> bool:
        return any(self.fields.values()) or bool(self.leads) or bool(self.linked)


def choose(
    pledge: Pledge,
    section: str,
    keys: Collection[str],
    *,
    clauses: Iterable[Clause],
    own: Iterable[Item] = (),
    details: Mapping[str, Details] | None = None,
    by: User,
) -> None:
    """Make `keys` the chosen ones among the `clauses` and `own` items that a page lists; write their details.

    What is no longer chosen stays with every word, out of the pledge. New items go to the end, in the menu's order.
    An addition brings its objective along; an objective that goes takes its additions with it. Writes the difference
    only. Raises WrongState and TextRefused.
    """
    with editing(pledge, section, by=by):
        listed = {clause.slug: clause for clause in clauses}
        own_keys = {item.key for item in own}
        items = {item.key: item for item in pledge.items.all()}
        wanted = _wanted(keys, items, listed)
        changed = [
            item for key, item in items.items() if (key in listed or key in own_keys) and item.chosen != (key in wanted)
        ]
        for item in changed:
            item.chosen = not item.chosen
        Item.objects.bulk_update(changed, ["chosen"])
        typed = {key for key, detail in (details or {}).items() if detail}
        missing = [clause for slug, clause in listed.items() if slug in wanted | typed and slug not in items]
        items |= _pick(pledge, missing, items, wanted)
        for key, detail in (details or {}).items():
            if key in items:
                _write_details(items[key], detail)
        check_size(pledge)


def _wanted(keys: Collection[str], items: Mapping[str, Item], listed: Mapping[str, Clause]) -> set[str]:
    """Return the keys to choose when `keys` are ticked: an addition stands with its objective, or not at all."""
    chosen = {key for key, item in items.items() if item.chosen}
    objectives = _objective_of(items, listed)
    pairs = [(key, objectives[key]) for key in keys if key in objectives]
    wanted = set(keys) | {objective for key, objective in pairs if not {key, objective} <= chosen}
    return wanted - {key for key, objective in pairs if objective not in wanted}


def _objective_of(items: Mapping[str, Item], listed: Mapping[str, Clause]) -> dict[str, str]:
    """Return the key of each addition's objective, by the addition's key."""
    slugs = {clause.pk: slug for slug, clause in listed.items()}
    keys = {item.pk: key for key, item in items.items()}
    offered = {slug: slugs[clause.parent_id] for slug, clause in listed.items() if clause.parent_id in slugs}
    return offered | {key: keys[item.parent_id] for key, item in items.items() if item.parent_id in keys}


def _pick(
    pledge: Pledge, clauses: Sequence[Clause], items: Mapping[str, Item], wanted: Collection[str]
) -> dict[str, Item]:
    """Add items for `clauses` at the end, objectives before the additions that hang on them; return them by key."""
    position = max((item.position for item in items.values()), default=0)
    by_clause = {item.clause_id: item for item in items.values() if item.clause_id}
    picked: dict[str, Item] = {}
    roots = [clause for clause in clauses if clause.parent_id is None]
    for group in (roots, [clause for clause in clauses if clause.parent_id is not None]):
        made = [
            Item(
                pledge=pledge,
                kind=clause.kind,
                key=clause.slug,
                clause=clause,
                parent=by_clause[clause.parent_id] if clause.parent_id else None,
                theme_id=clause.theme_id,
                chosen=clause.slug in wanted,
                position=place,
                text=clause.text,
                official_text=clause.text,
            )
            for place, clause in enumerate(group, start=position + 1)
        ]
        position += len(made)
        for item in Item.objects.bulk_create(made):
            picked[item.key] = by_clause[item.clause_id or 0] = item
    return picked


def _write_details(item: Item, details: Details) -> None:
    changed = [name for name, value in details.fields.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, details.fields[name])
    if changed:
        item.save(update_fields=changed)
    item.leads.set(details.leads)
    item.linked.set(details.linked)


def write_own(
    pledge: Pledge, section: str, kind: str, text: str, *, by: User, theme: Theme | None = None, theme_name: str = ""
) -> Item:
    """Add an item in the drafter's own words at the end of its list, and return it.

    An action stands under a theme of the model, or under a heading of the drafter's own, `theme_name`.
    """
    with editing(pledge, section, by=by):
        position = (pledge.items.aggregate(last=Max("position"))["last"] or 0) + 1
        item = Item.objects.create(
            pledge=pledge, kind=kind, text=text, theme=theme, theme_name="" if theme else theme_name, position=position
        )
        check_size(pledge)
        return item


def reword(item: Item, text: str, *, section: str, by: User) -> None:
    """Write an item's wording. The official wording typed back makes it official again."""
    with editing(item.pledge, section, by=by):
        item.text = text
        item.save(update_fields=["text"])
        check_size(item.pledge)


def move(item: Item, direction: str, *, section: str, by: User) -> None:
    """Move a chosen item `up` or `down` among its chosen neighbours: same kind, theme and objective."""
    with editing(item.pledge, section, by=by):
        swap(_neighbours(item), item, direction)


def place(item: Item, position: int, *, section: str, by: User) -> None:
    """Put a chosen item at a position among its chosen neighbours: from 1, and beyond the last is the last."""
    with editing(item.pledge, section, by=by):
        put(_neighbours(item), item, position)


def _neighbours(item: Item) -> list[Item]:
    """Return the chosen items of an item's list in order, itself among them if it is chosen."""
    row = item.pledge.items.filter(chosen=True, kind=item.kind, parent=item.parent_id)
    return list(row.filter(theme=item.theme_id, theme_name=item.theme_name))


def put_under(item: Item, *, theme: Theme | None, theme_name: str = "", by: User) -> None:
    """Move an own action to the end of another theme: one of the model's, or a heading of the drafter's own.

    Where it stands under that one already, nothing happens. A clause stays under the model's theme: the pledge's file
    names no theme for it.
    """
    heading = "" if theme else theme_name
    if item.clause_id or (item.theme_id, item.theme_name) == (theme.pk if theme else None, heading):
        return
    with editing(item.pledge, "actions", by=by):
        item.theme, item.theme_name = theme, heading
        item.position = (item.pledge.items.aggregate(last=Max("position"))["last"] or 0) + 1
        item.save(update_fields=["theme", "theme_name", "position"])
