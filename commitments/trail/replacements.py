"""What a trail says of who is to sign in whose place, and whether the requests are as it says. Reads only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.document import canonical
from commitments.models import ProposedSignatory, Revision, SignatureRequest, TrailEntry
from commitments.trail.facts import last_told, row_of

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
    told = [entry for entry in entries if entry.kind == Kind.REPLACED]
    requests = {request.pk: request for request in revision.circulation.signature_requests.all()}
    pairs = [(left, now) for now in requests.values() if (left := requests.get(now.replaces_id or 0))]
    left_behind = {now.replaces_id for now in requests.values()} - {None}
    is_sound = left_behind == {request.pk for request in requests.values() if request.replaced_at}
    are_told = all(any(_is_told_by(entry, left, now) for entry in told) for left, now in pairs)
    if len(told) != len(pairs) or not are_told or not is_sound:
        finding = _("Who signs revision {number} in whose place is not what the trail says.")
        yield finding.format(number=revision.number)


def _is_told_by(entry: TrailEntry, left: SignatureRequest, now: SignatureRequest) -> bool:
    """Whether an entry tells that one request took the other's place, by the names and addresses of that moment.

    An address can be corrected afterwards.
    """
    then = last_told([entry])
    if not {row_of(left), row_of(now)} <= then.keys():
        return False
    was, became = then[row_of(left)].columns, then[row_of(now)].columns
    in_place_of, whom = (f"{columns.get('name')} <{columns.get('email')}>" for columns in (was, became))
    return (entry.party, entry.words) == (now.party, Replacement(in_place_of, whom, left.why_replaced).words)
