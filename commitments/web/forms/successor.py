"""Who is to sign a text that goes round in somebody's place, and why; or why nobody else does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import SIGNATORY
from commitments.models import Capacity
from commitments.signing.replacing import LONGEST_REASON, Successor
from commitments.web.forms.fields import WordsField, part_name_from_address, part_of_a_form
from commitments.web.forms.invitation import Address


class SuccessorForm(forms.Form):
    name = WordsField.of(
        SIGNATORY.text("name"),
        required=True,
        label=_("Name"),
        help_text=_("It is printed, and they type it when signing."),
        error_messages={"required": _("Write the name of who is to sign: it is printed.")},
    )
    title = WordsField.of(SIGNATORY.text("title"), label=_("Title"))
    email = Address(
        label=_("E-mail address"),
        help_text=_("Only who reads this mailbox can sign. It is not printed."),
        error_messages={"required": _("Write the address to which the link to sign goes.")},
    )
    signs_by = forms.ChoiceField(
        label=_("Signs"), choices=Capacity, required=False, initial=Capacity.OFFICE, widget=forms.RadioSelect
    )
    signs_for = WordsField.of(
        SIGNATORY.text("whom"),
        label=_("For whom"),
        help_text=_("Such as “the Minister of the Interior”. Leave it empty where it is simply the party."),
    )
    reason = WordsField(
        limit=LONGEST_REASON,
        rows=3,
        required=True,
        label=_("Why does somebody else sign?"),
        help_text=_("It is kept in the trail. Who is replaced, who has signed already and the drafters read it."),
        error_messages={"required": _("Write the reason: it is kept in the trail.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["signs_by"].is_wanted = True  # type: ignore[attr-defined]  # not called optional
        self.helper = part_of_a_form()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        part_name_from_address(self, address="email", name="name")
        return cleaned

    @property
    def successor(self) -> Successor:
        """Who was typed, in a form that is valid."""
        typed = self.cleaned_data
        return Successor(
            name=typed["name"],
            title=typed["title"],
            email=typed["email"],
            signs_by=typed["signs_by"] or Capacity.OFFICE,
            signs_for=typed["signs_for"],
        )


class NotThemForm(forms.Form):
    """Why a drafter does not confirm whom a signatory proposed."""

    why_not = WordsField(
        limit=LONGEST_REASON,
        rows=3,
        required=True,
        label=_("Why not?"),
        help_text=_("The signatory who proposed it reads it, and is still asked to sign."),
        error_messages={"required": _("Write the reason: the signatory reads it.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = part_of_a_form()
