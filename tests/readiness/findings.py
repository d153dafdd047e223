"""Running the check and reading what it found."""

from __future__ import annotations

from commitments.document import PledgeDocument
from commitments.readiness.report import Facts, Finding, check


def findings(document: PledgeDocument, facts: Facts) -> list[Finding]:
    """Everything that the rules find in a pledge."""
    return list(check(document, facts).findings)


def found(document: PledgeDocument, facts: Facts) -> set[str]:
    """The codes of what they find."""
    return {finding.code for finding in findings(document, facts)}


def sentences(document: PledgeDocument, facts: Facts, code: str) -> list[str]:
    """What one rule says."""
    return [finding.sentence for finding in findings(document, facts) if finding.code == code]
