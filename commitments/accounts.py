"""How people come to have an account: by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class InvitedOnlyAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is wrong. Try again, or have a code sent."),
        "incorrect_code": _("This is not the code that we sent last. Look into the newest mail and type it again."),
        "too_many_login_attempts": _("Too many wrong tries. Wait five minutes, then start again."),
        "enter_current_password": _("This is not your password now. Type the one that you sign in with."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up alone: a colleague or the secretariat invites."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """A new password signs out everywhere, so the next step is to sign in."""
        return reverse("account_login")
