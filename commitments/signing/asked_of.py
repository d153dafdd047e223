"""All that is asked of one address: to sign, or to read and comment, whichever organisation asks. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from commitments.models import Invitation, Pledge, SignatureRequest
from commitments.models.rounds import of_revision
from commitments.signing.standing import Standing, of_link

MOST = 50
"""Requests of one address that are listed: those that are up to them, then the newest"""
PLEDGE = "circulation__revision__pledge"
OF_PLEDGE = ("reference", "title", "status", "openness", "open_until", "closed_at", "organisation__name")
LISTED = (
    *(
        "party",
        "answer",
        "came_at",
        "replaced_at",
        "spared_at",
        "is_later",
        "circulation__asked_for",
        "circulation__end",
    ),
    *("circulation__revision__number", "invitation__expires_at", "invitation__withdrawn_at"),
    *(f"{PLEDGE}__{column}" for column in OF_PLEDGE),
)
"""The columns that a list needs: not the texts"""


FIRST = Case(
    When(answer__in=("", SignatureRequest.Answer.CHANGES), came_at__isnull=False, spared_at=None, then=0), default=1
)
"""Before all that was answered: what may be up to them"""


@dataclass(frozen=True)
class AskedOf:
    """One pledge with which something is asked of somebody."""

    pledge: Pledge
    standing: Standing
    is_to_sign: bool
    """Else: to read and comment"""
    party: str = ""
    day: date | None = None
    """By when an answer is asked for"""
    link: Invitation | None = None
    """The invitation that opens it; None: it is opened with the account"""

    @property
    def is_up_to_them(self) -> bool:
        return self.standing == Standing.OPEN

    @property
    def is_reachable(self) -> bool:
        """Whether there is a page to come to: a link that is over, the organisation must send again."""
        return self.link is None or self.link.is_alive


def to_sign(email: str) -> list[AskedOf]:
    """Return the pledges that go round and that somebody is asked to sign, those that are up to them first.

    Two queries, and one where there are none.
    """
    asked = requests_to(email).select_related("circulation__revision__pledge__organisation", "invitation").only(*LISTED)
    rows = list(asked.order_by(FIRST, "-pk")[:MOST])
    held_up = _held_up(rows)
    return _in_order([_of_request(row, is_held_up=row.circulation_id in held_up) for row in rows])


def requests_to(email: str) -> QuerySet[SignatureRequest]:
    """Return the requests to sign what goes round, or is open still, to one address."""
    goes_round = Q(circulation__revision__pledge__status=Pledge.Status.IN_CIRCULATION, is_later=False)
    takes_more = Q(circulation__revision__pledge__status=Pledge.Status.SUBMITTED, is_later=True)
    return SignatureRequest.objects.filter(
        goes_round | takes_more, email=email.lower(), replaced_at=None, circulation__end=""
    )


def by_link(email: str) -> list[AskedOf]:
    """Return the pledges to which somebody has a link that works, those that are up to them first.

    A query, and three for each of them.
    """
    links = Invitation.objects.filter(
        email=email.lower(), pledge__isnull=False, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    newest: dict[int | None, Invitation] = {}
    for link in links.select_related("pledge__organisation").order_by("-pk")[: 2 * MOST]:
        newest.setdefault(link.pledge_id, link)
    return _in_order([_of_link(link) for link in list(newest.values())[:MOST]])


def _held_up(rows: Sequence[SignatureRequest]) -> set[int]:
    """Return which rounds stand still since another party declined. Each in which somebody did takes a query."""
    mine = [row.circulation_id for row in rows if not row.is_later]
    declined = SignatureRequest.objects.filter(
        circulation__in=mine, answer=SignatureRequest.Answer.DECLINED, replaced_at=None, is_later=False
    )
    some = set(declined.values_list("circulation", flat=True)) if mine else set[int]()
    revisions = {row.circulation_id: row.circulation.revision for row in rows if row.circulation_id in some}
    return {key for key, revision in revisions.items() if of_revision(revision).holding_up}


def _of_request(row: SignatureRequest, *, is_held_up: bool) -> AskedOf:
    pledge = row.circulation.revision.pledge
    standing = Standing.OPEN if row.is_open else Standing.WAITING
    if row.answer in (SignatureRequest.Answer.SIGNED, SignatureRequest.Answer.DECLINED):
        standing = Standing(row.answer)
    elif row.spared_at:
        standing = Standing.SPARED
    elif row.is_later and not pledge.takes_further_parties:
        standing = Standing.CLOSED
    elif row.is_open and is_held_up:
        standing = Standing.HELD_UP
    return AskedOf(pledge, standing, is_to_sign=True, party=row.party, day=row.asked_for, link=row.invitation)


def _of_link(link: Invitation) -> AskedOf:
    assert link.pledge  # noqa: S101  narrows the type: those to an organisation are not among them
    now, pledge = of_link(link), link.pledge
    request = now.request
    if not request:
        return AskedOf(pledge, now.standing, is_to_sign=False, link=link)
    return AskedOf(pledge, now.standing, is_to_sign=True, party=request.party, day=request.asked_for, link=link)


def _in_order(asked: Sequence[AskedOf]) -> list[AskedOf]:
    """Return what is up to them first, the earliest day before the others."""
    return sorted(asked, key=lambda one: (not one.is_up_to_them, not one.is_to_sign, one.day or date.max))
