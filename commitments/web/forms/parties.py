"""Parties and period."""

from __future__ import annotations

import re
from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import PARTY, PLEDGE, SIGNATORY
from commitments.drafting.editing.target import PartyField, PledgeField, PledgeRegion
from commitments.drafting.naming import is_renamed_alike, is_taken
from commitments.models import Capacity, Party, PartyKind, Pledge, group_named
from commitments.text.limits import FIRST_YEAR, LAST_YEAR
from commitments.web.forms.editing import EditingForm
from commitments.web.forms.fields import (
    AddressField,
    DayField,
    WordsField,
    part_name_from_address,
    part_of_a_form,
    refused_fields,
)
from commitments.web.forms.pledge import LANGUAGES
from commitments.web.forms.web_mail import warn_of_web_mail
from commitments.web.submitted_form import SubmittedForm


class PartiesForm(EditingForm):
    """Title, period and openness of a pledge; its parties are added from the directory on the same page."""

    title = WordsField.of(
        PLEDGE.text("title"),
        mirror="title",
        label=_("Title of the pledge"),
        help_text=_("A few words that say what it is about."),
    )
    language = forms.ChoiceField(label=_("Language of the pledge text"))
    period_start = forms.IntegerField(
        label=_("First year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": _("Write the first year of the pledge.")},
    )
    period_end = forms.IntegerField(
        label=_("Last year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": _("Write the last year of the pledge.")},
    )
    region = WordsField.of(
        PLEDGE.text("region"),
        label=_("Region"),
        help_text=_("For a regional pledge, as it reads in a sentence: “the Sahel”."),
    )
    openness = forms.ChoiceField(
        label=_("May other parties join later?"), choices=Pledge.Openness, widget=forms.RadioSelect
    )
    open_until = DayField(
        label=_("Open until"),
        required=False,
        help_text=_(
            "For an open pledge: the last day on which others may sign, until it is over everywhere on earth (UTC−12)."
        ),
    )

    def __init__(self, submitted: SubmittedForm | None, *, pledge: Pledge) -> None:
        stored = {name: getattr(pledge, name) for name in self.base_fields if name != "region"}
        super().__init__(submitted, stored=stored | {"region": str(pledge.regional_group or pledge.region)})
        self.is_whole = submitted is not None and submitted.changed is None
        self.fields["title"].is_wanted = True  # type: ignore[attr-defined]  # by the check, not for saving
        offered = dict(LANGUAGES)
        choice = self.fields["language"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  narrows the type
        choice.choices = LANGUAGES if pledge.language in offered else [*LANGUAGES, (pledge.language, pledge.language)]

    def target(self, name: str) -> PledgeField | PledgeRegion:
        return PledgeRegion() if name == "region" else PledgeField(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("The last year is before the first. Give a year from %d on.") % start)
        # A script sends the date by itself, maybe before it says that the pledge is open: then it is kept, unprinted.
        if self.is_whole and cleaned.get("openness") != Pledge.Openness.OPEN:
            cleaned["open_until"] = None
        return cleaned

    def clean_region(self) -> str:
        """A region that the directory knows is called as it does."""
        typed: str = self.cleaned_data["region"]
        group = group_named(typed) if typed else None
        if not group and re.fullmatch("[a-z0-9-]+", typed):
            raise forms.ValidationError(_("The directory has no such region. Write it as it reads in a sentence."))
        return str(group) if group else typed

    def refused(self) -> dict[str, str]:
        """Return what is wrong, by field. The first and the last year stand or fall together."""
        errors = refused_fields(self)
        years = {name: errors[name] for name in ("period_start", "period_end") if name in errors}
        return errors | dict.fromkeys(("period_start", "period_end"), *years.values()) if len(years) == 1 else errors


class PartyForm(EditingForm):
    """How one pledge calls a party, whom to ask about it, and who signs for it."""

    name = WordsField.of(PARTY.text("named"), label=_("Name in lists and signature blocks"))
    in_sentence = WordsField.of(PARTY.text("named_in_sentence"), label=_("Name within a sentence"))
    focal_name = WordsField.of(PARTY.text("focal_name"), label=_("Focal point: name"))
    focal_email = AddressField(
        label=_("Focal point: e-mail address"), required=False, max_length=PARTY.text("focal_email").limit
    )
    signatory_name = WordsField.of(
        SIGNATORY.text("name"),
        label=_("Signatory: name"),
        help_text=_("The official who signs for this party. Once one party's is named, every party needs one."),
    )
    signatory_title = WordsField.of(SIGNATORY.text("title"), label=_("Signatory: title"))
    signatory_email = AddressField(
        label=_("Signatory: e-mail address"),
        required=False,
        max_length=SIGNATORY.text("email").limit,
        help_text=_("It is not printed."),
    )
    signs_by = forms.ChoiceField(
        label=_("The signatory signs"), choices=Capacity, required=False, widget=forms.RadioSelect
    )
    signs_for = WordsField.of(
        SIGNATORY.text("whom"),
        label=_("For whom"),
        help_text=_("Such as “the Minister of the Interior”. Leave it empty where it is simply the party."),
    )

    def __init__(
        self, submitted: SubmittedForm | None, *, party: Party, directory_name: str, in_sentence: str = ""
    ) -> None:
        """`directory_name`: what lists call it without a name of the pledge's own; `in_sentence`: what sentences do."""
        super().__init__(submitted, stored={name: getattr(party, name) for name in self.base_fields})
        self.party = party
        self.fields["in_sentence"].help_text = _(
            "As in “{party} pledges to …”. Leave it empty to have it made of the name; now it is “{party}”."
        ).format(party=in_sentence)
        warn_of_web_mail(self, "signatory_email", party.kind)
        name = self.fields["name"]
        if party.kind == PartyKind.OBSERVER:
            name.required = True
            name.error_messages["required"] = str(_("Write the organisation's name."))
        else:
            name.help_text = _("Leave it empty to use the name in the directory: %s.") % directory_name

    def target(self, name: str) -> PartyField:
        return PartyField(self.party.key, name)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name == self.party.name:
            return name
        renamed = copy(self.party)
        renamed.name = name
        others = self.party.pledge.parties.select_related("state", "national_society", "component")
        if any(is_taken(renamed, other) for other in others.exclude(pk=renamed.pk)):
            if renamed.kind == PartyKind.OBSERVER:
                raise forms.ValidationError(_("This organisation is a party already. Write another name."))
            raise forms.ValidationError(_("Another authority of this State has this name. Write another name."))
        if name and any(is_renamed_alike(renamed, other) for other in others.exclude(pk=renamed.pk)):
            raise forms.ValidationError(_("Another party of this pledge has this name. Write another name."))
        return name

    def clean_signs_by(self) -> str:
        return self.cleaned_data["signs_by"] or Capacity.OFFICE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for address, name in (("focal_email", "focal_name"), ("signatory_email", "signatory_name")):
            for field, value in part_name_from_address(self, address=address, name=name).items():
                if self.submitted:
                    self.submitted.put(self.add_prefix(field), value)
        return cleaned


class AuthorityForm(forms.Form):
    """The name of an authority of a State."""

    name = WordsField.of(
        PARTY.text("named"),
        required=True,
        label=_("Name of the authority"),
        help_text=_(
            "Such as “Ministry of Health of Kenya”: so lists have it. Sentences say “the Ministry of Health of Kenya”; "
            "you can change both afterwards."
        ),
        error_messages={"required": _("Write the authority's name.")},
    )

    def __init__(self, submitted: SubmittedForm | None, *, name: str = "") -> None:
        """`name`: what was looked for in the directory. A page with scripts sends it back only where it was changed."""
        sent = {"name": name} | submitted.data.dict() if submitted else None
        super().__init__(sent, initial={"name": name})
        self.helper = part_of_a_form()
