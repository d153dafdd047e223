"""Finding who can be a party by part of a name: official, other or older, or an abbreviation, in four languages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from commitments.models.directory import Component, NationalSociety, RegionalGroup, State
from commitments.text.bare_names import ways_to_read, words_of_region
from commitments.text.folding import folded
from commitments.text.ranking import Query, Rank, called, distance, rank
from commitments.text.region_names import FILLERS, OTHER_NAMES, is_wide

LANGUAGES = ("en", "fr", "es", "ar")
STATE_NAMES = (
    *(f"{form}_{language}" for form in ("short_name", "formal_name") for language in LANGUAGES),
    "known_as",
    "iso2",
    "iso3",
)
GOVERNMENT_NAMES = (
    *(f"government_{language}" for language in LANGUAGES),
    *(f"prose_name_{language}" for language in LANGUAGES[:3]),
)
SOCIETY_NAMES = ("name_en", "other_names_en", "name_fr", "name_es", "name_ar", "known_as")
COMPONENT_NAMES = ("code", "name_en", "name_fr", "name_es", "name_ar", "known_as")
GROUP_NAMES = ("name_en", "name_fr", "name_es", "name_ar", "slug")
CODES = frozenset({"iso2", "iso3"})
"""Names that are found as a whole only: “al” is in too many words"""
MOST = 12
LONGEST, MOST_WORDS = 200, 20
Entry = TypeVar("Entry", State, Component, RegionalGroup)


@dataclass(frozen=True)
class Country:
    """A State and its National Society, where it has a recognised one."""

    state: State
    society: NationalSociety | None


@dataclass(frozen=True)
class Found:
    countries: Sequence[Country]
    components: Sequence[Component]
    groups: Sequence[RegionalGroup]
    """With their members, and these with their Societies"""
    is_cut: bool
    """More than were asked for: the person should type more"""

    def __bool__(self) -> bool:
        return bool(self.countries or self.components or self.groups)


def find(text: str, most: int = MOST) -> Found:
    """Return the countries, components and regional groups whose names answer to `text`, the best first (ranking.py).

    Its first 200 characters and 20 words. Three queries, one more for groups.
    """
    query = Query(" ".join(text[:LONGEST].split()[:MOST_WORDS]))
    if not query.words:
        return Found(countries=(), components=(), groups=(), is_cut=False)
    states = best(names_of_countries(), query)
    components = best(((each, (), names(each, COMPONENT_NAMES)) for each in Component.objects.all()), query)
    every_group = list(RegionalGroup.objects.all())
    groups = best(((group, (), names_of_group(group)) for group in every_group), query)
    if named := _named_so(query.text, every_group):
        groups = [named, *(group for group in groups if group != named)]
    found = [Country(state, state.recognised_society) for state in states[:most]]
    prefetch_related_objects(groups[:most], Prefetch("members", countries()))
    return Found(found, components[:most], groups[:most], len(states) > most or len(groups) > most)


def countries() -> QuerySet[State]:
    """Return every State, with its National Society. One query."""
    return State.objects.select_related("national_society")


def names(entry: Any, fields: Iterable[str]) -> tuple[str, ...]:
    """Return the names of an entry of the directory, as they are written; codes left out."""
    return _parted("; ".join(getattr(entry, field) for field in fields if field not in CODES))


@lru_cache(maxsize=2_000)
def _parted(written: str) -> tuple[str, ...]:
    return tuple(name for part in written.split(";") if (name := part.strip()))


def names_of_countries() -> Iterator[tuple[State, Collection[str], tuple[str, ...]]]:
    """Yield each State with its codes, and with its own names, its Government's and its Society's. One query."""
    for state in countries():
        society: NationalSociety | None = getattr(state, "national_society", None)
        of_society = names(society, SOCIETY_NAMES) if society else ()
        own = names(state, STATE_NAMES) + names(state, GOVERNMENT_NAMES)
        yield state, (state.iso2, state.iso3), own + of_society


def names_of_group(group: RegionalGroup) -> tuple[str, ...]:
    """Return the names of a regional group, and those by which it is merely known (text/region_names.py)."""
    return names(group, GROUP_NAMES) + OTHER_NAMES.get(group.slug, ())


def best(entries: Iterable[tuple[Entry, Collection[str], tuple[str, ...]]], query: Query) -> list[Entry]:
    """Return the entries that answer to `query` by their codes or names: the best first, else in their own order.

    Where one bears that very name, no other is shown that merely has its words somewhere; and what is only spelt
    somewhat like it is shown where there is nothing else.
    """
    code = query.joined.upper()
    found: list[tuple[Rank, bool, int, Entry]] = []
    for entry, codes, known in entries:
        answer = Rank.EXACT if code in codes else rank(query, called(known))
        if answer is not None:
            written_otherwise = query.text not in known and query.text not in codes
            found.append((answer, written_otherwise, distance(query, called(known)), entry))
    found.sort(key=itemgetter(0, 1, 2))
    first = found[0][0] if found else Rank.EXACT
    last = Rank.IN_ONE if first <= Rank.SAME else max(first, Rank.WITHIN)
    return [entry for answer, _otherwise, _distance, entry in found if answer <= last]


def group_named(text: str) -> RegionalGroup | None:
    """Return the regional group of that name in any language, also of another name or abbreviation, or of that slug.

    It may stand with its article or without, with “region”, “countries” or “States” or without, and with “all of” or
    “the whole”. A continent is none, whatever a group is called for short.
    """
    return None if is_wide(text) else _named_so(text, RegionalGroup.objects.all())


def _named_so(text: str, groups: Iterable[RegionalGroup]) -> RegionalGroup | None:
    known = [(group, _words_of_group(group)) for group in groups]
    read = [words_of_region(reading) for reading in ways_to_read(text)]
    for words in filter(None, (*read, *(each - FILLERS for each in read))):
        bearers = [group for group, known_words in known if words in known_words]
        if len(bearers) == 1:
            return bearers[0]
    return None


def _words_of_group(group: RegionalGroup) -> set[frozenset[str]]:
    return {words_of_region(reading) for name in names_of_group(group) for reading in ways_to_read(name)}


def component_named(name: str) -> Component | None:
    """Return the component of the Movement of that name, in any language, or of that abbreviation."""
    called_so = folded(name)
    components = ((component, names(component, COMPONENT_NAMES)) for component in Component.objects.all())
    return next((component for component, own in components if called_so in map(folded, own)), None)
