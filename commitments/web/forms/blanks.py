"""The blanks of a pledge: one field each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import BlankFilling
from commitments.drafting.texts import Blank
from commitments.text.blanks import BLANK_FIELD, field_name
from commitments.web.forms.editing import EditingForm
from commitments.web.forms.fields import WordsField
from commitments.web.submitted_form import SubmittedForm


class BlanksForm(EditingForm):
    """What the drafter fills each blank with."""

    def __init__(self, submitted: SubmittedForm | None, *, listed: Sequence[Blank]) -> None:
        blanks = {field_name(blank.token): blank for blank in listed if blank.can_be_filled}
        super().__init__(submitted, stored={name: blank.typed for name, blank in blanks.items()})
        self.tokens = {name: blank.token for name, blank in blanks.items()}
        for name, token in self.tokens.items():
            self.fields[name] = WordsField(limit=200, one_line=True, is_name=True, label=token.strip("[]"))

    def target(self, name: str) -> BlankFilling:
        return BlankFilling(self.tokens[name])

    def label(self, edit: Edit) -> str:
        return self.tokens[edit.field.name]

    def clean(self) -> dict[str, Any]:
        """Refuse words for a blank that is gone, and show them: they have no field on the page any more."""
        cleaned = super().clean() or self.cleaned_data
        for name, typed in self.data.items():
            if name.startswith(BLANK_FIELD) and name not in self.fields and str(typed).strip():
                message = _("A blank that you filled with “{typed}” is not in the pledge any more.")
                self.add_error(None, message.format(typed=typed))
        return cleaned
