"""The secretariat's desk: what was submitted or published, what it lacks, and the same as a table. Reads only.

It shows what anybody outside of the parties may know of a pledge that was handed to the Conference: never who joined it
later and did not agree to be named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.document.address import address
from commitments.exports.tables import Cell, Table
from commitments.models import Party, Pledge, Submission
from commitments.web import paging, register
from commitments.web.pledge_filter import Choice, Menu, PledgeFilter, menus, none
from commitments.web.register import RegisterEntry

WEEK = timedelta(days=7)
LACKS: dict[str, str | Promise] = {
    "new": gettext_lazy("Submitted in the last seven days"),
    "no-reference": gettext_lazy("Waiting for the Conference’s reference"),
    "no-contact": gettext_lazy("Without a contact"),
}
"""What the desk shows apart, by its name in the address"""
STATES: dict[str, str | Promise] = {
    "submitted": gettext_lazy("Submitted"),
    "published": gettext_lazy("Published"),
    "unpublished": gettext_lazy("Submitted, not published"),
}
MOST_IN_TABLE = 5_000
"""How many pledges a CSV or Excel file lists"""
SHOWN = (*register.SHOWN, "updated_at", "organisation__name")


@dataclass(frozen=True)
class DeskFilter(PledgeFilter):
    """What is looked for on the desk."""

    state: str = ""
    """A key of STATES"""
    look: str = ""
    """A key of LACKS"""

    def narrow(self, pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
        pledges = super().narrow(pledges)
        if self.state:
            pledges = pledges.filter(_states()[self.state]) if self.state in STATES else none()
        if self.look:
            pledges = pledges.filter(lacks()[self.look]) if self.look in LACKS else none()
        return pledges


def _states() -> dict[str, Q]:
    submitted, published = Q(status=Pledge.Status.SUBMITTED), Q(published_at__isnull=False)
    return {"submitted": submitted, "published": published, "unpublished": submitted & ~published}


def lacks() -> dict[str, Q]:
    """Return what each of LACKS asks of a pledge that the secretariat may read."""
    with_contact = Party.objects.filter(pledge=OuterRef("pk")).exclude(focal_email="")
    without_reference = Q(submission=None) | Q(submission__conference_reference="")
    return {
        "new": Q(pk__in=Submission.objects.filter(at__gt=timezone.now() - WEEK).values("pledge")),
        "no-reference": Q(status=Pledge.Status.SUBMITTED) & without_reference,
        "no-contact": ~Q(Exists(with_contact)),
    }


def desk_menus(chosen: DeskFilter) -> list[Menu]:
    """Return the lists to choose from. Three queries."""
    states = [Choice(value, str(label)) for value, label in STATES.items()]
    looks = [Choice(value, str(label)) for value, label in LACKS.items()]
    return [
        Menu("state", _("State"), _("All states"), states, chosen.state),
        Menu("look", _("What is to be done"), _("Everything"), looks, chosen.look),
        *menus(chosen),
    ]


@dataclass(frozen=True)
class Contact:
    """Whom to ask about a pledge, for one of its parties."""

    party: str
    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name and self.email else self.name or self.email


@dataclass(frozen=True)
class DeskRow:
    """One pledge of the desk."""

    entry: RegisterEntry
    submission: Submission | None

    @property
    def pledge(self) -> Pledge:
        return self.entry.pledge

    @property
    def reference(self) -> str:
        """What it is called at the Conference; empty while nobody recorded that."""
        return self.submission.conference_reference if self.submission else ""

    @property
    def recorded_by(self) -> Contact | None:
        """Whom to ask where no party named anybody: who recorded the submission; None while nobody did."""
        if not self.submission or any(contact.email for contact in self.contacts):
            return None
        by = self.submission.by
        return Contact(self.pledge.organisation.name, by.name, by.email)

    @property
    def contacts(self) -> list[Contact]:
        named = zip(self.entry.parties, self.entry.names, strict=True)
        return [
            Contact(name, party.focal_name, party.focal_email)
            for party, name in named
            if party.focal_name or party.focal_email
        ]


def listed(pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Return the same pledges with what the desk says of them, and none of their texts."""
    joined = pledges.select_related("organisation", "model_text")
    return joined.only(*SHOWN, "model_text__slug", "model_text__name", *register.OF_ITS_TEXT)


def rows(pledges: Sequence[Pledge]) -> list[DeskRow]:
    """Return what the desk says of each pledge. Four queries."""
    recorded = Submission.objects.filter(pledge__in=[one.pk for one in pledges]).select_related("by")
    submissions = {each.pledge_id: each for each in recorded}
    return [DeskRow(entry, submissions.get(entry.pledge.pk)) for entry in register.entries(pledges)]


def tallies(pledges: QuerySet[Pledge]) -> list[tuple[str, str, str]]:
    """Return how many pledges there are of each of LACKS: its name in the address, its words, and a number or “1,000+”.

    A query each.
    """
    found = {name: paging.counted(pledges.filter(asked).order_by()) for name, asked in lacks().items()}
    return [(name, str(LACKS[name]), number) for name, number in found.items()]


def table(pledges: QuerySet[Pledge]) -> Table:
    """Return the pledges as a table, at most MOST_IN_TABLE of them, one a row."""
    found = rows(list(listed(pledges).order_by("-updated_at", "-pk")[:MOST_IN_TABLE]))
    return Table("Pledges", [str(name) for name, _cell in COLUMNS], [_cells(row) for row in found])


def _cells(row: DeskRow) -> list[Cell]:
    return [cell(row) for _name, cell in COLUMNS]


COLUMNS: tuple[tuple[str | Promise, Any], ...] = (
    (gettext_lazy("Reference"), lambda row: row.pledge.reference),
    (gettext_lazy("Title"), lambda row: row.pledge.title),
    (gettext_lazy("State"), lambda row: row.pledge.get_status_display()),
    (gettext_lazy("Started by"), lambda row: row.pledge.organisation.name),
    (gettext_lazy("Parties"), lambda row: _joined(row.entry.names)),
    (gettext_lazy("Regions"), lambda row: _joined(row.entry.regions)),
    (gettext_lazy("Themes"), lambda row: _joined(row.entry.themes)),
    (gettext_lazy("Language"), lambda row: row.pledge.language),
    (gettext_lazy("First year"), lambda row: row.pledge.period_start),
    (gettext_lazy("Last year"), lambda row: row.pledge.period_end),
    (gettext_lazy("Conference"), lambda row: row.pledge.model_text.conference),
    (gettext_lazy("Model text"), lambda row: row.pledge.model_text.name),
    (gettext_lazy("Submitted on"), lambda row: row.submission.on if row.submission else None),
    (gettext_lazy("The Conference’s reference"), lambda row: row.reference),
    (gettext_lazy("Published on (UTC)"), lambda row: _day(row.pledge.published_at)),
    (gettext_lazy("Contacts"), lambda row: _joined(row.contacts)),
    (gettext_lazy("Where none is named: submission recorded by"), lambda row: str(row.recorded_by or "")),
    (gettext_lazy("Address"), lambda row: address("submitted_pledge", row.pledge.reference)),
)
"""The columns of the table, each with what a row has there"""


def _joined(values: Iterable[object]) -> str:
    return "; ".join(str(value) for value in values)


def _day(at: datetime | None) -> date | None:
    return at.astimezone(UTC).date() if at else None
