"""A pledge's rounds of signing: the one that counts now, who is asked, and who has signed. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from commitments.models import Circulation, Pledge, Revision, SignatureRequest, TrailEntry


@dataclass(frozen=True)
class RoundParty:
    """One party of a round: who is asked to sign for it, and how many of them must."""

    key: str
    needed: int
    signature_requests: tuple[SignatureRequest, ...]
    """In the order of its signatories"""

    @property
    def name(self) -> str:
        return self.signature_requests[0].party

    @property
    def is_later(self) -> bool:
        """Whether it is a further party of an open pledge."""
        return self.signature_requests[0].is_later

    @property
    def signed(self) -> list[SignatureRequest]:
        return [asked for asked in self.signature_requests if asked.has_signed]

    @property
    def has_signed(self) -> bool:
        """Whether as many have signed as must."""
        return len(self.signed) >= self.needed

    @property
    def has_declined(self) -> bool:
        """Whether so many have declined that too few remain who might sign."""
        declined = SignatureRequest.Answer.DECLINED
        return sum(asked.answer != declined for asked in self.signature_requests) < self.needed

    @property
    def can_spare_one(self) -> bool:
        """Whether one more may decline, and as many as must can still sign."""
        declined = SignatureRequest.Answer.DECLINED
        return sum(asked.answer != declined for asked in self.signature_requests) > self.needed

    @property
    def was_asked(self) -> bool:
        return any(asked.came_at for asked in self.signature_requests)


@dataclass(frozen=True)
class Round:
    """One revision with its signature requests, in the parties' order, and the signatures that stand on it."""

    revision: Revision
    signature_requests: tuple[SignatureRequest, ...]
    """To those who are to sign now"""
    replaced: tuple[SignatureRequest, ...] = ()
    """To those in whose place somebody else is to sign"""
    needed: Mapping[str, int] | None = None
    """How many of the signatories of each party must sign, by its key, where that was read already"""

    @property
    def circulation(self) -> Circulation:
        return self.revision.circulation

    @property
    def signed(self) -> list[SignatureRequest]:
        return [asked for asked in self.signature_requests if asked.has_signed]

    @cached_property
    def parties(self) -> tuple[RoundParty, ...]:
        """The parties, those of the text and then further ones, each with its signature requests."""
        by_key: dict[str, list[SignatureRequest]] = {}
        for asked in self.signature_requests:
            by_key.setdefault(asked.party_key, []).append(asked)
        return tuple(self._party(key, asked) for key, asked in by_key.items())

    def _party(self, key: str, asked: list[SignatureRequest]) -> RoundParty:
        # Of most parties one is asked, and must sign: the text need not be read for it.
        by_key = (self.revision.signatures_needed if self.needed is None else self.needed) if len(asked) > 1 else {}
        return RoundParty(key, by_key.get(key, 1), tuple(sorted(asked, key=lambda each: each.place)))

    def party_of(self, signature_request: SignatureRequest) -> RoundParty:
        """Return the party for which somebody is asked. Raises KeyError for a request of another round."""
        return {party.key: party for party in self.parties}[signature_request.party_key]

    @property
    def named_parties(self) -> list[RoundParty]:
        """Those that the text names."""
        return [party for party in self.parties if not party.is_later]

    @property
    def named_signed(self) -> int:
        """How many of the parties that the text names have signed."""
        return sum(party.has_signed for party in self.named_parties)

    @property
    def next_party(self) -> RoundParty | None:
        """The first party of which nobody was asked yet."""
        return next((party for party in self.parties if not party.was_asked), None)

    @property
    def later_signed(self) -> int:
        """How many further parties have signed."""
        return sum(asked.has_signed for asked in self.later)

    @property
    def waiting(self) -> list[SignatureRequest]:
        """Those to whom it is up now."""
        return [asked for asked in self.signature_requests if asked.is_open]

    @cached_property
    def withdrawal(self) -> TrailEntry | None:
        """What the trail says of the pledge's withdrawal, be it as a draft again: when, and in its words why. One query
        of a pledge that was withdrawn, and none else.
        """
        pledge = self.revision.pledge
        if pledge.status != Pledge.Status.WITHDRAWN:
            return None
        return pledge.trail.filter(kind=TrailEntry.Kind.WITHDRAWN).order_by("number").last()

    @property
    def reachable(self) -> list[SignatureRequest]:
        """Those to whom a mail can be sent again: to whom it is up, and who signed by a link, while that stands."""
        asked = () if self.circulation.end else self.signature_requests
        takes_more = not self.revision.pledge.closed_on
        return [
            each
            for each in asked
            if (each.is_open and (takes_more or not each.is_later)) or (each.has_signed and each.invitation_id)
        ]

    @property
    def named(self) -> list[SignatureRequest]:
        """Those of the parties that the text names."""
        return [asked for asked in self.signature_requests if not asked.is_later]

    @property
    def later(self) -> list[SignatureRequest]:
        """Those of further parties, which the text does not name."""
        return [asked for asked in self.signature_requests if asked.is_later]

    @property
    def objections(self) -> list[SignatureRequest]:
        """Those that ask for changes, or declined, of the parties that the text names and that have not signed.

        Who declined where enough others of the party can sign has not declined for the party. What somebody wants
        changed outlasts that another one is to sign in their place; that they declined does not.
        """
        declined = SignatureRequest.Answer.DECLINED
        parties = {party.key: party for party in self.named_parties}
        return [
            asked
            for asked in self.said_instead
            if not parties[asked.party_key].has_signed
            and (asked.answer != declined or parties[asked.party_key].has_declined)
        ]

    @property
    def said_instead(self) -> list[SignatureRequest]:
        """Those of the parties that the text names that ask for changes, or declined, whatever others of them did.

        Their words are kept: the next text goes to them again. Of who was replaced, what they want changed is, until
        their party has signed.
        """
        changes, declined = SignatureRequest.Answer.CHANGES, SignatureRequest.Answer.DECLINED
        left = [asked for asked in self.replaced if asked.answer == changes]
        return [
            asked
            for party in self.named_parties
            for asked in (*party.signature_requests, *(each for each in left if each.party_key == party.key))
            if asked.answer in (changes, declined) and not (asked.replaced_at and party.has_signed)
        ]

    @property
    def holding_up(self) -> list[SignatureRequest]:
        """Those that declined, of the named parties of which too few remain who might sign.

        Until they, or the drafters, do something about it, the round stands still, and nothing is up to the others.
        """
        if self.circulation.end:
            return []
        return [
            asked
            for party in self.named_parties
            for asked in party.signature_requests
            if party.has_declined and asked.answer == SignatureRequest.Answer.DECLINED
        ]

    @property
    def unpublished(self) -> list[SignatureRequest]:
        """Those of the parties that the text names that have not agreed to have it published.

        Of a party that has signed, those who have: nobody else of it is asked for that.
        """
        return [
            asked
            for party in self.named_parties
            for asked in (party.signed if party.has_signed else party.signature_requests)
            if not asked.may_publish
        ]

    @property
    def unpublished_parties(self) -> list[str]:
        """The names of their parties."""
        return list(dict.fromkeys(asked.party for asked in self.unpublished))

    @property
    def shown(self) -> list[SignatureRequest]:
        """Those who have signed and are named to anybody: of further parties, who agreed to that."""
        return [asked for asked in self.signed if asked.may_publish or not asked.is_later]

    @property
    def not_shown(self) -> int:
        """How many further parties have signed and are not named to anybody: of each, one signs."""
        return len(self.signed) - len(self.shown)

    def is_of_the_parties(self, email: str) -> bool:
        """Whether somebody is to sign for a party that the text names, or has signed for a further one."""
        asked = self.signature_request_of(email)
        return asked is not None and (asked.has_signed or not asked.is_later)

    def parties_shown_to(self, email: str) -> list[RoundParty]:
        """Return the parties of which somebody outside of them hears: those named to anybody, and their own."""
        return [
            party
            for party in self.parties
            if any(
                not asked.is_later or asked.may_publish or asked.email == email for asked in party.signature_requests
            )
        ]

    @property
    def is_complete(self) -> bool:
        """Whether every party of the text has signed; further parties don't count."""
        return all(party.has_signed for party in self.named_parties)

    def fresh(self, signature_request: SignatureRequest) -> SignatureRequest | None:
        """Return a signature request as this round has it; None where it is of another round."""
        return next((asked for asked in self.signature_requests if asked.pk == signature_request.pk), None)

    def signature_request_of(self, email: str) -> SignatureRequest | None:
        """Return the request to the person with this address."""
        return next((asked for asked in self.signature_requests if asked.email == email.lower()), None)


def last_round(pledge: Pledge) -> Round | None:
    """Return the last round of a pledge, whatever became of it; None where it was never circulated. Two queries."""
    revision = pledge.revisions.select_related("circulation", "by").order_by("-number").first()
    return of_revision(revision) if revision else None


def of_revision(revision: Revision) -> Round:
    """Return the round of one revision. One query."""
    asked = tuple(revision.circulation.signature_requests.select_related("invitation", "signature"))
    by_key = {signature_request.pk: signature_request for signature_request in asked}
    for signature_request in asked:
        signature_request.circulation = revision.circulation
        if signature_request.replaces_id:
            signature_request.replaces = by_key[signature_request.replaces_id]
    now = tuple(signature_request for signature_request in asked if not signature_request.replaced_at)
    return Round(
        revision, now, tuple(signature_request for signature_request in asked if signature_request.replaced_at)
    )
