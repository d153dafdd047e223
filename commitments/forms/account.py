"""The forms of allauth in our words: no placeholders, which vanish when one types; hints that are sentences."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _

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


class _InOurWords:
    """Relabels the fields that a form of allauth has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # the form beside this class has them
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = HINTS.get(name, field.help_text)


class SignInForm(_InOurWords, allauth.LoginForm):
    pass


class RequestCodeForm(_InOurWords, allauth.RequestLoginCodeForm):
    pass


class ConfirmCodeForm(_InOurWords, allauth.ConfirmLoginCodeForm):
    pass


class ChangePasswordForm(_InOurWords, allauth.ChangePasswordForm):
    pass


class SetPasswordForm(_InOurWords, allauth.SetPasswordForm):
    pass


class ResetPasswordForm(_InOurWords, allauth.ResetPasswordForm):
    pass


class NewPasswordForm(_InOurWords, allauth.ResetPasswordKeyForm):
    pass
