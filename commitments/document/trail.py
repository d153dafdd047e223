"""The trail of a pledge as data to print: who did what when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from commitments.models import TrailEntry

Kind = TrailEntry.Kind
SENTENCES: dict[str, str | Promise] = {
    Kind.INVITED: _("{who} invited {whom} to read and to comment."),
    Kind.FORWARDED: _("{who} passed the invitation on to {whom}."),
    Kind.CONFIRMED: _("{who} confirmed the invitation."),
    Kind.CIRCULATED: _("{who} circulated the text to be signed, as revision {revision}."),
    Kind.ASKED: _("{who} asked {whom} to sign for {party}."),
    Kind.READ: _("{who} read the text for {party}."),
    Kind.SIGNED: _("{who} signed revision {revision} for {party}."),
    Kind.CHANGES: _("{who} asked for changes, for {party}."),
    Kind.DECLINED: _("{who} declined to sign for {party}."),
    Kind.UNDECLINED: _("{who} took back, for {party}, that they decline to sign."),
    Kind.READDRESSED: _("{who} corrected the address of {whom}, who signs for {party}."),
    Kind.PROPOSED: _("{who} proposed that {whom} signs for {party}, in place of {in_place_of}."),
    Kind.NOT_REPLACED: _("{who} refused that {whom} signs for {party}, in place of {in_place_of}."),
    Kind.REPLACED: _("{who} named {whom} to sign for {party}, in place of {in_place_of}."),
    Kind.REMINDED: _("{who} reminded {whom} to sign for {party}."),
    Kind.EXPIRED: _("{whom} did not answer for {party} in time."),
    Kind.REOPENED: _("{who} reopened the text for changes."),
    Kind.VOIDED: _("The signature of {party} on revision {revision} became void."),
    Kind.AGREED: _("Every party has signed revision {revision}: the pledge is agreed."),
    Kind.WITHDRAWN: _("{who} withdrew the pledge."),
    Kind.SUBMITTED: _("{who} recorded that the pledge was handed to the Conference."),
    Kind.REFERENCED: _("{who} recorded what the pledge is called at the Conference."),
    Kind.MAY_PUBLISH: _("{who} agreed, for {party}, to have the text published."),
    Kind.PUBLISHED: _("{who} published the text."),
    Kind.MAY_NOT_PUBLISH: _("{who} took back, for {party}, that the text may be published."),
    Kind.UNPUBLISHED: _("{who} took back the publication of the text."),
    Kind.CLOSING_DAY: _("{who} changed the day until which further parties can sign."),
    Kind.CLOSED: _("{who} closed the list of parties."),
    Kind.ASKED_TO_JOIN: _("{who} asked to sign for {party}, as a further party."),
    Kind.ADMITTED: _("{who} confirmed that {whom} may sign for {party}."),
    Kind.REFUSED: _("{who} refused {party} as a further party."),
    Kind.COPIED: _("The signed PDF of revision {revision} was made."),
    Kind.PUBLIC_COPIED: _("The PDF of revision {revision} that anybody may have was made."),
    Kind.ANNEXED: _("The signed PDF of revision {revision} was made with an annex."),
    Kind.LINK_SENT: _("{who} sent {whom} a new link to what was signed for {party}."),
    Kind.FOUND: _("The site was upgraded. How everything stood then is kept in this entry."),
}
ADDRESS = re.compile(r"\s*<[^<>]*>$")


@dataclass(frozen=True)
class TrailEvent:
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
    party_in_sentence: str = ""
    """How the party reads within a sentence; empty where that is not known: then it is its name"""
    in_place_of: str = ""
    """In whose place `whom` is to sign, with their e-mail address"""

    @property
    def day(self) -> date:
        """In UTC, as everything in a trail."""
        return self.at.date()

    @property
    def whose_name(self) -> str:
        """Whom it was done to, without their e-mail address."""
        return ADDRESS.sub("", self.whom)

    @property
    def replaced_name(self) -> str:
        """In whose place, without their e-mail address."""
        return ADDRESS.sub("", self.in_place_of)

    @property
    def sentence(self) -> SafeString:
        """As HTML: each name keeps its own direction of writing."""
        whom = self.whom if self.whose_name else self.whom.strip("<>")
        names = {
            "who": self.who,
            "whom": whom,
            "party": self.party_in_sentence or self.party,
            "in_place_of": self.in_place_of,
        }
        as_html = {name: format_html("<bdi>{}</bdi>", value) for name, value in names.items()}
        return format_html(str(SENTENCES[self.kind]), revision=self.revision, **as_html)


@dataclass(frozen=True)
class Trail:
    events: tuple[TrailEvent, ...]
    """The newest last"""
    head: str
    """The hash of the last entry: whoever noted it can tell later whether the end is still the same"""
    findings: tuple[str, ...]
    """What is not as it was written; nothing where nobody changed anything since"""
