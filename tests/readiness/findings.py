"""Running the check and reading what it found."""

from __future__ import annotations

from datetime import date

from commitments.document import PledgeDocument
from commitments.readiness.finding import Finding
from commitments.readiness.knowledge import Knowledge
from commitments.readiness.report import check

TODAY = date(2021, 6, 1)
"""The day on which the tests look"""


def findings(document: PledgeDocument, knowledge: Knowledge) -> list[Finding]:
    """Everything that the rules find in a pledge."""
    return list(check(document, knowledge, TODAY).findings)


def found(document: PledgeDocument, knowledge: Knowledge) -> set[str]:
    """The codes of what they find."""
    return {finding.code for finding in findings(document, knowledge)}


def sentences(document: PledgeDocument, knowledge: Knowledge, code: str) -> list[str]:
    """What one rule says."""
    return [finding.sentence for finding in findings(document, knowledge) if finding.code == code]
