"""The readiness check of a pledge: every rule over its document, and what they found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language

from commitments.document import PledgeDocument
from commitments.models import ModelText, Pledge
from commitments.readiness.checked import Checked
from commitments.readiness.finding import ADVICE, BLOCKER, Finding, Rule
from commitments.readiness.knowledge import Knowledge, knowledge_for
from commitments.readiness.rules import blockers, names, plan, printing, wording

RULES: tuple[Rule, ...] = (*blockers.RULES, *printing.RULES, *plan.RULES, *names.RULES, *wording.RULES)
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


def check(document: PledgeDocument, knowledge: Knowledge, today: date, set_aside: Collection[str] = ()) -> Report:
    """Return what every rule finds in a pledge on a day.

    `set_aside` holds the names of findings that a drafter set aside. No rule reads the clock or the database: the same
    four give the same report.
    """
    checked = Checked(document, knowledge, today)
    findings: dict[str, Finding] = {}
    for rule in RULES:
        for finding in rule.find(checked):
            findings.setdefault(finding.name, finding)
    aside = {name: finding for name, finding in findings.items() if finding.severity == ADVICE and name in set_aside}
    standing = [finding for name, finding in findings.items() if name not in aside]
    codes = {finding.code for finding in standing}
    return Report(
        blockers=tuple(finding for finding in standing if finding.severity == BLOCKER),
        advice=tuple(finding for finding in standing if finding.severity == ADVICE),
        set_aside=tuple(aside.values()),
        passed=tuple(rule for rule in RULES if rule.code not in codes),
    )


def report_on(pledge: Pledge, document: PledgeDocument, *, today: date | None = None) -> Report:
    """Return what the check says of a pledge today, or on another day. No query once the library is in memory."""
    library = (pledge.model_text.pk, pledge.model_text.edition)
    return _report(document, library, today or timezone.localdate(), frozenset(pledge.set_aside), get_language())


@lru_cache(maxsize=256)
def _report(
    document: PledgeDocument, library: tuple[int, str], today: date, set_aside: frozenset[str], language: str
) -> Report:
    """Kept by the document and the day: while nobody changes a pledge, its pages need not look through it again.

    `library` names the model text, by primary key, and its edition; `language` is that of the sentences.
    """
    pk, edition = library
    return check(document, knowledge_for(ModelText(pk=pk, edition=edition)), today, set_aside)
