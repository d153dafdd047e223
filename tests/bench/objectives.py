"""The objectives page against the same markup from a plain template: CPU, queries, size."""

from __future__ import annotations

import difflib
import gzip
import re
from collections.abc import Callable
from functools import partial
from itertools import cycle
from urllib.parse import urlencode

from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.models import Item, Pledge
from tests.bench import reference
from tests.bench.measure import Table, cpu
from tests.bench.site import Site
from tests.markup import squeezed

ROUNDS = 200
RATIO_LIMIT, QUERY_LIMIT = 1.5, 15
TOKEN = re.compile(r'(name="(?:csrfmiddlewaretoken|own_key)" value=)"[^"]*"')
SPACE_AROUND_TAGS = re.compile(r"(?<=>) | (?=[<\"])")


class PagesDifferError(Exception):
    """The plain page is not the product's page any more: templates/reference.html has to follow."""


def measure(table: Table, site: Site, name: str, pledge: Pledge, *, at_most: float = 0) -> None:
    """Add the figures of one pledge's page to the table, held to `at_most` if given. Raises PagesDifferError."""
    reference.remember(pledge, site.user)
    page, plain = f"/pledges/{pledge.reference}/objectives/", f"/reference/{pledge.reference}/"
    for_anybody = f"/reference/for-anybody/{pledge.reference}/"
    hold_equal(site.get(page), site.get(plain))
    save = _save(site, pledge, page)
    ours, theirs, unsigned, saved = cpu(
        [*(partial(site.get, path) for path in (page, plain, for_anybody)), save], ROUNDS
    )
    title = f"objectives page, {name}"
    table.ratio(f"{title}: CPU / plain template", ours / theirs, at_most=at_most)
    table.ratio(f"{title}: CPU / plain template that signs nobody in", ours / unsigned)
    table.count(f"{title}: queries", queries(partial(site.get, page)), at_most=QUERY_LIMIT)
    table.count(f"{title}: bytes, compressed", len(gzip.compress(site.get(page), 6)))
    table.ratio(f"{title}: CPU of saving one tick / of the page", saved / ours)
    table.count(f"{title}: queries of saving one tick", queries(save))


def _save(site: Site, pledge: Pledge, page: str) -> Callable[[], bytes]:
    """Return what posts the page with one tick changed: off, on, off, …"""
    kinds = (Item.Kind.OBJECTIVE, Item.Kind.ADDITION)
    keys = list(pledge.items.filter(kind__in=kinds, additions=None, parent=None).values_list("key", flat=True))
    additions = list(pledge.items.filter(kind__in=kinds).exclude(key__in=keys).values_list("key", flat=True))
    bodies = cycle(
        [
            urlencode({"pick": [*ticked, *additions], "own": "", "ready_asked": "1", "go": "next"}, doseq=True).encode()
            for ticked in (keys[:-1], keys)
        ]
    )
    return lambda: site.post(page, next(bodies))


def queries(task: Callable[[], object]) -> int:
    """Return how many queries a task makes, once the model text is in memory."""
    with CaptureQueriesContext(connection) as captured:
        task()
    return len(captured)


def hold_equal(page: bytes, plain: bytes) -> None:
    """Compare two pages but for the token against forged requests, the new item's name, and white space.

    Raises PagesDifferError.
    """
    ours, theirs = (
        SPACE_AROUND_TAGS.sub("", TOKEN.sub(r'\1""', squeezed(" ".join(html.decode().split()))))
        .replace("><", ">\n<")
        .split("\n")
        for html in (page, plain)
    )
    if ours != theirs:
        raise PagesDifferError(
            "\n".join([*difflib.unified_diff(ours, theirs, "product", "plain", lineterm="", n=1)][:40])
        )


def _in_one_line(tag: re.Match[str]) -> str:
    return " ".join(tag[0].split())
