"""What is wrong with the fixture of a model text, before it is loaded: each fault with its file, row and clause.

The rules are those of the tables, and what the pages that pick clauses rely on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import NOT_PROVIDED, Field, Model
from django.db.models.fields import BooleanField, CharField, IntegerField, TextField
from django.utils.translation import gettext as _

from commitments.models import Clause, FrameworkItem, ModelText
from commitments.text.language_tags import is_language_tag
from commitments.text.limits import MAX_ITEM_CHARACTERS, TextRefusedError, clean_text

TABLES = ("modeltext", "passage", "theme", "clause", "bracket", "clauselink")
"""What the fixture of a model text may hold"""
KINDS = {f"commitments.{name}": name for name in TABLES}
PARTS = ("passage", "theme", "clause")
MOST_FAULTS = 50
"""How many faults of one file are named"""
LONGEST_PASSAGE = 20_000
NOT_IN_A_FILE = {"edition", "retired"}
"""Columns that the site writes itself"""
BOXES = ("", "A", "B", "C", "D")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in the fixture of a model text."""

    file: str
    row: int
    """From 1, as the file lists them; 0: the file as a whole"""
    where: str
    """What the row is: “clause 3.2 (b-detention-draw-on-expertise)”"""
    sentence: str

    def __str__(self) -> str:
        place = [self.file, *([_("row {number}").format(number=self.row)] if self.row else []), self.where]
        return f"{', '.join(part for part in place if part)}: {self.sentence}"


@dataclass(frozen=True)
class _Row:
    """One row of a file whose form is right."""

    number: int
    kind: str
    """One of TABLES"""
    fields: Mapping[str, Any]

    @property
    def where(self) -> str:
        name = str(self.fields.get("slug") or self.fields.get("token") or self.fields.get("clause") or "")
        number = self.fields.get("number")
        return f"{self.kind} {number} ({name})" if number not in (None, "") else f"{self.kind} {name}".strip()

    @property
    def key(self) -> tuple[str, ...]:
        """Its natural key: of a model text its slug, of a part the text's slug and its own."""
        if self.kind == "modeltext":
            return (str(self.fields.get("slug")),)
        own = self.fields.get("token") if self.kind == "bracket" else self.fields.get("slug")
        return (*_named(self.fields.get("model_text"), 1), str(own))


def read(name: str, content: str | bytes) -> Any:
    """Return what a file of JSON holds. Raises ValueError, which says in which line and column it is none."""
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        place = _("{file}, line {line}, column {column}").format(file=name, line=error.lineno, column=error.colno)
        raise ValueError(f"{place}: {error.msg}") from error
    except RecursionError as error:
        raise ValueError(_("{file}: it is nested too deeply").format(file=name)) from error


def faults(file: str, rows: Any, *, whole: bool = False) -> list[Fault]:
    """Return what is wrong with the rows of a fixture that are of a model text, at most MOST_FAULTS.

    `whole`: the file may hold nothing else, and exactly one model text.
    """
    found: list[Fault] = []
    for fault in _faults(file, rows, whole=whole):
        found.append(fault)
        if len(found) == MOST_FAULTS:
            break
    return found


def _faults(file: str, rows: Any, *, whole: bool) -> Iterator[Fault]:
    if not isinstance(rows, list):
        yield Fault(file, 0, "", _("It is not a list of rows."))
        return
    good: list[_Row] = []
    for number, row in enumerate(rows, start=1):
        is_row = isinstance(row, dict) and isinstance(row.get("model"), str) and isinstance(row.get("fields"), dict)
        kind = KINDS.get(row["model"].lower()) if is_row else None
        if kind:
            good.append(_Row(number, kind, row["fields"]))
        elif not is_row:
            yield Fault(file, number, "", _("It is no row: it needs “model” and “fields”."))
        elif whole:
            yield Fault(file, number, "", _("“{model}” is no part of a model text.").format(model=row["model"][:60]))
    texts = [row for row in good if row.kind == "modeltext"]
    if whole and len(texts) != 1:
        yield Fault(file, 0, "", _("It holds {count} model texts. It needs exactly one.").format(count=len(texts)))
    for row in good:
        for sentence in (*_of_fields(row), *_of_meaning(row)):
            yield Fault(file, row.number, row.where, sentence)
    for row, sentence in (*_twice(good), *_pointing(good, known=not whole)):
        yield Fault(file, row.number, row.where, sentence)


def _of_fields(row: _Row) -> Iterator[str]:
    """Yield what the table itself would refuse: columns that it hasn't, or needs, and values of another kind."""
    model: type[Model] = apps.get_model("commitments", row.kind)
    columns = {field.name: field for field in model._meta.concrete_fields if not field.primary_key}
    related = {field.name for field in model._meta.many_to_many}
    for name in row.fields.keys() - columns.keys() - related:
        yield _("there is no field “{name}”.").format(name=str(name)[:60])
    for name, field in columns.items():
        if name in row.fields:
            yield from _of_value(name, field, row.fields[name])
        elif field.default is NOT_PROVIDED and not field.blank and not field.null and name not in NOT_IN_A_FILE:
            yield _("the field “{name}” is missing.").format(name=name)


def _of_value(name: str, field: Field[Any, Any], value: Any) -> Iterator[str]:
    if field.is_relation:
        return
    kinds: tuple[tuple[type[Field[Any, Any]], type, str], ...] = (
        (CharField, str, _("a text")),
        (TextField, str, _("a text")),
        (IntegerField, int, _("a whole number")),
        (BooleanField, bool, _("true or false")),
    )
    for column, kind, words in kinds:
        if isinstance(field, column) and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
            yield _("{name}: it must be {kind}.").format(name=name, kind=words)
            return
    try:
        field.clean(value, None)
    except ValidationError as refused:
        yield from (f"{name}: {message}" for message in refused.messages)
        return
    if isinstance(value, str):
        limit = MAX_ITEM_CHARACTERS if (field.model, name) == (Clause, "text") else LONGEST_PASSAGE
        try:
            clean_text(value, limit=limit)
        except TextRefusedError as refused:
            yield f"{name}: {refused}"


def _of_meaning(row: _Row) -> Iterator[str]:
    """Yield what the pages that show a text could not make sense of."""
    said = row.fields
    if row.kind == "modeltext":
        start, end = said.get("period_start"), said.get("period_end")
        if isinstance(start, int) and isinstance(end, int) and end < start:
            yield _("period_end: the period ends before it begins.")
        if isinstance(language := said.get("language", "en"), str) and not is_language_tag(language):
            yield _("language: “{tag}” is no tag of a language, such as en or pt-BR.").format(tag=language[:20])
    if row.kind == "passage" and said.get("box", "") not in BOXES:
        yield _("box: it must be A, B, C or D, or empty for the front page.")
    if row.kind == "clause":
        yield from _of_clause(said)


def _of_clause(said: Mapping[str, Any]) -> Iterator[str]:
    kind, text = said.get("kind"), said.get("text")
    if kind == Clause.Kind.ACTION and not said.get("theme"):
        yield _("theme: an action stands under a theme.")
    if kind != Clause.Kind.ACTION and said.get("theme"):
        yield _("theme: only an action has one.")
    if kind == Clause.Kind.ADDITION and not said.get("parent"):
        yield _("parent: an addition belongs to an objective.")
    if kind != Clause.Kind.ADDITION and said.get("parent"):
        yield _("parent: only an addition has one.")
    if isinstance(text, str) and text.count("[") != text.count("]"):
        yield _("text: a square bracket is never closed, or never opened.")


def _twice(rows: Iterable[_Row]) -> Iterator[tuple[_Row, str]]:
    """Yield what has the name, the number or the place of a row before it."""
    seen: dict[tuple[Any, ...], _Row] = {}
    for row in rows:
        named: list[tuple[Any, ...]] = [(row.kind, *row.key)] if row.kind != "clauselink" else []
        text = _named(row.fields.get("model_text"), 1)
        if row.kind in PARTS:
            named.append(("position", *text, row.fields.get("position")))
        if row.kind == "clause":
            named.append(("number", *text, row.fields.get("kind"), row.fields.get("number")))
        for name in named:
            first = seen.setdefault(tuple(map(str, name)), row)
            if first is not row:
                what = {"position": _("position"), "number": _("number")}.get(str(name[0]), _("name"))
                twice = _("row {number} has the same {what} already: {value}.")
                yield row, twice.format(number=first.number, what=what, value=str(name[-1])[:80])


def _pointing(rows: list[_Row], *, known: bool) -> Iterator[tuple[_Row, str]]:
    """Yield what names a row that is not there. `known`: what the database has counts as there."""
    there = {(row.kind, *row.key) for row in rows}
    kinds = {row.key: row.fields.get("kind") for row in rows if row.kind == "clause"}
    if known:
        there |= {("modeltext", slug) for slug in ModelText.objects.values_list("slug", flat=True)}
    for row in rows:
        for name, kind, value in _pointers(row):
            target = _named(value, 1 if kind == "modeltext" else 2)
            is_elsewhere = known and kind != "modeltext" and ("modeltext", target[0]) not in _texts(rows)
            if (kind, *target) not in there and not is_elsewhere:
                said = " ".join(target)[:120]
                yield row, _("{name}: there is no {kind} “{value}”.").format(name=name, kind=kind, value=said)
            elif name == "parent" and kinds.get(target) not in (None, Clause.Kind.OBJECTIVE):
                yield row, _("parent: “{value}” is no objective.").format(value=target[-1][:80])
        if row.kind == "clauselink" and (item := row.fields.get("item")):
            [code] = _named(item, 1)
            if not known and not FrameworkItem.objects.filter(code=code).exists():
                yield row, _("item: no document that we know has “{value}”.").format(value=code[:80])


def _texts(rows: Iterable[_Row]) -> set[tuple[str, ...]]:
    return {("modeltext", *row.key) for row in rows if row.kind == "modeltext"}


def _pointers(row: _Row) -> Iterator[tuple[str, str, Any]]:
    """Yield each field that names another row: its name, of which kind that is, and how it is named."""
    said = row.fields
    if row.kind not in ("modeltext", "clauselink") and "model_text" in said:
        yield "model_text", "modeltext", said.get("model_text")
    if row.kind == "clauselink":
        yield "clause", "clause", said.get("clause")
    if row.kind == "clause":
        for name, kind in (("theme", "theme"), ("parent", "clause")):
            if said.get(name):
                yield name, kind, said[name]
        suggested = said.get("suggested") or []
        for other in suggested if isinstance(suggested, list) else [suggested]:
            yield "suggested", "clause", other


def _named(value: Any, parts: int) -> tuple[str, ...]:
    """Return a natural key as a file has it; one that names nothing where it has another form."""
    is_key = isinstance(value, list) and len(value) == parts and all(isinstance(part, str) for part in value)
    return tuple(value) if is_key else (f" {value}",) * parts  # no slug begins so
