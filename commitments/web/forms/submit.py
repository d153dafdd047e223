"""Recording that a pledge was handed to the Conference."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.signing.submitting import LONGEST_REFERENCE
from commitments.text.days import latest_today
from commitments.web.forms.fields import DayField, WordsField, part_of_a_form


class ReferenceField(WordsField):
    """What a pledge is called at the Conference."""

    def __init__(self, **options: Any) -> None:
        label = _("The Conference’s reference")
        super().__init__(limit=LONGEST_REFERENCE, one_line=True, is_name=True, label=label, **options)


class SubmitForm(forms.Form):
    on = DayField(
        label=_("Submitted on"),
        error_messages={"required": _("Write the day on which the pledge was submitted.")},
    )
    conference_reference = ReferenceField(help_text=_("What the pledge is called there, such as SP330012."))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": timezone.now().date()})
        self.helper = part_of_a_form()

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > latest_today(timezone.now()):
            raise forms.ValidationError(_("This day is still to come. Write the day on which it was submitted."))
        return day
