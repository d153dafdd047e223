"""Lists of pledges with 100,000 of them against the same with 1,000: first page, a page in the middle, a search."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from commitments.models import Change, Organisation, Party, Pledge, State, User
from commitments.web import paging
from tests import factories
from tests.bench.measure import Table, cpu
from tests.bench.objectives import queries
from tests.bench.site import Site

FEW, MANY, CHUNK, ROUNDS = 1_000, 100_000, 5_000, 40
RATIO_LIMIT, COMMON_LIMIT, QUERY_LIMIT = 1.3, 2.0, 10
PAGE = paging.PAGE
ORGANISATIONS = 20
WORDS_OF_EACH = 25
RARE = "zanzibar"
"""Stands in one pledge of each kind"""
STILL = "/model-texts/"
"""A page that no pledge touches: how fast the machine is at the moment"""


class Crowd:
    """Many pledges: every other one of the organisation of who looks, the others of twenty; half of them submitted."""

    def __init__(self, site: Site) -> None:
        self.model_text = factories.make_pledge(site.organisation).model_text
        Pledge.objects.all().delete()
        others = [factories.make_organisation() for _ in range(ORGANISATIONS)]
        self.organisations = [each for other in others for each in (site.organisation, other)]
        self.state, self.start, self.draw = State.objects.get(iso2="KE"), timezone.now(), Random(1)  # noqa: S311 - no secret
        self.vocabulary = [f"word{number}" for number in range(5_000)]
        self.size = 0

    def grow(self, size: int) -> None:
        """Add pledges until there are `size`."""
        while self.size < size:
            pledges = Pledge.objects.bulk_create(self._pledges(min(CHUNK, size - self.size)))
            # Every tenth has a party and a change by another: enough to fill their indexes, quick enough to make.
            some = [pledge for number, pledge in enumerate(pledges) if number < PAGE or not number % 10]
            Party.objects.bulk_create(Party(pledge=each, position=0, kind="state", state=self.state) for each in some)
            Change.objects.bulk_create(
                Change(pledge=each, section="parties", version=1, row="pledge", before={"title": ""}) for each in some
            )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _pledges(self, count: int) -> Iterator[Pledge]:
        for number in range(self.size, self.size + count):
            words = [*self.draw.choices(self.vocabulary, k=WORDS_OF_EACH), *([RARE] if number in (500, 502) else [])]
            yield Pledge(
                model_text=self.model_text,
                organisation=self.organisations[number % len(self.organisations)],
                status="submitted" if number % 4 > 1 else "draft",
                title=f"Access and dignity for migrants, {number}",
                period_start=2019,
                period_end=2023,
                search_text=f"access and dignity for migrants | kenya red cross society | {' '.join(words)}",
                updated_at=self.start - timedelta(minutes=number),
            )
        self.size += count


def measure(table: Table, site: Site) -> None:
    """Add the figures of the lists. Takes a minute and a half, half of it for making the pledges."""
    crowd = Crowd(site)
    secretariat = factories.make_member("viewer", factories.make_organisation(kind=Organisation.Kind.SECRETARIAT))
    crowd.grow(FEW)
    few = _costs(site, secretariat)
    crowd.grow(MANY)
    many = _costs(site, secretariat)
    for name, cost in many.items():
        figure = f"{name}, {connection.vendor}: {MANY:,} pledges / {FEW:,}"
        table.ratio(figure, cost / few[name], at_most=COMMON_LIMIT if "of all" in name else RATIO_LIMIT)
    site.sign_in(site.user)
    table.count(
        f"your pledges, {connection.vendor}: queries", queries(partial(site.get, "/pledges/")), at_most=QUERY_LIMIT
    )


def _costs(site: Site, secretariat: User) -> dict[str, float]:
    """Return what each list costs, in times of the page that no pledge touches."""
    costs: dict[str, Any] = {}
    for name, path, user, of_all in (
        ("your pledges", "/pledges/", site.user, Pledge.objects.filter(organisation=site.organisation)),
        ("all organisations’", "/pledges/all/", secretariat, Pledge.objects.filter(status="submitted")),
    ):
        site.sign_in(user)
        middle = paging.place_of(of_all.order_by("-updated_at", "-pk")[of_all.count() // 2])
        paths = {
            f"{name}, first page": path,
            f"{name}, a page in the middle": f"{path}?after={middle}",
            f"{name}, search for a rare word": f"{path}?q={RARE}",
            f"{name}, search for a word of all": f"{path}?q=dignity",
        }
        clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter  # a server has its own CPU
        still, *found = cpu([partial(site.get, each) for each in (STILL, *paths.values())], ROUNDS, clock)
        costs |= {figure: cost / still for figure, cost in zip(paths, found, strict=True)}
    return costs
