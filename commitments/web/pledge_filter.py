"""Which pledges of a long list are shown: by words, topic, region, kind of party and Conference, as an address says it.

The public register and the secretariat's desk filter alike, so an address of one says the same in the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Self
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commitments.models import Item, ModelText, Party, PartyKind, Pledge, State, Theme
from commitments.models.sql.search_index import hits, searched

LONGEST_SHOWN = 200
"""How much of a search stands in its field again"""
SEARCHED = (Pledge.Status.SUBMITTED, Pledge.Status.AGREED)
"""The states of which the index is asked: all that anybody outside of the parties reads is in one of them"""


@dataclass(frozen=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    """As the address has it"""
    label: str
    language: str = ""
    """BCP 47 tag of the label, where it is a text of somebody's"""


@dataclass(frozen=True)
class Menu:
    """One list to choose from, under its name in the address."""

    name: str
    label: str
    every: str
    """What is said where nothing is chosen"""
    choices: Sequence[Choice]
    chosen: str = ""


@dataclass(frozen=True)
class PledgeFilter:
    """What is looked for. An empty field leaves everything in."""

    q: str = ""
    theme: str = ""
    """Of the action plan: the slugs of the model text and of its theme, with a dot between"""
    region: str = ""
    """`slugify` of one of the IFRC's regions, as the directory has it"""
    kind: str = ""
    """A value of PartyKind"""
    conference: str = ""
    """`slugify` of a Conference's name, as its model texts have it"""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        """Read an address. NUL, which no database takes, and what is too long to be meant are left out."""
        names = [field.name for field in fields(cls)]
        return cls(**{name: str(values.get(name, "")).replace("\0", " ").strip()[:LONGEST_SHOWN] for name in names})

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    @property
    def has_choice(self) -> bool:
        """Whether anything but words is looked for."""
        return bool(self.given.keys() - {"q"})

    @property
    def given(self) -> dict[str, str]:
        """What is looked for, by the names in an address."""
        return {name: value for name, value in asdict(self).items() if value}

    def address(self, **more: str) -> str:
        """Return the part of an address after the path that says this, and `more`; “?” where that is nothing."""
        return "?" + urlencode({**self.given, **{name: value for name, value in more.items() if value}})

    def apply(self, pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
        """Return those of some submitted or agreed pledges that fit, and hold every word that is looked for."""
        pledges = self.narrow(pledges)
        return self._searched(pledges) if self.q else pledges

    def narrow(self, pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
        """Return those of some pledges that fit, but for the words. What is no theme, region, kind or Conference fits
        none.
        """
        if self.theme:
            model_text, _dot, theme = self.theme.partition(".")
            in_plan = Item.objects.filter(pledge=OuterRef("pk"), chosen=True, kind="action")
            pledges = pledges.filter(Exists(in_plan.filter(theme__slug=theme, theme__model_text__slug=model_text)))
        if self.region:
            name = next((name for name in regions() if slugify(name) == self.region), None)
            of_region = Q(state__ifrc_region=name) | Q(national_society__ifrc_region=name)
            pledges = pledges.filter(Exists(Party.objects.filter(of_region, pledge=OuterRef("pk")))) if name else none()
        if self.kind:
            pledges = pledges.filter(Exists(Party.objects.filter(pledge=OuterRef("pk"), kind=self.kind)))
        if self.conference:
            texts = [pk for pk, name in ModelText.objects.values_list("pk", "conference") if self._is(name)]
            pledges = pledges.filter(model_text__in=texts)
        return pledges

    def _is(self, conference: str) -> bool:
        return slugify(conference) == self.conference

    def _searched(self, pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
        looked_for = searched(self.q)
        if not looked_for:
            return none()
        found = Q()
        for status in SEARCHED:
            found |= Q(pk__in=hits(looked_for, None, status))
        return pledges.filter(found)


def none() -> QuerySet[Pledge]:
    return Pledge.objects.none()


def regions() -> list[str]:
    """Return the IFRC's regions as the directory has them, by name."""
    return sorted(set(State.objects.order_by().values_list("ifrc_region", flat=True).distinct()))


def menus(chosen: PledgeFilter) -> list[Menu]:
    """Return the lists to choose from, with what is chosen. Three queries."""
    themes = [
        Choice(f"{theme.model_text.slug}.{theme.slug}", theme.title)
        for theme in Theme.objects.select_related("model_text").order_by("model_text__slug", "position")
    ]
    named = ModelText.objects.values_list("conference", flat=True)
    conferences = {slugify(name): name for name in named}
    return [
        Menu("theme", _("Theme"), _("All themes"), themes, chosen.theme),
        Menu("region", _("Region"), _("All regions"), [Choice(slugify(one), one) for one in regions()], chosen.region),
        Menu(
            "kind",
            _("Kind of party"),
            _("All kinds"),
            [Choice(value, str(label)) for value, label in PartyKind.choices],
            chosen.kind,
        ),
        Menu(
            "conference",
            _("Conference"),
            _("All Conferences"),
            [Choice(slug, name) for slug, name in conferences.items()],
            chosen.conference,
        ),
    ]
