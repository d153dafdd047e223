"""Copying a pledge to a new one, of another period or another model text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db import models, transaction

from commitments.document.fields import ACTION
from commitments.drafting.editing.checks import check_size
from commitments.drafting.search_words import index
from commitments.models import (
    Clause,
    Draft,
    Item,
    Menu,
    ModelText,
    Organisation,
    Party,
    Pledge,
    ResourceLine,
    User,
    menu,
    new_key,
)

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Copied:
    """A copy, and what of the other model text it could not be carried into."""

    pledge: Pledge
    clauses: tuple[str, ...]
    """Titles of the chosen clauses that the new model text does not have: they became own wording"""
    themes: tuple[str, ...]
    """Headings that the new model text does not have: they became own headings"""


def copy_pledge(
    pledge: Pledge,
    *,
    model_text: ModelText,
    organisation: Organisation,
    period: tuple[int, int],
    title: str,
    by: User,
) -> Copied:
    """Write a copy of a pledge, whatever its state, as a new draft of `organisation`; return it and what was lost.

    Parties, texts, items that were taken out, resources and blanks come along. What people said of it does not: who
    saved which section, what is ready, who signed. In another model text a clause of the same name takes that text's
    official wording, or keeps its adapted one; any other becomes own wording. The caller checks that this person may
    read the one and write for the other. Raises TextRefusedError where the copy would be too large; then nothing is
    written. The number of queries does not grow with the pledge.
    """
    with transaction.atomic():
        copy = _frame(pledge, model_text, by)
        copy.organisation, copy.title = organisation, title
        copy.period_start, copy.period_end = period
        copy.save(force_insert=True)
        _copy_rows(Party, list(pledge.parties.all()), copy)
        _copy_rows(ResourceLine, list(pledge.resource_lines.all()), copy)
        carrier = _Carrier(copy, menu(pledge.model_text), menu(model_text))
        carrier.carry(list(pledge.items.all()))
        draft = Draft(copy)
        check_size(draft)
        index(draft)
        copy.save(update_fields=["search_text"])
    return Copied(copy, tuple(carrier.clauses), tuple(carrier.themes))


def _frame(pledge: Pledge, model_text: ModelText, by: User) -> Pledge:
    """Return the fields of the pledge itself, not yet saved; an official introduction is the new text's."""
    copied = (
        "language openness open_until regional_group_id region introduction opening name_parties_in_full "
        "resources_text blank_fillings line_bytes"
    )
    copy = Pledge(
        model_text=model_text,
        created_by=by,
        **{name: getattr(pledge, name) for name in copied.split()},
    )
    if pledge.introduction == "\n\n".join(menu(pledge.model_text).introduction):
        copy.introduction = "\n\n".join(menu(model_text).introduction)
    return copy


def _copy_rows(model: type[Row], rows: list[Row], copy: Pledge) -> dict[int, int]:
    """Write copies of `rows`; return the new primary keys by the old ones."""
    old = [row.pk for row in rows]
    for row in rows:
        row.pk, row.pledge_id = None, copy.pk  # type: ignore[attr-defined]  # every row here is of a pledge
        row._state.adding = True
    return dict(zip(old, (row.pk for row in model._default_manager.bulk_create(rows)), strict=True))


class _Carrier:
    """Carries items from one model text to another, or to the same."""

    def __init__(self, copy: Pledge, source: Menu, target: Menu) -> None:
        self.copy, self.source, self.target = copy, source, target
        self.clauses: list[str] = []
        self.themes: dict[str, None] = {}
        self.headings: Mapping[int, tuple[str, str]] = {
            theme.pk: (theme.slug, theme.heading) for theme in source.themes
        }
        self.new_clauses: dict[int, int | None] = {}

    def carry(self, items: list[Item]) -> None:
        """Write the items into the copy, objectives before what hangs on them."""
        keys = [item.key for item in items]
        roots = [item for item in items if item.parent_id is None]
        additions = [item for item in items if item.parent_id is not None]
        for item in roots:
            self._prepare(item, parent_clause=None)
        self.new_clauses = {item.pk: item.clause_id for item in roots}
        for item in additions:
            self._prepare(item, parent_clause=self.new_clauses[item.parent_id or 0])
        new_keys = dict(zip(keys, (item.key for item in items), strict=True))
        for item in items:
            item.linked = [new_keys[key] for key in item.linked if key in new_keys]
        carried = _copy_rows(Item, roots, self.copy)
        for item in additions:
            item.parent_id = carried[item.parent_id or 0]
        _copy_rows(Item, additions, self.copy)

    def _prepare(self, item: Item, parent_clause: int | None) -> None:
        """Change an item that was read into its copy, not yet saved; an addition needs its objective's new clause."""
        if self.source is self.target:
            return
        old = self.source.clauses[item.clause_id] if item.clause_id else None
        clause = self._match(old, parent_clause) if old else None
        if clause:
            was_official = item.wording == Item.Wording.OFFICIAL
            item.clause_id, item.theme_id = clause.pk, clause.theme_id
            item.text = clause.text if was_official else item.text
            item.official_text = clause.text
            return
        if old:
            item.clause_id, item.official_text, item.key = None, "", new_key()
            if item.chosen:
                self.clauses.append(old.title or item.text)
        self._set_theme(item)

    def _match(self, clause: Clause, parent_clause: int | None) -> Clause | None:
        match = self.target.by_slug.get(clause.slug)
        if match and not match.retired and (match.kind, match.parent_id) == (clause.kind, parent_clause):
            return match
        return None

    def _set_theme(self, item: Item) -> None:
        if not item.theme_id:
            return
        slug, heading = self.headings[item.theme_id]
        theme = self.target.theme(slug)
        item.theme_id, item.theme_name = (theme.pk, "") if theme else (None, heading[: ACTION.text("theme").limit])
        if not theme and item.chosen:
            self.themes[heading] = None
