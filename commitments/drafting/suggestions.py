"""What the model text offers that goes with what a pledge holds: actions for objectives, indicators for actions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from commitments.document import PledgeDocument
from commitments.models import Clause, Menu

MOST = 5
"""How many are shown at once: more would be another list to read"""


@dataclass(frozen=True)
class Suggestion:
    """A clause that is not in the pledge, and what in the pledge it would serve or measure, by our reading."""

    clause: Clause
    titles: tuple[str, ...]
    """Of the clauses of the pledge that it goes with"""


def suggested(menu: Menu, kind: str, document: PledgeDocument) -> list[Suggestion]:
    """Return the clauses of a kind (action, indicator) that go with what is chosen; those with most of it first.

    The links are the library's (Clause.suggested), a reading of ours: nothing is ever chosen because of them.
    """
    chosen = _chosen(document)
    suggestions = []
    for clause in menu.offered:
        if clause.kind == kind and clause.slug not in chosen:
            with_it = [menu.clauses[pk] for pk in menu.suggested.get(clause.pk, ()) if menu.clauses[pk].slug in chosen]
            if kind == Clause.Kind.INDICATOR:  # an indicator measures actions
                with_it = [each for each in with_it if each.kind == Clause.Kind.ACTION] or with_it
            if with_it:
                suggestions.append(Suggestion(clause, tuple(each.title for each in with_it)))
    return sorted(suggestions, key=lambda each: -len(each.titles))[:MOST]


def links(menu: Menu, slug: str | None, offered: Collection[str]) -> frozenset[str]:
    """Return which of the `offered` clauses, by slug, a clause serves or measures by our reading."""
    clause = menu.by_slug.get(slug or "")
    pks = menu.suggested.get(clause.pk, ()) if clause else ()
    return frozenset(menu.clauses[pk].slug for pk in pks) & frozenset(offered)


def _chosen(document: PledgeDocument) -> frozenset[str | None]:
    additions = (addition.clause for objective in document.objectives for addition in objective.additions)
    objectives = (objective.clause for objective in document.objectives)
    actions = (action.clause for action in document.actions)
    indicators = (indicator.clause for indicator in document.indicators)
    return frozenset((*objectives, *additions, *actions, *indicators))
