"""Parties and period."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commitments.forms.fields import Words, part_of_a_form
from commitments.forms.pledge import LANGUAGES
from commitments.models import Party, PartyKind, Pledge, RegionalGroup


class PartiesForm(forms.Form):
    """Title, period and openness of a pledge; its parties are added from the directory on the same page."""

    title = Words(
        limit=200,
        one_line=True,
        mirror="pledge-title",
        label=_("Title of the pledge"),
        help_text=_("A few words that say what it is about."),
    )
    language = forms.ChoiceField(label=_("Language of the pledge text"))
    period_start = forms.IntegerField(
        label=_("First year"),
        min_value=1900,
        max_value=2200,
        error_messages={"required": _("Write the first year of the pledge.")},
    )
    period_end = forms.IntegerField(
        label=_("Last year"),
        min_value=1900,
        max_value=2200,
        error_messages={"required": _("Write the last year of the pledge.")},
    )
    region = Words(
        limit=100,
        one_line=True,
        is_name=True,
        label=_("Region"),
        help_text=_("For a regional pledge, as it reads in a sentence: “the Sahel”."),
    )
    openness = forms.ChoiceField(
        label=_("May other parties join later?"), choices=Pledge.Openness, widget=forms.RadioSelect
    )
    open_until = forms.DateField(
        label=_("Open until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For an open pledge: the last day on which others may sign."),
    )

    def __init__(self, data: QueryDict | None, *, pledge: Pledge) -> None:
        initial = {name: getattr(pledge, name) for name in self.base_fields if name != "region"}
        initial["region"] = str(pledge.regional_group or pledge.region)
        super().__init__(data, initial=initial)
        known = dict(LANGUAGES)
        choice = self.fields["language"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  narrows the type
        choice.choices = LANGUAGES if pledge.language in known else [*LANGUAGES, (pledge.language, pledge.language)]
        self.helper = part_of_a_form()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("The last year is before the first. Give a year from %d on.") % start)
        if cleaned.get("openness") != Pledge.Openness.OPEN:
            cleaned["open_until"] = None
        return cleaned

    def clean_region(self) -> str:
        typed: str = self.cleaned_data["region"]
        self.group = _group(typed)
        if not self.group and re.fullmatch("[a-z0-9-]+", typed):
            raise forms.ValidationError(_("The directory has no such region. Write it as it reads in a sentence."))
        return typed

    def to_save(self) -> dict[str, Any]:
        """The pledge's fields; a region that the directory knows becomes its group."""
        fields = dict(self.cleaned_data)
        typed = fields.pop("region")
        return {**fields, "regional_group": self.group, "region": "" if self.group else typed}


def _group(typed: str) -> RegionalGroup | None:
    """Return the regional group of that name, or of that slug."""
    return RegionalGroup.objects.filter(Q(name_en__iexact=typed) | Q(slug=typed)).first() if typed else None


class PartyForm(forms.Form):
    """How one pledge calls a party, and whom to ask about it."""

    name = Words(limit=200, one_line=True, is_name=True, label=_("Name in this pledge"))
    focal_name = Words(limit=150, one_line=True, label=_("Focal point: name"))
    focal_email = forms.EmailField(label=_("Focal point: e-mail address"), required=False, max_length=254)

    def __init__(self, data: QueryDict | None, *, party: Party, directory_name: str) -> None:
        initial = {"name": party.name, "focal_name": party.focal_name, "focal_email": party.focal_email}
        super().__init__(data, initial=initial)
        self.party = party
        name = self.fields["name"]
        if party.kind == PartyKind.OBSERVER:
            name.required = True
            name.error_messages["required"] = str(_("Write the organisation's name."))
        else:
            name.help_text = _("Leave it empty to use the name in the directory: %s.") % directory_name
        self.helper = part_of_a_form()

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = self.party.pledge.parties.filter(kind=self.party.kind, name=name).exclude(pk=self.party.pk)
        if self.party.kind == PartyKind.OBSERVER and others.exists():
            raise forms.ValidationError(_("This organisation is a party already. Write another name."))
        return name

    def clean_focal_email(self) -> str:
        """Bounded like every other text: an address may hold what reorders a line, or run on too long to print."""
        return Words(limit=254, one_line=True).clean(self.cleaned_data["focal_email"])
