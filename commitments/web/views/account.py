"""Signing in and passwords: the views of allauth that we use, and the demo's way in with one click.

allauth answers an invalid form with status 200; here it is 422, as everywhere in the project.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from commitments.models import Attempt, User
from commitments.people.codes import TRIES_WITHIN, WRONG_TRIES, WRONG_TRIES_IN_ALL
from commitments.people.demo import PEOPLE
from commitments.people.rate_limits import Limit, TooManyAttemptsError, forget, note_attempts
from commitments.web.once import TOKEN, first_answer, keep_answer, kept_answer
from commitments.web.views.errors import too_many_requests, tried_too_often

DEMO_EMAILS = [person.email for person in PEOPLE]
CONSOLE = "django.core.mail.backends.console.EmailBackend"


class RefusedWith422:
    def form_invalid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # the view beside this class has it
        if response.status_code == 200:  # not where the last attempt was wrong: that leads back to the start
            response.status_code = 422
        return response


class AnsweredAlike:
    """A form that can be sent only once, as its code or the old password is used up, and that may begin a session.

    Sent again, from the same page, it leads on as the first time, in that session.
    """

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return kept_answer(request) or super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # as above

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        if TOKEN in self.request.POST and "Location" in response:
            keep_answer(self.request, response)
        return response


class SignInView(RefusedWith422, allauth.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "demo_people": _demo_people(), "oidc_name": _oidc_name()}


class RequestCodeView(RefusedWith422, allauth.RequestLoginCodeView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send one code of a form that arrives twice: it is known in the session that the first answer begins."""
        send = partial(super().post, request, *args, **kwargs)
        return first_answer(request, send, has_session=True)


class ConfirmCodeView(AnsweredAlike, RefusedWith422, allauth.ConfirmLoginCodeView):
    noted: Sequence[Attempt] = ()
    """What is counted of this try, until its code is right"""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take five wrong codes for an address, known or not, within 15 minutes; none that a clock sent in advance."""
        if self._process.state["at"] > time.time():
            self._process.abort()
            return redirect("account_request_login_code")
        if request.POST.get("action") == "resend":
            return first_answer(request, partial(super().post, request, *args, **kwargs))
        try:
            self.noted = _note_try(request, self._process.state.get("email"))
        except TooManyAttemptsError as refused:
            return too_many_requests(request, tried_too_often(refused))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        forget(self.noted)
        response: HttpResponse = super().form_valid(form)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "mail_is_printed": settings.MAIL_BACKEND == CONSOLE}


def _note_try(request: HttpRequest, email: str | None) -> list[Attempt]:
    """Count a code that was typed: few from one place, so that nobody shuts an owner out; not many from all of them."""
    where = get_adapter(request).get_client_ip(request)
    return note_attempts(
        Limit(("sign in", email, where), WRONG_TRIES, TRIES_WITHIN),
        Limit(("sign in", email), WRONG_TRIES_IN_ALL, TRIES_WITHIN),
    )


class ChangePasswordView(AnsweredAlike, RefusedWith422, allauth.PasswordChangeView):
    pass


class SetPasswordView(AnsweredAlike, RefusedWith422, allauth.PasswordSetView):
    pass


class ResetPasswordView(RefusedWith422, allauth.PasswordResetView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return first_answer(request, partial(super().post, request, *args, **kwargs))


class NewPasswordView(AnsweredAlike, RefusedWith422, allauth.PasswordResetFromKeyView):
    pass


class PasswordAgainView(RefusedWith422, allauth.ReauthenticateView):
    pass


@never_cache
def other_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the organisation's own sign-in. Where that one does not answer, say so."""
    try:
        response: HttpResponse = openid_connect.login(request, provider_id)
    except (OSError, KeyError):  # no answer (every error of requests is an OSError), or one without its doors
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response


@never_cache
def other_sign_in_cancelled(request: HttpRequest) -> HttpResponse:
    """Where allauth leads who gave up at their organisation's own sign-in."""
    messages.info(request, _("You did not sign in there. Choose another way."))
    return redirect("account_login")


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
    response: HttpResponse = perform_login(request, user, email_verification="none")
    return response


def _oidc_name() -> str:
    """How the organisations' own sign-in is called; nothing where it is not set up."""
    return settings.OIDC_NAME


def _demo_users() -> QuerySet[User]:
    return User.objects.filter(email__in=DEMO_EMAILS, is_active=True)


def _demo_people() -> list[User]:
    """The demo's people for the sign-in page, in the demo's order; nobody where DEBUG is off."""
    if not settings.DEBUG:
        return []
    users = _demo_users().prefetch_related("memberships__organisation")
    return sorted(users, key=lambda user: DEMO_EMAILS.index(user.email))
