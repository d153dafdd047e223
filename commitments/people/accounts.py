"""How people come to have an account: by invitation only. And how allauth's parts for signing in are set up."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commitments.document.address import address
from commitments.models import Invitation, Membership, Signature, User

WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code of your app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
"""How one confirms that it is oneself, by allauth's names for it"""


PROVEN_FOR = timedelta(minutes=15)
"""How long a proof by which somebody signed in counts as recent"""
_PROOFS = (
    (Signature.Method.PASSKEY, ("mfa", Authenticator.Type.WEBAUTHN)),
    (Signature.Method.SECOND_STEP, ("mfa", Authenticator.Type.TOTP)),
    (Signature.Method.SECOND_STEP, ("mfa", Authenticator.Type.RECOVERY_CODES)),
    (Signature.Method.SINGLE_SIGN_ON, ("socialaccount", None)),
)
"""What allauth's records say of a proof, the strongest first: method and type"""
_NOT_BY_MAIL = {"password", "mfa", "socialaccount"}
"""What proves an account for a signature. A code, or a link to reset a password, that was mailed for signing in is good
for that alone: it is bound to no text. A kind of record that a newer allauth brings counts once it stands here"""


def recent_proofs(request: HttpRequest) -> list[dict[str, Any]]:
    """Return allauth's records of how who is signed in proved, in the last 15 minutes, that the account is theirs.

    By more than a mail that was sent for signing in: who came by a code alone is asked for one to sign.
    """
    if not isinstance(request.user, User):
        return []
    records = get_authentication_records(request, request.user)
    now, longest = time.time(), PROVEN_FOR.total_seconds()
    # Not a record of the future: a clock that was ahead wrote it.
    recent = (record for record in records if "at" in record and now - longest < record["at"] <= now)
    return [record for record in recent if record.get("method") in _NOT_BY_MAIL]


def strongest_proof(records: Iterable[Mapping[str, Any]]) -> Signature.Method:
    """Return how somebody proved that an account is theirs, by allauth's records of it."""
    ways = {(record.get("method"), record.get("type")) for record in records}
    return next((method for method, way in _PROOFS if way in ways), Signature.Method.ACCOUNT)


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

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """In our words, the likeliest first: a passkey before codes for who has no authenticator app."""
        methods = [
            {**method, "description": WAYS[method["id"]]} for method in super().get_reauthentication_methods(user)
        ]
        if not isinstance(user, AnonymousUser) and is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            return methods
        return sorted(methods, key=lambda method: method["id"] == "mfa_reauthenticate")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {**context, "site": settings.SITE_URL})

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the mail begins as SITE_URL says, never as a request does."""
        return address("account_reset_password_from_key", *key.split("-", 1))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """A new password signs out everywhere, so the next step is to sign in."""
        return reverse("account_login")


class SecondStep(DefaultMFAAdapter):
    """Second steps of signing in. What a copy of the database holds of them opens nothing without SECRET_KEY."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This did not work. Try again; a code works for half a minute, a recovery code once."),
        "cannot_generate_recovery_codes": _("First add an authenticator app or a passkey."),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002  allauth's name
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)


def _box() -> MultiFernet:
    """Return what encrypts with the present SECRET_KEY, and still reads what older ones encrypted."""
    keys = [force_bytes(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [sha256(b"commitments.second-step:" + key).digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


class KnownPeopleOnly(DefaultSocialAccountAdapter):
    """Signing in with an organisation's own accounts (OpenID Connect): whoever has an account here, and nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect who comes for the first time to the account with the same address, which must be verified there.

        Whatever the address says, it is signing in: nobody connects another one's account to their own.
        """
        sociallogin.state["process"] = AuthProcess.LOGIN
        if sociallogin.is_existing:
            return
        email = _proven_address(sociallogin.account.get_provider_account().get_user_data() or {})
        user = User.objects.filter(email=email, is_active=True).first()
        if user:
            sociallogin.connect(request, user)


def _proven_address(claims: dict[str, Any]) -> str | None:
    """Return the address that the other side calls verified: with `true`, not with a word for it.

    In plain letters alone: in small letters others may become them, such as the Kelvin sign a k.
    """
    email = claims.get("email")
    if claims.get("email_verified") is True and isinstance(email, str) and email.isascii():
        return email.lower()
    return None


def take_in(invitation: Invitation) -> None:
    """Give who was invited an account, where they have none, and a role in the organisation, where they have none."""
    user = User.objects.filter(email=invitation.email).first()
    user = user or User.objects.create_user(invitation.email, name=invitation.name)
    assert invitation.organisation  # noqa: S101  narrows the type
    Membership.objects.get_or_create(
        user=user, organisation=invitation.organisation, defaults={"role": invitation.role}
    )
