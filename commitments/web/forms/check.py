"""Why advice is set aside."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.web.forms.fields import WordsField


class AsideForm(forms.Form):
    reason = WordsField(
        limit=300,
        one_line=True,
        required=True,
        label=_("Why?"),
        error_messages={"required": _("Write why, in a few words: it shows beside the advice.")},
    )
