"""What a list says of each pledge: its parties, the next step, and what is new to who looks. The same few queries
for one pledge and for fifty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.access import may_copy, may_edit
from commitments.drafting.sections import SECTIONS
from commitments.models import (
    Change,
    Comment,
    JoinRequest,
    Notice,
    Organisation,
    Party,
    Pledge,
    SignatureRequest,
    User,
)
from commitments.models.sql.search_index import hits, searched

SHOWN = (
    *("reference", "title", "status", "organisation", "openness", "open_until", "sections", "readers", "created_by"),
    *("archived_at", "deleted_at"),
)
"""The columns of a pledge that a list needs, besides its times: not its texts"""
NAMED_PARTIES = 4
MOST_COMMENTS = 1_000
NOTICES = 5
FILLED_IN = [section.slug for section in SECTIONS if section.is_filled_in]
DRAFTS_COUNTED = 100


@dataclass(frozen=True)
class NextStep:
    """What is to be done next with a pledge."""

    is_mine: bool
    """Whether it is up to the person who looks"""
    text: str
    """What it is, or whom the others wait for"""


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


def listed(pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Return the same pledges with what a list needs of them."""
    return pledges.select_related("organisation").only(*SHOWN, "created_at", "updated_at", "organisation__name")


def matching(
    pledges: QuerySet[Pledge], text: str, organisations: Sequence[int] | None, status: str
) -> QuerySet[Pledge]:
    """Return those of some pledges that hold every word of `text`. Raises nothing, whatever is typed.

    `organisations` and `status` say to the index what `pledges` is limited to.
    """
    looked_for = searched(text)
    return pledges.filter(pk__in=hits(looked_for, organisations, status)) if looked_for else pledges.none()


def rows(pledges: Sequence[Pledge], user: User) -> list[PledgeRow]:
    """Return what the list says of each pledge to this person. Four queries."""
    named, changes, comments = party_names(pledges), _last_changes(pledges, user), _comments(pledges, user)
    unsigned, asking = _unsigned(pledges), _asking(pledges)
    return [
        PledgeRow(
            pledge=pledge,
            parties=named.get(pledge.pk, ""),
            next_step=next_step(pledge, unsigned.get(pledge.pk, ()), user, asking=asking.get(pledge.pk, 0)),
            ready=sum(pledge.section_states[slug].ready for slug in FILLED_IN if slug in pledge.sections),
            is_unread=not pledge.reader(user) and pledge.created_by_id != user.pk,
            change=_unseen(pledge, user, changes.get(pledge.pk)),
            comments=comments.get(pledge.pk, 0),
            may_edit=may_edit(pledge),
            may_copy=may_copy(pledge),
        )
        for pledge in pledges
    ]


def next_step(pledge: Pledge, unsigned: Sequence[SignatureRequest], user: User, *, asking: int = 0) -> NextStep:
    """Return what is to be done next with a pledge, for the person for whom it was loaded in commitments.access.

    `unsigned` are those who were asked to sign it and have not; `asking` is how many further parties ask to sign.
    """
    is_mine = may_copy(pledge)
    match pledge.status:
        case Pledge.Status.DRAFT:
            return NextStep(is_mine, _("Go on drafting") if is_mine else _("Waiting for the drafters"))
        case Pledge.Status.IN_CIRCULATION:
            return _while_circulating(unsigned, user, is_mine=is_mine)
        case Pledge.Status.AGREED:
            return NextStep(is_mine, _("Submit it to the Conference") if is_mine else _("Waiting to be submitted"))
        case Pledge.Status.SUBMITTED if asking and pledge.takes_further_parties:
            text = ngettext("{count} further party asks to sign", "{count} further parties ask to sign", asking)
            return NextStep(is_mine, text.format(count=asking))
        case Pledge.Status.SUBMITTED if pledge.takes_further_parties:
            return NextStep(False, _("Open for signatures of further parties"))  # noqa: FBT003 - its name is beside it above
    return NextStep(False, _("Nothing left to do"))  # noqa: FBT003 - the same


def _while_circulating(unsigned: Sequence[SignatureRequest], user: User, *, is_mine: bool) -> NextStep:
    """While a text goes round: first one's own signature, then what was answered to it."""
    if any(asked.email == user.email and asked.is_open for asked in unsigned):
        return NextStep(True, _("Read it and sign"))  # noqa: FBT003 - the same
    answered = next((asked for asked in unsigned if asked.answer), None)
    if answered and is_mine:
        is_declined = answered.answer == SignatureRequest.Answer.DECLINED
        text = _("{name} declined to sign") if is_declined else _("{name} asks for changes")
        return NextStep(is_mine, text.format(name=answered.name))
    names = _in_a_line([asked.name for asked in unsigned])
    text = _("Waiting for {names}").format(names=names) if names else _("Waiting for the parties’ answers")
    return NextStep(False, text)  # noqa: FBT003 - the same


def _unsigned(pledges: Sequence[Pledge]) -> dict[int, list[SignatureRequest]]:
    """Return those who were asked to sign each pledge, and have not. One query."""
    going_round = [pledge.pk for pledge in pledges if pledge.status == Pledge.Status.IN_CIRCULATION]
    waiting = SignatureRequest.objects.filter(
        circulation__revision__pledge__in=going_round,
        circulation__end="",
        came_at__isnull=False,
        replaced_at=None,
        spared_at=None,
    ).exclude(answer=SignatureRequest.Answer.SIGNED)
    by_pledge: dict[int, list[SignatureRequest]] = {}
    for signature_request in waiting.select_related("circulation__revision").defer("circulation__revision__content"):
        by_pledge.setdefault(signature_request.circulation.revision.pledge_id, []).append(signature_request)
    return by_pledge


def _asking(pledges: Sequence[Pledge]) -> dict[int, int]:
    """Return how many further parties ask to sign each pledge. One query, and none where no pledge is open to them."""
    still_open = [pledge.pk for pledge in pledges if pledge.takes_further_parties]
    waiting = JoinRequest.objects.filter(pledge__in=still_open, confirmed_at__isnull=False, answer="").order_by()
    return dict(waiting.values_list("pledge").annotate(Count("pk"))) if still_open else {}


def party_names(pledges: Sequence[Pledge]) -> dict[int, str]:
    """Return the parties of each pledge in a line, the first four by name. One query."""
    by_pledge: dict[int, list[str]] = {}
    parties = Party.objects.filter(pledge__in=[pledge.pk for pledge in pledges])
    parties = parties.select_related("state", "national_society", "component").order_by("pledge", "position", "pk")
    columns = ("pledge", "name", "kind", "state__short_name_en", "national_society__name_en", "component__name_en")
    for party in parties.only(*columns):
        by_pledge.setdefault(party.pledge_id, []).append(str(party))
    return {pk: _in_a_line(names) for pk, names in by_pledge.items()}


def _in_a_line(names: Sequence[str]) -> str:
    line = ", ".join(names[:NAMED_PARTIES])
    more = len(names) - NAMED_PARTIES
    return _("%(names)s and %(count)d more") % {"names": line, "count": more} if more > 0 else line


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


def notices(user: User) -> list[Notice]:
    """Return what this person was told and has not seen, the newest first: five, and one that says there are more."""
    own = user.memberships.values("organisation")  # who left an organisation reads no more of its pledges
    unseen = Notice.objects.filter(user=user, seen_at=None).filter(
        Q(pledge=None) | Q(pledge__organisation__in=own, pledge__deleted_at=None)
    )
    unseen = unseen.select_related("pledge")
    return list(unseen.only("text", "at", "user", "pledge__reference").order_by("-pk")[: NOTICES + 1])


class _CappedCount(Subquery):
    """How many rows a sliced query has."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"


def drafts_by_organisation() -> QuerySet[Organisation]:
    """Return the organisations that have drafts, each with their number as `drafts`, counted to 101. One query."""
    drafts = Pledge.objects.filter(organisation=OuterRef("pk"), status=Pledge.Status.DRAFT, deleted_at=None)
    drafts = drafts.order_by()
    counted = _CappedCount(drafts.values("pk")[: DRAFTS_COUNTED + 1], output_field=Count("pk").output_field)
    return Organisation.objects.annotate(drafts=counted).filter(drafts__gt=0).only("name").order_by("name")
