"""One's own list of pledges: what its filters leave in, in which order, and the same as a table. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import Any, Self

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments import access
from commitments.document.address import address
from commitments.drafting import putting_away
from commitments.exports.tables import Cell, Table
from commitments.models import Membership, Party, PartyKind, Pledge, User
from commitments.web import dashboard, register, turns
from commitments.web.listed_steps import next_steps
from commitments.web.pledge_filter import Choice, Menu, PledgeFilter, menus, none
from commitments.web.register import RegisterEntry
from commitments.web.steps import NextStep

ARCHIVED, DELETED, TURN = "archived", "deleted", "turn"
STATES: Sequence[tuple[str, str | Promise]] = [
    ("", gettext_lazy("Current")),
    (TURN, gettext_lazy("Waiting for you")),
    *Pledge.Status.choices,
    (ARCHIVED, gettext_lazy("Archived")),
    (DELETED, gettext_lazy("Deleted")),
]
"""What the list can be limited to. Withdrawn, archived and deleted ones stand in lists of their own"""
DUE = "due"
"""The order in which what is due first stands first; else what was saved last does"""
OF_PARTIES = 1_000
"""Of how many pledges, those saved last, the parties can be chosen"""
MOST_PARTIES = 300
MOST_IN_TABLE = 2_000
"""How many pledges a CSV or Excel file lists"""
COLUMN_OF_KIND = {
    PartyKind.STATE: "state__iso2",
    PartyKind.NATIONAL_SOCIETY: "national_society__state__iso2",
    PartyKind.COMPONENT: "component__code",
    PartyKind.OBSERVER: "name",
}
"""What tells parties of one kind apart"""


@dataclass(frozen=True)
class ListFilter(PledgeFilter):
    """What is looked for among one's own pledges."""

    state: str = ""
    """A value of STATES"""
    party: str = ""
    """“state:KE”: a kind of party and what COLUMN_OF_KIND has of it"""
    order: str = ""
    """DUE, or nothing"""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        found = super().of(values)
        state = values.get("state", "") if values.get("state") in dict(STATES) else ""
        return replace(found, state=state, order=DUE if found.order == DUE else "")

    @property
    def given(self) -> dict[str, str]:
        """What is looked for, the state first: it is the name of a list."""
        return {name: value for name, value in {"state": self.state, **super().given}.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether it leaves out what none of STATES does."""
        return bool(self.given.keys() - {"state", "order"})

    @property
    def has_choice(self) -> bool:
        return bool(self.given.keys() - {"q", "state", "order"})

    def narrow(self, pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
        if not self.party:
            return super().narrow(pledges)
        kind, _colon, code = self.party.partition(":")
        if kind not in PartyKind:
            return none()
        named = Party.objects.filter(pledge=OuterRef("pk"), kind=kind, **{COLUMN_OF_KIND[PartyKind(kind)]: code})
        return super().narrow(pledges.filter(Exists(named)))

    def in_state(self, state: str) -> str:
        """Return the address of the same list with another state."""
        return replace(self, state=state).address()


def chosen_pledges(chosen: ListFilter, memberships: Sequence[Membership], user: User) -> QuerySet[Pledge]:
    """Return the pledges of somebody that a filter leaves in. Words are looked for in all states unless one is chosen.

    Raises nothing, whatever is typed.
    """
    visible = access.own_pledges(memberships, deleted=chosen.state == DELETED)
    pledges = visible if chosen.q and not chosen.state else _in_state(visible, chosen.state, memberships, user)
    pledges = chosen.narrow(pledges)
    if not chosen.q:
        return pledges
    status = chosen.state if chosen.state in Pledge.Status.values else ""
    return dashboard.matching(pledges, chosen.q, [own.organisation_id for own in memberships], status)


def _in_state(visible: QuerySet[Pledge], state: str, memberships: Sequence[Membership], user: User) -> QuerySet[Pledge]:
    """Return those of some pledges that a state shows. The current ones are neither withdrawn nor put away."""
    if state == DELETED:
        return can_come_back(visible)
    if state == ARCHIVED:
        return visible.filter(archived_at__isnull=False)
    if state == TURN:
        return turns.waiting(memberships, user)
    current = visible.filter(archived_at=None)
    return current.filter(status=state) if state else current.exclude(status=Pledge.Status.WITHDRAWN)


def can_come_back(deleted: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Return those of some deleted pledges that can still be brought back."""
    return deleted.filter(deleted_at__gt=putting_away.lost_before())


def list_menus(chosen: ListFilter, visible: QuerySet[Pledge]) -> list[Menu]:
    """Return the lists to choose from, with what is chosen. Four queries."""
    order = Menu("order", _("Order"), _("Saved last first"), [Choice(DUE, _("Due first"))], chosen.order)
    party = Menu("party", _("Party"), _("All parties"), _parties(chosen.party, visible), chosen.party)
    return [party, *menus(chosen), order]


def _parties(chosen: str, visible: QuerySet[Pledge]) -> list[Choice]:
    """Return who pledges in the pledges saved last, by name: each once, however many pledges call it how."""
    newest = visible.order_by("-updated_at", "-pk").values("pk")[:OF_PARTIES]
    parties = Party.objects.filter(pledge__in=newest).order_by()
    columns = (
        "kind",
        *COLUMN_OF_KIND.values(),
        "state__short_name_en",
        "national_society__name_en",
        "component__name_en",
    )
    named: dict[str, str] = {}
    for row in parties.values(*columns).distinct():
        code = str(row[COLUMN_OF_KIND[row["kind"]]])
        called = row["state__short_name_en"] or row["national_society__name_en"] or row["component__name_en"]
        named.setdefault(f"{row['kind']}:{code}", str(called or code))
    if chosen and chosen not in named:
        named[chosen] = chosen.partition(":")[2] or chosen
    return [Choice(value, name) for value, name in sorted(named.items(), key=lambda each: each[1])[:MOST_PARTIES]]


@dataclass(frozen=True)
class ListedPledge:
    """One pledge of the table."""

    entry: RegisterEntry
    next_step: NextStep

    @property
    def pledge(self) -> Pledge:
        return self.entry.pledge

    @property
    def due(self) -> date | None:
        return dashboard.due(self.pledge)


def table(pledges: QuerySet[Pledge], user: User) -> Table:
    """Return pledges as a table in their order, at most MOST_IN_TABLE of them, one a row."""
    joined = pledges.select_related("organisation", "model_text")
    found = list(joined.only(*SHOWN, *register.OF_ITS_TEXT)[:MOST_IN_TABLE])
    steps = next_steps(found, user)
    listed = [ListedPledge(entry, steps[entry.pledge.pk]) for entry in register.entries(found)]
    return Table("Pledges", [str(name) for name, _cell in COLUMNS], [list(_cells(each)) for each in listed])


def _cells(listed: ListedPledge) -> Iterator[Cell]:
    return (cell(listed) for _name, cell in COLUMNS)


def _joined(values: Iterable[object]) -> str:
    return "; ".join(str(value) for value in values)


SHOWN = (
    *(*dashboard.SHOWN, "updated_at", "language", "period_start", "period_end", "organisation__name"),
    *("model_text__slug", "model_text__name"),
)
COLUMNS: tuple[tuple[str | Promise, Any], ...] = (
    (gettext_lazy("Reference"), lambda each: each.pledge.reference),
    (gettext_lazy("Title"), lambda each: each.pledge.title),
    (gettext_lazy("State"), lambda each: each.pledge.get_status_display()),
    (gettext_lazy("What is next"), lambda each: each.next_step.text),
    (gettext_lazy("Your turn"), lambda each: _("Yes") if each.next_step.is_mine else _("No")),
    (gettext_lazy("Due"), lambda each: each.due),
    (gettext_lazy("Started by"), lambda each: each.pledge.organisation.name),
    (gettext_lazy("Parties"), lambda each: _joined(each.entry.names)),
    (gettext_lazy("Regions"), lambda each: _joined(each.entry.regions)),
    (gettext_lazy("Themes"), lambda each: _joined(each.entry.themes)),
    (gettext_lazy("Language"), lambda each: each.pledge.language),
    (gettext_lazy("First year"), lambda each: each.pledge.period_start),
    (gettext_lazy("Last year"), lambda each: each.pledge.period_end),
    (gettext_lazy("Conference"), lambda each: each.pledge.model_text.conference),
    (gettext_lazy("Model text"), lambda each: each.pledge.model_text.name),
    (gettext_lazy("Saved on (UTC)"), lambda each: each.pledge.updated_at.astimezone(UTC).date()),
    (gettext_lazy("Address"), lambda each: address("pledge_detail", each.pledge.reference)),
)
"""The columns of the table, each with what a pledge has there"""
