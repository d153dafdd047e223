"""What a signature is worth: who named its signatory, and what says that the party itself stands behind it.

A party has confirmed a signature where the address that gave it is at a domain that the secretariat has confirmed for
that party. One other thing vouches: the same account has signed for the same party before with such an address, whose
domain is still confirmed. Nobody's word but the secretariat's begins that: earlier signatures that drafters have called
for, however many, vouch for nothing. Where a domain is withdrawn, what it vouched for later on falls, too; that it did
when a signature was given stays a fact, and it is said since when it does no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commitments.models import (
    Actor,
    ConfirmedDomain,
    JoinRequest,
    PartyKind,
    ProposedSignatory,
    Revision,
    Signature,
    SignatureRequest,
    TrailEntry,
    User,
)
from commitments.text.mail_domains import domain_of
from commitments.trail.facts import tells_of

COLUMNS = {
    PartyKind.STATE: "state__iso2",
    PartyKind.NATIONAL_SOCIETY: "national_society__state__iso2",
    PartyKind.COMPONENT: "component__code",
}
"""What a directory entry's code is of a confirmed domain, by its kind"""
NamedBy, VouchedBy = Signature.NamedBy, Signature.VouchedBy


@dataclass(frozen=True)
class Confirmation:
    """Whether a party has confirmed a signature, seen from today."""

    kind: str = ""
    """domain, known; withdrawn, where the domain is not the party's any more; nothing where none vouches"""
    domain: str = ""
    """Which the secretariat has confirmed; nothing where the signatory is known from earlier"""
    since: datetime | None = None
    """Where it was not confirmed when it was signed"""
    until: datetime | None = None
    """Where it is withdrawn"""

    @property
    def holds(self) -> bool:
        return self.kind in VouchedBy.values


def worth(revision: Revision, signature_request: SignatureRequest, by: Actor) -> Mapping[str, str]:
    """Return the columns of a new signature that say what it is worth.

    Two queries at most, four of an account; four more of who signs in somebody's place.
    """
    entry = _entry_of(revision, signature_request)
    return {
        "directory_entry": entry,
        "named_by": _named_by(revision, signature_request, entry),
        "drafter": revision.pledge.organisation.name,
        "vouched_by": _vouched_by(entry, signature_request.email, by.user),
    }


def _named_by(revision: Revision, asked: SignatureRequest, entry: str) -> Signature.NamedBy:
    """Return who named a signatory: whose word it is that this person, at this address, signs.

    It is a drafter's, also where they corrected the address; of who asked to join, their own; of whom somebody named
    who left, that of who left. They speak for the party where an address of the party's own says so, `entry` being that
    of the directory: else whom a drafter has named, or who just asks, would make anybody the party's choice.
    """
    left, speaker = asked.replaces, asked
    if left:
        is_own = left.proposed.filter(answer=ProposedSignatory.Answer.CONFIRMED).exists()
        has_named = is_own or _is_told(revision, TrailEntry.Kind.REPLACED, asked, email__iexact=left.email)
        if not has_named or _is_told(revision, TrailEntry.Kind.READDRESSED, asked):
            return NamedBy.DRAFTER
        speaker = left
    elif not asked.is_later:
        return NamedBy.DRAFTER
    if entry and _is_confirmed(entry, [domain_of(speaker.email)]):
        return NamedBy.PARTY
    has_asked = speaker.is_later and not speaker.replaces
    return NamedBy.ASKER if has_asked else NamedBy.DRAFTER


def _is_told(revision: Revision, kind: TrailEntry.Kind, asked: SignatureRequest, **by: str) -> bool:
    """Whether the trail has an entry of a kind that tells of a request; `by`: of whom."""
    entries = revision.pledge.trail.filter(kind=kind, revision=revision.number, **by)
    return any(tells_of(entry, asked) for entry in entries)


def _entry_of(revision: Revision, signature_request: SignatureRequest) -> str:
    """Return what the directory has of a party: as the text was frozen, or as it asked to join."""
    if not signature_request.is_later:
        return revision.directory_entries.get(signature_request.party_key, "")
    asked = _joined([signature_request]).get(signature_request.pk)
    return asked.directory_entry if asked else ""


def _joined(signature_requests: Iterable[SignatureRequest]) -> dict[int | None, JoinRequest]:
    """Return what further parties asked, by the keys of their signature requests. One query, and none for none."""
    later = [asked.pk for asked in signature_requests if asked.is_later]
    requests = JoinRequest.objects.filter(signature_request__in=later) if later else JoinRequest.objects.none()
    found = requests.select_related("state", "national_society__state", "component")
    return {asked.signature_request_id: asked for asked in found}


def _vouched_by(entry: str, email: str, user: User | None) -> str:
    """Return what vouches for a signature that is given now; nothing where nothing does."""
    if not entry:
        return ""
    if _is_confirmed(entry, [domain_of(email)]):
        return VouchedBy.DOMAIN
    earlier = Signature.objects.filter(by=user, directory_entry=entry) if user else Signature.objects.none()
    domains = {domain_of(address) for address in earlier.values_list("email", flat=True)}
    return VouchedBy.KNOWN if domains and _is_confirmed(entry, domains) else ""


def _is_confirmed(entry: str, domains: Iterable[str]) -> bool:
    """Whether one of some domains is confirmed for a party as things are now."""
    kind, _space, code = entry.partition(" ")
    domains = list(domains)
    standing = _at(domains).filter(withdrawn_at=None, **{COLUMNS[PartyKind(kind)]: code})
    return any(row.covers(domain) for row in standing for domain in domains)


def _at(domains: Iterable[str]) -> Any:
    """Return the rows that are about some domains, or about what stands above them."""
    above = {domain.split(".", number)[-1] for domain in domains for number in range(domain.count(".") + 1)}
    return ConfirmedDomain.objects.filter(domain__in=above)


def confirmations(revision: Revision, signature_requests: Iterable[SignatureRequest]) -> dict[int, Confirmation]:
    """Return whether signatures are confirmed today, by the keys of their requests.

    All of the requests are of one revision, and signed. Two queries at most, three where somebody was known from
    earlier.
    """
    signature_requests = list(signature_requests)
    joined, named = _joined(signature_requests), revision.directory_entries
    earlier = _earlier_domains([asked.signature for asked in signature_requests])
    found = _at({domain_of(asked.signature.email) for asked in signature_requests}.union(*earlier.values()))
    rows = list(found.select_related("state", "national_society__state", "component").order_by("confirmed_at"))
    result = {}
    for asked in signature_requests:
        signature, join_request = asked.signature, joined.get(asked.pk)
        entry = join_request.directory_entry if join_request else named.get(asked.party_key, "")
        of_party = [row for row in rows if entry and row.directory_entry == entry]
        own = [row for row in of_party if row.covers(domain_of(signature.email))]
        known = [row for row in of_party if any(map(row.covers, earlier.get(signature.pk, ())))]
        result[asked.pk] = _confirmation(signature, own, known)
    return result


def _earlier_domains(signatures: Iterable[Signature]) -> dict[int, set[str]]:
    """Return with which domains those had signed for the same party who were known by that. One query, or none."""
    known = [signature for signature in signatures if signature.vouched_by == VouchedBy.KNOWN]
    every = Signature.objects.filter(by__in={signature.by_id for signature in known})
    before = list(every.values_list("by_id", "directory_entry", "at", "email")) if known else []
    return {
        signature.pk: {
            domain_of(email)
            for by, entry, at, email in before
            if (by, entry) == (signature.by_id, signature.directory_entry) and at < signature.at
        }
        for signature in known
    }


def _confirmation(signature: Signature, own: list[ConfirmedDomain], known: list[ConfirmedDomain]) -> Confirmation:
    """Return what confirms a signature today.

    `own` are the rows of its party and domain, `known` those by which its signatory was known, both the oldest first.
    """
    standing, was = next((row for row in own if not row.withdrawn_at), None), signature.vouched_by
    if standing:
        is_since = was != VouchedBy.DOMAIN and standing.confirmed_at > signature.at
        return Confirmation(VouchedBy.DOMAIN, standing.domain, since=standing.confirmed_at if is_since else None)
    if was == VouchedBy.KNOWN and any(not row.withdrawn_at for row in known):
        return Confirmation(VouchedBy.KNOWN)
    fell = {VouchedBy.DOMAIN.value: own, VouchedBy.KNOWN.value: known}.get(was)
    if fell:
        last = max(fell, key=lambda row: row.withdrawn_at or row.confirmed_at)
        return Confirmation("withdrawn", last.domain, until=last.withdrawn_at)
    return Confirmation()
