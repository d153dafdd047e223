"""Whole addresses, for mails and for paper: they begin as SITE_URL says, never as a request does."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def address(name: str, *args: object) -> str:
    """Return the whole address of a page."""
    return settings.SITE_URL.rstrip("/") + reverse(name, args=args)
