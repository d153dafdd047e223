"""The code of a signed text, and the file that somebody holds against it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import unquote

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commitments.signing.comparing import LARGEST_FILE
from commitments.web.forms.fields import part_of_a_form

ACCEPTED = ".pdf,.json,application/pdf,application/json"
MISSING = _("Choose the signed PDF, or the pledge’s JSON file.")
TOO_LARGE = _("The file is larger than 5 MB. A signed pledge is smaller: choose its PDF or its JSON file.")

CODE_LETTERS = 12
IN_AN_ADDRESS = re.compile(rf"(?:^|\W)v/\s*((?:\w[\s-]*){{{CODE_LETTERS}}}(?!\w)|\w+)", re.IGNORECASE)
"""A mail program may have broken the code in two"""
NO_CODE = _("Type the code that is printed on the pledge, or paste the whole address.")
UNKNOWN_CODE = _(
    "No signed text has this code. Compare it with the printed one, letter by letter: it has 12 letters and digits, "
    "and never 0, O, 1, I or L. If it is the same, the paper does not come from this site: ask the parties."
)
A_REFERENCE = _(
    "This is the pledge’s reference. Type the code instead: it ends the address that is printed below the signatures."
)


class CodeForm(forms.Form):
    """The code, as it was read from a paper or copied: with its address, in small letters, with spaces or hyphens."""

    code = forms.CharField(
        max_length=2000,
        label=_("Code of the signed text"),
        help_text=_("The end of the address below the signatures, such as 7KQ3M9XAB2CD. Or paste the whole address."),
        error_messages=dict.fromkeys(("required", "max_length", "null_characters_not_allowed"), NO_CODE),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = part_of_a_form()

    def clean_code(self) -> str:
        typed = unicodedata.normalize("NFKC", unquote(self.cleaned_data["code"]))  # mail gateways wrap addresses
        typed = "".join(
            letter for letter in typed if unicodedata.category(letter) != "Cf"
        )  # such as a zero-width space
        address = IN_AN_ADDRESS.search(typed)
        letters = _without_separators(address[1]) if address else _last_of(typed)
        code = "".join(str(unicodedata.decimal(letter, letter)) for letter in letters).upper()
        if not re.fullmatch(r"[A-Z0-9]+", code):
            raise forms.ValidationError(NO_CODE)
        return code

    def refuse(self) -> None:
        """Say that nothing has this code."""
        is_reference = re.match(r"\s*PB\W", self.data["code"], re.IGNORECASE)
        self.add_error("code", A_REFERENCE if is_reference else UNKNOWN_CODE)


def _without_separators(typed: str) -> str:
    return re.sub(r"[\W_]", "", typed)


def _last_of(typed: str) -> str:
    """Return the last words that make up a code, such as those behind “Code:”; all of them where none do."""
    words = re.findall(r"[^\W_]+", typed)
    ends = ("".join(words[first:]) for first in range(len(words)))
    return next((end for end in ends if len(end) == CODE_LETTERS), _without_separators(typed))


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
