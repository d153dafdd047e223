"""The readiness check: its rules over the longest pledge, and its page against the pledge's text alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commitments import access, document
from commitments.document import Objective, PledgeDocument, printed
from commitments.drafting.readers import note_reader
from commitments.drafting.sections import progress
from commitments.exports.registry import FORMATS
from commitments.models import Draft, Pledge
from commitments.readiness.knowledge import knowledge_for
from commitments.readiness.report import RULES, check
from commitments.text.limits import MAX_ITEMS
from commitments.web import fixes
from commitments.web.views.news import who_is_here
from commitments.web.views.signed_in import person_key, signed_in
from tests.bench.measure import Table, cpu
from tests.bench.objectives import queries
from tests.bench.site import Site

ROUNDS, PAGE_ROUNDS = 20, 100
RULES_LIMIT, QUERY_LIMIT, RATIO_LIMIT = 100, 2, 2.0
WORDS = 5_000
TODAY = date(2026, 11, 30)


@signed_in
def plain(request: HttpRequest, reference: str) -> HttpResponse:
    """What the check page is held against: the export page, which shows the paper and little else, with no check."""
    draft = Draft(access.readable_pledge(request, reference))
    pledge, user, built = draft.pledge, access.person(request), document.build(draft)
    note_reader(pledge, user, "export")
    steps = progress(built, pledge)
    step = next(step for step in steps if step.section.slug == "export")
    shown = {
        "pledge": pledge,
        "steps": steps,
        "step": step,
        "section": step.section,
        "version": pledge.version_of("export"),
        "person_key": person_key(user),
        "readers": who_is_here(pledge, user, "export"),
        "may_edit": access.may_edit(pledge),
        "to_fix": [],
        "tally": fixes.SectionTally(),
        "formats": FORMATS.values(),
        **printed.context(built, title_level=2),
    }
    return render(request, "commitments/export/formats.html", shown)


def measure(table: Table, site: Site, typical: Pledge, every_one: Pledge) -> None:
    """Add the figures of the rules, and those of the page for two pledges."""
    _measure_rules(table, every_one)
    _measure_page(table, site, "typical pledge", typical, at_most=RATIO_LIMIT)
    _measure_page(table, site, "every clause chosen", every_one, at_most=RATIO_LIMIT)


def _measure_rules(table: Table, pledge: Pledge) -> None:
    built, knowledge = _filled_up(document.build(pledge)), knowledge_for(pledge.model_text)
    (seconds,) = cpu([lambda: check(built, knowledge, TODAY)], ROUNDS)
    items = len(built.objectives) + len(built.actions) + len(built.indicators)
    name = f"all {len(RULES)} rules, {items} items and {built.words:,} words"
    table.count(f"{name}: ms", round(seconds * 1000), at_most=RULES_LIMIT)
    count = queries(lambda: check(built, knowledge_for(pledge.model_text), TODAY))
    table.count(f"{name}: queries", count, at_most=QUERY_LIMIT)


def _filled_up(built: PledgeDocument) -> PledgeDocument:
    """Return the pledge with objectives of the drafter's own: as many as it may have, in all 5,000 of its words."""
    items = [*built.objectives, *(each for objective in built.objectives for each in objective.additions)]
    free = MAX_ITEMS - len(items) - len(built.actions) - len(built.indicators)
    vocabulary = sorted({word for text in built.texts for word in re.findall(r"[a-z-]{4,}", text)})
    draw, length = Random(1), -(-(WORDS - built.words) // free)  # noqa: S311 - no secret
    texts = [f"Protect {' '.join(draw.sample(vocabulary, length - 1))}." for _ in range(free)]
    own = [Objective(f"own-{number}", None, "", text, "own", (), "") for number, text in enumerate(texts)]
    return replace(built, objectives=(*built.objectives, *own))


def _measure_page(table: Table, site: Site, name: str, pledge: Pledge, *, at_most: float = 0) -> None:
    """Cold, the pledge changed since the page was last shown: all rules run, and the paper is drawn anew on both sides.

    Warm, nothing changed: the report and the paper are in memory.
    """
    page, theirs = f"/pledges/{pledge.reference}/check/", f"/preview/{pledge.reference}/"
    cold = [_changed(pledge, site, path) for path in (page, theirs)]
    warm: list[Callable[[], object]] = [lambda: site.get(page), lambda: site.get(theirs)]
    checked, shown = cpu(cold, PAGE_ROUNDS)
    site.get(page), site.get(theirs)
    checked_again, shown_again = cpu(warm, PAGE_ROUNDS)
    title = f"check page, {name}"
    table.ratio(f"{title}, changed since: CPU / its text alone", checked / shown, at_most=at_most)
    table.ratio(f"{title}, shown again: CPU / its text alone", checked_again / shown_again, at_most=at_most)
    table.count(f"{title}: queries", queries(lambda: site.get(page)))


def _changed(pledge: Pledge, site: Site, path: str) -> Callable[[], bytes]:
    """Return what changes the pledge's title, so that nothing kept of its document is of use, and gets a page."""
    turn = 0

    def get() -> bytes:
        nonlocal turn
        turn += 1
        Pledge.objects.filter(pk=pledge.pk).update(title=f"Access and dignity, {path} {turn}")
        return site.get(path)

    return get
