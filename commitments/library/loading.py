"""Loads the library: Django's fixtures, then whatever an older edition left behind."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, transaction
from django.db.models import Model, QuerySet

from commitments.library import changes, checking
from commitments.library.checking import Fault
from commitments.models import (
    Bracket,
    Clause,
    ClauseLink,
    Component,
    Framework,
    FrameworkItem,
    Item,
    ModelText,
    NationalSociety,
    Passage,
    State,
    Theme,
    User,
)
from commitments.models.knowledge import Choice, Conference, Misnomer, Named, Overlap, Resolution

LEFT_OUT = {"demo.json"}
KNOWLEDGE: dict[str, type[Named]] = {
    model._meta.label_lower: model for model in (Conference, Resolution, Misnomer, Choice, Overlap)
}

NaturalKey = tuple[Any, ...]


class FixtureError(Exception):
    """A fixture can't be loaded. The message names the file and says what is wrong, one fault a line."""

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Loaded:
    """What a run of `load_library` did."""

    counts: dict[str, int]
    """How many objects the fixtures hold, by model"""
    removed: int
    """Parts of a model text that its fixture no longer holds"""
    retired: int
    """Clauses that their fixture no longer holds, kept for the pledges that use them"""


def load_library(folder: Path, *, by: User | None = None) -> Loaded:
    """Load every fixture of `folder` but the demo's, in one transaction; run again, it updates in place.

    What a fixture no longer holds of a model text, or of what the readiness check knows, goes; a clause that a pledge
    uses is retired instead, and comes back into use with the fixture that holds it. The directory and the frameworks
    only grow; what the secretariat wrote into the directory stays. Each change is noted, as `by` or a command made it.
    Raises FixtureError, and then nothing is changed; it names each fault of a model text with its row and clause.
    """
    held = {path: _keys(path) for path in sorted(folder.glob("*.json")) if path.name not in LEFT_OUT}
    keys: dict[str, set[NaturalKey]] = {}
    counts: dict[str, int] = {}
    for natural_keys in held.values():
        for model, key in natural_keys:
            keys.setdefault(model, set()).add(key)
            counts[model] = counts.get(model, 0) + 1
    with transaction.atomic():
        before = changes.snapshot()
        _load(sorted(held, key=lambda path: _comes_after(held[path])))
        changes.keep_hand_edits(before)
        removed = sum(
            _prune_knowledge(KNOWLEDGE[model], held_keys) for model, held_keys in keys.items() if model in KNOWLEDGE
        )
        retired = 0
        for text in ModelText.objects.filter(slug__in=[slug for (slug,) in keys.get("commitments.modeltext", ())]):
            gone, kept = _prune(text, keys)
            removed, retired = removed + gone, retired + kept
        renew_editions()
        changes.note(before, by=by)
    return Loaded(counts, removed, retired)


def load_text(name: str, content: bytes, *, by: User) -> Loaded:
    """Load one model text from what somebody sent as a file, which holds nothing else. Raises as load_library does."""
    try:
        rows = checking.read(name, content)
    except ValueError as error:  # UnicodeDecodeError is one, too
        raise FixtureError(_no_json(name, error)) from error
    _refuse(checking.faults(name, rows, whole=True))
    with TemporaryDirectory() as folder:
        Path(folder, "model_text.json").write_bytes(content)
        return load_library(Path(folder), by=by)


def renew_editions() -> None:
    """Give each model text the edition that its rows and the directory's make: pages that are kept go by it."""
    shared: tuple[type[Model], ...] = (State, NationalSociety, Component, Framework, FrameworkItem, *KNOWLEDGE.values())
    directory = [list(model._base_manager.order_by("pk").values_list()) for model in shared]
    for text in ModelText.objects.all():  # one whose own fixture is not here may have another directory all the same
        text.edition = _digest(text, directory)
        text.save(update_fields=["edition"])


def _keys(path: Path) -> list[tuple[str, NaturalKey]]:
    """Return (model, natural key) of every object that a fixture holds; the key only where `_prune` needs it."""
    try:
        rows = checking.read(path.name, path.read_bytes())
        _refuse(checking.faults(path.name, rows))
        return [(row["model"], _natural_key(row["model"], row["fields"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FixtureError(_no_json(path.name, error)) from error


def _no_json(name: str, error: Exception) -> str:
    what = str(error) if type(error) is ValueError else f"{type(error).__name__}: {error}"
    return f"{name} is not a fixture: {what}"


def _refuse(found: Sequence[Fault]) -> None:
    if found:
        raise FixtureError("\n".join(map(str, found)), found)


def _natural_key(model: str, fields: dict[str, Any]) -> NaturalKey:
    match model:
        case "commitments.modeltext":
            return (fields["slug"],)
        case "commitments.passage" | "commitments.theme" | "commitments.clause":
            return (fields["model_text"][0], fields["slug"])
        case "commitments.bracket":
            return (fields["model_text"][0], fields["token"])
        case "commitments.clauselink":
            item = fields.get("item") or [""]
            return (*fields["clause"], fields["framework"][0], item[0])
        case _ if model in KNOWLEDGE:
            named_by = (name.partition("__") for name in KNOWLEDGE[model].NAMED_BY)
            return tuple(fields[name][0] if is_related else fields[name] for name, is_related, _field in named_by)
        case _:
            return ()


def _comes_after(natural_keys: Iterable[tuple[str, NaturalKey]]) -> int:
    """Return a fixture's place in the order of loading: links need the frameworks, members need the States."""
    models = {model for model, _ in natural_keys}
    if "commitments.overlap" in models:
        return 3
    if "commitments.modeltext" in models:
        return 2
    return 0 if "commitments.state" in models else 1


def _load(paths: list[Path]) -> None:
    if not paths:
        raise FixtureError("There is no fixture to load: the folder holds no JSON file.")
    try:
        call_command("loaddata", *[str(path.resolve()) for path in paths], verbosity=0)
    except (DeserializationError, DatabaseError) as error:
        raise FixtureError(" ".join(str(error).split())) from error


def _prune_knowledge(model: type[Named], held: set[NaturalKey]) -> int:
    """Delete the facts of one kind that no fixture holds any more; return how many."""
    stale = [row.pk for row in model._base_manager.all() if row.natural_key() not in held]
    model._base_manager.filter(pk__in=stale).delete()
    return len(stale)


def _prune(text: ModelText, keys: dict[str, set[NaturalKey]]) -> tuple[int, int]:
    """Delete what the fixtures no longer hold of `text`, and retire what pledges use. Return how many of each."""
    clauses = _stale(text.clauses.all(), keys)
    retired = _keep(clauses)
    text.clauses.filter(pk__in=retired).update(retired=True)
    kept = Clause.objects.filter(model_text=text, pk__in=retired)
    themes = _stale(text.themes.all(), keys) - set(kept.values_list("theme", flat=True))
    themes -= set(Item.objects.filter(theme__in=themes).values_list("theme", flat=True))
    links = ClauseLink.objects.filter(clause__model_text=text).select_related("clause__model_text", "framework", "item")
    stale = [
        (ClauseLink, _stale(links, keys)),
        (Clause, clauses - retired),
        (Theme, themes),
        (Passage, _stale(text.passages.all(), keys)),
        (Bracket, _stale(text.brackets.all(), keys)),
    ]
    for model, pks in stale:
        model._base_manager.filter(pk__in=pks).delete()
    return sum(len(pks) for _, pks in stale), len(retired)


def _stale(rows: QuerySet[Any], keys: dict[str, set[NaturalKey]]) -> set[int]:
    """Return the primary keys of the rows whose natural key no fixture holds."""
    model: type[Model] = rows.model
    held = keys.get(model._meta.label_lower, set())
    return {row.pk for row in rows.select_related() if row.natural_key() not in held}


def _keep(clauses: set[int]) -> set[int]:
    """Return those of `clauses` that a pledge uses, with the objectives that the additions among them belong to."""
    used = set(Item.objects.filter(clause__in=clauses).values_list("clause", flat=True))
    parents = Clause.objects.filter(pk__in=used, parent__in=clauses).values_list("parent", flat=True)
    return {pk for pk in {*used, *parents} if pk is not None}


def _digest(text: ModelText, directory: Any) -> str:
    """Return what changes when anything of a model text or of the directory does: a SHA-256 over all their rows."""
    suggested = Clause.suggested.through._default_manager.filter(from_clause__model_text=text)
    links = ClauseLink.objects.filter(clause__model_text=text)
    parts = (text.passages, text.themes, text.clauses, text.brackets)
    content = [
        directory,
        *(list(rows.order_by("pk").values_list()) for rows in parts),
        list(links.order_by("pk").values_list("clause", "framework", "item", "basis")),
        sorted(suggested.values_list("from_clause", "to_clause")),
    ]
    return hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest()
