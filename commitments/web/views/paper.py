"""The paper beside a section's form, drawn anew for its script: what of it that page hasn't got yet.

A script asks for it once a save is answered: so saving itself costs no more than it writes, and of several saves one
after the other only the last one's paper is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from commitments.document import PledgeDocument
from commitments.models import Pledge

PARTS = {
    "head": "document/_head.html",
    "a": "document/_box_a.html",
    "b": "document/_box_b.html",
    "c": "document/_box_c.html",
    "d": "document/_box_d.html",
    "found": "commitments/section/_found.html",
}
"""What is drawn by itself: the parts of the paper in their order (document/_pledge.html), and what the check found"""
STAMP_BYTES = 6
MOST_STAMPS = 20


def is_asked_for(request: HttpRequest) -> bool:
    """Whether a page's script asks for the paper alone: `?in=paper&have=` and the stamps that it has, with dots."""
    return request.method == "GET" and request.GET.get("in") == "paper"


def saves(pledge: Pledge) -> int:
    """Return how often any section of a pledge changed so far. It only grows: of two papers the newer one has more."""
    return sum(pledge.version_of(slug) for slug in pledge.sections)


def anew(request: HttpRequest, shown: Mapping[str, Any]) -> JsonResponse:
    """Return as JSON what the page of the context `shown` would show on its paper, and what was found in its section.

    `parts` has the HTML of those parts, by name, whose stamp the script hasn't got; `stamps` are those of all, with
    dots, for the next time; `saves` orders the answers; `words`, `language` and `direction` are the document's.
    """
    document: PledgeDocument = shown["doc"]
    there = frozenset(request.GET.get("have", "").split(".")[:MOST_STAMPS])
    drawn = {name: render_to_string(template, dict(shown)) for name, template in PARTS.items()}
    stamps = {name: _stamp(name, html) for name, html in drawn.items()}
    return JsonResponse(
        {
            "saves": saves(shown["pledge"]),
            "stamps": ".".join(stamps.values()),
            "parts": {name: html for name, html in drawn.items() if stamps[name] not in there},
            "words": document.words,
            "language": document.language,
            "direction": shown["direction"],
        }
    )


def _stamp(name: str, html: str) -> str:
    return blake2b(f"{name} {html}".encode(), digest_size=STAMP_BYTES).hexdigest()
