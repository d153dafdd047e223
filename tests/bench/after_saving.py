"""Pages as they are shown after a save, which has the boxes drawn anew that it changed: CPU / that of a plain page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count

from commitments.models import Item, Pledge
from tests.bench import reference
from tests.bench.measure import Table, cpu
from tests.bench.saving import THEME
from tests.bench.site import Site

ROUNDS = 60
PAGES = {"objectives": "objectives/", "the actions of a theme": f"actions/{THEME}/", "plan": "actions/"}
OF_A_TYPICAL_PLEDGE = {"objectives": 2.8, "the actions of a theme": 3.9, "plan": 0}
OF_EVERY_CLAUSE = {"objectives": 4.3, "the actions of a theme": 5.8, "plan": 0}
"""What each page cost at most before it was one path to a pledge's end, and 15 %; the plan is for information, as it
offers the details of what it suggests since"""


def measure(table: Table, site: Site, name: str, pledge: Pledge, *, at_most: dict[str, float]) -> None:
    """Add the figures of one pledge's pages to the table, each held to its limit in `at_most`, by its name in PAGES."""
    reference.remember(pledge, site.user)
    paths = [f"/reference/{pledge.reference}/", *(f"/pledges/{pledge.reference}/{path}" for path in PAGES.values())]
    plain, *ours = cpu([partial(site.get, path) for path in paths], ROUNDS, before=_save(pledge))
    for page, seconds in zip(PAGES, ours, strict=True):
        figure = f"{page} after a save, {name}: CPU / plain template of the objectives"
        table.ratio(figure, seconds / plain, at_most=at_most[page])


def _save(pledge: Pledge) -> Callable[[], object]:
    """Return what changes the wording of an objective and of an action, each time another way."""
    rows = [pledge.items.filter(kind=kind).order_by("pk").first() for kind in (Item.Kind.OBJECTIVE, Item.Kind.ACTION)]
    number = count(1)

    def save() -> None:
        turn = next(number)
        for row in rows:
            assert row
            Item.objects.filter(pk=row.pk).update(text=f"{row.text} {turn}")

    return save
