"""The forms of allauth in our words: no placeholders, which vanish when one types; hints that are sentences."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commitments.text.mailbox import mailbox

LONGEST_ADDRESS = 254
PASSWORD_HINT = _("At least 12 characters. Several words that only you would put together are easy to remember.")
LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Your password now"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
}
HINTS = {"password": "", "oldpassword": "", "password1": PASSWORD_HINT}


class PastedAddressInput(forms.EmailInput):
    """An address that may be pasted with its name: nobody is asked for that here."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return mailbox(super().value_from_datadict(data, files, name) or "").address


class HouseStyleMixin:
    """Relabels the fields that a form of allauth has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # the form beside this class has them
            if isinstance(field, forms.EmailField):
                field.widget = PastedAddressInput(field.widget.attrs)
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = HINTS.get(name, field.help_text)


class SignInForm(HouseStyleMixin, allauth.LoginForm):
    pass


class OneAddress:
    """An address is at most as long as mail allows."""

    def clean_email(self) -> str:
        email: str = super().clean_email()  # type: ignore[misc]  # the form beside this class has it
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(_("This address is longer than any. Look at it again."))
        return email


class RequestCodeForm(OneAddress, HouseStyleMixin, allauth.RequestLoginCodeForm):
    pass


class ConfirmCodeForm(HouseStyleMixin, allauth.ConfirmLoginCodeForm):
    pass


class ChangePasswordForm(HouseStyleMixin, allauth.ChangePasswordForm):
    pass


class SetPasswordForm(HouseStyleMixin, allauth.SetPasswordForm):
    pass


class ResetPasswordForm(OneAddress, HouseStyleMixin, allauth.ResetPasswordForm):
    pass


class NewPasswordForm(HouseStyleMixin, allauth.ResetPasswordKeyForm):
    pass


class PasswordAgainForm(HouseStyleMixin, allauth.ReauthenticateForm):
    pass
