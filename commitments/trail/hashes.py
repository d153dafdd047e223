"""What the trail of a pledge is chained by: hashes of what its entries, revisions and signatures say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any

from commitments.document import canonical, digest
from commitments.models import Revision, Signature, TrailEntry

ADDRESSES_KEPT = timedelta(days=90)
"""How long the trail knows from where something was done"""
FIRST, WITH_FACTS = 1, 2
"""Versions of the rules: what an entry says; that, with what it tells of rows, and the version itself"""
CHAINED = ("number", "who", "email", "revision", "party", "words", "address_hash", "previous")
"""Columns that are hashed as they are"""


def chained(entry: TrailEntry, reference: str) -> str:
    """Return the hash of an entry by its own rules: of all it says and of the hash before it, as canonical JSON.

    Nothing for an entry whose rules are unknown. What a version hashes never changes: the entries that have it were
    chained by it.
    """
    content: dict[str, Any] = {
        "pledge": reference,
        "at": moment(entry.at),
        "user": entry.user_id,
        "kind": str(entry.kind),
        **{name: getattr(entry, name) for name in CHAINED},
    }
    if entry.rules == WITH_FACTS:
        content |= {"rules": entry.rules, "facts": entry.facts}
    elif entry.rules != FIRST or entry.facts:
        return ""
    return digest(canonical(content))


def moment(at: datetime) -> str:
    """Return a moment in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def address_hash(salt: str, address: str) -> str:
    """Return the hash of an address however it is written: databases write IPv6 in ways of their own."""
    parsed = ip_address(address)
    return digest(f"{salt}:{getattr(parsed, 'ipv4_mapped', None) or parsed}")


def revision_words(revision: Revision) -> str:
    """Return what the entry of a revision that is circulated says of it: every fact that must not change."""
    circulation = revision.circulation
    return canonical(
        {
            "sha256": revision.digest,
            "code": revision.code,
            "at": moment(revision.at),
            "asked_for": f"{circulation.asked_for:%Y-%m-%d}",
            "in_turn": circulation.in_turn,
            "message": circulation.message,
        }
    )


def signature_words(signature: Signature) -> str:
    """Return what the entry of a signature says of it: every fact that must not change."""
    return canonical(
        {
            "party_key": signature.party_key,
            "name": signature.name,
            "title": signature.title,
            "email": signature.email,
            "statement": signature.statement,
            "sha256": signature.digest,
            "method": str(signature.method),
            "at": moment(signature.at),
        }
    )
