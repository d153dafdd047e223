"""What checkers of PDF find wrong with a file; each list is empty for a file that keeps to what it says of itself."""

from __future__ import annotations

import io
import tempfile

import outloud
import page
import pdfua
import pikepdf

SEVERITIES = {"error"}


def by_page_validation(pdf: bytes, *, for_archive: bool) -> list[str]:
    """PDF/UA-1, and PDF/A-3a of what is to be kept: the whole of both standards that a machine can judge."""
    profiles = [page.ValidationProfile.PDF_UA_1]
    if for_archive:
        profiles.append(page.ValidationProfile.PDF_A_3A)
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in profiles]
    return [f"{failure.rule_id} {failure.message}" for report in reports for failure in report.failures]


def by_outloud(pdf: bytes) -> list[str]:
    """PDF/UA-1 and WCAG 2.2, and what is empty or out of order for those who listen."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        result = outloud.check(file.name)
    assert not result.error
    return [f"{each.rule} {each.message}" for each in result.findings if each.severity in SEVERITIES]


def by_pdfua(pdf: bytes) -> list[str]:
    """Sixteen rules of PDF/UA-1. It opens what lies on disk alone."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        report = pdfua.validate(file.name)
    return [f"{each.rule_id} {each.message}" for each in report.findings if each.severity is pdfua.Severity.ERROR]


def by_qpdf(pdf: bytes) -> list[str]:
    """What `qpdf --check` says: its library is in pikepdf."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return file.check_pdf_syntax()
