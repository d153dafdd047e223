"""Who can be asked to sign for the parties of a pledge, and who can't, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments import access
from commitments.document import PledgeDocument
from commitments.models import Membership, NamedSignatory, Organisation, Party, Pledge, SignatureRequest
from commitments.models.rounds import Round
from commitments.text.names import is_name_of

UNSIGNING = gettext_lazy(
    "{who} ({email}) is in your organisation, with the role: {role}. Ask an administrator to make it: Signatory; or "
    "name somebody else."
)
OURS_FOR_ANOTHER = gettext_lazy(
    "{who} ({email}) is in your organisation, and can’t sign for {party}. Name somebody of that party."
)

SAME_PERSON = gettext_lazy(
    "{who} is named twice for {party}. Each of its signatories is another person: of two with one name, write what "
    "tells them apart."
)


def unasked(pledge: Pledge, parties: Sequence[Party], printed: PledgeDocument) -> list[str]:
    """Return for which parties nobody can be asked, or too few, and why."""
    reasons, taken = list[str](), dict[str, str]()
    for party, in_text in zip(parties, printed.parties, strict=True):
        for place, signatory in enumerate(party.signatories):
            email = signatory.email.lower()
            if reason := _why_not(pledge, party, signatory, in_text.in_sentence, taken):
                reasons.append(reason)
            elif any(is_name_of(signatory.name, before.name) for before in party.signatories[:place]):
                reasons.append(str(SAME_PERSON).format(who=signatory.name, party=in_text.in_sentence))
            taken.setdefault(email, party.key)
        if party.signatures_needed > len(party.signatories):
            reason = _("{needed} signatories of {party} must sign, and {named} is named. Name more, or ask for fewer.")
            if len(party.signatories) > 1:
                reason = _(
                    "{needed} signatories of {party} must sign, and {named} are named. Name more, or ask for fewer."
                )
            needed, named = party.signatures_needed, len(party.signatories)
            reasons.append(reason.format(needed=needed, party=in_text.in_sentence, named=named))
    return [*reasons, *_wrong_deputies(parties, printed), *_ours_for_others(pledge, parties, printed)]


def _why_not(
    pledge: Pledge, party: Party, signatory: NamedSignatory, in_sentence: str, taken: Mapping[str, str]
) -> str:
    """Return why somebody can't be asked to sign; nothing where they can.

    `taken`: for which party, by its key, each address signs that was named before.
    """
    email = signatory.email.lower()
    if not signatory.name or not email:
        return _("Write the name and the e-mail address of who signs for {party}.").format(party=in_sentence)
    if not _is_address(email):
        return _no_address(email)
    if email in taken:
        reason = _("{email} is to sign for two parties. Each party has its own signatory.")
        if taken[email] == party.key:
            reason = _("{email} is named twice for {party}. Each of its signatories has an address of their own.")
        return reason.format(email=email, party=in_sentence)
    if role := _unsigning_role(pledge, email):
        return str(UNSIGNING).format(who=signatory.name, email=email, role=role)
    return ""


def _wrong_deputies(parties: Sequence[Party], printed: PledgeDocument) -> Iterator[str]:
    """Yield which deputies could not take anybody's place: half named, with no address, or asked to sign anyway."""
    asked = {signatory.email.lower() for party in parties for signatory in party.signatories if signatory.email}
    for party, in_text in zip(parties, printed.parties, strict=True):
        for deputy in party.deputies:
            if not deputy.name or not deputy.email:
                reason = _("Write the name and the e-mail address of the deputy for {party}, or take the deputy out.")
                yield reason.format(party=in_text.in_sentence)
            elif not _is_address(deputy.email):
                yield _no_address(deputy.email)
            elif deputy.email.lower() in asked:
                reason = _("{email} is asked to sign and named as a deputy, too. Name somebody else as the deputy.")
                yield reason.format(email=deputy.email)


def deputies_of(signature_request: SignatureRequest) -> list[NamedSignatory]:
    """Return who was named before the text went round to sign in somebody's place, and is not asked yet.

    Of the party that the request is to; a further party has none. Two queries.
    """
    circulation = signature_request.circulation
    parties = Party.objects.filter(pledge=circulation.revision.pledge_id, key=signature_request.party_key)
    asked = set(circulation.signature_requests.values_list("email", flat=True))
    return [deputy for party in parties for deputy in party.deputies if deputy.email.lower() not in asked]


def problem_of_successor(signing_round: Round, asked: SignatureRequest, name: str, email: str) -> str:
    """Return why somebody can't be asked in the place of who was; nothing where they can. `asked` is of the round."""
    pledge = signing_round.revision.pledge
    if not _is_address(email):
        return _no_address(email)
    other = signing_round.signature_request_of(email)
    if other and other != asked:
        reason = _("{email} is asked to sign for {party} already. Each signatory has their own address.")
        return reason.format(email=email, party=other.in_sentence)
    if role := _unsigning_role(pledge, email):
        return str(UNSIGNING).format(who=name, email=email, role=role)
    if _is_ours_for_another(signing_round, asked, email):
        return str(OURS_FOR_ANOTHER).format(who=name, email=email, party=asked.in_sentence)
    return ""


def _is_ours_for_another(signing_round: Round, asked: SignatureRequest, email: str) -> bool:
    """Whether somebody of the own organisation would sign for a party that is not their own.

    Who left counts, too: else one of them after the other would sign for a party each.
    """
    pledge = signing_round.revision.pledge
    members = _members(pledge)
    if email not in members:
        return False
    if asked.is_later:
        return True
    every = (*signing_round.named, *signing_round.replaced)
    others = {each.party_key for each in every if each != asked and each.email in members}
    parties = list(pledge.parties.all())
    places = [
        place
        for place, party in enumerate(parties)
        if party.key in others | {asked.party_key} or members & {deputy.email.lower() for deputy in party.deputies}
    ]
    return asked.party_key in {parties[place].key for place in _not_own(pledge, parties, places)}


def _ours_for_others(pledge: Pledge, parties: Sequence[Party], printed: PledgeDocument) -> list[str]:
    """Return for which other parties somebody of the own organisation is named: they sign for it alone."""
    members = _members(pledge)
    ours = [
        (place, signatory)
        for place, party in enumerate(parties)
        for signatory in (*party.signatories, *party.deputies)
        if signatory.email.lower() in members
    ]
    others = _not_own(pledge, parties, list(dict.fromkeys(place for place, _signatory in ours)))
    return [
        str(OURS_FOR_ANOTHER).format(
            who=signatory.name, email=signatory.email, party=printed.parties[place].in_sentence
        )
        for place, signatory in ours
        if place in others
    ]


def _members(pledge: Pledge) -> set[str]:
    """Return the addresses of the people of the own organisation, in small letters."""
    return {email.lower() for email in pledge.organisation.members.values_list("email", flat=True)}


def _not_own(pledge: Pledge, parties: Sequence[Party], places: Sequence[int]) -> list[int]:
    """Return those of the places of parties, for each of which one of ours is named, that are not of the own party.

    Which party is their own, the organisation's State or National Society says, of several authorities of the State
    the one of the organisation's name; where that doesn't tell, it is the first for which one of them is named.
    """
    organisation = pledge.organisation
    key = {Organisation.Kind.MINISTRY: "state_id", Organisation.Kind.NATIONAL_SOCIETY: "national_society_id"}.get(
        Organisation.Kind(organisation.kind), ""
    )
    own = list(places)
    if key and getattr(organisation, key):
        own = [place for place in places if getattr(parties[place], key) == getattr(organisation, key)]
        own = [place for place in own if parties[place].name == organisation.name] or own
    return [place for place in places if place not in own[:1]]


def _no_address(email: str) -> str:
    reason = _("{email} is no e-mail address. Write one such as name@example.org: the link to sign goes there.")
    return reason.format(email=email)


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _unsigning_role(pledge: Pledge, email: str) -> str:
    """Return the role of a member of the own organisation who may not sign with it; nothing for everybody else."""
    member = Membership.objects.filter(organisation=pledge.organisation_id, user__email=email).first()
    return str(member.get_role_display()) if member and member.role not in access.SIGNING_ROLES else ""
