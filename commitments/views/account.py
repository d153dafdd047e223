"""Signing in and passwords: the views of allauth that we use, and the demo's way in with one click.

allauth answers an invalid form with status 200; here it is 422, as everywhere in the project.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from commitments.models import User
from commitments.services.demo import PEOPLE

DEMO_EMAILS = [person.email for person in PEOPLE]
CONSOLE = "django.core.mail.backends.console.EmailBackend"


class _Answers422:
    def form_invalid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # the view beside this class has it
        if response.status_code == 200:  # not where the last attempt was wrong: that leads back to the start
            response.status_code = 422
        return response


class SignInView(_Answers422, allauth.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "demo_people": _demo_people()}


class RequestCodeView(_Answers422, allauth.RequestLoginCodeView):
    pass


class ConfirmCodeView(_Answers422, allauth.ConfirmLoginCodeView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "mail_is_printed": settings.EMAIL_BACKEND == CONSOLE}


class ChangePasswordView(_Answers422, allauth.PasswordChangeView):
    pass


class SetPasswordView(_Answers422, allauth.PasswordSetView):
    pass


class ResetPasswordView(_Answers422, allauth.PasswordResetView):
    pass


class NewPasswordView(_Answers422, allauth.PasswordResetFromKeyView):
    pass


@never_cache
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in one of the demo's people with one click. Where DEBUG is off, this page does not exist."""
    if not settings.DEBUG:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    email = request.POST.get("email", "")
    if email not in DEMO_EMAILS:
        raise Http404
    user = get_object_or_404(_demo_users(), email=email)
    login(request, user)
    return redirect(get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL)


def _demo_users() -> QuerySet[User]:
    return User.objects.filter(email__in=DEMO_EMAILS, is_active=True)


def _demo_people() -> list[User]:
    """The demo's people for the sign-in page, in the demo's order; nobody where DEBUG is off."""
    if not settings.DEBUG:
        return []
    users = _demo_users().prefetch_related("memberships__organisation")
    return sorted(users, key=lambda user: DEMO_EMAILS.index(user.email))
