"""The right address of a signatory to whom a text went."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.web.forms.fields import part_of_a_form
from commitments.web.forms.invitation import Address


class AddressForm(forms.Form):
    email = Address(
        label=_("The right address"),
        help_text=_("Only who reads this mailbox can sign. It is not printed."),
        error_messages={"required": _("Write the address at which they read their mail.")},
    )

    def __init__(self, data: Any = None, *, email: str) -> None:
        super().__init__(data, initial={"email": email})
        self.helper = part_of_a_form()
