"""The trail of a pledge: who did what when. Each entry holds the hash of the one before."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.db.models import Model, QuerySet
from django.utils import timezone

from commitments.models import Actor, Pledge, Revision, TrailAddress, TrailEntry, TrailHead
from commitments.trail.audit import verify
from commitments.trail.facts import tell
from commitments.trail.hashes import ADDRESSES_KEPT, WITH_FACTS, address_hash, chained

__all__ = ["cut_addresses", "record", "verify"]


def record(
    pledge: Pledge,
    kind: TrailEntry.Kind,
    by: Actor,
    *,
    revision: Revision | None = None,
    party: str = "",
    words: str = "",
    rows: Iterable[Model] = (),
) -> TrailEntry:
    """Add an entry to a pledge's trail, in the current transaction; return it. Locks the pledge.

    `by` is who did it, and from where; `words` a reason, or what it was about; `rows` all rows of the tables that
    trail/facts.py names that were written with it, as they stand now: whoever writes one has an entry tell of it.
    """
    head = Pledge.objects.locked().only("trail_head").get(pk=pledge.pk)
    last = TrailHead.of(head.trail_head)
    salt = secrets.token_hex(16)
    entry = TrailEntry(
        pledge=pledge,
        number=last.number + 1,
        kind=kind,
        at=timezone.now(),
        who=str(by)[:150],
        email=by.email,
        user=by.user,
        revision=revision.number if revision else None,
        party=party,
        words=words,
        address_hash=address_hash(salt, by.origin) if by.origin else "",
        previous=last.hash,
        rules=WITH_FACTS,
        facts=tell(rows),
    )
    entry.hash = chained(entry, pledge.reference)
    entry.save(force_insert=True)
    if by.origin:
        TrailAddress.objects.create(entry=entry, address=by.origin, salt=salt)
    _end_in(entry, pledge)
    return entry


def _end_in(entry: TrailEntry, pledge: Pledge) -> None:
    """Let a pledge's trail end in an entry."""
    pledge.trail_head = str(TrailHead(entry.number, entry.hash))
    Pledge.objects.filter(pk=pledge.pk).update(trail_head=pledge.trail_head)


def cut_addresses() -> int:
    """Forget from where things were done more than 90 days ago; return how many entries that concerns."""
    old: QuerySet[TrailAddress] = TrailAddress.objects.filter(entry__at__lt=timezone.now() - ADDRESSES_KEPT)
    return old.delete()[0]
