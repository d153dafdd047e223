"""Asking people to sign in without losing what they had typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from commitments import access
from commitments.models import Invitation, User
from commitments.signing.standing import is_told
from commitments.web.submitted_form import wants_json

OURS = {"csrfmiddlewaretoken", "person"}
"""Fields that a form does not take along: they are made anew"""


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send who is not signed in to the sign-in page and back; who posted a form keeps it and can send it again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            return send_again(request, status=401)
        return redirect_to_login(request.get_full_path())

    return answer


def send_again(request: HttpRequest, *, status: int) -> HttpResponse:
    """Return a page that holds all that was posted, and a button that posts it again to the same address.

    A script keeps what it posted itself; it is told in a sentence.
    """
    if wants_json(request):
        if request.user.is_authenticated:
            return JsonResponse({"message": _("Somebody signed in anew here. Open this page again.")}, status=status)
        return JsonResponse({"message": _("You are signed out.")}, status=401)  # whichever cookie went first
    fields = [(name, value) for name, values in request.POST.lists() if name not in OURS for value in values]
    return render(
        request, "errors/send_again.html", {"fields": fields, "address": request.get_full_path()}, status=status
    )


def person_key(user: User) -> str:
    """Return what names a person on their own device: the same for one person, and telling nobody who it is."""
    return salted_hmac("commitments.person", str(user.pk)).hexdigest()[:16]


def is_of_another_person(request: HttpRequest) -> bool:
    """Whether a page was drawn for somebody else than who is signed in now, on a computer that people share."""
    drawn_for = request.POST.get("person") if request.method == "POST" else None
    return bool(drawn_for) and isinstance(request.user, User) and drawn_for != person_key(request.user)


def left_link(request: HttpRequest) -> str:
    """Return the token's hash of the link by which somebody visited a pledge, where it leads nowhere any more."""
    kept = request.session.get(access.GUEST)
    if not kept:
        return ""
    visited = Invitation.of_link(kept[1]).filter(pk=kept[0], pledge__isnull=False).select_related("pledge").first()
    return str(kept[1]) if visited and not visited.is_alive and is_told(visited) else ""
