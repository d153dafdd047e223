"""The live preview: the pledge's document with every candidate of one section in it, hidden until it is ticked.

Additions are laid out piece by piece, so that the browser can hide one and mend the punctuation. What is shown at
first is to the letter what the document prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commitments.document import Action, Indicator, Objective, PledgeDocument, Theme
from commitments import models
from commitments.models import Clause, Item, Menu
from commitments.wording import blanks
from commitments.wording.additions import LAST_SEPARATOR, SEPARATOR, joint


@dataclass(frozen=True)
class Candidate:
    """An item on the paper, chosen or not."""

    key: str
    title: str
    text: str
    chosen: bool
    printed: Action | Indicator | None = None
    """The item as the document has it, when it is chosen"""


@dataclass(frozen=True)
class AdditionCandidate:
    key: str
    text: str
    chosen: bool
    before: str
    """What stands before it now: the lead-in, or a separator"""


@dataclass(frozen=True)
class ObjectiveCandidate:
    key: str
    title: str
    stem: str
    chosen: bool
    additions: tuple[AdditionCandidate, ...]
    lead_in: str
    """What stands before the first addition"""
    end: str
    """What closes the sentence"""


@dataclass(frozen=True)
class LiveTheme:
    """A theme with every action that it offers."""

    number: int
    name: str
    live: tuple[Candidate, ...]

    @property
    def is_chosen(self) -> bool:
        return any(candidate.chosen for candidate in self.live)


@dataclass(frozen=True)
class Live:
    """Which lists of the paper hold candidates; None where the document's own list is shown."""

    objectives: tuple[ObjectiveCandidate, ...] | None = None
    themes: tuple[Theme | LiveTheme, ...] = ()
    """The document's themes, with the one that is being worked on as a LiveTheme"""
    indicators: tuple[Candidate, ...] | None = None


def live_objectives(
    document: PledgeDocument, menu: Menu, unchosen: Iterable[Item], filled: Mapping[str, str]
) -> tuple[ObjectiveCandidate, ...]:
    """Return the chosen objectives, then the candidates in the menu's order. `unchosen`: items out of the pledge."""
    out = {item.key: item for item in unchosen}
    chosen = {objective.key: objective for objective in document.objectives}
    by_slug = {clause.slug: clause for clause in menu.offered}
    found = [
        _objective(objective.key, objective.text, by_slug.get(objective.key), menu, out, filled, printed=objective)
        for objective in document.objectives
    ]
    for clause in menu.objectives:
        if clause.slug not in chosen:
            text = out[clause.slug].text if clause.slug in out else clause.text
            found.append(_objective(clause.slug, blanks.fill(text, filled), clause, menu, out, filled))
    own = (item for item in out.values() if item.clause_id is None and item.kind == Item.Kind.OBJECTIVE)
    found += [_objective(item.key, blanks.fill(item.text, filled), None, menu, out, filled) for item in own]
    return tuple(found)


def _objective(
    key: str,
    text: str,
    clause: Clause | None,
    menu: Menu,
    out: Mapping[str, Item],
    filled: Mapping[str, str],
    printed: Objective | None = None,
) -> ObjectiveCandidate:
    lead_in = joint(clause.additions_lead_in if clause else "including")
    chosen = printed.additions if printed else ()
    additions = [
        AdditionCandidate(addition.key, addition.text.strip(" .;\n"), True, _separator(place, len(chosen), lead_in))
        for place, addition in enumerate(chosen)
    ]
    there = {addition.key for addition in additions}
    for offered in menu.additions(clause) if clause else []:
        if offered.slug not in there:
            wording = out[offered.slug].text if offered.slug in out else offered.text
            additions.append(AdditionCandidate(offered.slug, blanks.fill(wording, filled).strip(" .;\n"), False, ""))
    stem = text.rstrip(" .;:,\n") if additions else text
    own = printed is not None and printed.wording != "official"
    ends = "." if additions or not (own or stem.rstrip().endswith((".", "!", "?", "…", ":", ";"))) else ""
    title = clause.title if clause else ""
    return ObjectiveCandidate(key, title, stem, printed is not None, tuple(additions), lead_in, ends)


def _separator(place: int, count: int, lead_in: str) -> str:
    if place == 0:
        return lead_in
    return LAST_SEPARATOR if place == count - 1 else SEPARATOR


def live_items(
    printed: Iterable[Action | Indicator], clauses: Iterable[Clause], unchosen: Iterable[Item], filled: Mapping[str, str]
) -> tuple[Candidate, ...]:
    """Return the chosen actions of a theme, or the chosen indicators, then the candidates in the menu's order."""
    out = {item.key: item for item in unchosen}
    found = {item.key: Candidate(item.key, item.title, item.text, True, item) for item in printed}
    for clause in clauses:
        if clause.slug not in found:
            text = out.pop(clause.slug).text if clause.slug in out else clause.text
            found[clause.slug] = Candidate(clause.slug, clause.title, blanks.fill(text, filled), False)
    for item in out.values():
        if item.key not in found:
            found[item.key] = Candidate(item.key, "", blanks.fill(item.text, filled), False)
    return tuple(found.values())


def live_themes(
    document: PledgeDocument,
    current: models.Theme | None,
    menu: Menu,
    unchosen: Iterable[Item],
    filled: Mapping[str, str],
) -> tuple[Theme | LiveTheme, ...]:
    """Return the document's themes, with `current` among them as a LiveTheme; with None, those of the drafter's own."""
    if current:
        chosen = next((theme.actions for theme in document.themes if theme.slug == current.slug), ())
        live = [LiveTheme(current.number, current.heading, live_items(chosen, menu.actions(current), unchosen, filled))]
    else:
        live = _own_themes(document, menu, list(unchosen), filled)
    there = [theme for theme in document.themes if theme.slug != (current.slug if current else "")]
    return tuple(sorted([*there, *live], key=lambda theme: theme.number))


def _own_themes(
    document: PledgeDocument, menu: Menu, unchosen: Iterable[Item], filled: Mapping[str, str]
) -> list[LiveTheme]:
    chosen = {theme.name: theme for theme in document.themes if not theme.slug}
    out: dict[str, list[Item]] = {name: [] for name in chosen}
    for item in unchosen:
        out.setdefault(item.theme_name, []).append(item)
    return [
        LiveTheme(number, name, live_items(chosen[name].actions if name in chosen else (), (), items, filled))
        for number, (name, items) in enumerate(out.items(), start=len(menu.themes) + 1)
    ]
