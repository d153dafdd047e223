"""What an action can begin with, from what the pledge says already: who leads it, when, and which objectives it serves.

A page shows it in the fields of an action that comes into the pledge. It is stored as the drafter saves what they see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any

from commitments.drafting.parties import owners_party
from commitments.models import Draft, Item, menu

FEW = 2
"""Of so many parties all lead: they pledge jointly. Of more, who drafts leads"""
COLUMNS = ("leads", "start", "end", "linked")


class Proposals:
    """What the actions of one pledge can begin with."""

    def __init__(self, draft: Draft, asked: Collection[str] = ()) -> None:
        """`asked`: keys of actions in the plan for which it is asked, too; what is left open there is left alone."""
        self.draft, self.pledge, self.menu, self.asked = draft, draft.pledge, menu(draft.pledge.model_text), asked

    @cached_property
    def leads(self) -> list[str]:
        """The keys of the parties that lead at first: read where something is proposed, which few saves need."""
        return _leads(self.draft)

    @cached_property
    def objectives(self) -> dict[str, set[int]]:
        """Each chosen objective by its key, with the clauses of itself and of its chosen additions."""
        return dict(_objectives(self.draft))

    def of(self, key: str, item: Item | None) -> dict[str, Any]:
        """Return what stands in the fields of an action at first, by column; nothing where it says anything already.

        `key`: of the clause or the item.
        """
        is_left_alone = item is not None and item.chosen and key not in self.asked
        if is_left_alone or any(getattr(item, column, None) for column in COLUMNS):
            return {}
        first, last = self.pledge.period_start, self.pledge.period_end
        times = {"start": f"{first}-01", "end": f"{last}-12"}
        return {"leads": self.leads, **times, "linked": self.served(key)}

    def served(self, key: str) -> list[str]:
        """Return the objectives that a clause goes with by our reading; where there is only one objective, that."""
        clause = self.menu.by_slug.get(key)
        with_it = set(self.menu.suggested.get(clause.pk, ())) if clause else set()
        served = [objective for objective, clauses in self.objectives.items() if with_it & clauses]
        return served or (list(self.objectives) if len(self.objectives) == 1 else [])


def _leads(draft: Draft) -> list[str]:
    if len(draft.parties) <= FEW:
        return list(draft.parties)
    own = owners_party(draft.pledge, draft.parties.values())
    return [own.key] if own else []


def _objectives(draft: Draft) -> Iterator[tuple[str, set[int]]]:
    """Yield the key of each chosen objective, with the clauses of itself and of its chosen additions."""
    chosen = [item for item in draft.in_order() if item.chosen]
    for objective in chosen:
        if objective.kind == Item.Kind.OBJECTIVE:
            parts = [item for item in chosen if item is objective or item.parent_id == objective.pk]
            yield objective.key, {item.clause_id for item in parts if item.clause_id}
