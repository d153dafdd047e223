"""What a page on which clauses are picked lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.models import Clause, Item, Theme

Kind = Item.Kind


@dataclass(frozen=True)
class ClauseList:
    """What one such page lists, and where it stands."""

    section: str
    template: str
    kind: str
    clauses: Sequence[Clause]
    url: str
    theme: Theme | None = None
    next_url: str = ""
    """Where “Save and continue” leads, when that is not the next section"""

    def lists(self, item: Item) -> bool:
        """Whether an item of the pledge stands on this page."""
        if self.kind == Kind.OBJECTIVE:
            return item.kind in (Kind.OBJECTIVE, Kind.ADDITION)
        return item.kind == self.kind and (self.kind != Kind.ACTION or item.theme_id == (self.theme and self.theme.pk))
