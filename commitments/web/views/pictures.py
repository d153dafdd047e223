"""The pledge in pictures, for whoever may read it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments import access, document
from commitments.document import pictures
from commitments.document import printed as printing
from commitments.models import Draft
from commitments.models.linked_frameworks import linked_frameworks
from commitments.web.errand import Errand
from commitments.web.views.signed_in import signed_in


@signed_in
@require_safe
def pledge_pictures(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.readable_pledge(request, reference)
    draft = Draft(pledge)
    printed = document.build(draft)
    context = {
        "pledge": pledge,
        "timeline": pictures.timeline(printed),
        "coverage": pictures.coverage(printed),
        "frameworks": pictures.frameworks(printed, linked_frameworks(pledge.model_text)),
        "signatures": pictures.signatures(printed),
        **Errand(draft, access.actor(request), printed).onward(request.path),
        **printing.context(printed, title_level=2),
    }
    return render(request, "commitments/pictures/page.html", context)
