"""Whose turn it is: all pledges that wait for one person, however many there are, at the cost of a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from commitments import access
from commitments.models import Comment, JoinRequest, Membership, Pledge, SignatureRequest, User
from commitments.signing.asked_of import AskedOf, requests_to
from commitments.web import dashboard
from commitments.web.listed_steps import next_steps, with_next_steps
from commitments.web.steps import Move, NextStep

TURNS = 5
"""How many are listed above all else"""
DRAFTS = 20
"""Of the drafts, how many are looked at where the first page has too few: some may wait for another side"""
MOST_URGENT = 500
"""Of the pledges for which somebody else waits, how many are looked at: those saved last"""
URGENT = (
    *(Move.SIGN, Move.DECIDE, Move.CHANGE, Move.ANSWER, Move.ADMIT, Move.SUBMIT, Move.PUBLISH),
    *(Move.COMMENT, Move.CHECK, Move.INVITE, Move.NEGOTIATE, Move.ASK, Move.WRITE, Move.WAIT, Move.KEEP),
)
"""In which order what waits for somebody is listed: first what others wait for"""


@dataclass(frozen=True)
class Turn:
    """A pledge that waits for who looks."""

    pledge: Pledge
    next_step: NextStep

    @property
    def next_url(self) -> str:
        return self.next_step.url(self.pledge)


def among(rows: Iterable[dashboard.PledgeRow]) -> list[Turn]:
    """Return those of a list that wait for who looks. No query."""
    return [Turn(row.pledge, row.next_step) for row in rows if row.next_step.is_mine]


def everywhere(rows: Iterable[dashboard.PledgeRow], memberships: Sequence[Membership], user: User) -> list[Turn]:
    """Return what others wait for, and of the drafts that can be gone on with, the few saved last.

    `rows` are those of the first page, which most often has enough drafts. One query, two where it hasn't, and those
    that next_steps takes: for three pledges and for thousands.
    """
    urgent = _mine(_urgent(memberships, user)[:MOST_URGENT], user)
    known = {turn.pledge.pk for turn in urgent}
    drafts = [turn for turn in among(rows) if turn.pledge.status == Pledge.Status.DRAFT]
    if len(drafts) <= TURNS:
        newest = with_next_steps(dashboard.listed(_drafts(memberships))).order_by("-updated_at", "-pk")
        drafts = _mine(newest[:DRAFTS], user)
    return urgent + [turn for turn in drafts if turn.pledge.pk not in known]


def first(turns: Sequence[Turn], asked: Sequence[AskedOf]) -> list[Turn]:
    """Return the most urgent ones, and one more than TURNS where there are more; `asked` stand beside them already."""
    signing = {one.pledge.reference for one in asked}
    others = [turn for turn in turns if not (turn.next_step.move == Move.SIGN and turn.pledge.reference in signing)]
    return sorted(others, key=lambda turn: URGENT.index(turn.next_step.move))[: TURNS + 1]  # the newest of equal ones


def waiting(memberships: Sequence[Membership], user: User) -> QuerySet[Pledge]:
    """Return all pledges that wait for somebody, as a list can show them page by page."""
    urgent = [turn.pledge.pk for turn in _mine(_urgent(memberships, user)[:MOST_URGENT], user)]
    drafts = _drafts(memberships).exclude(pk__in=_waiting_for_others(memberships, user)).values("pk")
    return access.own_pledges(memberships).filter(Q(pk__in=urgent) | Q(pk__in=drafts))


def _waiting_for_others(memberships: Sequence[Membership], user: User) -> list[int]:
    """Return the drafts with which nothing is left to do but what the other side of a table has yet to agree on."""
    negotiated = with_next_steps(dashboard.listed(_drafts(memberships).filter(has_open_table=True)))
    found = list(negotiated.order_by("-updated_at", "-pk")[:MOST_URGENT])
    return [pk for pk, step in next_steps(found, user).items() if not step.is_mine]


def _mine(pledges: QuerySet[Pledge], user: User) -> list[Turn]:
    found = list(pledges)
    steps = next_steps(found, user)
    return [Turn(pledge, steps[pledge.pk]) for pledge in found if steps[pledge.pk].is_mine]


def _drafts(memberships: Sequence[Membership]) -> QuerySet[Pledge]:
    """Return the drafts with which somebody can go on."""
    writing = [own for own in memberships if own.role in access.WRITING_ROLES]
    return access.own_pledges(writing).filter(status=Pledge.Status.DRAFT, archived_at=None)


def _urgent(memberships: Sequence[Membership], user: User) -> QuerySet[Pledge]:
    """Return, the newest first, the pledges with which something may wait for somebody; next_step says whether it does.

    Each part is read from an index of its own.
    """
    writing = [own.organisation_id for own in memberships if own.role in access.WRITING_ROLES]
    drafts = {"pledge__organisation__in": writing, "pledge__status": Pledge.Status.DRAFT}
    suggested = Comment.objects.unanswered().filter(**drafts).order_by().values("pledge")
    asking = JoinRequest.objects.filter(confirmed_at__isnull=False, answer="")  # few there are, of whichever pledges
    to_sign = requests_to(user.email).order_by().values("circulation__revision__pledge")
    objected = SignatureRequest.objects.filter(
        circulation__end="",
        circulation__revision__pledge__organisation__in=writing,
        circulation__revision__pledge__status=Pledge.Status.IN_CIRCULATION,
        answer__in=(SignatureRequest.Answer.CHANGES, SignatureRequest.Answer.DECLINED),
    )
    found = Pledge.objects.filter(
        Q(pk__in=suggested)
        | Q(pk__in=asking.order_by().values("pledge"))
        | Q(pk__in=to_sign)
        | Q(pk__in=objected.order_by().values("circulation__revision__pledge"))
        | Q(organisation__in=writing, status=Pledge.Status.AGREED)
    )
    mine = access.own_pledges(memberships).filter(archived_at=None, pk__in=found.order_by().values("pk"))
    return with_next_steps(dashboard.listed(mine)).order_by("-updated_at", "-pk")
