"""The readiness check of a pledge: every rule over its document, and what they found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from commitments.document import PledgeDocument
from commitments.models import ModelText, Pledge
from commitments.readiness.finding import ADVICE, BLOCKER, Finding, Place, Rule, called
from commitments.readiness.knowledge import Facts, Misnomer, Resolution, facts_for
from commitments.readiness.rules import blockers, names, plan, wording

__all__ = [
    "ADVICE",
    "BLOCKER",
    "BY_CODE",
    "RULES",
    "Facts",
    "Finding",
    "Misnomer",
    "Place",
    "Report",
    "Resolution",
    "Rule",
    "called",
    "check",
]

RULES: tuple[Rule, ...] = (*blockers.RULES, *plan.RULES, *names.RULES, *wording.RULES)
BY_CODE = {rule.code: rule for rule in RULES}


@dataclass(frozen=True)
class Report:
    """What the check found."""

    blockers: tuple[Finding, ...]
    advice: tuple[Finding, ...]
    set_aside: tuple[Finding, ...]
    """Advice that a drafter set aside with a reason"""
    passed: tuple[Rule, ...]
    """Rules that found nothing, or nothing but what was set aside"""

    @property
    def count(self) -> int:
        """How many rules there are."""
        return len(RULES)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.blockers, *self.advice)


def check(document: PledgeDocument, facts: Facts, set_aside: Collection[str] = ()) -> Report:
    """Return what every rule finds in a pledge; `set_aside` holds the names of findings that a drafter set aside."""
    found: dict[str, Finding] = {}
    for rule in RULES:
        for finding in rule.find(document, facts):
            found.setdefault(finding.name, finding)
    aside = {name: each for name, each in found.items() if each.severity == ADVICE and name in set_aside}
    standing = [each for name, each in found.items() if name not in aside]
    codes = {each.code for each in standing}
    return Report(
        blockers=tuple(each for each in standing if each.severity == BLOCKER),
        advice=tuple(each for each in standing if each.severity == ADVICE),
        set_aside=tuple(aside.values()),
        passed=tuple(rule for rule in RULES if rule.code not in codes),
    )


def report_on(pledge: Pledge, document: PledgeDocument) -> Report:
    """Return what the check says of a pledge. No query once the library is in memory."""
    model_text = pledge.model_text
    return _report(document, model_text.pk, model_text.edition, frozenset(pledge.set_aside), get_language())


@lru_cache(maxsize=256)
def _report(document: PledgeDocument, pk: int, edition: str, set_aside: frozenset[str], language: str) -> Report:
    """Kept by the document: while nobody changes a pledge, its pages need not look through it again."""
    return check(document, facts_for(ModelText(pk=pk, edition=edition)), set_aside)
