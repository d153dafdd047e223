"""The readiness check of a pledge: every rule over its document, and what they found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language

from commitments.document import PledgeDocument
from commitments.drafting.negotiation import OpenRow, open_rows
from commitments.models import ModelText, Pledge
from commitments.readiness.checked import Checked
from commitments.readiness.finding import ADVICE, BLOCKER, Finding, Rule
from commitments.readiness.knowledge import Knowledge, knowledge_for
from commitments.readiness.languages.client import LanguagesUnknownError
from commitments.readiness.languages.telling import Told
from commitments.readiness.rules import (
    blockers,
    days,
    languages,
    lists,
    names,
    observers,
    plan,
    printing,
    remnants,
    signatories,
    unwritten,
    wording,
)
from commitments.text.days import earliest_today

RULES: tuple[Rule, ...] = (
    *unwritten.RULES,
    *blockers.RULES,
    *printing.RULES,
    *remnants.BLOCKERS,
    *plan.RULES,
    *names.RULES,
    *observers.RULES,
    *signatories.RULES,
    *languages.RULES,
    *wording.RULES,
    *days.RULES,
    *remnants.RULES,
    *lists.RULES,
)
BY_CODE = {rule.code: rule for rule in RULES}
BLOCKING = tuple(rule for rule in RULES if rule.severity == BLOCKER)


@dataclass(frozen=True)
class Report:
    """What the check found."""

    blockers: tuple[Finding, ...]
    advice: tuple[Finding, ...]
    set_aside: tuple[Finding, ...]
    """Advice that a drafter set aside with a reason"""
    staying: tuple[Finding, ...]
    """What would be a blank or a placeholder, had a drafter not said that it stays"""
    passed: tuple[Rule, ...]
    """Rules that found nothing, or nothing but what was set aside"""
    missed: tuple[Rule, ...] = ()
    """Rules that could not be applied, as nobody tells languages just now"""

    @property
    def count(self) -> int:
        """How many rules there are."""
        return len(RULES)

    def about(self, item: str) -> Report:
        """Return what of it is about one item, by its key."""

        def of_it(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
            return tuple(
                finding
                for finding in findings
                if any(place.key == item for place in finding.places or (finding.place,))
            )

        return replace(self, blockers=of_it(self.blockers), advice=of_it(self.advice))

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.blockers, *self.advice)


def check(
    document: PledgeDocument,
    knowledge: Knowledge,
    today: date,
    set_aside: Collection[str] = (),
    staying: Collection[str] = (),
    *,
    tell: Callable[[Iterable[str]], Mapping[str, Told]] | None = None,
    rules: Sequence[Rule] | None = None,
) -> Report:
    """Return what every rule finds in a pledge on a day.

    `set_aside` holds the names of findings that a drafter set aside, `staying` those of words that stay as they are
    (Place.staying); `tell` tells the languages of texts. No rule reads the clock or the database: the same give the
    same report, but for the rules that `tell` does not answer. `rules` are those that are applied, where not all are.
    """
    rules = RULES if rules is None else rules
    checked = Checked(document, knowledge, today, frozenset(staying), tell)
    findings: dict[str, Finding] = {}
    missed: list[Rule] = []
    for rule in rules:
        try:
            for finding in rule.find(checked):
                findings.setdefault(finding.name, finding)
        except LanguagesUnknownError:
            missed.append(rule)
    aside = {name: finding for name, finding in findings.items() if finding.severity == ADVICE and name in set_aside}
    standing = [finding for name, finding in findings.items() if name not in aside and not finding.stays]
    codes = {finding.code for finding in standing}
    return Report(
        blockers=tuple(finding for finding in standing if finding.severity == BLOCKER),
        advice=tuple(finding for finding in standing if finding.severity == ADVICE),
        set_aside=tuple(aside.values()),
        staying=tuple(finding for finding in findings.values() if finding.stays),
        passed=tuple(rule for rule in rules if rule.code not in codes and rule not in missed),
        missed=tuple(missed),
    )


def report_on(pledge: Pledge, document: PledgeDocument, *, today: date | None = None) -> Report:
    """Return what the check says of a pledge today, where days end last, or on another day.

    No query once the library is in memory, but for a pledge that is negotiated at a table.
    """
    document = _negotiated(document, open_rows(pledge, document))
    library = (pledge.model_text.pk, pledge.model_text.edition)
    decided = frozenset(pledge.set_aside), frozenset(pledge.staying), document.web_mail, document.not_agreed
    try:
        return _report(document, library, today or earliest_today(timezone.now()), decided, get_language())
    except IncompleteReportError as incomplete:
        return incomplete.report


def blockers_of(pledge: Pledge, document: PledgeDocument, open_ones: Sequence[OpenRow]) -> tuple[Finding, ...]:
    """Return the blockers of report_on, a tenth of the work: no advice is looked for, nor any language told.

    `open_ones` are the open rows of the pledge's tables. No query once the library is in memory.
    """
    today, knowledge = earliest_today(timezone.now()), knowledge_for(pledge.model_text)
    return check(_negotiated(document, open_ones), knowledge, today, (), pledge.staying, rules=BLOCKING).blockers


def _negotiated(document: PledgeDocument, open_ones: Sequence[OpenRow]) -> PledgeDocument:
    """Return the same document with what is not agreed at its tables."""
    return replace(document, not_agreed=tuple((row.key, row.party_key) for row in open_ones)) if open_ones else document


class IncompleteReportError(Exception):
    """Some rules could not be applied: the report is not to be kept."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report


@lru_cache(maxsize=256)
def _report(
    document: PledgeDocument,
    library: tuple[int, str],
    today: date,
    decided: tuple[frozenset[str], frozenset[str], *tuple[tuple[tuple[str, ...], ...], ...]],
    language: str,
) -> Report:
    """Kept by the document and the day: while nobody changes a pledge, its pages need not look through it again.

    `library` names the model text, by primary key, and its edition; `decided` is what was set aside, what stays,
    which signatories have web-mail addresses, and what is not agreed; `language` is that of the sentences. Raises
    IncompleteReportError.
    """
    pk, edition = library
    set_aside, staying, *_of_the_document = decided
    report = check(document, knowledge_for(ModelText(pk=pk, edition=edition)), today, set_aside, staying)
    if report.missed:
        raise IncompleteReportError(report)
    return report
