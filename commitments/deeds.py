"""What the trail of a pledge says, as people read it: who did what when. Reads only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from commitments.models import Pledge, TrailEntry
from commitments.tampering import verify

Kind = TrailEntry.Kind
SENTENCES: dict[str, str | Promise] = {
    Kind.INVITED: _("{who} invited {whom} to read and to comment."),
    Kind.FORWARDED: _("{who} passed the invitation on to {whom}."),
    Kind.CONFIRMED: _("{who} confirmed the invitation."),
    Kind.CIRCULATED: _("{who} circulated the text to be signed, as revision {revision}."),
    Kind.TURN: _("{who} asked {whom} to sign for {party}."),
    Kind.READ: _("{who} read the text for {party}."),
    Kind.SIGNED: _("{who} signed revision {revision} for {party}."),
    Kind.CHANGES: _("{who} asked for changes, for {party}."),
    Kind.DECLINED: _("{who} declined to sign for {party}."),
    Kind.REMINDED: _("{who} reminded {whom} to sign for {party}."),
    Kind.EXPIRED: _("{whom} did not answer for {party} in time."),
    Kind.REOPENED: _("{who} reopened the text for changes."),
    Kind.VOIDED: _("The signature of {party} on revision {revision} became void."),
    Kind.AGREED: _("Every party has signed revision {revision}: the pledge is agreed."),
    Kind.WITHDRAWN: _("{who} withdrew the pledge."),
    Kind.SUBMITTED: _("{who} recorded that the pledge was handed to the Conference."),
    Kind.MAY_PUBLISH: _("{who} agreed, for {party}, to have the text published."),
    Kind.PUBLISHED: _("{who} published the text."),
    Kind.ASKED_TO_JOIN: _("{who} asked to sign for {party}, as a further party."),
    Kind.ADMITTED: _("{who} confirmed that {whom} may sign for {party}."),
    Kind.REFUSED: _("{who} refused {party} as a further party."),
}
NAMES_SOMEBODY = {Kind.INVITED, Kind.FORWARDED, Kind.TURN, Kind.REMINDED, Kind.EXPIRED, Kind.ADMITTED}
"""Of these, the words are a name with an address"""
QUOTES = {Kind.CHANGES, Kind.DECLINED, Kind.REOPENED, Kind.WITHDRAWN, Kind.REFUSED, Kind.SUBMITTED}
"""Of these, the words are what somebody wrote"""
ADDRESS = re.compile(r"\s*<[^<>]*>$")


@dataclass(frozen=True)
class Deed:
    """One entry of the trail."""

    number: int
    kind: str
    at: datetime
    who: str
    party: str
    revision: int | None
    whom: str
    """Whom it was done to, with their e-mail address; empty where it was nobody in particular"""
    quoted: str
    """What somebody wrote with it"""
    is_void: bool
    """Whether it is a signature that does not count any more"""
    origin: str
    """The network address from which it was done, where it is kept still and was asked for"""

    @property
    def day(self) -> date:
        """In UTC, as everything in a trail."""
        return self.at.date()

    @property
    def whose_name(self) -> str:
        """Whom it was done to, without their e-mail address."""
        return ADDRESS.sub("", self.whom)

    @property
    def sentence(self) -> SafeString:
        """As HTML: each name keeps its own direction of writing."""
        whom = self.whom if self.whose_name else self.whom.strip("<>")
        names = {"who": self.who, "whom": whom, "party": self.party}
        said = {name: format_html("<bdi>{}</bdi>", value) for name, value in names.items()}
        return format_html(str(SENTENCES[self.kind]), revision=self.revision, **said)


@dataclass(frozen=True)
class Trail:
    deeds: tuple[Deed, ...]
    """The newest last"""
    head: str
    """The hash of the last entry: whoever noted it can tell later whether the end is still the same"""
    findings: tuple[str, ...]
    """What is not as it was written; nothing where nobody tampered with anything"""


def trail(pledge: Pledge, *, with_origins: bool = False) -> Trail:
    """Return the whole trail of a pledge, checked; with `with_origins`, with network addresses. Eight queries."""
    rows = pledge.trail.order_by("number")
    entries = list(rows.select_related("origin") if with_origins else rows)
    void = {(entry.revision, entry.party) for entry in entries if entry.kind == Kind.VOIDED}
    deeds = tuple(_deed(entry, void, with_origins) for entry in entries if entry.kind in SENTENCES)
    return Trail(deeds, entries[-1].hash if entries else "", tuple(verify(pledge)))


def _deed(entry: TrailEntry, void: set[tuple[int | None, str]], with_origin: bool) -> Deed:
    origin = getattr(entry, "origin", None) if with_origin else None
    return Deed(
        number=entry.number,
        kind=entry.kind,
        at=entry.at,
        who=entry.who,
        party=entry.party,
        revision=entry.revision,
        whom=entry.words.strip() if entry.kind in NAMES_SOMEBODY else "",
        quoted=entry.words if entry.kind in QUOTES else "",
        is_void=entry.kind == Kind.SIGNED and (entry.revision, entry.party) in void,
        origin=origin.address if origin else "",
    )
