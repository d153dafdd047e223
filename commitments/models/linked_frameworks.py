"""The documents that a model text's clauses speak to, in memory. Read once a process and edition, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from commitments.models.framework import ClauseLink, Framework, FrameworkItem
from commitments.models.model_text import Clause, ModelText

OTHER_LANGUAGES = ("fr", "es", "ar")


@dataclass(frozen=True)
class Point:
    """An objective, point, principle or target of a document."""

    code: str
    number: str
    """As the document numbers it; empty where it doesn't"""
    titles: Mapping[str, str]
    """Wording that may be shown, by language; other languages than English only where all of the document is checked"""
    summary: str
    """What it says in other words, in English; empty where that may not be shown"""
    is_checked: bool
    """Whether the English wording was seen at its source"""


@dataclass(frozen=True)
class LinkedFramework:
    """A document that clauses speak to, such as the Global Compact for Migration."""

    code: str
    names: Mapping[str, str]
    """By language: English, and what was checked"""
    symbol: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Link:
    """What a clause speaks to."""

    compact: str
    """Code of the document"""
    point: str
    """Code of the point; empty for the document as a whole"""
    is_named: bool
    """Whether the clause itself names it; else it is close in subject, by our reading"""


@dataclass(frozen=True)
class LinkedFrameworks:
    """All documents that the clauses of one model text speak to."""

    compacts: tuple[LinkedFramework, ...] = ()
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    """By the slug of the clause, retired ones too"""
    offered: frozenset[str] = frozenset()
    """Slugs of the clauses that can be picked"""


def linked_frameworks(model_text: ModelText) -> LinkedFrameworks:
    """Return what the clauses of a model text speak to; from memory unless the library was loaded anew since."""
    return _linked(model_text.pk, model_text.edition)


@lru_cache(maxsize=32)
def _linked(pk: int, edition: str) -> LinkedFrameworks:
    by_clause: dict[str, list[Link]] = {}
    links = ClauseLink.objects.filter(clause__model_text=pk).order_by("framework", "item__position")
    for clause, framework, item, basis in links.values_list("clause__slug", "framework__code", "item__code", "basis"):
        by_clause.setdefault(clause, []).append(Link(framework, item or "", basis == ClauseLink.Basis.EXPLICIT))
    frameworks = Framework.objects.filter(clause_links__clause__model_text=pk).distinct().prefetch_related("items")
    slugs = Clause.objects.filter(model_text=pk, retired=False).values_list("slug", flat=True)
    return LinkedFrameworks(
        compacts=tuple(_linked_framework(framework, list(framework.items.all())) for framework in frameworks),
        links={clause: tuple(its) for clause, its in by_clause.items()},
        offered=frozenset(slugs),
    )


def _linked_framework(framework: Framework, items: list[FrameworkItem]) -> LinkedFramework:
    names = {
        language: getattr(framework, f"name_{language}") for language in OTHER_LANGUAGES if _seen(framework, language)
    }
    shown = [item for item in items if item.title_shown]
    languages = [language for language in OTHER_LANGUAGES if shown and all(_seen(item, language) for item in shown)]
    return LinkedFramework(
        code=framework.code,
        names={"en": framework.name_en, **names},
        symbol=framework.symbol,
        points=tuple(_point(item, languages) for item in items),
    )


def _point(item: FrameworkItem, languages: list[str]) -> Point:
    titles = {"en": item.title_shown} if item.title_shown else {}
    if titles:
        titles |= {language: getattr(item, f"title_{language}") for language in languages}
    return Point(item.code, item.number, titles, item.summary_shown, item.is_verified)


def _seen(row: Framework | FrameworkItem, language: str) -> bool:
    """Whether the wording in a language was seen at its source; anything but a plain yes is a no."""
    return row.verified.get(language) is True
