"""Whether a further party can be admitted: the list is open, the party new, and its signatory nobody else's."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commitments.drafting.naming import is_state_itself, print_alike
from commitments.models import JoinRequest, Membership, Party, PartyKind, Pledge, SignatureRequest
from commitments.models.rounds import Round
from commitments.readiness.knowledge import knowledge_for
from commitments.signing.open_requests import said_closed
from commitments.text.blanks import capitalised


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
    check_party(pledge, signing_round, request.as_party, request.in_sentence, is_public=is_public)
    check_person(pledge, signing_round, request.email)


def check_open(pledge: Pledge) -> None:
    if pledge.takes_further_parties:
        return
    if pledge.openness != Pledge.Openness.OPEN:
        raise CannotJoinError(_("This pledge is specific: the list of its parties is closed."))
    if pledge.status != Pledge.Status.SUBMITTED:
        raise CannotJoinError(_("Further parties can sign this pledge once it was handed to the Conference."))
    raise CannotJoinError(said_closed(pledge))


def check_party(pledge: Pledge, signing_round: Round, row: Party, name: str, *, is_public: bool = False) -> None:
    """Raise CannotJoinError for who is a party already: in the text, or a further one that did not decline.

    And for who comes by another name than the directory's. `name` is how a sentence calls it. `is_public`: anybody
    reads the answer, so that it names no further party that has not agreed to that.
    """
    has_left = [asked for asked in signing_round.later if asked.answer == SignatureRequest.Answer.DECLINED]
    taken = [asked for asked in signing_round.later if asked not in has_left and (asked.may_publish or not is_public)]
    requests = pledge.join_requests.filter(signature_request__in=taken)
    admitted = requests.select_related("state", "national_society", "component")
    there = [*pledge.parties.select_related("state", "national_society", "component")]
    if any(_is_same(row, party) for party in (*there, *(request.as_party for request in admitted))):
        said = _("{party} is a party of this pledge already.").format(party=name)
        raise CannotJoinError(capitalised(said), "party")
    _check_kind(pledge, row)


def _is_same(row: Party, party: Party) -> bool:
    """Whether one who asks is a party: by the directory, a Government also under a name of its State; else by name."""
    if row.national_society_id or row.component_id:
        theirs = (party.national_society_id, party.component_id)
        return theirs == (row.national_society_id, row.component_id) or print_alike(row, party)
    if row.state_id and row.state_id == party.state_id and not row.name:
        return not party.name or is_state_itself(party)
    return print_alike(row, party)


def _check_kind(pledge: Pledge, row: Party) -> None:
    """Refuse an authority or an observer that bears a name of the directory: those pledge as what they are there.

    An authority may have the name of another State: Georgia is a part of the United States, too.
    """
    if row.state and row.name and is_state_itself(row):
        message = _("“{name}” is the Government itself. Choose “A Government”.")
        raise CannotJoinError(message.format(name=row.name), "party")
    if row.national_society or row.component or not row.name:
        return
    knowledge = knowledge_for(pledge.model_text)
    known = knowledge.bearer(row.name)
    if known and (row.kind == PartyKind.OBSERVER or known in knowledge.official_names):
        message = _(
            "“{name}” is in the directory: {known}. Choose “A Government”, “A National Society” or “The ICRC or the "
            "IFRC”. If it is another organisation, write its whole name."
        )
        raise CannotJoinError(message.format(name=row.name, known=known), "party")


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
        raise CannotJoinError(message.format(email=email, organisation=pledge.organisation.in_sentence), "email")
