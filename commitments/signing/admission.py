"""Whether a further party can be admitted: the list is open, the party new, and its signatory nobody else's."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commitments.models import JoinRequest, Membership, Party, PartyKind, Pledge, SignatureRequest
from commitments.models.rounds import Round
from commitments.text.words import words


class CannotJoinError(Exception):
    """What is asked for is not, or no longer, possible; the message says why. Nothing was done.

    `field` names what it is about: `party`, `email`, or nothing.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def check(pledge: Pledge, signing_round: Round, request: JoinRequest, *, is_public: bool = False) -> None:
    """Raise CannotJoinError where a request can't be granted as things are now."""
    check_open(pledge)
    who = {"state": request.state, "national_society": request.national_society, "component": request.component}
    row = Party(kind=request.kind, name=request.party, **who)
    check_party(pledge, signing_round, row, request.party, is_public=is_public)
    check_person(pledge, signing_round, request.email)


def check_open(pledge: Pledge) -> None:
    if pledge.takes_further_parties:
        return
    if pledge.openness != Pledge.Openness.OPEN:
        raise CannotJoinError(_("This pledge is specific: the list of its parties is closed."))
    if pledge.status != Pledge.Status.SUBMITTED:
        raise CannotJoinError(_("Further parties can sign this pledge once it was handed to the Conference."))
    closed = _("This pledge was open for further parties until {date}. It can’t be signed any more.")
    raise CannotJoinError(closed.format(date=f"{pledge.closed_on:%Y-%m-%d}"))


def check_party(pledge: Pledge, signing_round: Round, row: Party, name: str, *, is_public: bool = False) -> None:
    """Raise CannotJoinError for who is a party already: in the text, or a further one that did not decline.

    `is_public`: anybody reads the answer, so that it names no further party that has not agreed to that.
    """
    has_left = [asked for asked in signing_round.later if asked.answer == SignatureRequest.Answer.DECLINED]
    taken = [asked for asked in signing_round.signature_requests if asked not in has_left]
    if is_public:
        taken = [asked for asked in taken if asked.may_publish or not asked.is_later]
    there = any(words(asked.party) == words(name) for asked in taken)
    if row.kind != PartyKind.OBSERVER:
        same = {"state": row.state, "national_society": row.national_society, "component": row.component}
        admitted = pledge.join_requests.filter(signature_request__in=taken, **same)
        there = there or pledge.parties.filter(**same).exists() or admitted.exists()
    if there:
        raise CannotJoinError(_("{party} is a party of this pledge already.").format(party=name), "party")


def check_person(pledge: Pledge, signing_round: Round, email: str) -> None:
    """Raise CannotJoinError for who signs for another party, and for the owner's people: no one admits themselves."""
    if signing_round.signature_request_of(email):
        message = _(
            "{email} was asked to sign this pledge already. Each party has its own signatory, with their own address."
        )
        raise CannotJoinError(message.format(email=email), "email")
    if Membership.objects.filter(organisation=pledge.organisation_id, user__email=email).exists():
        message = _(
            "{email} belongs to {organisation}, which has drafted this pledge. Somebody of the new party must ask."
        )
        raise CannotJoinError(message.format(email=email, organisation=pledge.organisation), "email")
