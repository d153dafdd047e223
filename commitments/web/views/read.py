"""A pledge to be read: as it reads, or with what differs from the model text, word by word. For guests, too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments import access, document
from commitments.document import printed
from commitments.document.comparison import compare
from commitments.drafting import history
from commitments.drafting.readers import note_reader
from commitments.models import Draft
from commitments.models.rounds import last_round
from commitments.web.errand import Errand
from commitments.web.views.comments import visited
from commitments.web.views.history import marked
from commitments.web.views.signed_in import person_key

DIFFERENCES = "model"
"""What an address says after `?show=` for what differs from the model text"""


@visited
@require_safe
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """The document, to everybody who may read and comment on it; `?show=model`: what differs from the model text."""
    pledge, actor = access.discussed_pledge(request, reference)
    if actor.user:
        note_reader(pledge, actor.user, "")
    signing_round = None if actor.is_own else last_round(pledge)
    is_public = not access.hears_every_party(signing_round, actor)
    draft = Draft(pledge)
    doc = document.build(draft, is_public=is_public)
    errand = Errand(draft, actor, doc)
    context = {
        "pledge": pledge,
        "actor": actor,
        "signing_round": signing_round,
        "mine": signing_round.signature_request_of(actor.email) if signing_round else None,
        "person_key": person_key(actor.user) if actor.user else "",
        "said": errand.said,
        "may_print": access.may_print(pledge, actor),
        "shows_differences": request.GET.get("show") == DIFFERENCES,
        **errand.onward(request.path),
        **printed.context(doc, title_level=2),
    }
    if context["shows_differences"]:
        boxes = compare(document.build(history.as_model(pledge), is_public=is_public), doc)
        context["chapters"], context["count"] = marked(boxes, {})
    return render(request, "commitments/read/page.html", context)
