"""Forms that make something make it once, though they arrive twice. No script is needed for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest

from commitments import access
from commitments.people.sent_forms import Made, make_once

WITHOUT_A_PAGE = timedelta(minutes=1)
"""How long the same words from the same person are one form, where it doesn't tell from which page it comes"""
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field


def once(request: HttpRequest, make: Callable[[], Made]) -> str:
    """Return where to lead on who sent a form, and tell them what `make` says; a repeated form makes nothing more.

    It is the same form where the same person sends the same words from the same page. A page that is drawn anew has
    another token against forgery (Django masks it anew each time), so who means to do a thing twice opens the form
    again, and who goes back and types something else does so. Raises what `make` raises.
    """
    who = f"user {request.user.pk}" if request.user.is_authenticated else f"session {access.browser(request)}"
    content = json.dumps([who, request.path, sorted(request.POST.lists())])
    within = None if TOKEN in request.POST else WITHOUT_A_PAGE
    made = make_once(sha256(content.encode()).hexdigest(), make, within=within)
    for level, text in made.messages:
        messages.add_message(request, level, text)
    return made.address
