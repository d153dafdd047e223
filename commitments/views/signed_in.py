"""Asking people to sign in without losing what they had typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

OURS = {"csrfmiddlewaretoken"}
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
    """Return a page that holds all that was posted, and a button that posts it again to the same address."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in OURS for value in values]
    return render(
        request, "errors/send_again.html", {"fields": fields, "address": request.get_full_path()}, status=status
    )
