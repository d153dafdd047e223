"""What the public register says of each published pledge, and how many there are by region and theme. Reads only.

Nothing but what the parties of a text agreed to publish is read here: the rows of a pledge whose every party signed
are what was frozen, and its parties are those that the text names. Who joined later stands in no such row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.text import slugify

from commitments import document
from commitments.models import Item, Party, Pledge, Revision, Theme
from commitments.web.pledge_filter import PledgeFilter, regions

PAGE, MOST_COUNTED = 50, 1_000
SHOWN = ("reference", "title", "language", "status", "period_start", "period_end", "published_at", "openness")


@dataclass(frozen=True)
class RegisterEntry:
    """One published pledge of the register."""

    pledge: Pledge
    code: str
    """The end of the address of its signatures"""
    parties: Sequence[Party]
    themes: Sequence[str]
    """The titles of its action plan's themes, those of the model text alone"""

    @property
    def names(self) -> list[str]:
        """The parties’ names as lists of its text have them, in its language."""
        return [document.party_name(party, self.pledge) for party in self.parties]

    @property
    def regions(self) -> list[str]:
        """The IFRC's regions of its parties, by name."""
        return sorted({region for party in self.parties if (region := region_of(party))})


@dataclass(frozen=True)
class RegisterPage:
    """One page of the register, the one published last on top."""

    entries: Sequence[RegisterEntry]
    after: str = ""
    """The reference after which older ones are; empty where there are none"""
    is_first: bool = True


@dataclass(frozen=True)
class Cell:
    """How many pledges of a region there are in a theme, and how they are found."""

    count: int
    address: str
    shade: int
    """From 0, none, to 4, as many as the fullest cell has"""


@dataclass(frozen=True)
class Grid:
    """How many published pledges there are by region and theme."""

    themes: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]

    @property
    def is_empty(self) -> bool:
        return not any(cell.count for _region, cells in self.rows for cell in cells)


def region_of(party: Party) -> str:
    """Return the IFRC's region of a party; nothing for a component and an observer."""
    entry = party.state or party.national_society
    return entry.ifrc_region if entry else ""


def page_of(pledges: QuerySet[Pledge], *, after: str = "", size: int = PAGE) -> RegisterPage:
    """Return the page of some published pledges that begins after one of them, by its reference; else the first.

    Five queries at most, whatever there is in the register.
    """
    place = pledges.filter(reference=after).values_list("published_at", "pk").first() if after else None
    rest = pledges.filter(_older(place[0], place[1])) if place and place[0] else pledges
    listed = rest.select_related("model_text").only(*SHOWN, "model_text__slug", "model_text__name", *OF_ITS_TEXT)
    found = list(listed.order_by("-published_at", "-pk")[: size + 1])
    shown = found[:size]
    return RegisterPage(entries(shown), shown[-1].reference if len(found) > size else "", is_first=not place)


OF_ITS_TEXT = ("model_text__conference", "model_text__language", "model_text__period_start", "model_text__period_end")


def _older(at: datetime, pk: int) -> Q:
    return Q(published_at__lte=at) & (Q(published_at__lt=at) | Q(pk__lt=pk))  # the first half lets an index be used


def count(pledges: QuerySet[Pledge]) -> str:
    """Return how many there are: a number, or “1,000+”."""
    number = pledges.order_by()[: MOST_COUNTED + 1].count()
    return f"{number:,}" if number <= MOST_COUNTED else f"{MOST_COUNTED:,}+"


def entries(pledges: Sequence[Pledge]) -> list[RegisterEntry]:
    """Return what the register says of each pledge. Three queries."""
    keys = [pledge.pk for pledge in pledges]
    parties: dict[int, list[Party]] = {}
    rows = Party.objects.filter(pledge__in=keys).select_related("state", "national_society__state", "component")
    for party in rows.order_by("pledge", "position", "pk"):
        parties.setdefault(party.pledge_id, []).append(party)
    themes: dict[int, list[str]] = {}
    of_plan = Item.objects.filter(pledge__in=keys, chosen=True, kind="action", theme__isnull=False)
    in_order = of_plan.order_by("pledge", "theme__position").values_list("pledge", "theme__title", "theme__position")
    for pk, title, _place in in_order.distinct():
        themes.setdefault(pk, []).append(title)
    newest = Revision.objects.filter(pledge=OuterRef("pk")).order_by("-number").values("code")[:1]
    codes = dict(Pledge.objects.filter(pk__in=keys).order_by().values_list("pk", Subquery(newest)))
    return [
        RegisterEntry(pledge, codes.get(pledge.pk) or "", parties.get(pledge.pk, []), themes.get(pledge.pk, []))
        for pledge in pledges
    ]


def grid(pledges: QuerySet[Pledge]) -> Grid:
    """Return how many pledges there are by region and theme. Three queries.

    A pledge of parties of two regions, or with two themes, is counted in each.
    """
    region = Coalesce(NullIf("parties__state__ifrc_region", Value("")), "parties__national_society__ifrc_region")
    counted = (
        pledges.filter(items__chosen=True, items__kind="action", items__theme__isnull=False)
        .order_by()
        .annotate(of_region=region)
        .exclude(of_region=None)
        .values_list("items__theme", "of_region")
        .annotate(Count("pk", distinct=True))
    )
    counts = {(theme, name): number for theme, name, number in counted}
    most = max(counts.values(), default=0)
    themes = list(Theme.objects.select_related("model_text").order_by("model_text__slug", "position"))
    rows = [
        (name, [_cell(counts.get((theme.pk, name), 0), theme, name, most) for theme in themes]) for name in regions()
    ]
    return Grid([theme.title for theme in themes], rows)


def _cell(number: int, theme: Theme, region: str, most: int) -> Cell:
    found = PledgeFilter(theme=f"{theme.model_text.slug}.{theme.slug}", region=slugify(region))
    return Cell(number, found.address(), -(-4 * number // most) if most else 0)
