"""How far one pledge has come: the facts that decide what is next with it, for who looks at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from commitments import access
from commitments.document import PledgeDocument, build, in_sentence
from commitments.drafting import discussion
from commitments.drafting.discussion import OpenThreads
from commitments.drafting.negotiation import OpenRow, open_rows
from commitments.drafting.parties import owners_party
from commitments.drafting.sections import Progress, progress
from commitments.models import Actor, Draft, Invitation, Party, Pledge, Side, Submission
from commitments.models.rounds import Round, last_round
from commitments.readiness.finding import Finding
from commitments.readiness.report import Report, report_on
from commitments.signing import joining
from commitments.web.next_step import next_step, next_step_beyond
from commitments.web.steps import Facts, NextStep, OpenTable, Role

Status = Pledge.Status
OPEN_ROW = "open-row"
NAMED_LATER = "no-signatory"
"""The rule that the page answers on which the parties are asked to sign: nothing that must be fixed before it"""


def invited_to(pledges: Iterable[int]) -> QuerySet[Invitation]:
    """Return who was invited to read pledges and comment, and may still; not who is asked to sign."""
    kept = Invitation.objects.filter(pledge__in=list(pledges), withdrawn_at=None, signature_request=None)
    return kept.only("pledge", "party_key", "confirmed_at").order_by("pk")


class Errand:
    """One pledge on its way, and who looks at it. What is asked of it is read then, once."""

    def __init__(self, draft: Draft, actor: Actor, document: PledgeDocument | None = None) -> None:
        """`document`: what the draft prints, where it was built already."""
        self.draft, self.actor = draft, actor
        if document:
            self.document = document

    @cached_property
    def document(self) -> PledgeDocument:
        return build(self.draft)

    @property
    def pledge(self) -> Pledge:
        return self.draft.pledge

    @property
    def is_draft(self) -> bool:
        return self.pledge.status == Status.DRAFT

    @cached_property
    def role(self) -> Role:
        if not self.actor.is_own:
            return Role.GUEST
        return Role.DRAFTER if access.may_copy(self.pledge) else Role.READER

    @cached_property
    def steps(self) -> list[Progress]:
        return progress(self.document, self.pledge)

    @cached_property
    def report(self) -> Report:
        return report_on(self.pledge, self.document)

    @property
    def to_fix(self) -> list[Finding]:
        """What stands in the way of circulating it."""
        return [finding for finding in self.blockers if finding.code != NAMED_LATER]

    @cached_property
    def blockers(self) -> tuple[Finding, ...]:
        return self.report.blockers

    @cached_property
    def tables(self) -> list[OpenTable]:
        """The tables at which rows are open: each is one thing to fix, and no drafter can fix it alone."""
        parties = {party.key: party for party in self.draft.parties.values()}
        found = [finding.detail for finding in self.blockers if finding.code == OPEN_ROW]
        return [self._open_table(key, self.called(parties[key]), Side.PARTY) for key in found]

    @property
    def tables_of_guest(self) -> list[OpenTable]:
        """The table of a guest's own party, where rows of it are open. No query where no table is open."""
        guest = self.actor.guest
        if not (guest and self.pledge.has_open_table):
            return []
        own = self._open_table(guest.party_key, self.pledge.organisation.in_sentence, Side.DRAFTERS)
        return [own] if own.rows else []

    def _open_table(self, party_key: str, called: str, other: Side) -> OpenTable:
        """Return how far a table is; `called` and `other` are the other side."""
        rows = [row for row in self.open_rows if row.party_key == party_key]
        return OpenTable(party_key, called, len(rows), sum(row.waits_for == other for row in rows))

    @cached_property
    def open_rows(self) -> tuple[OpenRow, ...]:
        return open_rows(self.pledge, self.document)

    @cached_property
    def empty(self) -> list[Progress]:
        """The sections in which nothing is."""
        return [step for step in self.steps if step.is_empty]

    @cached_property
    def said(self) -> OpenThreads:
        return discussion.open_threads(self.pledge, self.actor)

    @cached_property
    def others(self) -> list[Party]:
        """The parties beside that of the organisation whose pledge it is, in their order."""
        parties = sorted(self.draft.parties.values(), key=lambda party: party.position)
        own = owners_party(self.pledge, parties)
        return [party for party in parties if party is not own]

    @cached_property
    def invited(self) -> list[Invitation]:
        """Who was invited to read it and comment, and may still; not who is asked to sign."""
        return list(invited_to([self.pledge.pk]))

    @cached_property
    def uninvited(self) -> list[Party]:
        """The other parties of which nobody was invited, nor asked to sign in a round before; first who has a table."""
        spoken_for = {*(invitation.party_key for invitation in self.invited), *self.asked_before}
        negotiates = {table.party_key for table in self.tables}
        uninvited = [party for party in self.others if party.key not in spoken_for]
        return sorted(uninvited, key=lambda party: party.key not in negotiates)

    @cached_property
    def asked_before(self) -> set[str]:
        """The keys of the parties that were asked to sign in the last round."""
        return {asked.party_key for asked in self.signing_round.signature_requests} if self.signing_round else set()

    def called(self, party: Party) -> str:
        """Return how a party is called in a sentence: “the Government of Kenya”."""
        return in_sentence(party, self.pledge.model_text.language)

    @cached_property
    def signing_round(self) -> Round | None:
        """The last round, whatever became of it. No query where nothing ever happened to the pledge."""
        found = last_round(self.pledge) if self.pledge.trail_head or not self.is_draft else None
        if found:
            found.revision.pledge = self.pledge
        return found

    @cached_property
    def submission(self) -> Submission | None:
        is_submitted = self.pledge.status == Status.SUBMITTED
        return Submission.objects.filter(pledge=self.pledge).select_related("by").first() if is_submitted else None

    @cached_property
    def asking(self) -> int:
        """How many further parties ask to sign."""
        return joining.waiting(self.pledge) if self.role != Role.GUEST else 0

    @cached_property
    def may_be_published(self) -> bool:
        is_agreed = self.signing_round is not None and self.pledge.status in (Status.AGREED, Status.SUBMITTED)
        return bool(is_agreed and not self.pledge.published_at and self.signing_round and not self.unpublished)

    @property
    def unpublished(self) -> Sequence[str]:
        """The parties that have not agreed to have it published."""
        return self.signing_round.unpublished_parties if self.signing_round else ()

    @cached_property
    def facts(self) -> Facts:
        known = Facts(self.pledge.status, self.role)
        if self.is_draft:
            return self._of_a_draft(known) if self.role == Role.DRAFTER else replace(known, tables=self.tables_of_guest)
        signing_round = self.signing_round
        if not signing_round:
            return replace(known, asking=self.asking, takes_further_parties=self.pledge.takes_further_parties)
        mine = signing_round.signature_request_of(self.actor.email)
        return replace(
            known,
            is_to_sign=bool(mine and mine.is_open and (not mine.is_later or self.pledge.takes_further_parties)),
            objections=signing_round.objections,
            holding_up=signing_round.holding_up,
            waiting=[asked.name for asked in signing_round.waiting],
            asking=self.asking,
            takes_further_parties=self.pledge.takes_further_parties,
            may_be_published=self.may_be_published,
        )

    def _of_a_draft(self, known: Facts) -> Facts:
        first, uninvited = self.empty[:1], self.uninvited[:1]
        return replace(
            known,
            suggestions=self.said.suggestions,
            empty=first[0].section if first else None,
            to_fix=len(self.to_fix),
            invitable=self.called(uninvited[0]) if uninvited else "",
            tables=self.tables,
        )

    @cached_property
    def next_step(self) -> NextStep:
        return next_step(self.facts)

    def onward(self, here: str, *, has_named_what_is_empty: bool = False) -> dict[str, Any]:
        """Return what the end of a page says (pledge/_next.html): what is next beyond the page of the path `here`."""
        facts = replace(self.facts, empty=None) if has_named_what_is_empty else self.facts
        step = next_step_beyond(facts, self.pledge, here)
        return {
            "next_step": step,
            "next_url": step.url(self.pledge) if step else "",
            "has_tasks": self.role != Role.GUEST,
        }

    @property
    def next_url(self) -> str:
        return self.next_step.url(self.pledge)
