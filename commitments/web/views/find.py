"""Finding a pledge, one of its pages or a finding of its check by a word: a page, and the palette that a key opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from commitments import access, document
from commitments.drafting.sections import SECTIONS
from commitments.models import Draft, Pledge, User
from commitments.readiness.report import report_on
from commitments.text.words import words
from commitments.web import dashboard, fixes
from commitments.web.pledge_pages import pages_for
from commitments.web.views.dashboard import queried, search_text
from commitments.web.views.signed_in import signed_in

MOST = 8
"""How many pledges, and how many findings, are shown"""


@dataclass(frozen=True)
class Hit:
    """Something that was found, and where it is."""

    text: str | Promise
    url: str


@signed_in
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What bears the words of `q`: of the pledge that `pledge` names its pages and findings, and pledges of theirs.

    With nothing looked for, the pages and the pledges saved last. `bare` asks for the list alone, for a script.
    """
    text, user = search_text(request), access.person(request)
    pledge = _named(request)
    context = {
        "text": text,
        "pledge": pledge,
        "pages": _matching(_pages(pledge, user), text) if pledge else [],
        "findings": _matching(_findings(pledge), text)[:MOST] if pledge and text else [],
        "pledges": _pledges(user, text),
    }
    page = "list" if queried(request, "bare") else "page"
    return render(request, f"commitments/find/{page}.html", context)


def _named(request: HttpRequest) -> Pledge | None:
    """Return the pledge from one of whose pages somebody looks; to who may not read it there is none."""
    reference = queried(request, "pledge").replace("\0", "")
    try:
        return access.readable_pledge(request, reference) if reference else None
    except Http404:
        return None


def _matching(hits: Iterable[Hit], text: str) -> list[Hit]:
    """Return those that hold every word, or one that begins like it."""
    looked_for = words(text)
    return [hit for hit in hits if all(_holds(words(str(hit.text)), word) for word in looked_for)]


def _holds(held: Iterable[str], looked_for: str) -> bool:
    return any(word.startswith(looked_for) for word in held)


def _pages(pledge: Pledge, user: User) -> list[Hit]:
    sections = [Hit(section.title, section.url(pledge)) for section in SECTIONS]
    offered = pages_for(pledge, user)
    return sections + [Hit(page.title, reverse(page.route, args=[pledge.reference])) for page in offered]


def _findings(pledge: Pledge) -> list[Hit]:
    if not pledge.is_editable:
        return []
    draft = Draft(pledge)
    printed = document.build(draft)
    found = fixes.fixes_for(draft, printed, report_on(pledge, printed).findings)
    return [Hit(fix.placed_sentence, fix.url) for fix in found]


def _pledges(user: User, text: str) -> list[Hit]:
    memberships = list(user.memberships.all())
    pledges = access.own_pledges(memberships)
    if text:
        pledges = dashboard.matching(pledges, text, [own.organisation_id for own in memberships], "")
    else:
        pledges = pledges.filter(archived_at=None)
    found = pledges.only("reference", "title").order_by("-updated_at", "-pk")[:MOST]
    return [Hit(str(pledge), reverse("pledge_detail", args=[pledge.reference])) for pledge in found]
