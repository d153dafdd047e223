"""Second steps of signing in: allauth's forms in our words."""

from __future__ import annotations

import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.web.forms.account import HouseStyleMixin
from commitments.web.forms.fields import WordsField

MALFORMED = (AttributeError, LookupError, TypeError, ValueError, RecursionError, struct.error)


class SecondStepForm(HouseStyleMixin, base.AuthenticateForm):
    pass


class SecondStepAgainForm(HouseStyleMixin, base.ReauthenticateForm):
    pass


class ActivateForm(HouseStyleMixin, totp.ActivateTOTPForm):
    pass


class _PasskeyResponse(forms.JSONField):
    """What a passkey responded. It proves something once: a page that is refused does not send it again."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:
        return None

    def prepare_value(self, value: Any) -> Any:
        return ""


class _RefusesMalformed:
    """Refuses what is no passkey's response; allauth takes some of it apart unseen, which would be an error of ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = _PasskeyResponse()  # type: ignore[attr-defined]  # the form beside this class has them

    def full_clean(self) -> None:
        try:
            super().full_clean()  # type: ignore[misc]  # the form beside this class has it
        except MALFORMED:
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))  # type: ignore[attr-defined]


class ProvePasskeyForm(_RefusesMalformed, webauthn.AuthenticateWebAuthnForm):
    pass


class ProvePasskeyAgainForm(_RefusesMalformed, webauthn.ReauthenticateWebAuthnForm):
    pass


class PasskeySignInForm(_RefusesMalformed, webauthn.LoginWebAuthnForm):
    pass


class PasskeyForm(_RefusesMalformed, HouseStyleMixin, webauthn.AddWebAuthnForm):
    """A new passkey: how it is called, and whether it needs nothing beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = WordsField(
            limit=100, one_line=True, label=_("Name"), help_text=_("So that you recognise it, such as “Office laptop”.")
        )
        self.fields["passwordless"].label = _("Sign in with this passkey alone")
        self.fields["passwordless"].help_text = _("Your device then asks for its PIN, your finger or your face.")
        self.fields["passwordless"].initial = True


class PasskeyNameForm(HouseStyleMixin, webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = WordsField(
            limit=100,
            one_line=True,
            required=True,
            label=_("Name"),
            error_messages={"required": _("Write a name by which you recognise it.")},
        )
