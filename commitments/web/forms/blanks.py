"""The blanks of a pledge: one field each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commitments.drafting.texts import Blank
from commitments.text.blanks import BLANK_FIELD, field_name
from commitments.web.forms.fields import Words


class BlanksForm(forms.Form):
    """What the drafter fills each blank with."""

    def __init__(self, *args: Any, listed: Sequence[Blank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tokens = {field_name(blank.token): blank.token for blank in listed if blank.can_be_filled}
        for blank in listed:
            if blank.can_be_filled:
                self.fields[field_name(blank.token)] = Words(
                    limit=200,
                    one_line=True,
                    is_name=True,
                    label=blank.token.strip("[]"),
                    initial=blank.typed,
                )

    def clean(self) -> dict[str, Any]:
        """Refuse words for a blank that is gone, and show them: they have no field on the page any more."""
        cleaned = super().clean() or self.cleaned_data
        for name, typed in self.data.items():
            if name.startswith(BLANK_FIELD) and name not in self.fields and str(typed).strip():
                message = _("A blank that you filled with “{typed}” is not in the pledge any more.")
                self.add_error(None, message.format(typed=typed))
        return cleaned
