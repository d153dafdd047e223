"""Asking to sign an open pledge for a further party, and the owner's refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.drafting.parties import Authority, Participant
from commitments.models import Component, JoinRequest, PartyKind, Pledge, State
from commitments.signing.joining import LONGEST_REASON
from commitments.web.forms.fields import DayField, WordsField, part_name_from_address, part_of_a_form
from commitments.web.forms.invitation import Address
from commitments.web.forms.web_mail import web_mail_warning

AUTHORITY = "authority"
"""Beside the kinds of parties: one of the authorities of a State"""
OF_KINDS: Mapping[str, tuple[str, ...]] = {
    AUTHORITY: ("country", "organisation"),
    PartyKind.OBSERVER: ("organisation",),
    PartyKind.COMPONENT: ("component",),
}
"""Which fields say of a kind who it is; of the others the country alone does"""


class JoinForm(forms.Form):
    """For which party somebody asks, and who they are."""

    kind = forms.ChoiceField(
        label=_("For whom do you ask?"),
        choices=[
            (PartyKind.STATE, _("A Government")),
            (AUTHORITY, _("An authority of a State, such as a ministry")),
            (PartyKind.NATIONAL_SOCIETY, _("A National Society")),
            (PartyKind.COMPONENT, _("The ICRC or the IFRC")),
            (PartyKind.OBSERVER, _("An observer organisation")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for whom you ask.")},
    )
    country = forms.ModelChoiceField(
        State.objects.all(),
        to_field_name="iso2",
        empty_label=_("Choose the country"),
        label=_("Country"),
        help_text=_("Of the Government, of the authority, or of the National Society."),
        error_messages={"required": _("Choose the country."), "invalid_choice": _("Choose a country of the list.")},
    )
    component = forms.ModelChoiceField(
        Component.objects.all(),
        to_field_name="code",
        empty_label=_("Choose the component"),
        label=_("Component of the Movement"),
        help_text=_("Only for the ICRC or the IFRC."),
        error_messages={"required": _("Choose the ICRC or the IFRC."), "invalid_choice": _("Choose one of the list.")},
    )
    organisation = WordsField(
        limit=200,
        one_line=True,
        is_name=True,
        label=_("Name of the authority or the organisation"),
        help_text=_("Only for an authority or an observer organisation: its whole name, as it is to be printed."),
        error_messages={"required": _("Write the name of the organisation.")},
    )
    name = WordsField(
        limit=150,
        one_line=True,
        is_name=True,
        required=True,
        label=_("Your name"),
        help_text=_("As you will sign."),
        error_messages={"required": _("Write your name, as you will sign.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    title = WordsField(limit=200, one_line=True, is_name=True, label=_("Your title"))
    email = Address(
        label=_("Your e-mail address"),
        help_text=_("At work. We send a code to it, then the answer."),
        error_messages={"required": _("Write your e-mail address: the answer goes there.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: Any = None, *, asked: JoinRequest | None = None) -> None:
        """`asked`: what was asked before, to be corrected."""
        super().__init__(data, initial=_initial(asked) if asked else {})
        kind = str((data or self.initial).get("kind"))
        if kind == AUTHORITY:
            self.fields["organisation"].error_messages["required"] = _("Write the name of the authority.")
        of_kind = OF_KINDS.get(kind, ("country",))
        for name in ("country", "component", "organisation"):
            self.fields[name].required = name in of_kind
        self.helper = part_of_a_form()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        part_name_from_address(self, address="email", name="name")
        country = cleaned.get("country")
        if cleaned.get("kind") == PartyKind.NATIONAL_SOCIETY and country:
            society = getattr(country, "national_society", None)
            if not society or not society.recognised:
                unknown = _now("The directory has no recognised National Society of this country.")
                self.add_error("country", unknown)
        return cleaned

    @property
    def participant(self) -> Participant:
        """For whom they ask; of a form that is valid."""
        country: State = self.cleaned_data["country"]
        match self.cleaned_data["kind"]:
            case PartyKind.STATE:
                return country
            case PartyKind.NATIONAL_SOCIETY:
                return country.national_society
            case PartyKind.COMPONENT:
                component: Component = self.cleaned_data["component"]
                return component
        name: str = self.cleaned_data["organisation"]
        return Authority(country, name) if self.cleaned_data["kind"] == AUTHORITY else name


class ClosingDayForm(forms.Form):
    """Until when further parties can sign."""

    until = DayField(
        label=_("Last day on which further parties can sign"),
        help_text=_("It is over once it is over everywhere on earth (UTC−12)."),
        error_messages={"required": _("Write the last day.")},
    )

    def __init__(self, data: Any = None, *, pledge: Pledge) -> None:
        super().__init__(data, initial={"until": pledge.open_until})
        self.helper = part_of_a_form()


def _initial(asked: JoinRequest) -> dict[str, Any]:
    state = asked.state or (asked.national_society.state if asked.national_society else None)
    return {
        "kind": AUTHORITY if asked.is_authority else asked.kind,
        "country": state.iso2 if state else "",
        "component": asked.component.code if asked.component else "",
        "organisation": asked.as_party.name,
        "name": asked.name,
        "title": asked.title,
        "email": asked.email,
    }


class RefuseForm(forms.Form):
    """Why a further party may not sign. One stands beside each request."""

    reason = WordsField(
        limit=LONGEST_REASON,
        rows=3,
        required=True,
        label=_("Reason"),
        help_text=_("It stands in the mail to whoever asked."),
        error_messages={"required": _("Write the reason: whoever asked reads it.")},
    )

    def __init__(self, data: Any = None, *, asked: JoinRequest) -> None:
        super().__init__(data, prefix=f"r{asked.pk}")
        self.web_mail = web_mail_warning(asked.kind, asked.email)
        self.helper = part_of_a_form()
