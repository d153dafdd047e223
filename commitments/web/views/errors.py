"""Pages for what went wrong, in words that say what to do next."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from commitments.exports.errors import BusyError
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.web.views.signed_in import send_again


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a page sent too much at once (413), or nothing that can be read (400)."""
    is_too_large = isinstance(exception, (RequestDataTooBig, TooManyFieldsSent))
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
    context = {"is_too_large": is_too_large, "limit": limit}
    return render(request, "errors/bad_request.html", context, status=413 if is_too_large else 400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/forbidden.html", {"why": str(exception)}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret did not match: mostly a page left open while signing in again elsewhere.

    A form of our own pages can be sent again; one that comes from elsewhere can't.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if is_ours and request.path.startswith(reverse("pledge_list")):
        return send_again(request, status=403)
    return render(request, "errors/csrf_failure.html", status=403)


def busy(request: HttpRequest, problem: BusyError) -> HttpResponse:
    """Say that a file can't be made just now, and can in a minute."""
    return come_again(render(request, "errors/busy.html", {"problem": problem.problem}, status=503))


def come_again(response: HttpResponse) -> HttpResponse:
    """Tell programs as well when to come again: `Retry-After` is in seconds (RFC 9110, section 10.2.3)."""
    response["Retry-After"] = "60"
    return response


def tried_too_often(refused: TooManyAttemptsError) -> str:
    """Say that codes were tried too often, and when the next one is taken."""
    return ngettext(
        "Too many tries. Wait one minute, then go on.",
        "Too many tries. Wait {minutes} minutes, then go on.",
        refused.minutes,
    ).format(minutes=refused.minutes)


def sent_too_often(refused: TooManyAttemptsError) -> str:
    """Say that codes were asked for too often, and when the next one is sent."""
    return ngettext(
        "We sent many codes within an hour. Use the one in the newest mail, or ask for another in one minute.",
        "We sent many codes within an hour. Use the one in the newest mail, or ask for another in {minutes} minutes.",
        refused.minutes,
    ).format(minutes=refused.minutes)


def too_many_requests(request: HttpRequest, when: str = "") -> HttpResponse:
    """Someone tried to sign in too often; allauth counts, or we do, and say `when` the next try is taken."""
    return render(request, "errors/too_many_requests.html", {"when": when}, status=429)
