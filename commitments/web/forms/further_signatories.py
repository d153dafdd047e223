"""Who signs for a party beside its signatory, how many of them must, and its deputies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import SIGNATORY
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.signatory_field import SignatoryField
from commitments.drafting.editing.target import PartyField
from commitments.models import DEPUTIES, MOST_SIGNATORIES, Capacity, NamedSignatory, Party, Slot
from commitments.web.forms.editing import EditingForm
from commitments.web.forms.fields import AddressField, WordsField, part_name_from_address
from commitments.web.forms.web_mail import warn_of_web_mail
from commitments.web.submitted_form import SubmittedForm

FIELDS = ("name", "title", "email", "signs_by", "signs_for")


class NeededForm(EditingForm):
    """How many of a party's signatories must sign. Whether so many are named, the check says, and circulating."""

    signatures_needed = forms.TypedChoiceField(
        label=_("How many of them must sign?"),
        coerce=int,
        required=False,
        choices=[(number, str(number)) for number in range(1, MOST_SIGNATORIES + 1)],
        help_text=_(
            "The party has signed once so many have; the others need not sign then. It has declined once too few "
            "remain."
        ),
    )

    def __init__(self, submitted: SubmittedForm | None, *, party: Party) -> None:
        super().__init__(submitted, stored={"signatures_needed": party.signatures_needed})
        self.party = party
        self.fields["signatures_needed"].is_wanted = True  # type: ignore[attr-defined]  # saving goes without

    def target(self, name: str) -> PartyField:
        return PartyField(self.party.key, name)

    def clean_signatures_needed(self) -> int:
        return self.cleaned_data["signatures_needed"] or self.party.signatures_needed


class FurtherSignatoryForm(EditingForm):
    """One further signatory of a party, or a deputy; its prefix is the slot."""

    name = WordsField.of(SIGNATORY.text("name"), label=_("Name"))
    title = WordsField.of(SIGNATORY.text("title"), label=_("Title"))
    email = AddressField(label=_("E-mail address"), required=False, max_length=SIGNATORY.text("email").limit)
    signs_by = forms.ChoiceField(label=_("Signs"), choices=Capacity, required=False)
    signs_for = WordsField.of(SIGNATORY.text("whom"), label=_("For whom"))

    def __init__(self, submitted: SubmittedForm | None, *, party: Party, slot: Slot) -> None:
        named = NamedSignatory(**party.further_signatories.get(slot, {}))
        super().__init__(submitted, stored={name: getattr(named, name) for name in self.base_fields}, prefix=slot)
        self.party, self.slot = party, slot
        warn_of_web_mail(self, "email", party.kind)

    @property
    def is_deputy(self) -> bool:
        return self.slot in DEPUTIES

    def target(self, name: str) -> SignatoryField:
        return SignatoryField(self.party.key, self.slot, name)

    def label(self, edit: Edit) -> str:
        return f"{self.slot.label}: {super().label(edit)}"

    def clean_signs_by(self) -> str:
        return self.cleaned_data["signs_by"] or Capacity.OFFICE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field, value in part_name_from_address(self, address="email", name="name").items():
            if self.submitted:
                self.submitted.put(self.add_prefix(field), value)
        return cleaned


def further_forms(submitted: SubmittedForm | None, party: Party) -> list[FurtherSignatoryForm]:
    """Return a form for each slot: bound to what was submitted, where any of its fields was."""
    sent = {slot: submitted for slot in Slot if submitted and _has_sent(submitted, slot)}
    return [FurtherSignatoryForm(sent.get(slot), party=party, slot=slot) for slot in Slot]


def _has_sent(submitted: SubmittedForm, slot: Slot) -> bool:
    return submitted.touches(slot) and any(f"{slot}-{name}" in submitted.data for name in FIELDS)
