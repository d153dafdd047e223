"""The trail of a pledge: who did what when, and whether anything of it was changed since."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commitments import access
from commitments.models import Draft
from commitments.trail import entries
from commitments.web.errand import Errand
from commitments.web.views.signed_in import signed_in


@signed_in
@never_cache
@require_safe
def trail(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.readable_pledge(request, reference)
    has_origins = access.may_see_origins(pledge)
    checked = entries.trail(pledge, with_origins=has_origins, is_whole=True)
    context = {
        "pledge": pledge,
        "trail": checked,
        "has_origins": has_origins,
        **Errand(Draft(pledge), access.actor(request)).onward(request.path),
    }
    return render(request, "commitments/trail/page.html", context)
