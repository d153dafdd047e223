"""What the rules know of the world: names, Conferences, resolutions, the model text's own choices.

Read from the library once a process and edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db.models import Q

from commitments.models import ClauseLink, Component, ModelText, NationalSociety, menu
from commitments.models import knowledge as rows
from commitments.models.search import (
    COMPONENT_NAMES,
    GOVERNMENT_NAMES,
    SOCIETY_NAMES,
    STATE_NAMES,
    countries,
    names,
)
from commitments.text.bare_names import bare_words, has_emblem, ways_to_read, without_form


@dataclass(frozen=True)
class AdoptedResolution:
    conference: int
    number: str
    title: str


@dataclass(frozen=True)
class WrongName:
    """A wrong name that is seen in print, and the right one."""

    wrong: str
    right: str
    language: str = "en"
    """BCP 47 tag: elsewhere it may be right, as “RLF” is in French"""


@dataclass(frozen=True)
class Knowledge:
    conferences: Mapping[int, int] = field(default_factory=dict)
    """The year of each International Conference, by its number"""
    resolutions: tuple[AdoptedResolution, ...] = ()
    wrong_names: tuple[WrongName, ...] = ()
    society_names: Mapping[str, str] = field(default_factory=dict)
    """A National Society's official English name, by another name that it goes by"""
    official_names: frozenset[str] = frozenset()
    """The official English name of every National Society: one may hold another's short name"""
    directory: Mapping[frozenset[str], str] = field(default_factory=dict)
    """How the directory calls a State, a National Society or a component, by the words of each name it is known by"""
    choices: tuple[str, ...] = ()
    """What leaves a choice between two words open, such as “review/assess”"""
    refugee_clauses: frozenset[str] = frozenset()
    """Slugs of the clauses that speak to the Global Compact on Refugees only"""
    overlaps: tuple[tuple[str, str], ...] = ()
    """Pairs of slugs of clauses that say nearly the same in the model text itself"""
    official: frozenset[str] = frozenset()
    """Every text of the model text's clauses, as the library has it"""
    brackets: frozenset[str] = frozenset()
    """Every blank of the model text"""
    period: tuple[int, int] | None = None
    """First and last year of the pledges of the model text's Conference"""

    def bearer(self, name: str) -> str:
        """Return how the directory calls whom it knows by a name; nothing, where it knows nobody.

        Without what stands in parentheses, or by that alone; “Republic of Turkey”, as a Turkey is known.
        """
        readings = [words_of_name(reading) for reading in ways_to_read(name)]
        readings += [without_form(words) for words in readings]
        return next((self.directory[words] for words in readings if words in self.directory), "")

    @cached_property
    def societies(self) -> re.Pattern[str]:
        """Finds the names of Societies, official and other."""
        return any_of([*self.society_names, *self.official_names, *self.society_names.values()], ignore_case=False)

    @cached_property
    def choice(self) -> re.Pattern[str]:
        """Finds what leaves a choice open, whatever space stands around the slash."""
        return any_of(self.choices)

    @cached_property
    def names(self) -> Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]:
        """What finds wrong and right names, and the right by the wrong one in small letters; by language."""
        names = {}
        for language in {name.language for name in self.wrong_names}:
            of_language = [name for name in self.wrong_names if name.language == language]
            pattern = any_of([spelling for name in of_language for spelling in (name.wrong, name.right)])
            names[language] = (pattern, {name.wrong.casefold(): name.right for name in of_language})
        return names


RED_CROSS = "red cross"
"""Stands among the words of a name for the Red Cross or the Red Crescent, in whatever language"""
NOTHING = re.compile(r"(?!)")


def any_of(names: Iterable[str], *, ignore_case: bool = True) -> re.Pattern[str]:
    """Return what finds the names as whole words, the longest first: one within another is not taken for it."""
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    if not longest_first:
        return NOTHING
    spaced = (re.escape(name).replace(r"\ ", r"\s+").replace("/", r"\s*/\s*") for name in longest_first)
    starts = "".join(sorted({re.escape(name[0]) for name in longest_first}))
    pattern = rf"(?<!\w)(?=[{starts}])(?:{'|'.join(spaced)})(?!\w)"
    return re.compile(pattern, re.IGNORECASE if ignore_case else 0)


REFUGEES = "GCR"
"""The framework that has a register of its own beside the migration compact's"""


def knowledge_for(model_text: ModelText) -> Knowledge:
    """Return what the rules need to know for pledges from a model text; from memory unless the library changed."""
    return _knowledge(model_text.pk, model_text.edition)


@lru_cache(maxsize=32)
def _knowledge(pk: int, edition: str) -> Knowledge:
    model_text = ModelText.objects.get(pk=pk)
    links = ClauseLink.objects.filter(clause__model_text=pk, basis=ClauseLink.Basis.EXPLICIT)
    of_refugees = set(links.filter(_speaks_to(REFUGEES)).values_list("clause__slug", flat=True))
    of_others = set(links.exclude(_speaks_to(REFUGEES)).values_list("clause__slug", flat=True))
    others: dict[str, str] = {}
    societies = list(NationalSociety.objects.recognised())
    officials = frozenset(society.name_en for society in societies)
    for society in societies:
        for other in society.other_names_en.split(";"):
            if other.strip() and other.strip() not in society.name_en:
                others[other.strip()] = society.name_en
    return Knowledge(
        conferences=dict(rows.Conference.objects.values_list("number", "year")),
        resolutions=tuple(
            AdoptedResolution(*row) for row in rows.Resolution.objects.values_list("conference", "number", "title")
        ),
        wrong_names=tuple(WrongName(*row) for row in rows.Misnomer.objects.values_list("wrong", "right", "language")),
        society_names={other: official for other, official in others.items() if other not in officials},
        official_names=officials,
        directory=_directory(),
        choices=tuple(rows.Choice.objects.values_list("words", flat=True)),
        refugee_clauses=frozenset(of_refugees - of_others),
        overlaps=tuple(rows.Overlap.objects.filter(model_text=pk).values_list("one", "other")),
        official=frozenset(clause.text for clause in menu(model_text).clauses.values()),
        brackets=menu(model_text).brackets,
        period=(model_text.period_start, model_text.period_end),
    )


def words_of_name(name: str) -> frozenset[str]:
    """Return the words that make a name, however they are spelt in whatever order they stand (text/bare_names.py)."""
    words = frozenset(bare_words(name))
    return words | {RED_CROSS} if words and has_emblem(name) else words


def _directory() -> Mapping[frozenset[str], str]:
    called: dict[frozenset[str], str] = {}
    of_countries: dict[frozenset[str], str] = {}
    for component in Component.objects.all():
        called |= _by_words(names(component, COMPONENT_NAMES), component.name_en)
    for state in countries():
        of_state = _by_words(names(state, STATE_NAMES) + names(state, GOVERNMENT_NAMES), state.short_name_en)
        called |= of_state
        if society := state.recognised_society:
            called |= _by_words(names(society, SOCIETY_NAMES), society.name_en)
            of_countries |= dict.fromkeys((words | {RED_CROSS} for words in of_state), society.name_en)
    return of_countries | called


def _by_words(known: Iterable[str], name: str) -> dict[frozenset[str], str]:
    return {words: name for words in map(words_of_name, known) if words}


def _speaks_to(framework: str) -> Q:
    return Q(framework__code=framework)
