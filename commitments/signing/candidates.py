"""Who may be meant to sign for each party: those of whom the organisation knows already. To be offered, never taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from commitments.access import SIGNING_ROLES
from commitments.drafting.parties import owners_party
from commitments.models import Invitation, Membership, Party, Pledge

MOST = 10
"""Of one party, those that are offered"""
EARLIER_PLEDGES = 200
"""In how many rows of the organisation's other pledges, the newest ones, is looked for who signed for a party"""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may sign for a party."""

    name: str
    title: str
    email: str
    is_likely: bool = False
    """Whether they speak for the party in this pledge, or sign for their organisation; else: they did in another one"""


def candidates(pledge: Pledge, parties: Sequence[Party]) -> Mapping[str, list[Candidate]]:
    """Return those that may be meant for each party, by its key, the likeliest first. Three queries.

    The guests who were invited for it; for the party of the pledge's own organisation, its signatories, or where it has
    none, its administrators; and who was named for the same party in another pledge of the organisation.
    """
    found: dict[str, list[Candidate]] = {party.key: [] for party in parties}
    earlier = _earlier(pledge)
    titles = {candidate.email: candidate.title for _entry, candidate in earlier if candidate.title}
    own = owners_party(pledge, parties)
    if own:
        found[own.key] += _signatories(pledge)
    for invitation in pledge.invitations.filter(withdrawn_at=None, party_key__in=found).order_by("-pk"):
        found[invitation.party_key].append(_guest(invitation))
    for party in parties:
        found[party.key] += [candidate for entry, candidate in earlier if entry == _entry(party)]
    return {key: _each_once(some, titles) for key, some in found.items()}


def likeliest(some: Sequence[Candidate]) -> Candidate | None:
    """Return the one who is likely, if there is exactly one."""
    likely = [candidate for candidate in some if candidate.is_likely]
    return likely[0] if len(likely) == 1 else None


def _signatories(pledge: Pledge) -> list[Candidate]:
    """Return the organisation's signatories; its administrators, who may sign too, where it has none."""
    memberships = Membership.objects.filter(organisation=pledge.organisation_id, role__in=SIGNING_ROLES)
    members = list(memberships.filter(user__is_active=True).select_related("user").order_by("pk"))
    signatories = [member for member in members if member.role == Membership.Role.SIGNATORY] or members
    return [Candidate(each.user.name, "", each.user.email, is_likely=True) for each in signatories]


def _guest(invitation: Invitation) -> Candidate:
    return Candidate(invitation.name, "", invitation.email, is_likely=True)


def _earlier(pledge: Pledge) -> list[tuple[tuple[object, ...], Candidate]]:
    """Return who was named first for the parties of the organisation's other pledges, with each party's entry."""
    rows = Party.objects.filter(pledge__organisation=pledge.organisation_id).exclude(pledge=pledge)
    rows = rows.exclude(signatory_email="").exclude(signatory_name="").order_by("-pk")
    return [
        (_entry(row), Candidate(row.signatory_name, row.signatory_title, row.signatory_email.lower()))
        for row in rows[:EARLIER_PLEDGES]
    ]


def _entry(party: Party) -> tuple[object, ...]:
    """Return what tells that two parties of two pledges are the same."""
    return (party.kind, party.state_id, party.national_society_id, party.component_id, party.name)


def _each_once(some: Sequence[Candidate], titles: Mapping[str, str]) -> list[Candidate]:
    """Return each address once, with a title where another pledge has one."""
    by_email: dict[str, Candidate] = {}
    for candidate in some:
        if candidate.email and candidate.name:
            known = replace(candidate, title=candidate.title or titles.get(candidate.email.lower(), ""))
            by_email.setdefault(candidate.email.lower(), known)
    return list(by_email.values())[:MOST]
