"""The file that somebody holds against a signed text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commitments.signing.comparing import LARGEST_FILE
from commitments.web.forms.fields import part_of_a_form

ACCEPTED = ".pdf,.json,application/pdf,application/json"
MISSING = _("Choose the signed PDF, or the pledge’s JSON file.")
TOO_LARGE = _("The file is larger than 5 MB. A signed pledge is smaller: choose its PDF or its JSON file.")


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Signed PDF, or the pledge’s JSON file"),
        help_text=_(
            "Choose the file, or drop it here. At most 5 MB, or 512 kB of JSON. We compare it and do not keep it."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "file-drop"}),
        error_messages={
            "required": MISSING,
            "invalid": MISSING,
            "missing": MISSING,
            "empty": _("The file is empty. Choose the signed PDF, or the pledge’s JSON file."),
        },
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.helper = part_of_a_form()

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(TOO_LARGE)
        return file
