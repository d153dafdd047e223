"""A model text in memory: what can be picked from it, and by whom. Read once a process and edition, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from commitments.models.directory import Component, NationalSociety, State
from commitments.models.model_text import Bracket, Clause, ModelText, Passage, Theme
from commitments.text import blanks

Kind = Clause.Kind


@dataclass(frozen=True)
class Menu:
    introduction: tuple[str, ...]
    """Paragraphs of the model's introduction"""
    guidance: Mapping[str, tuple[str, ...]]
    """Paragraphs for the drafter by box, A to D; "" for the front page"""
    themes: tuple[Theme, ...]
    offered: tuple[Clause, ...]
    """Every clause that can be picked, in the source's order; retired ones left out"""
    clauses: Mapping[int, Clause]
    """Every clause by its primary key, retired ones too"""
    blanks: Mapping[str, str]
    """What fills a blank (Bracket.Fills), by the blank as it is printed"""
    meanings: Mapping[str, str]
    """What a bracket means, in our words, by the bracket as it is printed"""
    suggested: Mapping[int, tuple[int, ...]]
    """What a clause serves or measures by our reading: clauses by their primary keys, by the primary key"""
    states: Mapping[int, State]
    """Every State by its primary key"""
    societies: Mapping[int, NationalSociety]
    """Every National Society by its primary key, with its State"""
    components: Mapping[int, Component]
    """The Movement's other components by their primary keys"""

    @cached_property
    def brackets(self) -> frozenset[str]:
        """Every blank of the model text, as it is printed: it means the same wherever it stands."""
        texts = (*self.introduction, *(clause.text for clause in self.clauses.values()))
        return frozenset({*self.blanks, *self.meanings, *(blank for text in texts for blank in blanks.find(text))})

    @cached_property
    def objectives(self) -> list[Clause]:
        return [clause for clause in self.offered if clause.kind == Kind.OBJECTIVE]

    @cached_property
    def by_slug(self) -> Mapping[str, Clause]:
        return {clause.slug: clause for clause in self.clauses.values()}

    @cached_property
    def indicators(self) -> list[Clause]:
        return [clause for clause in self.offered if clause.kind == Kind.INDICATOR]

    @cached_property
    def _additions(self) -> Mapping[int, list[Clause]]:
        by_objective: dict[int, list[Clause]] = {}
        for clause in self.offered:
            if clause.parent_id:
                by_objective.setdefault(clause.parent_id, []).append(clause)
        return by_objective

    def additions(self, objective: Clause) -> list[Clause]:
        return self._additions.get(objective.pk, [])

    def actions(self, theme: Theme) -> list[Clause]:
        return [clause for clause in self.offered if clause.kind == Kind.ACTION and clause.theme_id == theme.pk]

    def theme(self, slug: str) -> Theme | None:
        return next((theme for theme in self.themes if theme.slug == slug), None)

    def heading(self, theme_id: int | None, name: str) -> str:
        """Return where an action stands, in one text: `theme:` and a slug, or `own:` and the drafter's own heading."""
        slug = next((theme.slug for theme in self.themes if theme.pk == theme_id), "")
        return f"theme:{slug}" if slug else f"own:{name}"

    def under(self, heading: str) -> tuple[int | None, str]:
        """Return the theme's primary key and the own heading that `heading` says; of an unknown theme, neither."""
        theme, name = self._named(heading)
        return (theme.pk, "") if theme else (None, name)

    def heading_title(self, heading: str) -> str:
        """Return what people read in the place of `heading`: nothing of what stands under none."""
        theme, name = self._named(heading)
        return theme.heading if theme else name

    def _named(self, heading: str) -> tuple[Theme | None, str]:
        where, _colon, name = heading.partition(":")
        return self.theme(name) if where == "theme" else None, name if where == "own" else ""


def menu(model_text: ModelText) -> Menu:
    """Return the menu of a model text; from memory unless the library was loaded anew since."""
    return _menu(model_text.pk, model_text.edition)


@lru_cache(maxsize=32)
def _menu(pk: int, edition: str) -> Menu:
    passages = list(Passage.objects.filter(model_text=pk))
    clauses = list(Clause.objects.filter(model_text=pk))
    brackets = list(Bracket.objects.filter(model_text=pk))
    guidance: dict[str, tuple[str, ...]] = {}
    for passage in passages:
        if passage.kind == Passage.Kind.GUIDANCE:
            guidance[passage.box] = (*guidance.get(passage.box, ()), passage.text)
    suggested: dict[int, tuple[int, ...]] = {}
    for one, other in Clause.suggested.through._default_manager.filter(from_clause__model_text=pk).values_list(
        "from_clause_id", "to_clause_id"
    ):
        suggested[one] = (*suggested.get(one, ()), other)
    return Menu(
        introduction=tuple(passage.text for passage in passages if passage.kind == Passage.Kind.INTRODUCTION),
        guidance=guidance,
        themes=tuple(Theme.objects.filter(model_text=pk)),
        offered=tuple(clause for clause in clauses if not clause.retired),
        clauses={clause.pk: clause for clause in clauses},
        blanks={
            bracket.token: bracket.fills for bracket in brackets if bracket.kind == Bracket.Kind.BLANK and bracket.fills
        },
        meanings={bracket.token: bracket.meaning for bracket in brackets if bracket.meaning},
        suggested=suggested,
        states={state.pk: state for state in State.objects.all()},
        societies={society.pk: society for society in NationalSociety.objects.select_related("state")},
        components={component.pk: component for component in Component.objects.all()},
    )
