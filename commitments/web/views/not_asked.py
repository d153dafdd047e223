"""What somebody reads who comes to a page of signatories and is not asked to sign: why, and where to go on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.models.rounds import last_round
from commitments.web.views.comments import visited


def for_signatories(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let those read and answer who are asked to sign; say (403) to others who may read the pledge that they are not.

    The usual page of who may not do something speaks of roles, which have no part in it here: but for who was asked,
    and belongs to the drafting organisation without a role that signs.
    """

    @wraps(view)
    def answer(request: HttpRequest, reference: str) -> HttpResponse:
        try:
            return view(request, reference)
        except PermissionDenied:
            pledge, actor = access.discussed_pledge(request, reference)
            signing_round = last_round(pledge)
            every = signing_round.signature_requests if signing_round else ()
            left = signing_round.replaced if signing_round else ()
            email = actor.email.lower()
            context = {
                "pledge": pledge,
                "actor": actor,
                "needs_role": any(asked.email == email for asked in every),
                "left": next((asked for asked in left if asked.email == email), None),
                "signing_round": signing_round,
            }
            return render(request, "commitments/answer/not_asked.html", context, status=403)

    return visited(never_cache(require_http_methods(["GET", "HEAD", "POST"])(answer)))
