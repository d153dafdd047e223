"""What a list says of each pledge: its parties, the next step, and what is new to who looks.

The same few queries for one pledge and for fifty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, DateField, F, OuterRef, QuerySet, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.access import may_copy, may_edit
from commitments.drafting.sections import SECTIONS
from commitments.models import (
    Change,
    Circulation,
    Comment,
    Organisation,
    Party,
    Pledge,
    User,
)
from commitments.models.sql.search_index import hits, searched
from commitments.text.days import earliest_today, in_words, is_over
from commitments.web.listed_steps import capped_count, next_steps
from commitments.web.steps import NextStep, in_a_line

SHOWN = (
    *("reference", "title", "status", "organisation", "openness", "open_until", "closed_at", "published_at"),
    *("sections", "readers", "created_by", "archived_at", "deleted_at"),
)
"""The columns of a pledge that a list needs, besides its times: not its texts"""
MOST_COMMENTS = 1_000
FILLED_IN = [section.slug for section in SECTIONS if section.is_filled_in]
DRAFTS_COUNTED = 100


@dataclass(frozen=True)
class PledgeRow:
    """One pledge of a list."""

    pledge: Pledge
    parties: str
    next_step: NextStep
    ready: int
    """How many sections are said to be ready"""
    is_unread: bool
    """Whether this person never opened it"""
    change: Change | None
    """The last change by another since this person last looked"""
    comments: int
    """Comments by others since then"""
    may_edit: bool
    may_copy: bool

    @property
    def due(self) -> str:
        """What is due, and when; empty where nothing is."""
        day = due(self.pledge)
        if not day:
            return ""
        if self.pledge.status == Pledge.Status.SUBMITTED:
            return _("Further parties can sign until {day} (UTC−12)").format(day=in_words(day))
        if self.is_overdue:
            return _("Answers were asked for by {day} (UTC−12)").format(day=in_words(day))
        return _("Answers are asked for by {day} (UTC−12)").format(day=in_words(day))

    @property
    def is_overdue(self) -> bool:
        day = due(self.pledge)
        return day is not None and is_over(day, timezone.now())

    @property
    def next_url(self) -> str:
        return self.next_step.url(self.pledge)


def listed(pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Return the same pledges with what a list needs of them."""
    return pledges.select_related("organisation").only(*SHOWN, "created_at", "updated_at", "organisation__name")


def with_due_days(pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Return the same pledges with the day by which something is due, as `due_on`: see `due`."""
    goes_round = Circulation.objects.filter(revision__pledge=OuterRef("pk"), end="").values("asked_for")[:1]
    status, still = Pledge.Status, earliest_today(timezone.now())
    is_open = {"openness": Pledge.Openness.OPEN, "closed_at": None, "open_until__gte": still}
    return pledges.annotate(
        due_on=Case(
            When(status=status.IN_CIRCULATION, then=Subquery(goes_round)),
            When(status=status.SUBMITTED, **is_open, then=F("open_until")),
            default=None,
            output_field=DateField(),
        )
    )


def due(pledge: Pledge) -> date | None:
    """Return by when something is due with a pledge, as with_due_days read it: until when answers are asked for while
    it goes round, or further parties can sign; None where nothing is.
    """
    day: date | None = getattr(pledge, "due_on", None)
    return day


def matching(
    pledges: QuerySet[Pledge], text: str, organisations: Sequence[int] | None, status: str
) -> QuerySet[Pledge]:
    """Return those of some pledges that hold every word of `text`. Raises nothing, whatever is typed.

    `organisations` and `status` say to the index what `pledges` is limited to.
    """
    looked_for = searched(text)
    return pledges.filter(pk__in=hits(looked_for, organisations, status)) if looked_for else pledges.none()


def rows(pledges: Sequence[Pledge], user: User) -> list[PledgeRow]:
    """Return what the list says of each pledge to this person. Three queries, and those of next_steps."""
    named, changes, comments = party_names(pledges), _last_changes(pledges, user), _comments(pledges, user)
    steps = next_steps(pledges, user)
    return [
        PledgeRow(
            pledge=pledge,
            parties=named.get(pledge.pk, ""),
            next_step=steps[pledge.pk],
            ready=sum(pledge.section_states[slug].ready for slug in FILLED_IN if slug in pledge.sections),
            is_unread=not pledge.reader(user) and pledge.created_by_id != user.pk,
            change=_unseen(pledge, user, changes.get(pledge.pk)),
            comments=comments.get(pledge.pk, 0),
            may_edit=may_edit(pledge),
            may_copy=may_copy(pledge),
        )
        for pledge in pledges
    ]


def party_names(pledges: Sequence[Pledge]) -> dict[int, str]:
    """Return the parties of each pledge in a line, the first four by name. One query."""
    by_pledge: dict[int, list[str]] = {}
    parties = Party.objects.filter(pledge__in=[pledge.pk for pledge in pledges])
    parties = parties.select_related("state", "national_society", "component").order_by("pledge", "position", "pk")
    columns = ("pledge", "name", "kind", "state__short_name_en", "national_society__name_en", "component__name_en")
    for party in parties.only(*columns):
        by_pledge.setdefault(party.pledge_id, []).append(str(party))
    return {pk: in_a_line(names) for pk, names in by_pledge.items()}


def _last_changes(pledges: Sequence[Pledge], user: User) -> dict[int, Change]:
    """Return the last change by another person of each pledge. One query."""
    of_one = Change.objects.filter(pledge=OuterRef("pk")).exclude(by=user).order_by("-pk").values("pk")[:1]
    last = Pledge.objects.filter(pk__in=[pledge.pk for pledge in pledges]).order_by().values_list(Subquery(of_one))
    changes = Change.objects.filter(pk__in=last).select_related("by").only("pledge", "at", "by__name", "by__email")
    return {change.pledge_id: change for change in changes}


def _unseen(pledge: Pledge, user: User, change: Change | None) -> Change | None:
    reader = pledge.reader(user)
    return change if change and change.pk > (reader.latest if reader else 0) else None


def _comments(pledges: Sequence[Pledge], user: User) -> dict[int, int]:
    """Return how many comments by others each pledge has since this person last looked: of the newest 1,000."""
    since = {pledge.pk: _last_look(pledge, user) for pledge in pledges}
    others = Comment.objects.filter(pledge__in=since, at__gt=min(since.values(), default=timezone.now()))
    counts: dict[int, int] = {}
    for pk, at in others.exclude(by=user).order_by("-pk").values_list("pledge", "at")[:MOST_COMMENTS]:
        if at > since[pk]:
            counts[pk] = counts.get(pk, 0) + 1
    return counts


def _last_look(pledge: Pledge, user: User) -> datetime:
    reader = pledge.reader(user)
    return reader.when if reader else pledge.created_at


def drafts_by_organisation() -> QuerySet[Organisation]:
    """Return the organisations that have drafts, each with their number as `drafts`, counted to 101. One query."""
    drafts = Pledge.objects.filter(organisation=OuterRef("pk"), status=Pledge.Status.DRAFT, deleted_at=None)
    drafts = drafts.order_by()
    counted = capped_count(drafts.values("pk")[: DRAFTS_COUNTED + 1])
    return Organisation.objects.annotate(drafts=counted).filter(drafts__gt=0).only("name").order_by("name")
