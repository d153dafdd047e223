"""Where somebody is signed in, and ending it there."""

from __future__ import annotations

from functools import partial
from typing import Any

from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commitments import access
from commitments.models.afterwards import write_if_possible

# The first that fits: Edge calls itself Chrome as well, Chrome Safari, an iPhone a Mac, Android Linux.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome"}
BROWSERS |= {"Chrom": "Chrome", "Safari": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "Mac"}
SYSTEMS |= {"CrOS": "ChromeOS", "Linux": "Linux"}


class SessionsView(ListUserSessionsView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note the session that looks at the page, where it is one from before sessions were noted."""
        if not UserSession.objects.filter(session_key=request.session.session_key).exists():
            write_if_possible(partial(UserSession.objects.create_from_request, request))
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        newest_first = context["sessions"][::-1]
        return {**context, "sessions": [(session, device(session.user_agent)) for session in newest_first]}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End one session of this person's own, or all but this one."""
        key = request.POST.get("session", "")
        if not key:
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        number = key[:18] if key.isascii() and key.isdecimal() else None
        session = UserSession.objects.filter(user=access.person(request), pk=number).first()
        if session:
            session.end()
            messages.success(request, _("Signed out there."))
        return redirect("usersessions_list")


def device(user_agent: str) -> str:
    """Return in plain words what a browser says of itself, such as “Firefox, Windows”."""
    parts = [next((name for mark, name in names.items() if mark in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, parts)) or _("Unknown device")
