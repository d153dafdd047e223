"""The file that is imported, and in whose name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commitments.drafting.importing.word import MAX_WORD_BYTES
from commitments.models import Organisation
from commitments.web.forms.fields import part_of_a_form

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ACCEPTED = f".json,.pdf,.docx,application/json,application/pdf,{WORD_TYPE}"
LARGEST_FILE = MAX_WORD_BYTES
MISSING = _("Choose a file: a pledge’s JSON or PDF, or a Word file.")
TOO_LARGE = _("The file is larger than 5 MB. A pledge’s JSON is at most 512 kB, its PDF and a Word file 5 MB.")


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Pledge’s JSON or PDF, or a Word file"),
        help_text=_("Choose the file, or drop it here. JSON of at most 512 kB; PDF or Word of at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "file-drop"}),
        error_messages={
            "required": MISSING,
            "invalid": MISSING,
            "missing": MISSING,
            "empty": _("The file is empty. Choose another one."),
        },
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), to_field_name="slug", empty_label=None, label=_("In the name of")
    )

    def __init__(self, data: Any = None, files: Any = None, *, organisations: QuerySet[Organisation]) -> None:
        """`organisations` are those in whose name this person may start a pledge; at least one."""
        super().__init__(data, files)
        choice = self.fields["organisation"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101  narrows the type
        choice.queryset = organisations
        self.only = organisations[0] if len(organisations) == 1 else None
        if self.only:
            del self.fields["organisation"]
        self.helper = part_of_a_form()

    @property
    def chosen(self) -> Organisation:
        """In whose name it is imported."""
        chosen: Organisation = self.only or self.cleaned_data["organisation"]
        return chosen

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(TOO_LARGE)
        return file


class MakeForm(ImportForm):
    """What was read from the file is made a draft: the file comes along as text."""

    content = forms.CharField(widget=forms.HiddenInput, strip=False)

    def __init__(self, data: Any = None, *, organisations: QuerySet[Organisation]) -> None:
        super().__init__(data, organisations=organisations)
        del self.fields["file"]
