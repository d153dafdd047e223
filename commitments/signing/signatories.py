"""Who can be asked to sign for the parties of a pledge, and who can't, and why."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from commitments import access
from commitments.document import PledgeDocument
from commitments.models import Membership, Organisation, Party, Pledge


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
            reason = _(
                "{who} ({email}) is in your organisation, with the role: {role}. Ask an administrator to make it: "
                "Signatory; or name somebody else."
            )
            reasons.append(reason.format(who=party.signatory_name, email=email, role=role))
        taken.add(email)
    return [*reasons, *_ours_for_others(pledge, parties, printed)]


def _ours_for_others(pledge: Pledge, parties: Sequence[Party], printed: PledgeDocument) -> list[str]:
    """Return for which other parties somebody of the own organisation is named: they sign for it alone.

    Which party is their own, the organisation's State or National Society says, of several authorities of the State
    the one of the organisation's name; where that doesn't tell, it is the first for which one of them is named.
    """
    organisation = pledge.organisation
    members = {email.lower() for email in organisation.members.values_list("email", flat=True)}
    ours = [place for place, party in enumerate(parties) if party.signatory_email.lower() in members]
    key = {Organisation.Kind.MINISTRY: "state_id", Organisation.Kind.NATIONAL_SOCIETY: "national_society_id"}.get(
        Organisation.Kind(organisation.kind), ""
    )
    own = ours
    if key and getattr(organisation, key):
        own = [place for place in ours if getattr(parties[place], key) == getattr(organisation, key)]
        own = [place for place in own if parties[place].name == organisation.name] or own
    others = [place for place in ours if place not in own[:1]]
    reason = _("{who} ({email}) is in your organisation, and can’t sign for {party}. Name somebody of that party.")
    return [
        reason.format(
            who=parties[place].signatory_name,
            email=parties[place].signatory_email,
            party=printed.parties[place].in_sentence,
        )
        for place in others
    ]


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
