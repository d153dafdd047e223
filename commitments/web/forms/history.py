"""Giving a version a name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.web.forms.fields import WordsField, part_of_a_form


class NameForm(forms.Form):
    name = WordsField(
        limit=100,
        one_line=True,
        required=True,
        label=_("Name of the version as it stands now"),
        help_text=_("For example: What we sent to the ministry."),
        error_messages={"required": _("Write a name for the version.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = part_of_a_form()
