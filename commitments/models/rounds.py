"""A pledge's rounds of signing: the one that counts now, who is asked, and who has signed. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from commitments.models import Circulation, Pledge, Revision, SignatureRequest


@dataclass(frozen=True)
class Round:
    """One revision with its signature requests, in the parties' order, and the signatures that stand on it."""

    revision: Revision
    signature_requests: tuple[SignatureRequest, ...]
    """To those who are to sign now"""
    replaced: tuple[SignatureRequest, ...] = ()
    """To those in whose place somebody else is to sign"""

    @property
    def circulation(self) -> Circulation:
        return self.revision.circulation

    @property
    def signed(self) -> list[SignatureRequest]:
        return [asked for asked in self.signature_requests if asked.has_signed]

    @property
    def named_signed(self) -> int:
        """How many of the parties that the text names have signed."""
        return sum(asked.has_signed for asked in self.named)

    @property
    def later_signed(self) -> int:
        """How many further parties have signed."""
        return len(self.signed) - self.named_signed

    @property
    def waiting(self) -> list[SignatureRequest]:
        """Those to whom it is up now."""
        return [asked for asked in self.signature_requests if asked.is_open]

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
        """Those that ask for changes, or declined, of the parties that the text names."""
        against = (SignatureRequest.Answer.CHANGES, SignatureRequest.Answer.DECLINED)
        return [asked for asked in self.named if asked.answer in against]

    @property
    def unpublished(self) -> list[SignatureRequest]:
        """Those of the parties that the text names that have not agreed to have it published."""
        return [asked for asked in self.named if not asked.may_publish]

    @property
    def shown(self) -> list[SignatureRequest]:
        """Those who have signed and are named to anybody: of further parties, who agreed to that."""
        return [asked for asked in self.signed if asked.may_publish or not asked.is_later]

    @property
    def not_shown(self) -> int:
        """How many further parties have signed and are not named to anybody."""
        return len(self.signed) - len(self.shown)

    @property
    def is_complete(self) -> bool:
        """Whether every party of the text has signed; further parties don't count."""
        return all(asked.has_signed for asked in self.named)

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
