"""The items of an imported pledge: clauses picked, reworded or written by the drafter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from commitments.document.fields import ACTION, ADDITION, INDICATOR, OBJECTIVE
from commitments.drafting.importing import files
from commitments.drafting.importing.refusal import ImportRefusedError, at, shown
from commitments.drafting.importing.sense import is_slug
from commitments.models import Clause, Item, Menu, Party, Pledge, Theme, menu, new_key
from commitments.text import blanks
from commitments.text.sameness import same_wording

Kind = Clause.Kind
KIND_NAMES = {
    "objectives": Kind.OBJECTIVE,
    "actions": Kind.ACTION,
    "indicators": Kind.INDICATOR,
}

NOUNS = {Kind.OBJECTIVE: OBJECTIVE, Kind.ADDITION: ADDITION, Kind.ACTION: ACTION, Kind.INDICATOR: INDICATOR}


def printed(text: str, filled: Mapping[str, str]) -> str:
    """Return `text` as it is printed, its blanks filled, to compare it with another."""
    return unicodedata.normalize("NFC", blanks.fill(text, filled)).strip()


def add_items(
    pledge: Pledge, content: Mapping[str, Any], parties: Sequence[Party], filled: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Write the items of a read and sensible file in its order; return each one's field and text as printed.

    Raises ImportRefusedError for a clause or a theme that is unknown or out of place, and for a text too long in print.
    """
    rows = _Rows(pledge, filled)
    for name, kind in KIND_NAMES.items():
        for place, entry in enumerate(content.get(name, ())):
            rows.add(kind, entry, at(name, place))
    for place, objective in enumerate(rows.of_kind(Kind.OBJECTIVE)):
        for number, entry in enumerate(content["objectives"][place].get("additions", ())):
            rows.add(Kind.ADDITION, entry, f"objectives[{place}].additions[{number}]", parent=objective)
    _lead(rows.of_kind(Kind.ACTION), content.get("actions", ()), parties)
    _link(rows, content)
    Item.objects.bulk_create(item for item in rows.items if item.kind != Kind.ADDITION)
    Item.objects.bulk_create(rows.of_kind(Kind.ADDITION))
    return rows.texts


class _Rows:
    """The items read so far, not yet saved."""

    def __init__(self, pledge: Pledge, filled: Mapping[str, str]) -> None:
        self.pledge = pledge
        self.filled = filled
        self.menu: Menu = menu(pledge.model_text)
        self.clauses = {clause.slug: clause for clause in self.menu.clauses.values()}
        self.used: dict[str, str] = {}
        self.items: list[Item] = []
        self.texts: list[tuple[str, str]] = []

    def of_kind(self, kind: str) -> list[Item]:
        return [item for item in self.items if item.kind == kind]

    def add(self, kind: Kind, entry: Mapping[str, Any], field: str, parent: Item | None = None) -> None:
        clause = (
            self._clause(kind, entry["clause"], f"{field}.clause", parent) if entry.get("clause") is not None else None
        )
        theme, theme_name = self._theme(entry, f"{field}.theme")
        noun = NOUNS[kind]
        columns = files.columns(noun, entry) | {"text": self._text(clause, entry.get("text"), f"{field}.text")}
        item = Item(
            pledge=self.pledge,
            kind=kind,
            key=clause.slug if clause else new_key(),
            clause=clause,
            parent=parent,
            theme_id=clause.theme_id if clause else (theme.pk if theme else None),
            theme_name="" if clause else theme_name,
            position=len(self.items),
            official_text=clause.text if clause else "",
            **columns,
        )
        self.items.append(item)
        facts = [columns[fact.column] for fact in noun.copied if fact.has_blanks and fact.column != "text"]
        self.texts.append((f"{field}.text", printed(item.text, self.filled) + "".join(facts)))

    def _clause(self, kind: str, slug: str, field: str, parent: Item | None) -> Clause:
        clause = self.clauses.get(slug)
        if clause is None:
            message = _("The model text {text} has no clause “{slug}”. Correct it, or leave it out for own wording.")
            raise ImportRefusedError(field, message.format(text=self.pledge.model_text.slug, slug=shown(slug)))
        if clause.kind != kind:
            message = _("{slug} is of the kind “{actual}”; here stands one of the kind “{wanted}”. Move it.")
            raise ImportRefusedError(
                field, message.format(slug=slug, actual=Kind(clause.kind).label, wanted=Kind(kind).label)
            )
        if parent and clause.parent_id != parent.clause_id:
            right = self.menu.clauses[clause.parent_id].slug if clause.parent_id else ""
            raise ImportRefusedError(
                field, _("{slug} belongs to the objective {right}. Move it.").format(slug=slug, right=right)
            )
        other = self.used.setdefault(slug, field)
        if other != field:
            message = _("{slug} is already used at {other}. Take one of them out.")
            raise ImportRefusedError(field, message.format(slug=slug, other=other))
        return clause

    def _theme(self, entry: Mapping[str, Any], field: str) -> tuple[Theme | None, str]:
        """A theme of the model text, or else the name of one of the drafter's own."""
        name = entry.get("theme") or ""
        theme = self.menu.theme(name)
        if theme is None and is_slug(name) and not self._is_own_heading(entry):
            message = _("There is no theme “{name}”. Write one of: {known}; or one of your own, with a capital letter.")
            known = ", ".join(theme.slug for theme in self.menu.themes)
            raise ImportRefusedError(field, message.format(name=shown(name), known=known))
        return theme, "" if theme else name

    def _is_own_heading(self, entry: Mapping[str, Any]) -> bool:
        """Whether a theme in small letters is a heading as it was typed: in a file that was exported, which says how
        each item is worded, unless it is of the model text's own making, such as b-detention of another edition.
        """
        made = {theme.slug.partition("-")[0] for theme in self.menu.themes}
        return entry.get("wording") == Item.Wording.OWN and entry["theme"].partition("-")[0] not in made

    def _text(self, clause: Clause | None, text: str | None, field: str) -> str:
        """The official text where it is left out or says the same, so that its blanks stay open; else as written."""
        if clause and (text is None or same_wording(printed(text, self.filled), printed(clause.text, self.filled))):
            return clause.text
        own = text or ""  # never empty: check_sense refused that
        files.kept_text(
            printed(own, self.filled), field, ADDITION.text("text")
        )  # a filled blank can be longer than its brackets
        return own


def _lead(actions: Iterable[Item], entries: Iterable[Mapping[str, Any]], parties: Sequence[Party]) -> None:
    for item, entry in zip(actions, entries, strict=True):
        item.leads = [parties[lead].key for lead in sorted({int(lead) for lead in entry.get("leads", ())})]


def _link(rows: _Rows, content: Mapping[str, Any]) -> None:
    """Link actions to the objectives they serve, and indicators to the actions they measure."""
    for name, relation, target in (("actions", "serves", "objectives"), ("indicators", "measures", "actions")):
        targets = zip(content.get(target, ()), rows.of_kind(KIND_NAMES[target]), strict=True)
        by_id = {entry["id"]: item.key for entry, item in targets if "id" in entry}
        for entry, item in zip(content.get(name, ()), rows.of_kind(KIND_NAMES[name]), strict=True):
            item.linked = [by_id[other] for other in dict.fromkeys(entry.get(relation, ()))]
