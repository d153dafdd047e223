"""Confirming a domain of e-mail addresses for a party, and withdrawing that, on the administration pages."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import Component, ConfirmedDomain, NationalSociety, State
from commitments.people.domains import LONGEST_NOTE, DomainError, cleaned_domain, party_column
from commitments.text.limits import TextRefusedError, clean_text


class ConfirmForm(forms.ModelForm):
    """One party, and a domain of its own."""

    domain = forms.CharField(max_length=300, help_text=ConfirmedDomain._meta.get_field("domain").help_text)

    class Meta:
        model = ConfirmedDomain
        fields = ("state", "national_society", "component", "domain", "with_subdomains", "note")

    def clean_domain(self) -> str:
        try:
            return cleaned_domain(self.cleaned_data["domain"])
        except DomainError as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean_note(self) -> str:
        return _clean(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        parties = self.parties
        if len(parties) != 1:
            raise forms.ValidationError(_("Choose one party: a State, a National Society or a component."))
        standing = ConfirmedDomain.objects.filter(domain=cleaned.get("domain"), withdrawn_at=None)
        if standing.filter(**{party_column(parties[0]): parties[0]}).exists():
            self.add_error("domain", _("This domain is confirmed for this party already."))
        return cleaned

    @property
    def parties(self) -> list[State | NationalSociety | Component]:
        """Whose it is said to be."""
        chosen = (self.cleaned_data.get(name) for name in ("state", "national_society", "component"))
        return [cast("State | NationalSociety | Component", party) for party in chosen if party]


class WithdrawForm(forms.ModelForm):
    """Why a confirmed domain is a party's own no longer. Nothing else of it can change."""

    why_withdrawn = forms.CharField(
        label=_("Withdraw it, because"),
        max_length=LONGEST_NOTE,
        help_text=_("It vouches for no signature from then on. It can be confirmed anew, and this row stays."),
        error_messages={"required": _("Write why it is withdrawn: who comes after you reads it.")},
    )

    class Meta:
        model = ConfirmedDomain
        fields = ("why_withdrawn",)

    def clean_why_withdrawn(self) -> str:
        return _clean(self.cleaned_data["why_withdrawn"])


def _clean(text: str) -> str:
    try:
        return clean_text(text, limit=LONGEST_NOTE, one_line=True)
    except TextRefusedError as refused:
        raise forms.ValidationError(str(refused)) from refused
