"""Who asks for a page, by their account, and from where."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from commitments.models import User


def person(request: HttpRequest) -> User:
    """Return who is signed in. Only for views that require it."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied


def origin(request: HttpRequest) -> str:
    """Return the network address from which a request came: behind a proxy, what the proxy next to us says of it."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    address = forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
    try:
        return str(ip_address(address))
    except ValueError:
        return ""


def browser(request: HttpRequest) -> str:
    """Return what names a browser session, and begins one where there is none: in it, tries at codes are counted."""
    if not request.session.session_key:
        request.session.create()
    return str(request.session.session_key)
