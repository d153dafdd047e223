"""What everybody may want to know of the site: help, whom to ask, what is kept; and what search engines may read."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from commitments.web.shared import drawn, shared

ROBOTS = """\
User-agent: *
Disallow: /pledges/
Disallow: /organisations/
Disallow: /invitation
Disallow: /accounts/
Disallow: /admin/
Disallow: /directory/
Disallow: /profile/
Disallow: /appearance/
"""
"""Not the pages of signed texts: who may not read them could not read either that they are in no index"""


@require_safe
@shared
def help_page(request: HttpRequest) -> HttpResponse:
    return drawn(request, "commitments/about/help.html", {})


@require_safe
@shared
def contact(request: HttpRequest) -> HttpResponse:
    return drawn(request, "commitments/about/contact.html", {"email": settings.CONTACT_EMAIL})


@require_safe
@shared
def privacy(request: HttpRequest) -> HttpResponse:
    return drawn(request, "commitments/about/privacy.html", {"email": settings.CONTACT_EMAIL})


@require_safe
@shared
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
