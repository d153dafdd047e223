"""Inviting a colleague, and the role of one who belongs to an organisation."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import Membership
from commitments.web.forms.invitation import PersonForm

ROLES = [
    (Membership.Role.VIEWER, _("Viewer: reads the pledges")),
    (Membership.Role.DRAFTER, _("Drafter: writes pledges and invites the other parties")),
    (Membership.Role.SIGNATORY, _("Signatory: the same, and signs for the organisation")),
    (Membership.Role.ADMINISTRATOR, _("Administrator: writes pledges, and decides who belongs to the organisation")),
]
UNKNOWN_ROLE = _("Choose one of the roles in the list.")


class ColleagueForm(PersonForm):
    """Who is invited to an organisation, and what they may do there."""

    role = forms.ChoiceField(
        label=_("What may they do?"),
        choices=ROLES,
        initial=Membership.Role.DRAFTER,
        widget=forms.RadioSelect,
        error_messages={"required": UNKNOWN_ROLE, "invalid_choice": UNKNOWN_ROLE},
    )


class MemberForm(forms.Form):
    """Another role for a member. The page draws it by hand, once a person."""

    person = forms.CharField(max_length=254)
    was = forms.CharField(max_length=13, required=False)
    role = forms.ChoiceField(
        choices=Membership.Role,
        error_messages={"required": UNKNOWN_ROLE, "invalid_choice": UNKNOWN_ROLE},
    )
