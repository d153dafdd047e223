"""What a list says of each pledge: its parties, whose turn it is, and what is new to who looks. The same few queries
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
from commitments.models import Change, Comment, JoinRequest, Notice, Organisation, Party, Pledge, User
from commitments.models import Turn as SignatoryTurn
from commitments.models.search_index import hits, searched
from commitments.sections import SECTIONS

SHOWN = ("reference", "title", "status", "organisation", "openness", "open_until", "sections", "readers", "created_by")
"""The columns of a pledge that a list needs, besides its times: not its texts"""
NAMED_PARTIES = 4
MOST_COMMENTS = 1_000
NOTICES = 5
FILLED_IN = [section.slug for section in SECTIONS if section.is_filled_in]
DRAFTS_COUNTED = 100


@dataclass(frozen=True)
class Turn:
    is_mine: bool
    text: str
    """What is to be done next, or by whom"""


@dataclass(frozen=True)
class Row:
    """One pledge of a list."""

    pledge: Pledge
    parties: str
    turn: Turn
    ready: int
    """How many sections are said to be ready"""
    is_unread: bool
    """Whether this person never opened it"""
    change: Change | None
    """The last change by another since this person last looked"""
    comments: int
    """Comments by others since then"""
    may_edit: bool


def listed(found: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Return the same pledges with what a list needs of them."""
    return found.select_related("organisation").only(*SHOWN, "created_at", "updated_at", "organisation__name")


def matching(found: QuerySet[Pledge], text: str, organisations: Sequence[int] | None, status: str) -> QuerySet[Pledge]:
    """Return those pledges of `found` that hold every word of `text`. Raises nothing, whatever is typed.

    `organisations` and `status` say to the index what `found` is limited to.
    """
    looked_for = searched(text)
    return found.filter(pk__in=hits(looked_for, organisations, status)) if looked_for else found.none()


def rows(pledges: Sequence[Pledge], user: User) -> list[Row]:
    """Return what the list says of each pledge to this person. Four queries."""
    named, changes, comments = party_names(pledges), _last_changes(pledges, user), _comments(pledges, user)
    answers, asking = _answers(pledges), _asking(pledges)
    return [
        Row(
            pledge=pledge,
            parties=named.get(pledge.pk, ""),
            turn=turn(pledge, answers.get(pledge.pk, ()), user, asking=asking.get(pledge.pk, 0)),
            ready=sum(pledge.section_states[slug].ready for slug in FILLED_IN if slug in pledge.sections),
            is_unread=not pledge.reader(user) and pledge.created_by_id != user.pk,
            change=_unseen(pledge, user, changes.get(pledge.pk)),
            comments=comments.get(pledge.pk, 0),
            may_edit=may_edit(pledge),
        )
        for pledge in pledges
    ]


def turn(pledge: Pledge, answers: Sequence[SignatoryTurn], user: User, *, asking: int = 0) -> Turn:
    """Return whose turn it is with a pledge, to the person for whom it was loaded in commitments.access.

    `answers` are the turns in its round that nobody has signed; `asking` is how many further parties ask to sign.
    """
    is_mine = may_copy(pledge)
    match pledge.status:
        case Pledge.Status.DRAFT:
            return Turn(is_mine, _("Go on drafting") if is_mine else _("Waiting for the drafters"))
        case Pledge.Status.IN_CIRCULATION:
            return _round(answers, user, is_mine=is_mine)
        case Pledge.Status.AGREED:
            return Turn(is_mine, _("Submit it to the Conference") if is_mine else _("Waiting to be submitted"))
        case Pledge.Status.SUBMITTED if asking and pledge.takes_further_parties:
            said = ngettext("{count} further party asks to sign", "{count} further parties ask to sign", asking)
            return Turn(is_mine, said.format(count=asking))
        case Pledge.Status.SUBMITTED if pledge.takes_further_parties:
            return Turn(False, _("Open for signatures of further parties"))  # noqa: FBT003 - its name is beside it above
    return Turn(False, _("Nothing left to do"))  # noqa: FBT003 - the same


def _round(answers: Sequence[SignatoryTurn], user: User, *, is_mine: bool) -> Turn:
    """Return whose turn it is while a text goes round: first one's own signature, then what was answered to it."""
    if any(each.email == user.email and each.is_open for each in answers):
        return Turn(True, _("Read it and sign"))  # noqa: FBT003 - the same
    said = next((each for each in answers if each.answer), None)
    if said and is_mine:
        text = _("{name} declined to sign") if said.answer == said.Answer.DECLINED else _("{name} asks for changes")
        return Turn(is_mine, text.format(name=said.name))
    names = _in_a_line([each.name for each in answers])
    text = _("Waiting for {names}").format(names=names) if names else _("Waiting for the parties’ answers")
    return Turn(False, text)  # noqa: FBT003 - the same


def _answers(pledges: Sequence[Pledge]) -> dict[int, list[SignatoryTurn]]:
    """Return those who were asked to sign each pledge, and have not. One query."""
    going_round = [pledge.pk for pledge in pledges if pledge.status == Pledge.Status.IN_CIRCULATION]
    turns = SignatoryTurn.objects.filter(
        circulation__revision__pledge__in=going_round, circulation__end="", came_at__isnull=False
    ).exclude(answer=SignatoryTurn.Answer.SIGNED)
    found: dict[int, list[SignatoryTurn]] = {}
    for each in turns.select_related("circulation__revision").defer("circulation__revision__content"):
        found.setdefault(each.circulation.revision.pledge_id, []).append(each)
    return found


def _asking(pledges: Sequence[Pledge]) -> dict[int, int]:
    """Return how many further parties ask to sign each pledge. One query, and none where no pledge is open to them."""
    found = [pledge.pk for pledge in pledges if pledge.takes_further_parties]
    waiting = JoinRequest.objects.filter(pledge__in=found, confirmed_at__isnull=False, answer="").order_by()
    return dict(waiting.values_list("pledge").annotate(Count("pk"))) if found else {}


def party_names(pledges: Sequence[Pledge]) -> dict[int, str]:
    """Return the parties of each pledge in a line, the first four by name. One query."""
    found: dict[int, list[str]] = {}
    parties = Party.objects.filter(pledge__in=[pledge.pk for pledge in pledges])
    parties = parties.select_related("state", "national_society").order_by("pledge", "position", "pk")
    names = ("pledge", "name", "kind", "state__short_name_en", "national_society__name_en")
    for party in parties.only(*names):
        found.setdefault(party.pledge_id, []).append(str(party))
    return {pk: _in_a_line(each) for pk, each in found.items()}


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
    found: dict[int, int] = {}
    for pk, at in others.exclude(by=user).order_by("-pk").values_list("pledge", "at")[:MOST_COMMENTS]:
        if at > since[pk]:
            found[pk] = found.get(pk, 0) + 1
    return found


def _last_look(pledge: Pledge, user: User) -> datetime:
    reader = pledge.reader(user)
    return reader.when if reader else pledge.created_at


def notices(user: User) -> list[Notice]:
    """Return what this person was told and has not seen, the newest first: five, and one that says there are more."""
    own = user.memberships.values("organisation")  # who left an organisation reads no more of its pledges
    unseen = Notice.objects.filter(user=user, seen_at=None).filter(Q(pledge=None) | Q(pledge__organisation__in=own))
    unseen = unseen.select_related("pledge")
    return list(unseen.only("text", "at", "user", "pledge__reference").order_by("-pk")[: NOTICES + 1])


class _CappedCount(Subquery):
    """How many rows a sliced query has."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"


def drafts_by_organisation() -> QuerySet[Organisation]:
    """Return the organisations that have drafts, each with their number as `drafts`, counted to 101. One query."""
    drafts = Pledge.objects.filter(organisation=OuterRef("pk"), status=Pledge.Status.DRAFT).order_by()
    counted = _CappedCount(drafts.values("pk")[: DRAFTS_COUNTED + 1], output_field=Count("pk").output_field)
    return Organisation.objects.annotate(drafts=counted).filter(drafts__gt=0).only("name").order_by("name")
