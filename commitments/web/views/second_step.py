"""A second step of signing in: an authenticator app, passkeys, recovery codes. allauth's views, with our answers."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from commitments import access
from commitments.exports.qr import qr_path
from commitments.web.views.account import AnsweredAlike, RefusedWith422

private = method_decorator(never_cache, name="dispatch")


@private
class AuthenticateView(AnsweredAlike, RefusedWith422, base.AuthenticateView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        passkeys = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN)
        return {**super().get_context_data(**kwargs), "has_passkey": passkeys.exists()}


@private
class ReauthenticateView(AnsweredAlike, RefusedWith422, base.ReauthenticateView):
    pass


@private
class ActivateAppView(AnsweredAlike, RefusedWith422, totp.ActivateTOTPView):
    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _has_confirmed(self.request, Authenticator.Type.TOTP)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the code to be scanned as a path of squares: the page's policy allows no picture within an address."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        size, path = qr_path(context["totp_url"])
        return {**context, "qr_size": size, "qr_path": path}


def _has_confirmed(request: HttpRequest, kind: str) -> None:
    """Note that who just set up a second step proved it: the recovery codes that come next ask for nothing more."""
    user = access.person(request)
    proof = ReauthenticateForm(user=user)
    proof.authenticator = Authenticator.objects.filter(user=user, type=kind).latest("pk")  # as if its code were typed
    proof.save()


class DeactivateAppView(AnsweredAlike, RefusedWith422, totp.DeactivateTOTPView):
    pass


@private
class AddPasskeyView(AnsweredAlike, RefusedWith422, webauthn.AddWebAuthnView):
    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _has_confirmed(self.request, Authenticator.Type.WEBAUTHN)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **kwargs}  # allauth forgets the form that was refused


class RenamePasskeyView(RefusedWith422, webauthn.EditWebAuthnView):
    success_url = reverse_lazy("mfa_index")


class RemovePasskeyView(AnsweredAlike, webauthn.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")


@private
class ReauthenticateByPasskeyView(webauthn.ReauthenticateWebAuthnView):
    pass


@private
class RecoveryCodesView(recovery_codes.ViewRecoveryCodesView):
    pass


class NewRecoveryCodesView(AnsweredAlike, RefusedWith422, recovery_codes.GenerateRecoveryCodesView):
    pass
