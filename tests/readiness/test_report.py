"""The report on a pledge, and what its memory keeps apart: the day, the language, what was set aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import timezone, translation

from commitments import document
from commitments.models import Pledge
from commitments.readiness import report
from commitments.readiness.checked import Checked
from commitments.readiness.finding import ADVICE, Finding, Rule
from commitments.readiness.places import Place, PlaceKind
from commitments.readiness.report import report_on
from commitments.text.days import end_of
from tests.factories import make_pledge

pytestmark = pytest.mark.django_db
EVE, NEW_YEAR = date(2023, 12, 31), date(2024, 1, 1)


@pytest.fixture
def pledge() -> Pledge:
    return make_pledge(title="Wells")


@pytest.fixture
def told_the_day(monkeypatch) -> None:
    """A check whose one rule says which day it was given."""

    def find(checked: Checked) -> Iterator[Finding]:
        yield Finding("day", ADVICE, checked.today.isoformat(), Place(PlaceKind.TITLE))

    monkeypatch.setattr(report, "RULES", (Rule("day", ADVICE, "Passed.", find),))


def sentences(pledge: Pledge, today: date) -> list[str]:
    return [finding.sentence for finding in report_on(pledge, document.build(pledge), today=today).findings]


def test_report_is_kept_for_a_day(pledge):
    built = document.build(pledge)
    assert report_on(pledge, built, today=EVE) is report_on(pledge, document.build(pledge), today=EVE)
    assert report_on(pledge, built, today=EVE) is not report_on(pledge, built, today=NEW_YEAR)


@pytest.mark.usefixtures("told_the_day")
def test_rules_are_told_the_day_and_reports_of_two_days_are_kept_apart(pledge):
    pledge.title = "Of two days"
    assert sentences(pledge, EVE) == ["2023-12-31"]
    assert sentences(pledge, NEW_YEAR) == ["2024-01-01"]
    assert sentences(pledge, EVE) == ["2023-12-31"]


@pytest.mark.usefixtures("told_the_day")
def test_report_is_of_today_unless_told_otherwise(pledge, monkeypatch):
    pledge.title = "Of today"
    monkeypatch.setattr(timezone, "now", lambda: end_of(EVE))
    assert [finding.sentence for finding in report_on(pledge, document.build(pledge)).findings] == ["2024-01-01"]


def test_reports_in_two_languages_are_kept_apart(pledge):
    built = document.build(pledge)
    with translation.override("en"):
        english = report_on(pledge, built, today=EVE)
    with translation.override("fr"):
        assert report_on(pledge, built, today=EVE) is not english


def test_report_changes_with_what_is_set_aside(pledge):
    built = document.build(pledge)
    before = report_on(pledge, built, today=EVE)
    pledge.set_aside = {before.advice[0].name: {"reason": "Known."}}
    after = report_on(pledge, built, today=EVE)
    assert (after.set_aside, after.advice) == (before.advice[:1], before.advice[1:])
