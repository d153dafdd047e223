"""The readiness check on the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from commitments import document
from commitments.models import Pledge
from commitments.readiness.finding import Finding
from commitments.readiness.report import Report, report_on


class Command(BaseCommand):
    """Prints what the readiness check finds, one line a finding; ends with 1 if a blocker is left."""

    help = "Check a pledge: one line a finding, blockers first; exit status 1 if a blocker is left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", help="the pledge's reference, such as PB-7KQ3M-9XAB2")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings. Raises CommandError for an unknown reference; exits with 1 where a blocker is left."""
        try:
            report = _report(options["reference"])
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(f"The database can't be read ({_line(error)}). Run manage.py migrate first.") from error
        if options["format"] == "json":
            self.stdout.write(
                json.dumps([_as_data(finding) for finding in report.findings], ensure_ascii=False, indent=2)
            )
        else:
            for finding in report.findings:
                self.stdout.write(f"{finding.severity} {finding.code}, {finding.place.name}: {_line(finding.sentence)}")
        if report.missed:
            self.stderr.write("In which languages the texts are written could not be looked up; the rest was checked.")
        if report.blockers:
            raise SystemExit(1)


def _report(reference: str) -> Report:
    pledge = Pledge.objects.select_related("model_text").filter(reference=reference.replace("\0", "")).first()
    if pledge is None:
        raise CommandError(f"reference: there is no pledge {reference[:20]!r}. Check the reference.")
    return report_on(pledge, document.build(pledge))


def _line(value: object) -> str:
    return " ".join(str(value).split())


def _as_data(finding: Finding) -> dict[str, str]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity,
        "sentence": finding.sentence,
        "place": place.kind.value,
        "key": place.key,
        "number": place.number,
        "field": place.field,
    }
