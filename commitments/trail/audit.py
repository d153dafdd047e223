"""Whether the trail of a pledge holds together, and whether everything else is what the trail says. Reads only.

A row that was removed, changed, exchanged or added shows, whoever did it and by whatever way. No hash can show that the
whole end of a trail was written anew, with the pledge's own note of it and all rows; a head kept elsewhere can.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.document import digest
from commitments.models import (
    Circulation,
    Pledge,
    Revision,
    Signature,
    SignatureRequest,
    Submission,
    TrailAddress,
    TrailEntry,
    TrailHead,
)
from commitments.trail.facts import tells_of
from commitments.trail.hashes import ADDRESSES_KEPT, address_hash, chained, revision_words, signature_words
from commitments.trail.replacements import replacement_findings
from commitments.trail.rows import row_findings

Kind = TrailEntry.Kind
STATUS = {
    Kind.CIRCULATED: Pledge.Status.IN_CIRCULATION,
    Kind.AGREED: Pledge.Status.AGREED,
    Kind.REOPENED: Pledge.Status.DRAFT,
    Kind.SUBMITTED: Pledge.Status.SUBMITTED,
    Kind.WITHDRAWN: Pledge.Status.WITHDRAWN,
}
"""The state in which a pledge is after each step"""
ENDS = {Kind.REOPENED: Circulation.End.REOPENED, Kind.WITHDRAWN: Circulation.End.WITHDRAWN}
ANSWERS = {
    Kind.SIGNED: SignatureRequest.Answer.SIGNED,
    Kind.CHANGES: SignatureRequest.Answer.CHANGES,
    Kind.DECLINED: SignatureRequest.Answer.DECLINED,
    Kind.UNDECLINED: "",
}
TRIES = 5
AT_ONCE = 100
UNREADABLE = (ValueError, TypeError, AttributeError, ArithmeticError)
"""What is raised where a column holds what its type never has: SQLite keeps any text in any of them"""


def verify(pledge: Pledge) -> list[str]:
    """Return what is wrong with a pledge's trail, and with what it tells of, each in a sentence; twelve queries.

    Nothing for a pledge that nobody changed behind the program's back.
    """
    try:
        return examined(pledge)[1]
    except UNREADABLE:
        return [_("What is kept of the pledge can’t be read: a value is none that was ever written here.")]


def examined(pledge: Pledge) -> tuple[Pledge, list[str]]:
    """Return a pledge with its trail, its revisions and all that is verified, and what `verify` does; twelve queries.

    It is read as it stands in the database, and read again where somebody wrote meanwhile: each writing ends with
    another `trail_head`.
    """
    now, findings = pledge, list[str]()
    for _try in range(TRIES):
        now = _whole(Pledge.objects.filter(pk=pledge.pk)).get()
        findings = list(dict.fromkeys(_findings(now)))
        if Pledge.objects.filter(pk=pledge.pk, trail_head=now.trail_head).exists():
            break
    return now, findings


def verify_all() -> Iterator[tuple[Pledge, list[str]]]:
    """Yield every pledge, by its reference, with what is wrong with its trail; a hundred are read at once.

    From where one can't be read, each by itself.
    """
    pledges, last = Pledge.objects.order_by("reference"), ""
    try:
        for pledge in _whole(pledges).iterator(chunk_size=AT_ONCE):
            yield pledge, verify(pledge) if any(_findings(pledge)) else []
            last = pledge.reference
    except UNREADABLE:
        for pledge in pledges.filter(reference__gt=last).only("reference"):
            yield pledge, verify(pledge)


def _whole(pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Return pledges with all that is verified. The pledges come first: what is written later shows as another head."""
    return pledges.select_related("submission").prefetch_related(
        Prefetch("trail", TrailEntry.objects.order_by("number").select_related("origin")),
        Prefetch("revisions", Revision.objects.order_by("number").select_related("circulation")),
        Prefetch("revisions__signatures", Signature.objects.select_related("signature_request__circulation")),
        Prefetch("revisions__circulation__signature_requests", SignatureRequest.objects.select_related("invitation")),
        "revisions__circulation__signature_requests__proposed",
        "revisions__copies",
        "revisions__public_copies",
        "revisions__annexed_copies",
        "parties",
        "join_requests",
    )


def _findings(pledge: Pledge) -> Iterator[str]:
    entries = list(pledge.trail.all())
    yield from _chain(pledge, entries)
    for entry in entries:
        yield from _origin(entry, timezone.now())
    yield from _revisions(pledge, entries)
    yield from _signatures(pledge, entries)
    for revision in pledge.revisions.all():
        of_revision = [entry for entry in entries if entry.revision == revision.number]
        if hasattr(revision, "circulation"):
            yield from _round(revision, of_revision)
            yield from replacement_findings(revision, of_revision)
    yield from _state(pledge, entries)
    yield from row_findings(pledge, entries)


def _chain(pledge: Pledge, entries: list[TrailEntry]) -> Iterator[str]:
    """Yield which entries are missing or other ones than those that were written."""
    previous, number = "", 0
    for entry in entries:
        if entry.number > number + 1:
            yield _missing(number + 1, entry.number - 1)
        elif entry.previous != previous:
            yield _("Entry {number} does not follow from the entry before it.").format(number=entry.number)
        if chained(entry, pledge.reference) != entry.hash:
            yield _("Entry {number} was changed.").format(number=entry.number)
        previous, number = entry.hash, entry.number
    noted = _noted(pledge)
    if noted and noted.number > number:
        yield _missing(number + 1, noted.number)
    elif noted != TrailHead(number, previous):
        yield _("The last entry, {number}, is not the one that was written last.").format(number=number)


def _noted(pledge: Pledge) -> TrailHead | None:
    """Return the pledge's own note of the last entry; None where it is none that we could have written."""
    try:
        return TrailHead.of(pledge.trail_head)
    except ValueError:
        return None


def _missing(first: int, last: int) -> str:
    if first == last:
        return _("Entry {number} is missing.").format(number=first)
    return _("Entries {first} to {last} are missing.").format(first=first, last=last)


def _origin(entry: TrailEntry, now: datetime) -> Iterator[str]:
    origin = getattr(entry, "origin", None)
    if origin and not _is_hash_of(entry.address_hash, origin):
        yield _("The network address of entry {number} was changed.").format(number=entry.number)
    elif entry.address_hash and not origin and entry.at >= now - ADDRESSES_KEPT:
        yield _("The network address of entry {number} is missing.").format(number=entry.number)


def _is_hash_of(kept: str, origin: TrailAddress) -> bool:
    try:
        return address_hash(origin.salt, origin.address) == kept
    except ValueError:  # no address at all: SQLite keeps any text
        return False


def _revisions(pledge: Pledge, entries: list[TrailEntry]) -> Iterator[str]:
    """Yield which revisions are not what was circulated, and which ones are missing."""
    circulated = {entry.revision: entry for entry in entries if entry.kind == Kind.CIRCULATED}
    for revision in pledge.revisions.all():
        entry = circulated.pop(revision.number, None)
        is_true = (
            entry
            and hasattr(revision, "circulation")
            and digest(revision.content) == revision.digest
            and (entry.words, entry.user_id) == (revision_words(revision), revision.by_id)
        )
        if not is_true:
            yield _("Revision {number} is not what was circulated.").format(number=revision.number)
        for copy in revision.copies.all():
            if digest(bytes(copy.content)) != copy.digest or copy.signatures > len(revision.signatures.all()):
                yield _("A signed PDF of revision {number} is not what was given out.").format(number=revision.number)
        for public in revision.public_copies.all():
            if digest(bytes(public.content)) != public.digest:
                yield _("A public PDF of revision {number} is not what was given out.").format(number=revision.number)
    for number in circulated:
        yield _("Revision {number} is missing.").format(number=number)


def _signatures(pledge: Pledge, entries: list[TrailEntry]) -> Iterator[str]:
    """Yield which signatures are not what was signed, and which ones are missing."""
    signed = [entry for entry in entries if entry.kind == Kind.SIGNED]
    changed = []
    for revision in pledge.revisions.all():
        for signature in revision.signatures.all():
            entry = next((entry for entry in signed if _is_signature(entry, signature, revision)), None)
            if entry:
                signed.remove(entry)
            else:
                changed.append((signature, revision.number))
    for signature, number in changed:
        same = (entry for entry in signed if (entry.revision, entry.party) == (number, signature.party))
        if entry := next(same, None):
            signed.remove(entry)
        finding = _("The signature of {party} on revision {number} is not what was signed.")
        yield finding.format(party=signature.party, number=number)
    for entry in signed:
        finding = _("The signature of {party} on revision {number} is missing.")
        yield finding.format(party=entry.party, number=entry.revision)


def _is_signature(entry: TrailEntry, signature: Signature, revision: Revision) -> bool:
    """Whether an entry tells of exactly this signature, and the signature belongs where it stands."""
    signature_request = signature.signature_request
    recorded = (entry.revision, entry.party, entry.user_id, entry.words)
    return (
        recorded == (revision.number, signature.party, signature.by_id, signature_words(signature))
        and signature.digest == revision.digest
        and (signature_request.circulation.revision_id, signature_request.party_key)
        == (revision.pk, signature.party_key)
    )


def _round(revision: Revision, entries: list[TrailEntry]) -> Iterator[str]:
    """Yield what a round says otherwise than the trail: how it ended, who was asked, and what they answered."""
    circulation = revision.circulation
    last = next((entry for entry in reversed(entries) if entry.kind in ENDS), None)
    ended = (ENDS[Kind(last.kind)], last.words) if last else ("", "")
    if (circulation.end, circulation.reason) != ended:
        yield _("How the round of revision {number} ended is not what the trail says.").format(number=revision.number)
    for signature_request in circulation.signature_requests.all():
        if not _is_told(signature_request, [entry for entry in entries if entry.party == signature_request.party]):
            finding = _("What {party} was asked and answered to revision {number} is not what the trail says.")
            yield finding.format(party=signature_request.party, number=revision.number)


def _is_told(signature_request: SignatureRequest, entries: list[TrailEntry]) -> bool:
    """Whether a request is as its party's entries tell. Parties may be called the same; their signatories may not.

    Who was replaced may come back, and be asked a second time: then an entry tells of one request or of the other.
    """
    if signature_request.replaces_id or signature_request.replaced_at:
        entries = [entry for entry in entries if tells_of(entry, signature_request)]
    whom = f"{signature_request.name} <{signature_request.email}>"
    corrected = [place for place, entry in enumerate(entries) if (entry.kind, entry.words) == (Kind.READDRESSED, whom)]
    entries = entries[corrected[-1] :] if corrected else entries
    own = [entry for entry in entries if entry.email.lower() == signature_request.email]
    kinds = {entry.kind for entry in own}
    # By a drafter, or by the site once another party has signed.
    asked = any((entry.kind, entry.words) == (Kind.ASKED, whom) for entry in entries)
    last = next((entry for entry in reversed(own) if entry.kind in ANSWERS), None)
    answer = ANSWERS[Kind(last.kind)] if last else ""
    words = last.words if last and answer != SignatureRequest.Answer.SIGNED else ""  # taken back: none
    consents = [entry.kind for entry in own if entry.kind in (Kind.MAY_PUBLISH, Kind.MAY_NOT_PUBLISH)]
    may_publish = consents[-1:] == [Kind.MAY_PUBLISH]
    return (asked, Kind.READ in kinds, may_publish, answer, words) == (
        signature_request.came_at is not None,
        signature_request.read_at is not None,
        signature_request.may_publish,
        signature_request.answer,
        signature_request.words,
    )


def _state(pledge: Pledge, entries: list[TrailEntry]) -> Iterator[str]:
    """Yield where the pledge's state, its publication and its submission are not what the trail says."""
    steps = [entry for entry in entries if entry.kind in STATUS]
    if pledge.status != (STATUS[Kind(steps[-1].kind)] if steps else Pledge.Status.DRAFT):
        yield _("The state of the pledge is not what the trail says.")
    opened = [entry.kind for entry in entries if entry.kind in (*ENDS, Kind.PUBLISHED, Kind.UNPUBLISHED)]
    if (pledge.published_at is not None) != (opened[-1:] == [Kind.PUBLISHED]):
        yield _("Whether the pledge is published is not what the trail says.")
    submitted = [(_words_since(entry, entries), entry.user_id) for entry in entries if entry.kind == Kind.SUBMITTED]
    submission: Submission | None = getattr(pledge, "submission", None)
    recorded = [(_submitted_words(submission), submission.by_id)] if submission else []
    if submitted != recorded:
        yield _("The record of the submission is not what the trail says.")


def _words_since(entry: TrailEntry, entries: list[TrailEntry]) -> str:
    """Return what an entry of a submission says, with the reference that was recorded later in the place of its own."""
    later = [each.words for each in entries if each.kind == Kind.REFERENCED]
    return f"{entry.words[: len('2026-11-30')]} {later[-1]}" if later else entry.words


def _submitted_words(submission: Submission) -> str:
    return f"{submission.on:%Y-%m-%d} {submission.conference_reference}".strip()
