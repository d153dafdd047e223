"""Saying of what the check takes for a blank that it stays as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from commitments.drafting.editing.write import editing
from commitments.models import Pledge, User
from commitments.models.row import PLEDGE_ROW, RowName, Table
from commitments.readiness.checked import ITEM_PLACES
from commitments.readiness.finding import Finding
from commitments.readiness.places import Place, PlaceKind
from commitments.readiness.report import Report

COLUMNS = {
    PlaceKind.TITLE: "title",
    PlaceKind.INTRODUCTION: "introduction",
    PlaceKind.OPENING: "opening",
    PlaceKind.RESOURCES: "resources_text",
}
"""Where in the row of the pledge the texts stand that it has once"""


def keep(pledge: Pledge, finding: Finding, *, by: User) -> None:
    """Keep who said that the words of a finding stay, in every place where it found them.

    It holds as long as they stand in that text, whatever else is changed there, and is no part of a copy of the
    pledge: whoever made that has not said so. Raises WrongStateError.
    """
    with editing(pledge, "check", by=by) as draft:
        said = {"text": finding.words, "by": by.pk, "who": str(by), "at": timezone.now().isoformat()}
        entries = {
            place.staying(finding.code, finding.words): {**said, **_stored_at(place)}
            for place in finding.places or (finding.place,)
        }
        draft.pledge.staying = {**draft.pledge.staying, **entries}


def take_back(pledge: Pledge, name: str, *, by: User) -> None:
    """Take back that something stays; `name` as Place.staying gives it. Raises WrongStateError."""
    with editing(pledge, "check", by=by) as draft:
        draft.pledge.staying = {other: entry for other, entry in draft.pledge.staying.items() if other != name}


def say_that_it_stays(pledge: Pledge, name: str, report: Report, *, is_so: bool, by: User) -> None:
    """Keep that the words of a blocker of `report` stay, or take it back; `name` is Finding.name, or Said.name.

    Where it is so already, or the words are gone, nothing happens. Raises WrongStateError.
    """
    if not is_so:
        take_back(pledge, name, by=by)
    for finding in report.blockers if is_so else ():
        if finding.name == name and finding.words:
            keep(pledge, finding, by=by)


@dataclass(frozen=True)
class Said:
    """Who said that something stays, and when."""

    name: str
    """Of what was said, to take it back"""
    who: str
    at: datetime


def said_to_stay(pledge: Pledge, finding: Finding) -> Said:
    """Return who said that the words of a finding stay; `finding` is one of Report.staying."""
    name = finding.place.staying(finding.code, finding.words)
    entry = pledge.staying[name]
    return Said(name, entry["who"], datetime.fromisoformat(entry["at"]))


def _stored_at(place: Place) -> dict[str, str]:
    """Return the row and the column in which a text is stored; of a party's name or a line no row, as it is unknown."""
    if place.kind in ITEM_PLACES:
        column = "theme_name" if place.field == "heading" else place.field
        return {"row": str(RowName(Table.ITEM, place.key)), "column": column}
    column = COLUMNS.get(place.kind, "")
    return {"row": str(PLEDGE_ROW) if column else "", "column": column}
