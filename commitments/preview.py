"""The live preview: the pledge's document with every candidate of one section in it, hidden until it is ticked.

Additions are laid out piece by piece, so that the browser can hide one and mend the punctuation. What is shown at
first is to the letter what the document prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commitments import models
from commitments.document import Action, Indicator, Objective, PledgeDocument, Theme
from commitments.models import Clause, Item, Menu
from commitments.wording import blanks
from commitments.wording.additions import LAST_SEPARATOR, SEPARATOR, joint, stem_of, trimmed
from commitments.wording.sentences import sentence


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
    clauses = {clause.slug: clause for clause in menu.objectives}

    def wording(clause: Clause) -> str:
        return blanks.fill(out[clause.slug].text if clause.slug in out else clause.text, filled)

    def offered(clause: Clause | None) -> list[tuple[str, str]]:
        return [(addition.slug, wording(addition)) for addition in menu.additions(clause)] if clause else []

    found = {
        objective.key: _objective(objective, objective.sentence, offered(clauses.get(objective.key)))
        for objective in document.objectives
    }
    for clause in menu.objectives:
        if clause.slug not in found:
            found[clause.slug] = _candidate(clause.slug, clause, wording(clause), offered(clause))
    for item in out.values():
        if item.kind == Item.Kind.OBJECTIVE and item.key not in found:
            found[item.key] = _candidate(item.key, None, blanks.fill(item.text, filled), [])
    return tuple(found.values())


def _objective(printed: Objective, whole: str, offered: list[tuple[str, str]]) -> ObjectiveCandidate:
    """Lay out a chosen objective: put together, what is shown gives `whole`."""
    lead_in = joint(printed.additions_lead_in)
    there = [addition.key for addition in printed.additions]
    additions = [
        AdditionCandidate(
            key=addition.key, text=trimmed(addition.text), chosen=True, before=_separator(place, len(there), lead_in)
        )
        for place, addition in enumerate(printed.additions)
    ]
    additions += [_hidden(key, text) for key, text in offered if key not in there]
    stem = stem_of(printed.text) if additions else whole
    end = "." if printed.additions else whole.removeprefix(stem)
    return ObjectiveCandidate(
        key=printed.key,
        title=printed.title,
        stem=stem,
        chosen=True,
        additions=tuple(additions),
        lead_in=lead_in,
        end=end,
    )


def _candidate(key: str, clause: Clause | None, text: str, offered: list[tuple[str, str]]) -> ObjectiveCandidate:
    """Lay out an objective that is not chosen; its additions are hidden with it."""
    return ObjectiveCandidate(
        key=key,
        title=clause.title if clause else "",
        stem=stem_of(text) if offered else sentence(text),
        chosen=False,
        additions=tuple(_hidden(slug, wording) for slug, wording in offered),
        lead_in=joint(clause.additions_lead_in) if clause else "",
        end="." if offered else "",
    )


def _hidden(key: str, text: str) -> AdditionCandidate:
    return AdditionCandidate(key=key, text=trimmed(text), chosen=False, before="")


def _separator(place: int, count: int, lead_in: str) -> str:
    if place == 0:
        return lead_in
    return LAST_SEPARATOR if place == count - 1 else SEPARATOR


def live_items(
    printed: Iterable[Action | Indicator],
    clauses: Iterable[Clause],
    unchosen: Iterable[Item],
    filled: Mapping[str, str],
) -> tuple[Candidate, ...]:
    """Return the chosen actions of a theme, or the chosen indicators, then the candidates in the menu's order."""
    out = {item.key: item for item in unchosen}
    found = {
        item.key: Candidate(key=item.key, title=item.title, text=item.text, chosen=True, printed=item)
        for item in printed
    }
    for clause in clauses:
        if clause.slug not in found:
            text = out.pop(clause.slug).text if clause.slug in out else clause.text
            found[clause.slug] = Candidate(
                key=clause.slug, title=clause.title, text=blanks.fill(text, filled), chosen=False
            )
    for item in out.values():
        if item.key not in found:
            found[item.key] = Candidate(key=item.key, title="", text=blanks.fill(item.text, filled), chosen=False)
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
