"""The forms of the secretariat's desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commitments.people.organisations import LONGEST_NAME
from commitments.web.forms.fields import WordsField, part_of_a_form
from commitments.web.forms.submit import ReferenceField

LARGEST_FILE = 3_000_000
"""Bytes of a model text"""


class DeskForm(forms.Form):
    """Drawn within a form of its page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = part_of_a_form()


class ReferenceForm(DeskForm):
    """What a submitted pledge is called at the Conference."""

    reference = ReferenceField(
        required=True,
        help_text=_("What the pledge is called there, such as SP330012. The drafters are told."),
        error_messages={"required": _("Write what the pledge is called at the Conference.")},
    )


class LibraryForm(DeskForm):
    """A model text as a file, in the form of the fixtures that `load_library` reads."""

    file = forms.FileField(
        label=_("Model text (JSON)"),
        help_text=_("In the form that the README describes, with one model text and nothing else."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )
    replaces = forms.BooleanField(
        required=False,
        label=_("It may replace the model text of the same name that is there"),
        help_text=_("Clauses that pledges use stay with them, as they were."),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large. A model text has a megabyte or two at most."))
        return file


class BeginForm(DeskForm):
    """What the secretariat is called, where there is none yet."""

    name = WordsField(
        limit=LONGEST_NAME,
        one_line=True,
        is_name=True,
        required=True,
        initial=_("Secretariat of the Conference"),
        label=_("What the secretariat is called"),
        help_text=_("Its members read what was submitted. You can invite others once it is there."),
        error_messages={"required": _("Write what the secretariat is called.")},
    )
