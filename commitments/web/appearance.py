"""Light or dark: as the device has it, or as somebody chose it for their browser, which a cookie keeps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

COOKIE, A_YEAR = "theme", 365 * 24 * 3600
THEMES = ("light", "dark")


def theme(request: HttpRequest) -> dict[str, str]:
    """Return what a page is drawn in, for its template: empty for what the device has."""
    chosen = request.COOKIES.get(COOKIE, "")
    return {"theme": chosen if chosen in THEMES else ""}


def keep(response: HttpResponse, chosen: str, *, is_secure: bool) -> None:
    """Keep what somebody chose; anything but a theme is as the device has it."""
    if chosen in THEMES:
        response.set_cookie(COOKIE, chosen, max_age=A_YEAR, secure=is_secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
