"""Freezing the longest pledge, and verifying what was frozen: what each costs beyond reading the rows."""

from __future__ import annotations

from functools import partial

from commitments import document
from commitments.models import Draft, Pledge
from tests.bench.measure import Table, cpu
from tests.bench.objectives import queries

ROUNDS = 200
LIMIT = 5_000
"""Microseconds"""


def measure(table: Table, pledge: Pledge) -> None:
    """Add the figures of one pledge, whose rows are read before.

    Verifying is taking the hash of the stored text. For information: making a document of it again, which every page
    that shows a signed text does.
    """
    draft = Draft(pledge)
    content, digest = _freeze(draft)  # which reads the rows
    assert document.thaw(content, status=pledge.status) == document.build(draft)
    frozen, verified, thawed = cpu(
        [
            partial(_freeze, draft),
            partial(_verify, content, digest),
            partial(document.thaw, content, status=pledge.status),
        ],
        ROUNDS,
    )
    name = f"every clause chosen, {len(content):,} characters frozen"
    table.count(f"{name}: µs of freezing", round(frozen * 1e6), at_most=LIMIT)
    table.count(f"{name}: µs of verifying", round(verified * 1e6), at_most=LIMIT)
    table.count(f"{name}: µs of reading it back", round(thawed * 1e6))
    table.count(f"{name}: queries of freezing beyond the rows", queries(partial(_freeze, draft)))


def _freeze(draft: Draft) -> tuple[str, str]:
    """Return the frozen text and its hash, as circulating stores them."""
    content = document.freeze(document.build(draft))
    return content, document.digest(content)


def _verify(content: str, digest: str) -> None:
    if document.digest(content) != digest:
        raise AssertionError("what was frozen is another text now")
