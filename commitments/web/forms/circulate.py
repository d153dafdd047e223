"""Sending a pledge round: who signs for each party, in which order, until when; and why it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.document.fields import SIGNATORY
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import PartyField
from commitments.models import Capacity, Circulation, Party
from commitments.signing.candidates import Candidate, likeliest
from commitments.signing.circulating import LONGEST_WAIT
from commitments.signing.ending import LONGEST_REASON
from commitments.text.days import is_over
from commitments.web.forms.fields import DayField, WordsField, part_name_from_address, part_of_a_form
from commitments.web.forms.invitation import Address
from commitments.web.forms.web_mail import warn_of_web_mail

USUAL_WAIT = timedelta(days=21)
AT_ONCE, IN_TURN = "at-once", "in-turn"


class SignatoryForm(forms.Form):
    """Who signs for one party. Everything is kept as it is typed; what is missing stops circulating, not saving."""

    signatory_name = WordsField.of(
        SIGNATORY.text("name"),
        label=_("Name"),
        help_text=_("It is printed, and the signatory types it when signing."),
    )
    signatory_title = WordsField.of(SIGNATORY.text("title"), label=_("Title"))
    signatory_email = Address(
        label=_("E-mail address"),
        required=False,
        help_text=_("Only who reads this mailbox can sign. It is not printed."),
    )
    signs_by = forms.ChoiceField(label=_("Signs"), choices=Capacity, required=False, widget=forms.RadioSelect)
    signs_for = WordsField.of(
        SIGNATORY.text("whom"),
        label=_("For whom"),
        help_text=_("Such as “the Minister of the Interior”. Leave it empty where it is simply the party."),
    )

    def __init__(self, data: Any, *, party: Party, name: str, known: Sequence[Candidate] = ()) -> None:
        """`known`: those who may be meant. Where nobody is named yet and one is likely, the form begins with them."""
        initial = {field: getattr(party, field) for field in self.base_fields}
        self.known, self.offered = known, None
        if not party.signatory_name and not party.signatory_email and (one := likeliest(known)):
            initial |= {"signatory_name": one.name, "signatory_title": one.title, "signatory_email": one.email}
            self.offered = one
        super().__init__(data, initial=initial, prefix=party.key)
        if known:
            self.fields["signatory_email"].widget.attrs["list"] = f"known-{party.key}"
        self.party, self.name = party, name
        for field_name in ("signatory_name", "signatory_email", "signs_by"):
            # The page doesn't call them optional (pledge_forms/field.html), though saving goes without.
            self.fields[field_name].is_wanted = True  # type: ignore[attr-defined]
        warn_of_web_mail(self, "signatory_email", party.kind)
        self.helper = part_of_a_form()

    def clean_signs_by(self) -> str:
        return self.cleaned_data["signs_by"] or Capacity.OFFICE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        part_name_from_address(self, address="signatory_email", name="signatory_name")
        return cleaned

    def edits(self, based_on: int) -> list[Edit]:
        """Return an edit for each field that is well typed; `based_on`: the version of the section that it is of."""
        return [Edit(PartyField(self.party.key, name), value, based_on) for name, value in self.cleaned_data.items()]


class RoundForm(forms.Form):
    order = forms.ChoiceField(
        label=_("Who is asked when?"),
        choices=[(AT_ONCE, _("All parties at once")), (IN_TURN, _("One after the other, in the order above"))],
        widget=forms.RadioSelect,
        initial=AT_ONCE,
        error_messages={"required": _("Choose when each party is asked.")},
    )
    asked_for = DayField(
        label=_("Answer asked for by"),
        help_text=_(
            "The day counts until it is over everywhere on earth (UTC−12). We remind who has not answered, and stop "
            "30 days after this date."
        ),
        error_messages={"required": _("Write the day by which you ask for an answer.")},
    )
    message = WordsField(
        limit=LONGEST_REASON, rows=4, label=_("Your message"), help_text=_("It stands in the mail, in your words.")
    )

    def __init__(self, data: Any = None, *, last: Circulation | None = None) -> None:
        """`last`: the round before, whose order and message are kept."""
        kept = {"order": IN_TURN if last and last.in_turn else AT_ONCE, "message": last.message if last else ""}
        super().__init__(data, initial={"asked_for": timezone.now().date() + USUAL_WAIT, **kept})
        self.helper = part_of_a_form()

    def clean_asked_for(self) -> date:
        day: date = self.cleaned_data["asked_for"]
        now = timezone.now()
        if is_over(day, now):
            raise forms.ValidationError(_("This day is over. Choose a later one."))
        if (day - now.date()).days > LONGEST_WAIT:
            raise forms.ValidationError(_("Choose a day within the next year."))
        return day


class ReasonForm(forms.Form):
    """Why a pledge is reopened or withdrawn. Everybody who was asked reads it."""

    reason = WordsField(
        limit=LONGEST_REASON,
        rows=4,
        required=True,
        label=_("Reason"),
        help_text=_("Everybody who was asked to sign reads it."),
        error_messages={"required": _("Write the reason: everybody who was asked reads it.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = part_of_a_form()
