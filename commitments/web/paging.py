"""Pages of a list of pledges, the one saved last on top. A page begins where another ended: none costs more than any.

A place in the list is the time at which a pledge was saved and its reference: `1795545379123456.PB-7KQ3M-9XAB2`. Not
the pledge alone, which may have been saved anew since.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from commitments.models import Pledge

PAGE = 50
"""How many pledges a list shows at once"""
MOST_COUNTED = 1_000
PLACE = re.compile(r"([0-9]{1,17})\.([A-Z0-9-]{1,14})")
ORDER = ("-updated_at", "-pk")
DUE_ORDER = (F("due_on").asc(nulls_last=True), *ORDER)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ListPage:
    """One page of a list."""

    pledges: list[Pledge]
    before: str = ""
    """The place before which newer ones are; empty where there are none"""
    after: str = ""
    """The place after which older ones are; empty where there are none"""


def page_of(listed: QuerySet[Pledge], visible: QuerySet[Pledge], *, after: str = "", before: str = "") -> ListPage:
    """Return the page of `listed` after a place, or before one; the first page where the place is none of `visible`.

    `visible` is all that this person may see here: whatever a place says, nothing else is looked up.
    """
    if (place := _place(visible, before)) is not None:
        pledges = list(listed.filter(_newer(*place)).order_by("updated_at", "pk")[: PAGE + 1])
        if len(pledges) > PAGE:
            pledges = pledges[PAGE - 1 :: -1]
            return ListPage(pledges, before=place_of(pledges[0]), after=place_of(pledges[-1]))
    place = None if place else _place(visible, after)
    rest = listed.filter(_older(*place)) if place else listed
    pledges = list(rest.order_by("-updated_at", "-pk")[: PAGE + 1])
    shown = pledges[:PAGE]
    return ListPage(
        shown,
        before=place_of(shown[0]) if place and shown else "",
        after=place_of(shown[-1]) if len(pledges) > PAGE else "",
    )


def page_of_due(listed: QuerySet[Pledge], visible: QuerySet[Pledge], *, after: str = "") -> ListPage:
    """Return the page of `listed`, ordered by what is due first, after the pledge of a reference; else the first page.

    Both have `due_on` of dashboard.with_due_days; `visible` is as in page_of. What is due on no day stands last.
    """
    named = visible.filter(reference=after.replace("\0", "")).first() if after else None
    rest = listed.filter(_due_later(named)) if named else listed
    pledges = list(rest.order_by(*DUE_ORDER)[: PAGE + 1])
    return ListPage(pledges[:PAGE], after=pledges[PAGE - 1].reference if len(pledges) > PAGE else "")


def _due_later(pledge: Any) -> Q:
    older, day = _older(pledge.updated_at, pledge.pk), pledge.due_on
    if day is None:
        return Q(due_on=None) & older
    return Q(due_on__gt=day) | Q(due_on=None) | (Q(due_on=day) & older)


def place_of(pledge: Pledge) -> str:
    """Return a pledge's place, for an address."""
    return f"{(pledge.updated_at - EPOCH) // timedelta(microseconds=1)}.{pledge.reference}"


def count(pledges: QuerySet[Pledge], page: ListPage) -> str:
    """Return how many there are in all: a number, or “1,000+”. No query where the page shows them all."""
    if not page.before and not page.after:
        return str(len(page.pledges))
    return counted(pledges)


def counted(pledges: QuerySet[Pledge]) -> str:
    """Return how many there are: a number, or “1,000+”. A database stops counting there."""
    number = pledges[: MOST_COUNTED + 1].count()
    return f"{number:,}" if number <= MOST_COUNTED else f"{MOST_COUNTED:,}+"


def _place(visible: QuerySet[Pledge], text: str) -> tuple[datetime, int] | None:
    matched = PLACE.fullmatch(text)
    if not matched:
        return None
    pk = visible.filter(reference=matched[2]).values_list("pk", flat=True).first()
    return (EPOCH + timedelta(microseconds=int(matched[1])), pk) if pk else None


def _older(at: datetime, pk: int) -> Q:
    return Q(updated_at__lte=at) & (Q(updated_at__lt=at) | Q(pk__lt=pk))  # the first half lets an index be used


def _newer(at: datetime, pk: int) -> Q:
    return Q(updated_at__gte=at) & (Q(updated_at__gt=at) | Q(pk__gt=pk))
