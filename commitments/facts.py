"""What the library tells the readiness check, read once a process and edition."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Q

from commitments.models import ClauseLink, ModelText, NationalSociety, menu
from commitments.models.fact import Choice, Conference, Misnomer, Overlap, Resolution
from commitments.readiness import facts as known

REFUGEES = "GCR"
"""The framework that has a register of its own beside the migration compact's"""


def facts_for(model_text: ModelText) -> known.Facts:
    """Return what the rules need to know for pledges from a model text; from memory unless the library changed."""
    return _facts(model_text.pk, model_text.edition)


@lru_cache(maxsize=32)
def _facts(pk: int, edition: str) -> known.Facts:
    model_text = ModelText.objects.get(pk=pk)
    links = ClauseLink.objects.filter(clause__model_text=pk, basis=ClauseLink.Basis.EXPLICIT)
    of_refugees = set(links.filter(_speaks_to(REFUGEES)).values_list("clause__slug", flat=True))
    of_others = set(links.exclude(_speaks_to(REFUGEES)).values_list("clause__slug", flat=True))
    names: dict[str, str] = {}
    societies = list(NationalSociety.objects.recognised())
    officials = frozenset(society.name_en for society in societies)
    for society in societies:
        for other in society.other_names_en.split(";"):
            if other.strip() and other.strip() not in society.name_en:
                names[other.strip()] = society.name_en
    return known.Facts(
        conferences=dict(Conference.objects.values_list("number", "year")),
        resolutions=tuple(
            known.Resolution(*row) for row in Resolution.objects.values_list("conference", "number", "title")
        ),
        misnomers=tuple(known.Misnomer(*row) for row in Misnomer.objects.values_list("wrong", "right", "language")),
        society_names={other: official for other, official in names.items() if other not in officials},
        official_names=officials,
        choices=tuple(Choice.objects.values_list("words", flat=True)),
        refugee_clauses=frozenset(of_refugees - of_others),
        overlaps=tuple(Overlap.objects.filter(model_text=pk).values_list("one", "other")),
        official=frozenset(clause.text for clause in menu(model_text).clauses.values()),
    )


def _speaks_to(framework: str) -> Q:
    return Q(framework__code=framework)
