"""Finding who can be a party by part of a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.models.directory import NationalSociety, RegionalGroup, State, matching

STATE_NAMES = ("short_name_en", "formal_name_en", "short_name_fr", "short_name_es", "short_name_ar", "iso2", "iso3")
SOCIETY_NAMES = ("name_en", "other_names_en", "name_fr", "name_es", "name_ar")
GROUP_NAMES = ("name_en", "name_fr", "name_es", "name_ar", "slug")
MOST = 12
LONGEST = 200


@dataclass(frozen=True)
class Country:
    """A State and its National Society, where it has a recognised one."""

    state: State
    society: NationalSociety | None


@dataclass(frozen=True)
class Found:
    countries: Sequence[Country]
    groups: Sequence[RegionalGroup]
    is_cut: bool
    """More than were asked for: the person should type more"""

    def __bool__(self) -> bool:
        return bool(self.countries or self.groups)


def find(text: str, most: int = MOST) -> Found:
    """Return the countries and regional groups in which every word of `text` occurs. Two queries, three for groups."""
    text = text.replace("\0", " ")[:LONGEST]  # PostgreSQL takes no NUL, not even to look for
    if not text.strip():
        return Found(countries=(), groups=(), is_cut=False)
    of_society = matching(text, *(f"national_society__{name}" for name in SOCIETY_NAMES))
    states = list(
        State.objects.filter(matching(text, *STATE_NAMES) | of_society).select_related("national_society")[: most + 1]
    )
    groups = list(RegionalGroup.objects.filter(matching(text, *GROUP_NAMES)).prefetch_related("members")[: most + 1])
    countries = [Country(state, _recognised(state)) for state in states[:most]]
    return Found(countries, groups[:most], len(states) > most or len(groups) > most)


def _recognised(state: State) -> NationalSociety | None:
    society: NationalSociety | None = getattr(state, "national_society", None)
    return society if society and society.recognised else None
