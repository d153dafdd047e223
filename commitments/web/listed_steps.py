"""The next step with each pledge of a list: what its own page says, at a fixed number of queries.

Of most drafts the columns decide it, which a list reads anyway. The texts are read of those alone in which something is
in every section: what the check says of them, and whom they can still invite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from commitments.access import may_copy
from commitments.document import build
from commitments.drafting.comments import MOST_WAITING
from commitments.drafting.discussion import OpenThreads
from commitments.drafting.negotiation import open_rows_of
from commitments.drafting.sections import BY_SLUG, Section
from commitments.models import (
    Actor,
    Circulation,
    Comment,
    Draft,
    Invitation,
    Item,
    JoinRequest,
    Party,
    Pledge,
    SignatureRequest,
    User,
)
from commitments.models.rounds import Round
from commitments.readiness.report import blockers_of
from commitments.signing.asked_of import requests_to
from commitments.web.errand import Errand, invited_to
from commitments.web.next_step import next_step
from commitments.web.steps import Facts, NextStep, Role

Kind = Item.Kind
HOLDS = {
    "parties": Party.objects.all(),
    "objectives": Item.objects.filter(kind=Kind.OBJECTIVE, chosen=True),
    "actions": Item.objects.filter(kind=Kind.ACTION, chosen=True),
    "indicators": Item.objects.filter(kind=Kind.INDICATOR, chosen=True),
}
"""Of the sections to fill in, in their order, what is in each, where that are rows. Resources may be a text, too"""
READ_AT_ONCE = 100
"""Drafts that are in memory in whole at a time"""


def with_next_steps(pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Return the same pledges with what decides the next step and is no column of theirs."""
    suggested = Comment.objects.unanswered().filter(pledge=OuterRef("pk")).order_by()
    stands = Circulation.objects.filter(revision__pledge=OuterRef("pk"), end="")
    withheld = SignatureRequest.objects.filter(
        circulation__revision__pledge=OuterRef("pk"),
        circulation__end="",
        answer=SignatureRequest.Answer.SIGNED,
        is_later=False,
        replaced_at=None,
        may_publish=False,
    )
    counted = capped_count(suggested.values("pk")[:MOST_WAITING])
    holds = {f"has_{slug}": Exists(rows.filter(pledge=OuterRef("pk")).order_by()) for slug, rows in HOLDS.items()}
    return pledges.annotate(suggestions=counted, is_allowed=Exists(stands) & ~Exists(withheld), **holds)


def next_steps(pledges: Sequence[Pledge], user: User) -> dict[int, NextStep]:
    """Return what is next with each pledge of with_next_steps for this person, by its primary key.

    A query for those that go round, one for those of which several sign for a party, two for those that are open, and
    at most nine for the drafts whose texts are read (a hundred at a time).
    """
    drafts = [pledge for pledge in pledges if pledge.status == Pledge.Status.DRAFT and may_copy(pledge)]
    facts = {pledge.pk: _facts_of_draft(pledge) for pledge in drafts}
    unread = [pk for pk, known in facts.items() if not (known.suggestions or known.empty)]
    facts |= {pk: known for first in range(0, len(unread), READ_AT_ONCE) for pk, known in _read(unread[first:], user)}
    others = [pledge for pledge in pledges if pledge.pk not in facts]
    going_round, asking, later = _going_round(others), _asking(others), _asked_later(others, user)
    for each in others:
        is_later, asks = each.pk in later, asking.get(each.pk, 0)
        facts[each.pk] = _facts(each, going_round.get(each.pk), user, is_asked_later=is_later, asking=asks)
    return {pk: next_step(known) for pk, known in facts.items()}


def _facts_of_draft(pledge: Pledge) -> Facts:
    """Return what the columns say of a draft, for who writes it."""
    return Facts(pledge.status, Role.DRAFTER, suggestions=getattr(pledge, "suggestions", 0), empty=_empty(pledge))


def _empty(pledge: Pledge) -> Section | None:
    """Return the first section in which no row is, and of which nobody said that it is ready so."""
    ready = {slug for slug, state in pledge.section_states.items() if state.ready}
    return next((BY_SLUG[slug] for slug in HOLDS if not getattr(pledge, f"has_{slug}") and slug not in ready), None)


def _read(pledges: Sequence[int], user: User) -> Iterator[tuple[int, Facts]]:
    """Yield what the texts say of the first drafts, READ_AT_ONCE at most, for who writes them; each by primary key."""
    found = Pledge.objects.filter(pk__in=pledges[:READ_AT_ONCE])
    drafts = Draft.read_all(found.select_related("model_text", "organisation", "regional_group"))
    documents = {draft.pledge: build(draft) for draft in drafts}
    rows, invited, asked = open_rows_of(documents), _invited(documents), _asked_before(documents)
    for draft in drafts:
        pk = draft.pledge.pk
        errand = Errand(draft, Actor(user=user), documents[draft.pledge])
        errand.role, errand.said = Role.DRAFTER, OpenThreads(threads=0, suggestions=0)
        errand.open_rows, errand.invited, errand.asked_before = rows.get(pk, ()), invited[pk], asked[pk]
        errand.blockers = blockers_of(draft.pledge, errand.document, errand.open_rows)
        yield pk, errand.facts


def _invited(pledges: Iterable[Pledge]) -> dict[int, list[Invitation]]:
    """Return whom each pledge has invited to read it and comment. One query."""
    by_pledge: dict[int, list[Invitation]] = {pledge.pk: [] for pledge in pledges}
    for invitation in invited_to(by_pledge):
        by_pledge[invitation.pledge_id or 0].append(invitation)
    return by_pledge


def _asked_before(pledges: Iterable[Pledge]) -> dict[int, set[str]]:
    """Return the parties that were asked to sign in the last round of each pledge. One query, none where there was
    none.
    """
    by_round: dict[int, dict[int, set[str]]] = {pledge.pk: {} for pledge in pledges}
    went_round = [pledge.pk for pledge in pledges if pledge.trail_head]
    asked = SignatureRequest.objects.filter(circulation__revision__pledge__in=went_round).order_by()
    columns = ("circulation__revision__pledge", "circulation__revision__number", "party_key")
    for pk, number, key in asked.values_list(*columns) if went_round else ():
        by_round[pk].setdefault(number, set()).add(key)
    return {pk: rounds[max(rounds)] if rounds else set() for pk, rounds in by_round.items()}


def _facts(pledge: Pledge, signing_round: Round | None, user: User, *, is_asked_later: bool, asking: int) -> Facts:
    """Return what a list knows of one pledge, for the person for whom it was loaded in commitments.access."""
    mine = signing_round.signature_request_of(user.email) if signing_round else None
    is_open = pledge.takes_further_parties
    is_submitted = pledge.status == Pledge.Status.SUBMITTED and not pledge.published_at
    return Facts(
        pledge.status,
        Role.DRAFTER if may_copy(pledge) else Role.READER,
        is_to_sign=is_asked_later or bool(mine and mine.is_open),
        objections=signing_round.objections if signing_round else (),
        holding_up=signing_round.holding_up if signing_round else (),
        waiting=[asked.name for asked in signing_round.waiting] if signing_round else (),
        asking=asking,
        takes_further_parties=is_open,
        may_be_published=is_submitted and getattr(pledge, "is_allowed", False),
    )


def _going_round(pledges: Sequence[Pledge]) -> dict[int, Round]:
    """Return the rounds of those that go round. One query, and one more where several sign for a party."""
    going_round = [pledge.pk for pledge in pledges if pledge.status == Pledge.Status.IN_CIRCULATION]
    requests = SignatureRequest.objects.filter(circulation__revision__pledge__in=going_round, circulation__end="")
    by_revision: dict[int, list[SignatureRequest]] = {}
    if going_round:
        for asked in requests.select_related("circulation__revision").defer("circulation__revision__content"):
            by_revision.setdefault(asked.circulation.revision_id, []).append(asked)
    with_several = [asked[0].circulation.revision.pledge_id for asked in by_revision.values() if _has_several(asked)]
    needed = _signatures_needed(with_several)
    found = [_round(asked, needed) for asked in by_revision.values()]
    return {signing_round.revision.pledge_id: signing_round for signing_round in found}


def _has_several(requests: Sequence[SignatureRequest]) -> bool:
    """Whether more than one signs for a party."""
    now = [asked.party_key for asked in requests if not asked.replaced_at]
    return len(set(now)) < len(now)


def _signatures_needed(pledges: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return how many must sign for each party, by pledge and by its key. No pledge that goes round can change that,
    so its text, in which it is frozen, need not be read.
    """
    needed: dict[int, dict[str, int]] = {}
    parties = Party.objects.filter(pledge__in=pledges).order_by() if pledges else Party.objects.none()
    for pk, key, number in parties.values_list("pledge", "key", "signatures_needed"):
        needed.setdefault(pk, {})[key] = number
    return needed


def _round(requests: Sequence[SignatureRequest], needed: Mapping[int, Mapping[str, int]]) -> Round:
    revision = requests[0].circulation.revision
    now = tuple(asked for asked in requests if not asked.replaced_at)
    left = tuple(asked for asked in requests if asked.replaced_at)
    return Round(revision, now, left, needed.get(revision.pledge_id))


def _asked_later(pledges: Sequence[Pledge], user: User) -> set[int]:
    """Return which of those that are open this person is asked to sign for a further party. One query at most."""
    still_open = [pledge.pk for pledge in pledges if pledge.takes_further_parties]
    asked = requests_to(user.email).filter(circulation__revision__pledge__in=still_open)
    requests = asked.select_related("circulation__revision").defer("circulation__revision__content")
    return {each.circulation.revision.pledge_id for each in requests if each.is_open} if still_open else set()


def _asking(pledges: Sequence[Pledge]) -> dict[int, int]:
    """Return how many further parties ask to sign each pledge. One query, and none where no pledge is open to them."""
    still_open = [pledge.pk for pledge in pledges if pledge.takes_further_parties]
    waiting = JoinRequest.objects.filter(pledge__in=still_open, confirmed_at__isnull=False, answer="").order_by()
    return dict(waiting.values_list("pledge").annotate(Count("pk"))) if still_open else {}


def capped_count(some: QuerySet[Any]) -> Subquery:
    """Return how many rows a sliced query has, as a column."""
    return _CappedCount(some, output_field=Count("pk").output_field)


class _CappedCount(Subquery):
    """How many rows a sliced query has."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
