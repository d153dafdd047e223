"""What the secretariat sees: what all organisations submitted, and how many drafts there are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments import access, document
from commitments.document import printed
from commitments.models import Pledge
from commitments.web import dashboard, paging
from commitments.web.views.dashboard import address, is_capped, queried, search_text
from commitments.web.views.signed_in import signed_in


@signed_in
@require_safe
def all_pledges(request: HttpRequest) -> HttpResponse:
    """The submitted pledges of all organisations; of drafts, their number and nothing else."""
    access.secretariat(request)
    visible, text = access.submitted_pledges(), search_text(request)
    pledges = dashboard.matching(visible, text, None, Pledge.Status.SUBMITTED.value) if text else visible
    after, before = queried(request, "after"), queried(request, "before")
    page = paging.page_of(dashboard.listed(pledges), visible, after=after, before=before)
    count = paging.count(pledges, page)
    named = dashboard.party_names(page.pledges)
    context = {
        "rows": [(pledge, named.get(pledge.pk, "")) for pledge in page.pledges],
        "count": count,
        "text": text,
        "too_many": bool(text) and is_capped(count),
        "newer": address(q=text, before=page.before) if page.before else "",
        "older": address(q=text, after=page.after) if page.after else "",
        "organisations": dashboard.drafts_by_organisation(),
        "most_drafts": dashboard.DRAFTS_COUNTED,
    }
    return render(request, "commitments/secretariat/list.html", context)


@signed_in
@require_safe
def submitted_pledge(request: HttpRequest, reference: str) -> HttpResponse:
    """The text of a submitted pledge, to read."""
    pledge = access.submitted_pledge(request, reference)
    built = document.build(pledge, is_public=True)  # which is of none of its parties
    context = {"pledge": pledge, **printed.context(built, title_level=2)}
    return render(request, "commitments/secretariat/read.html", context)
