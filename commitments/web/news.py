"""What people were told, on their first page: named by the pledge, and gone once it is settled."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q

from commitments.models import Comment, JoinRequest, Notice, Pledge, Submission, User

NOTICES = 5
OF_COMMENTS = ("comment", "suggestion")
OF_A_ROUND = ("circulated", "answered", "standstill", "proposed", "replaced", "corrected")
"""Kinds of notices (people/mail/events.py) that the end of a round settles"""
OF_A_DRAFT = ("suggestion", "answer", "table-opened", "table-shown", "table-asks", "table-agreed", "table-closed")
"""Kinds that are over once the text goes round, and for as long as it does"""
OF_AN_OPEN_TABLE = ("table-opened", "table-shown", "table-asks", "table-agreed")
ON_THE_WAY = ("opened", "forwarded", "comment", *OF_A_ROUND, "expired")
"""Kinds that are over once every party has signed; afterwards they may tell of a further party"""


def notices(user: User) -> list[Notice]:
    """Return what this person was told, has not seen and is not settled, the newest first: five, and one that says
    there are more.
    """
    own = user.memberships.values("organisation")  # who left an organisation reads no more of its pledges
    unseen = Notice.objects.filter(user=user, seen_at=None).filter(
        Q(pledge=None) | Q(pledge__organisation__in=own, pledge__deleted_at=None)
    )
    unseen = unseen.exclude(_settled()).select_related("pledge")
    return list(unseen.only("text", "at", "user", "pledge__reference", "pledge__title").order_by("-pk")[: NOTICES + 1])


def by_pledge(told: Iterable[Notice]) -> list[tuple[Pledge | None, list[Notice]]]:
    """Return notices under the pledges that they are about, each where its newest stands."""
    groups: dict[int | None, list[Notice]] = {}
    for notice in told:
        groups.setdefault(notice.pledge_id, []).append(notice)
    return [(group[0].pledge, group) for group in groups.values()]


def _settled() -> Q:
    """What says that a notice is of the past: what it asks for was answered, or the pledge has gone on since."""
    said = Comment.objects.filter(pledge=OuterRef("pledge"), thread=None)
    is_open = Q(taken_back_at=None) & (Q(change="", settled_at=None) | (~Q(change="") & Q(answer="")))
    status, asked = Pledge.Status, JoinRequest.objects.filter(pledge=OuterRef("pledge"))
    is_over = Q(pledge__status__in=(status.AGREED, status.WITHDRAWN))
    has_gone_on = Exists(Submission.objects.filter(pledge=OuterRef("pledge"), at__gt=OuterRef("at")))
    is_older = Q(pledge__published_at__gt=F("at")) | has_gone_on
    is_about_one = Q(pledge__isnull=False)
    return (
        (Q(kind__in=OF_COMMENTS) & Exists(said) & ~Exists(said.filter(is_open)))
        | (Q(kind__in=OF_A_DRAFT) & is_about_one & ~Q(pledge__status=status.DRAFT))
        | (Q(kind__in=OF_AN_OPEN_TABLE) & Q(pledge__has_open_table=False))
        | (Q(kind__in=ON_THE_WAY) & (is_over | is_older))
        | (Q(kind__in=OF_A_ROUND) & Q(pledge__status=status.DRAFT))
        | (Q(kind="submitted") & Q(pledge__published_at__gt=F("at")))
        | (Q(kind="agreed") & is_about_one & ~Q(pledge__status=status.AGREED))
        | (Q(kind="reopened") & is_about_one & ~Q(pledge__status=status.DRAFT))
        | (Q(kind="join") & Exists(asked) & ~Exists(asked.filter(answer="")))
    )
