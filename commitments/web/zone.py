"""In which time zone a person reads times: of their profile, else of their browser, else UTC.

Django's own current zone stays UTC: what says “UTC” beside a time is right wherever nobody has thought of zones.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse

from commitments.models import User
from commitments.models.faults import fault_of

COOKIE = "zone"
"""In which a script keeps the browser's zone (static/js/device.js)"""
UTC = ZoneInfo("UTC")
PLACES = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")

_zone: ContextVar[ZoneInfo] = ContextVar("zone", default=UTC)


@cache
def zones() -> tuple[str, ...]:
    """Return the zones that one can choose from: those that are named by a place."""
    return tuple(sorted(name for name in available_timezones() if name.startswith(PLACES)))


def named(name: str) -> ZoneInfo:
    """Return the zone of that name; UTC for none, and for one that is not offered."""
    return ZoneInfo(name) if name in zones() else UTC


def own_zone() -> ZoneInfo:
    """Return in which zone whoever sent the present request reads times."""
    return _zone.get()


class OwnZone:
    """The middleware that finds it. Who has no session has no profile: no query for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = _zone.set(zone_of(request))
        try:
            return self.get_response(request)
        finally:
            _zone.reset(kept)


def zone_of(request: HttpRequest) -> ZoneInfo:
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    try:
        chosen = request.user.time_zone if has_session and isinstance(request.user, User) else ""
    except (DatabaseError, InterfaceError) as error:
        if not fault_of(error):
            raise
        chosen = ""  # the page itself says that the database is at fault, if it needs it
    return named(chosen or request.COOKIES.get(COOKIE, ""))
