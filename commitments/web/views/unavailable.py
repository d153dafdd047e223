"""The pages for what is no fault of who sees them: drawn without the database, with all that was typed."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.models.faults import Fault, fault_of
from commitments.web.appearance import theme
from commitments.web.submitted_form import wants_json

SECONDS = {Fault.DOWN: 30, Fault.FULL: 300, Fault.READ_ONLY: 60, Fault.BUSY: 5}
"""After how long it is worth trying again"""
MADE_ANEW = "csrfmiddlewaretoken"
TYPED = re.compile(r"\s|.{21}", re.DOTALL)
"""What looks like words that somebody typed, and not like a box that was ticked or a name of ours"""
OURS = re.compile(r"(?:changed|conflict|over:|version|page$|person$)")
"""Names of fields in which a page's script says what it sends"""


@dataclass(frozen=True)
class Sent:
    """The values of a field of a form that could not be saved, in their order."""

    name: str
    values: list[str]

    @property
    def is_typed(self) -> bool:
        """Whether they are shown, to be copied; the others only go along with them."""
        return not OURS.match(self.name) and any(TYPED.search(value) for value in self.values)


def unavailable(request: HttpRequest, fault: Fault) -> HttpResponse:
    """Say that the site can't do what was asked just now, when to try again, and that nothing typed is lost (503).

    A script is told in a sentence, under `wait`: it keeps what it sent, and sends it again.
    """
    if wants_json(request):
        said = _("The site can’t save just now.")
        return _later(JsonResponse({"message": said, "wait": said}, status=503), SECONDS[fault])
    context = {"reads_on": fault in (Fault.READ_ONLY, Fault.FULL)}
    return _later(_drawn(request, "errors/unavailable.html", context, status=503), SECONDS[fault])


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something is wrong with the site (500); where it is the database that is at fault, as `unavailable`."""
    fault = fault_of(sys.exc_info()[1])
    if fault:
        return unavailable(request, fault)
    if wants_json(request):
        return JsonResponse({"message": _("Something is wrong with the site.")}, status=500)
    return _drawn(request, "errors/server_error.html", {}, status=500)


def _later(response: HttpResponse, seconds: int) -> HttpResponse:
    response["Retry-After"] = str(seconds)
    return response


def _drawn(request: HttpRequest, template: str, context: Mapping[str, object], *, status: int) -> HttpResponse:
    """Draw a page of which nothing asks the database: neither who is signed in, nor what they were told."""
    sent = list(_sent(request))
    page = {
        **theme(request),
        **context,
        "sent": sent,
        "typed": any(field.is_typed for field in sent),
        "has_files": bool(sent and request.FILES),
        "address": request.get_full_path(),
        "csrf_token": get_token(request) if sent else "",
    }
    response = HttpResponse(render_to_string(template, page), status=status)
    response["Cache-Control"] = "no-store"
    return response


def _sent(request: HttpRequest) -> Iterator[Sent]:
    """Yield what a form sent, to be shown and sent again: as much as a request may hold. Nothing of an account's pages,
    where passwords and codes are typed.
    """
    if request.method != "POST" or not request.path.startswith(_where_people_write()):
        return
    try:
        fields = list(request.POST.lists())
    except (UnreadablePostError, RequestDataTooBig, TooManyFieldsSent, SuspiciousOperation):
        return
    yield from (Sent(name, [str(value) for value in values]) for name, values in fields if name != MADE_ANEW)


def _where_people_write() -> tuple[str, ...]:
    pages = (reverse(name) for name in ("pledge_list", "organisation_list", "profile", "verify_find", "invitation"))
    return tuple(pages)
