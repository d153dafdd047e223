"""The live preview: the pledge's document with every candidate of one section in it, hidden until it is ticked.

Additions are laid out piece by piece, so that the browser can hide one and fix the punctuation. What is shown at
first is to the letter what the document prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import Truncator

from commitments import models
from commitments.document import Action, Addition, Indicator, Objective, PledgeDocument, Theme, first_own_number
from commitments.models import Clause, Item, Menu
from commitments.text import blanks
from commitments.text.additions import OWN_LEAD_IN, glued, joint, separator, stem_of, trimmed
from commitments.text.sentences import sentence

LONGEST_NAME = 60


@dataclass(frozen=True)
class Candidate:
    """An item on the paper, chosen or not."""

    key: str
    title: str
    text: str
    chosen: bool
    printed: Action | Indicator | None = None
    """The item as the document has it, when it is chosen"""

    @property
    def name(self) -> str:
        return self.title or _start_of(self.text)


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
    """What closes the sentence now"""
    end_alone: str
    """What closes it when none of its additions is shown"""
    is_verbatim: bool
    """Every word of it is the model text's, with its blanks as they are there"""

    @property
    def name(self) -> str:
        return self.title or _start_of(self.stem)

    @cached_property
    def looks(self) -> tuple[object, ...] | None:
        """What its drawing depends on besides the model text; None where a word of it is a person's."""
        additions = tuple((addition.key, addition.chosen) for addition in self.additions)
        return (self.key, self.chosen, additions) if self.is_verbatim else None


def _start_of(text: str) -> str:
    """Return what names an item without a title where one can't see it."""
    return Truncator(" ".join(text.split())).chars(LONGEST_NAME)


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
    document: PledgeDocument, menu: Menu, items: Iterable[Item], filled: Mapping[str, str]
) -> tuple[ObjectiveCandidate, ...]:
    """Return the chosen objectives, then the candidates in the menu's order, then those of the drafter's own.

    `items` are all objectives and additions of the pledge, chosen or not.
    """
    stored = list(items)
    wordings = _Wordings(menu, stored, filled)
    chosen = {objective.key: objective for objective in document.objectives}
    offered = [clause.slug for clause in menu.objectives]
    out = [item.key for item in stored if item.kind == Item.Kind.OBJECTIVE and not item.chosen]
    return tuple(_objective(key, chosen.get(key), wordings) for key in dict.fromkeys([*chosen, *offered, *out]))


class _Wordings:
    """What each objective and addition says, be it picked, taken out or only offered; by key."""

    def __init__(self, menu: Menu, items: Iterable[Item], filled: Mapping[str, str]) -> None:
        self.items = {item.key: item for item in items}
        self.clauses = menu.by_slug
        self.filled = filled
        keys = {item.pk: key for key, item in self.items.items()}
        self.additions: dict[str, list[str]] = {
            clause.slug: [addition.slug for addition in menu.additions(clause)] for clause in menu.objectives
        }
        for key, item in self.items.items():
            under = self.additions.setdefault(keys[item.parent_id], []) if item.parent_id else []
            if key not in under:
                under.append(key)

    def text(self, key: str) -> str:
        item = self.items.get(key)
        return blanks.fill(item.text if item else self.clauses[key].text, self.filled)

    def is_verbatim(self, key: str) -> bool:
        """Whether it says what the model text says, and is printed as such.

        Words that were adapted from an older edition may be those of today's by now: their full stop is left alone.
        """
        return key in self.clauses and self.text(key) == self.clauses[key].text and self.is_official(key)

    def is_official(self, key: str) -> bool:
        return key not in self.items or self.items[key].wording == Item.Wording.OFFICIAL


def _objective(key: str, printed: Objective | None, wordings: _Wordings) -> ObjectiveCandidate:
    clause = wordings.clauses.get(key)
    lead_in = joint(clause.additions_lead_in if clause else OWN_LEAD_IN)
    shown = printed.additions if printed else ()
    text = wordings.text(key)
    additions = _shown_additions(text, lead_in, shown)
    there = {addition.key for addition in shown}
    additions += [
        AdditionCandidate(other, trimmed(wordings.text(other)), chosen=False, before="")
        for other in wordings.additions.get(key, ())
        if other not in there
    ]
    alone = sentence(text) if wordings.is_official(key) else text
    stem = stem_of(text) if additions else alone
    end_alone = alone[len(stem) :]
    end = "." if shown else end_alone
    return ObjectiveCandidate(
        key=key,
        title=clause.title if clause else "",
        stem=stem,
        chosen=printed is not None,
        additions=tuple(additions),
        lead_in=lead_in,
        end=end,
        end_alone=end_alone,
        is_verbatim=all(wordings.is_verbatim(each) for each in (key, *(addition.key for addition in additions))),
    )


def _shown_additions(text: str, lead_in: str, shown: Sequence[Addition]) -> list[AdditionCandidate]:
    """Return the additions of an objective's text that are in the pledge, each with what stands before it in print."""
    additions, whole = [], stem_of(text)
    for place, addition in enumerate(shown):
        words = trimmed(addition.text)
        before = glued(whole, separator(place, len(shown), lead_in), words)
        additions.append(AdditionCandidate(addition.key, words, chosen=True, before=before))
        whole += before + words
    return additions


def live_items(
    printed: Iterable[Action | Indicator],
    clauses: Iterable[Clause],
    unchosen: Iterable[Item],
    filled: Mapping[str, str],
) -> tuple[Candidate, ...]:
    """Return the chosen actions of a theme, or the chosen indicators, then the candidates in the menu's order."""
    out = {item.key: item for item in unchosen}
    candidates = {
        item.key: Candidate(key=item.key, title=item.title, text=item.text, chosen=True, printed=item)
        for item in printed
    }
    for clause in clauses:
        if clause.slug not in candidates:
            text = out.pop(clause.slug).text if clause.slug in out else clause.text
            candidates[clause.slug] = Candidate(
                key=clause.slug, title=clause.title, text=blanks.fill(text, filled), chosen=False
            )
    for item in out.values():
        if item.key not in candidates:
            candidates[item.key] = Candidate(key=item.key, title="", text=blanks.fill(item.text, filled), chosen=False)
    return tuple(candidates.values())


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
    models = [*(theme for theme in there if theme.slug), *(live if current else ())]
    own = [theme for theme in there if not theme.slug] if current else live
    return (*sorted(models, key=lambda theme: theme.number), *own)


def _own_themes(
    document: PledgeDocument, menu: Menu, unchosen: Iterable[Item], filled: Mapping[str, str]
) -> list[LiveTheme]:
    chosen = {theme.name: theme for theme in document.themes if not theme.slug}
    out: dict[str, list[Item]] = {name: [] for name in chosen}
    for item in unchosen:
        out.setdefault(item.theme_name, []).append(item)
    first = first_own_number(menu, is_beside_the_models=any(theme.slug for theme in document.themes))
    return [
        LiveTheme(number, name, live_items(chosen[name].actions if name in chosen else (), (), items, filled))
        for number, (name, items) in enumerate(out.items(), start=first)
    ]
