"""How the party of an entry reads within a sentence: as the revision calls it that the entry is about."""

from __future__ import annotations

from collections.abc import Iterable

from commitments.models import JoinRequest, Pledge, Revision, SignatureRequest, TrailEntry
from commitments.trail.facts import last_told

REQUESTS, JOINING = SignatureRequest._meta.db_table, JoinRequest._meta.db_table


class NamesInSentences:
    """The names of a pledge's parties, by revision and key: two may have one name in lists, and names change."""

    def __init__(self, pledge: Pledge) -> None:
        """`pledge` has its revisions and their requests at hand. One query of an open one, for who asked to join."""
        self._revisions = {revision.number: revision for revision in pledge.revisions.all()}
        asked = pledge.join_requests.select_related("state", "national_society", "component")
        self._joining = {request.pk: request for request in asked} if pledge.openness == Pledge.Openness.OPEN else {}
        self._later = {request.signature_request_id: request for request in self._joining.values()}

    def of(self, entry: TrailEntry) -> str:
        """Return “the Ministry of Health of Kenya”; nothing where the entry may be about either of two parties."""
        if not entry.party or entry.revision not in self._revisions:
            return ""
        revision = self._revisions[entry.revision]
        rows = last_told([entry])
        joining = [self._joining[row.key] for row in rows if row.table == JOINING and row.key in self._joining]
        if joining:
            return joining[0].in_sentence
        told = {row.key for row in rows if row.table == REQUESTS}
        named = [request for request in _requests(revision) if request.party == entry.party]
        meant = [request for request in named if request.pk in told] or _of_person(named, entry) or named
        forms = {self._form(request, revision) for request in meant}
        return forms.pop() if len(forms) == 1 else ""

    def _form(self, request: SignatureRequest, revision: Revision) -> str:
        if request.pk in self._later:
            return self._later[request.pk].in_sentence
        return revision.in_sentences.get(request.party_key, "")


def _requests(revision: Revision) -> Iterable[SignatureRequest]:
    circulation = getattr(revision, "circulation", None)
    return circulation.signature_requests.all() if circulation else ()


def _of_person(requests: Iterable[SignatureRequest], entry: TrailEntry) -> list[SignatureRequest]:
    """Return the requests to whoever did what the entry says, or to whom it was done: older entries tell of no row."""
    return [
        request
        for request in requests
        if entry.email == request.email or entry.words.strip() == f"{request.name} <{request.email}>"
    ]
