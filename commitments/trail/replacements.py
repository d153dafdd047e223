"""What a trail says of who is to sign in whose place, and whether the requests are as it says. Reads only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.document import canonical
from commitments.models import ProposedSignatory, Revision, SignatureRequest, TrailEntry

Kind = TrailEntry.Kind
KINDS = {Kind.PROPOSED, Kind.NOT_REPLACED, Kind.REPLACED}
"""Entries whose words are a Replacement"""


@dataclass(frozen=True)
class Replacement:
    """One person in the place of another, as an entry names them: “Jonas Weber <jonas@example.org>”."""

    in_place_of: str = ""
    whom: str = ""
    reason: str = ""

    @property
    def words(self) -> str:
        """What the entry keeps of it."""
        return canonical(vars(self))

    @classmethod
    def of(cls, words: str) -> Replacement:
        """Return what an entry keeps. Of words that are not as they were written, nothing: the hash tells that."""
        try:
            content = json.loads(words)
            return cls(*(str(content[name]) for name in ("in_place_of", "whom", "reason")))
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls()


def replacement(asked: SignatureRequest, successor: SignatureRequest | ProposedSignatory, reason: str) -> Replacement:
    """Return how an entry tells that somebody is to sign, or does not, in the place of who was asked."""
    return Replacement(_named(asked), _named(successor), reason)


def _named(person: SignatureRequest | ProposedSignatory) -> str:
    return f"{person.name} <{person.email}>"


def replacement_findings(revision: Revision, entries: Iterable[TrailEntry]) -> Iterator[str]:
    """Yield where who signs in whose place, and why, is not what the entries of a revision say.

    `revision` has its requests at hand.
    """
    told = sorted((entry.party, entry.words) for entry in entries if entry.kind == Kind.REPLACED)
    requests = {request.pk: request for request in revision.circulation.signature_requests.all()}
    there = sorted(
        (request.party, replacement(left, request, left.why_replaced).words)
        for request in requests.values()
        if (left := requests.get(request.replaces_id or 0))
    )
    left_behind = {request.replaces_id for request in requests.values()} - {None}
    is_sound = left_behind == {request.pk for request in requests.values() if request.replaced_at}
    if told != there or not is_sound:
        finding = _("Who signs revision {number} in whose place is not what the trail says.")
        yield finding.format(number=revision.number)
