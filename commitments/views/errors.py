"""Pages for what went wrong, in words that say what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from commitments.views.signed_in import send_again


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/forbidden.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret did not match: mostly a page left open while signing in again elsewhere.

    A form of our own pages can be sent again; one that comes from elsewhere can't.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if is_ours and request.path.startswith(reverse("pledge_list")):
        return send_again(request, status=403)
    return render(request, "errors/csrf_failure.html", status=403)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Someone tried to sign in too often; allauth counts."""
    return render(request, "errors/too_many_requests.html", status=429)
