"""Pages that are the same for everybody, and may be kept on their way: by browsers, and by caches that many share.

They are drawn without the request, so nothing of a session can come into them: no name, no message, no token. Days are
in UTC. What they show may be as old as they say.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import conditional_page

from commitments.web.appearance import theme

SECONDS = 300
"""How long a shared page is good for: what was taken back is gone from the register after that"""


def shared(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page be kept for five minutes, and answered with 304 where it is what a visitor has."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override("UTC"):
            response = view(request, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=SECONDS)
        return response

    kept: Callable[..., HttpResponse] = conditional_page(answer)
    return kept


def drawn(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return a page with nothing of the request but whether it is light or dark."""
    response = HttpResponse(render_to_string(template, {**context, **theme(request)}), status=status)
    patch_vary_headers(response, ["Cookie"])
    return response
