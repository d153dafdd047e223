"""The trail of a pledge: who did what when. Each entry holds the hash of the one before."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.document import canonical, digest
from commitments.models import Pledge, Revision, Signature, TrailAddress, TrailEntry, Voice

ADDRESSES_KEPT = timedelta(days=90)


def record(
    pledge: Pledge,
    kind: TrailEntry.Kind,
    by: Voice,
    *,
    revision: Revision | None = None,
    party: str = "",
    words: str = "",
) -> TrailEntry:
    """Add an entry to a pledge's trail, in the transaction that is going on; return it. Locks the pledge.

    `by` is who did it, and from where; `words` a reason, or what it was about.
    """
    head = Pledge.objects.select_for_update().only("trail_head").get(pk=pledge.pk)
    number, _colon, previous = head.trail_head.partition(":")
    salt = secrets.token_hex(16)
    entry = TrailEntry(
        pledge=pledge,
        number=int(number or 0) + 1,
        kind=kind,
        at=timezone.now(),
        who=str(by)[:150],
        email=by.email,
        user=by.user,
        revision=revision.number if revision else None,
        party=party,
        words=words,
        address_hash=_address_hash(salt, by.origin) if by.origin else "",
        previous=previous,
    )
    entry.hash = chained(entry, pledge.reference)
    entry.save(force_insert=True)
    if by.origin:
        TrailAddress.objects.create(entry=entry, address=by.origin, salt=salt)
    pledge.trail_head = f"{entry.number}:{entry.hash}"
    Pledge.objects.filter(pk=pledge.pk).update(trail_head=pledge.trail_head)
    return entry


def chained(entry: TrailEntry, reference: str) -> str:
    """Return the hash of an entry: of all it says and of the hash before it, as canonical JSON."""
    said: dict[str, Any] = {
        "pledge": reference,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        **{
            name: getattr(entry, name)
            for name in (
                "number",
                "who",
                "email",
                "revision",
                "party",
                "words",
                "address_hash",
                "previous",
            )
        },
        "kind": str(entry.kind),
    }
    return digest(canonical(said))


def _address_hash(salt: str, address: str) -> str:
    return digest(f"{salt}:{address}")


def signature_words(signature: Signature) -> str:
    """Return what the entry of a signature says of it: every fact that must not change."""
    return canonical(
        {
            "name": signature.name,
            "title": signature.title,
            "statement": signature.statement,
            "sha256": signature.digest,
            "method": str(signature.method),
        }
    )


def verify(pledge: Pledge) -> Iterator[str]:
    """Yield what is wrong with a pledge's trail, its revisions and its signatures, each in a sentence.

    Nothing for a pledge that nobody tampered with.
    """
    entries = list(pledge.trail.order_by("number").select_related("origin"))
    previous, number = "", 0
    for entry in entries:
        number += 1
        if entry.number != number:
            yield _("Entry {number} is missing.").format(number=number)
            number = entry.number
        if entry.previous != previous or chained(entry, pledge.reference) != entry.hash:
            yield _("Entry {number} was changed.").format(number=entry.number)
        if hasattr(entry, "origin") and _address_hash(entry.origin.salt, entry.origin.address) != entry.address_hash:
            yield _("The network address of entry {number} was changed.").format(number=entry.number)
        previous = entry.hash
    if pledge.trail_head != (f"{number}:{previous}" if entries else ""):
        yield _("Entries are missing at the end.")
    yield from _verify_signatures(pledge, entries)


def _verify_signatures(pledge: Pledge, entries: list[TrailEntry]) -> Iterator[str]:
    """Yield what the trail does not say of revisions and signatures, or says otherwise."""
    frozen = {entry.revision: entry.words for entry in entries if entry.kind == TrailEntry.Kind.CIRCULATED}
    signed = {(entry.revision, entry.party): entry for entry in entries if entry.kind == TrailEntry.Kind.SIGNED}
    for revision in pledge.revisions.prefetch_related("signatures"):
        if digest(revision.content) != revision.digest or frozen.pop(revision.number, "") != revision.digest:
            yield _("Revision {number} is not the text that was circulated.").format(number=revision.number)
        for signature in revision.signatures.all():
            entry = signed.pop((revision.number, signature.party), None)
            if not entry or entry.words != signature_words(signature) or signature.digest != revision.digest:
                said = _("The signature of {party} on revision {number} is not what was signed.")
                yield said.format(party=signature.party, number=revision.number)
    for number in frozen:
        yield _("Revision {number} is missing.").format(number=number)
    for number, party in signed:
        said = _("The signature of {party} on revision {number} is missing.")
        yield said.format(party=party, number=number)


def cut_addresses() -> int:
    """Forget from where things were done more than 90 days ago; return how many entries that concerns."""
    old: QuerySet[TrailAddress] = TrailAddress.objects.filter(entry__at__lt=timezone.now() - ADDRESSES_KEPT)
    return old.delete()[0]
