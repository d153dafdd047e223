"""What a page that is open asks for again and again: whether anybody has changed the pledge meanwhile.

`?in=news&saves=` and how often the pledge was saved as far as the page knows, `&readers=` and what it says of who else
is here. As long as nothing is different the answer costs one query and has no content (204), or names who came or went,
as JSON. Else it is the page as it is now, with who changed what, for the page's script (js/news.js).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import ngettext

from commitments import access
from commitments.drafting.readers import note_reader, others_here
from commitments.drafting.sections import BY_SLUG
from commitments.models import Change, Pledge, User
from commitments.web.views import paper

LONGEST_COUNT = 9  # digits
MOST_READ = 500
"""How many changes are looked through at most for who made them"""


def is_asked_for(request: HttpRequest) -> bool:
    return request.method == "GET" and request.GET.get("in") == "news"


def answer(request: HttpRequest, reference: str) -> HttpResponse | None:
    """Return what a page is told that asks for news; None where it doesn't, or has to be drawn as it is now."""
    if not is_asked_for(request):
        return None
    pledge, user = access.glimpsed_pledge(request, reference), access.person(request)
    if _known(request) != paper.saves(pledge) or not access.may_edit(pledge):
        return None
    part = request.path.split(reference)[-1].strip("/").split("/")[0]
    own = pledge.reader(user)
    section = part if part in BY_SLUG or not part else None
    note_reader(pledge, user, section if own is None else None)
    here = who_is_here(pledge, user, own.section if section is None and own else section or "")
    if here == request.GET.get("readers", ""):
        return HttpResponse(status=204)
    return JsonResponse({"readers": here})


def _known(request: HttpRequest) -> int:
    """Return how often the pledge was saved as far as the page knows."""
    said = request.GET.get("saves", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= LONGEST_COUNT else 0


def who_is_here(pledge: Pledge, user: User, section: str) -> str:
    """Return in a sentence or two who else is in a section now, and whether they change it; nothing where nobody is."""
    saving, reading = others_here(pledge, user, section)
    sentences = []
    if saving:
        say = ngettext("{names} is changing this section.", "{names} are changing this section.", len(saving))
        sentences.append(say.format(names=", ".join(saving)))
    if reading:
        say = ngettext("{names} is reading this section.", "{names} are reading this section.", len(reading))
        sentences.append(say.format(names=", ".join(reading)))
    return " ".join(sentences)


def since(request: HttpRequest, pledge: Pledge) -> dict[str, Any]:
    """Return what a page that asked for news says of them: who changed the pledge, and where all of it is shown.

    Nothing for any other page, or where all of it is the same person's. The messages wait for a page that is seen.
    """
    if not is_asked_for(request):
        return {}
    changes, before = _changes_since(pledge, paper.saves(pledge) - _known(request))
    me = access.person(request)
    names = list(dict.fromkeys(str(change.by or "–") for change in changes if change.by_id != me.pk))
    if not names:
        return {"messages": ()}
    said = {"names": ", ".join(names)}
    news = ngettext(
        "{names} changed the pledge just now.", "{names} changed the pledge just now, one after the other.", len(names)
    )
    typing = ngettext(
        "{names} also changed what you are writing. Go on: your words and theirs are put together, or you are asked.",
        "{names} also changed what you are writing. Go on: all words are put together, or you are asked.",
        len(names),
    )
    address = f"{reverse('pledge_compare', args=[pledge.reference])}?from={before}&to=now"
    return {"messages": (), "news": news.format(**said), "news_typing": typing.format(**said), "what_changed": address}


def _changes_since(pledge: Pledge, count: int) -> tuple[Sequence[Change], int]:
    """Return the changes of the last `count` times that a section was saved, in order, and the primary key before."""
    last = pledge.changes.select_related("by").order_by("-pk")[:MOST_READ]
    found: list[Change] = []
    saves: set[tuple[str, int]] = set()
    for change in last:
        saves.add((change.section, change.version))
        if len(saves) > count:
            return found[::-1], change.pk
        found.append(change)
    return found[::-1], found[-1].pk - 1 if found else 0
