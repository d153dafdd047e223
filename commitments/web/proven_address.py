"""Which address somebody proved to be theirs, by a code that was typed in this browser session a short while ago."""

from __future__ import annotations

import time
from datetime import timedelta

from django.http import HttpRequest

KEY = "proven-address"
"""Where a session keeps the address, and when it was proven, in seconds since 1970"""
PROVEN_FOR = timedelta(hours=2)
"""How long other links that were sent to that address need no further code; each signature needs one of its own"""


def note_address(request: HttpRequest, email: str) -> None:
    """Keep that who visits has typed a code that was sent to an address."""
    request.session[KEY] = [email, time.time()]


def forget_address(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def has_proven_address(request: HttpRequest, email: str) -> bool:
    """Whether who visits typed a code that was sent to this address, in this session and within two hours."""
    proven, at = request.session.get(KEY) or ("", 0.0)
    now = time.time()
    # Not one of the future: a clock that was ahead wrote it.
    return bool(email) and proven == email and now - PROVEN_FOR.total_seconds() < at <= now
