"""Reading the trail of a pledge: who did what when. Reads only."""

from __future__ import annotations

from dataclasses import replace

from commitments.document.trail import SENTENCES, Trail, TrailEvent
from commitments.models import Pledge, TrailEntry
from commitments.trail.audit import examined
from commitments.trail.naming import NamesInSentences
from commitments.trail.replacements import KINDS, Replacement

Kind = TrailEntry.Kind
NAMES_SOMEBODY = {
    Kind.INVITED,
    Kind.FORWARDED,
    Kind.ASKED,
    Kind.REMINDED,
    Kind.EXPIRED,
    Kind.ADMITTED,
    Kind.READDRESSED,
    Kind.LINK_SENT,
}
"""Of these, the words are a name with an address"""
QUOTES = {Kind.CHANGES, Kind.DECLINED, Kind.REOPENED, Kind.WITHDRAWN, Kind.REFUSED, Kind.SUBMITTED}
"""Of these, the words are what somebody wrote"""


def trail(pledge: Pledge, *, with_origins: bool = False, is_whole: bool = False) -> Trail:
    """Return the trail of a pledge, checked, as it is printed; with `with_origins`, with network addresses.

    Entries at its very end that say that it was printed are left out, unless it `is_whole`: printed again, it is the
    same. Twelve queries, thirteen of an open pledge.
    """
    whole, findings = examined(pledge)
    entries = list(whole.trail.all())
    while not is_whole and entries and entries[-1].kind == Kind.ANNEXED:
        entries.pop()
    void = {(entry.revision, entry.party) for entry in entries if entry.kind == Kind.VOIDED}
    named = NamesInSentences(whole)
    events = tuple(
        replace(_event(entry, void, with_origins), party_in_sentence=named.of(entry))
        for entry in entries
        if entry.kind in SENTENCES
    )
    return Trail(events, entries[-1].hash if entries else "", tuple(findings))


def _event(entry: TrailEntry, void: set[tuple[int | None, str]], with_origin: bool) -> TrailEvent:
    origin = getattr(entry, "origin", None) if with_origin else None
    replaced = Replacement.of(entry.words) if entry.kind in KINDS else Replacement()
    return TrailEvent(
        number=entry.number,
        kind=entry.kind,
        at=entry.at,
        who=entry.who,
        party=entry.party,
        revision=entry.revision,
        whom=entry.words.strip() if entry.kind in NAMES_SOMEBODY else replaced.whom,
        quoted=entry.words if entry.kind in QUOTES else replaced.reason,
        in_place_of=replaced.in_place_of,
        is_void=entry.kind == Kind.SIGNED and (entry.revision, entry.party) in void,
        origin=origin.address if origin else "",
    )
