"""Finding who can be a party by part of a name: official, other or older, or an abbreviation, in four languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from commitments.models.directory import Component, NationalSociety, RegionalGroup, State
from commitments.text.folding import folded

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
LONGEST, MOST_WORDS = 200, 8
SHORT = 3
"""Of so few letters a name is an abbreviation: once one is exactly that, words that merely contain them are no find"""
EXACT, BEGINS, WORDS_BEGIN, WITHIN = range(4)
"""How well a name answers to what is looked for, the best first"""
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
    """Return the countries, components and regional groups in whose names every word of `text` occurs, the best first.

    Folded (text/folding.py), and the first eight words. Three queries, one more for groups.
    """
    words = folded(text[:LONGEST]).split()[:MOST_WORDS]
    if not words:
        return Found(countries=(), components=(), groups=(), is_cut=False)
    states = _best(((state, names_of_country(state)) for state in countries()), words)
    components = _best(((each, names(each, COMPONENT_NAMES)) for each in Component.objects.all()), words)
    groups = _best(((group, names(group, GROUP_NAMES)) for group in RegionalGroup.objects.all()), words)
    found = [Country(state, state.recognised_society) for state in states[:most]]
    prefetch_related_objects(groups[:most], Prefetch("members", countries()))
    return Found(found, components[:most], groups[:most], len(states) > most or len(groups) > most)


def countries() -> QuerySet[State]:
    """Return every State, with its National Society. One query."""
    return State.objects.select_related("national_society")


def names(entry: Any, fields: Iterable[str]) -> list[str]:
    """Return the names of an entry of the directory, as they are written; codes left out."""
    written = (name for field in fields if field not in CODES for name in getattr(entry, field).split(";"))
    return [name.strip() for name in written if name.strip()]


def names_of_country(state: State) -> list[str]:
    """Return the names of a State, of its Government and of its National Society."""
    society: NationalSociety | None = getattr(state, "national_society", None)
    of_society = names(society, SOCIETY_NAMES) if society else []
    return [*names(state, STATE_NAMES), *names(state, GOVERNMENT_NAMES), *of_society]


def _best(entries: Iterable[tuple[Entry, list[str]]], words: list[str]) -> list[Entry]:
    """Return the entries that answer to all `words`, the best first, otherwise in their own order."""
    answers = [(_answer(entry, called, words), entry) for entry, called in entries]
    found = sorted(((rank, entry) for rank, entry in answers if rank is not None), key=lambda answer: answer[0])
    if found and found[0][0] == EXACT and len("".join(words)) <= SHORT:
        found = [answer for answer in found if answer[0] != WITHIN]
    return [entry for _rank, entry in found]


def _answer(entry: Entry, called: list[str], words: list[str]) -> int | None:
    """Return how well an entry answers to `words`, None where it doesn't. Words may be written as one, or apart."""
    phrase, as_one = " ".join(words), "".join(words)
    plain = [folded(name) for name in called]
    joined = [name.replace(" ", "") for name in plain]
    if as_one in joined or as_one.upper() in {getattr(entry, code, "") for code in CODES}:
        return EXACT
    if any(name.startswith(phrase) for name in plain):
        return BEGINS
    text = f" {' '.join(plain)}"
    if all(f" {word}" in text for word in words):
        return WORDS_BEGIN
    text += " " + " ".join(joined)
    return WITHIN if all(word in text for word in words) else None


def group_named(text: str) -> RegionalGroup | None:
    """Return the regional group of that name in any language, with its article or without, or of that slug."""
    called = _without_article(folded(text))
    groups = ((group, names(group, GROUP_NAMES)) for group in RegionalGroup.objects.all())
    return next((group for group, own in groups if called in {_without_article(folded(name)) for name in own}), None)


def _without_article(plain: str) -> str:
    first, _space, rest = plain.partition(" ")
    return rest if first in ("the", "le", "la", "les", "el", "los", "las") and rest else plain


def component_named(name: str) -> Component | None:
    """Return the component of the Movement of that name, in any language, or of that abbreviation."""
    called = folded(name)
    components = ((component, names(component, COMPONENT_NAMES)) for component in Component.objects.all())
    return next((component for component, own in components if called in map(folded, own)), None)
