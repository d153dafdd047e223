"""Who can be asked to sign for the parties of a pledge, and who can't, and why."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments import access
from commitments.document import PledgeDocument
from commitments.models import Membership, Organisation, Party, Pledge, SignatureRequest
from commitments.models.rounds import Round

UNSIGNING = gettext_lazy(
    "{who} ({email}) is in your organisation, with the role: {role}. Ask an administrator to make it: Signatory; or "
    "name somebody else."
)
OURS_FOR_ANOTHER = gettext_lazy(
    "{who} ({email}) is in your organisation, and can’t sign for {party}. Name somebody of that party."
)


def unasked(pledge: Pledge, parties: Sequence[Party], printed: PledgeDocument) -> list[str]:
    """Return which parties nobody can be asked for, and why."""
    reasons, taken = [], set()
    for place, party in enumerate(parties):
        name, email = printed.parties[place].in_sentence, party.signatory_email.lower()
        if not party.signatory_name or not email:
            reasons.append(_("Write the name and the e-mail address of who signs for {party}.").format(party=name))
        elif not _is_address(email):
            reason = _("{email} is no e-mail address. Write one such as name@example.org: the link to sign goes there.")
            reasons.append(reason.format(email=email))
        elif email in taken:
            reason = _("{email} is to sign for two parties. Each party has its own signatory.")
            reasons.append(reason.format(email=email))
        elif role := _unsigning_role(pledge, email):
            reasons.append(str(UNSIGNING).format(who=party.signatory_name, email=email, role=role))
        taken.add(email)
    return [*reasons, *_ours_for_others(pledge, parties, printed)]


def problem_of_successor(signing_round: Round, asked: SignatureRequest, name: str, email: str) -> str:
    """Return why somebody can't be asked in the place of who was; nothing where they can. `asked` is of the round."""
    pledge = signing_round.revision.pledge
    if not _is_address(email):
        reason = _("{email} is no e-mail address. Write one such as name@example.org: the link to sign goes there.")
        return reason.format(email=email)
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
    """Whether somebody of the own organisation would sign for a party that is not their own."""
    pledge = signing_round.revision.pledge
    if not pledge.organisation.members.filter(email=email).exists():
        return False
    if asked.is_later:
        return True
    now = {request.party_key: request.email for request in signing_round.named} | {asked.party_key: email}
    parties = list(pledge.parties.all())
    others = _others_of_ours(pledge, parties, [now.get(party.key, "") for party in parties])
    return asked.party_key in {parties[place].key for place in others}


def _ours_for_others(pledge: Pledge, parties: Sequence[Party], printed: PledgeDocument) -> list[str]:
    """Return for which other parties somebody of the own organisation is named: they sign for it alone."""
    others = _others_of_ours(pledge, parties, [party.signatory_email.lower() for party in parties])
    return [
        str(OURS_FOR_ANOTHER).format(
            who=parties[place].signatory_name,
            email=parties[place].signatory_email,
            party=printed.parties[place].in_sentence,
        )
        for place in others
    ]


def _others_of_ours(pledge: Pledge, parties: Sequence[Party], emails: Sequence[str]) -> list[int]:
    """Return the places of parties that are not the organisation's own, and for which one of its people would sign.

    Which party is their own, the organisation's State or National Society says, of several authorities of the State
    the one of the organisation's name; where that doesn't tell, it is the first for which one of them is named.
    """
    organisation = pledge.organisation
    members = {email.lower() for email in organisation.members.values_list("email", flat=True)}
    ours = [place for place, email in enumerate(emails) if email in members]
    key = {Organisation.Kind.MINISTRY: "state_id", Organisation.Kind.NATIONAL_SOCIETY: "national_society_id"}.get(
        Organisation.Kind(organisation.kind), ""
    )
    own = ours
    if key and getattr(organisation, key):
        own = [place for place in ours if getattr(parties[place], key) == getattr(organisation, key)]
        own = [place for place in own if parties[place].name == organisation.name] or own
    return [place for place in ours if place not in own[:1]]


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
