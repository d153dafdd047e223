"""The directory of States, National Societies and regional groups, searched while typing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments import access
from commitments.models import find
from commitments.web.states import States
from commitments.web.views.signed_in import signed_in


@signed_in
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Return the list of what is found, as the parties page of a pledge shows it: to a stranger the pledge is none."""
    query = request.GET.get("q", "")
    reference = request.GET.get("pledge", "").replace("\0", "")
    parties = access.readable_pledge(request, reference).parties.all() if reference else ()
    found = {
        "q": query,
        "found": find(query),
        "asked_of": States(query),
        "states": {party.state_id for party in parties},
        "may_edit": True,
    }
    return render(request, "commitments/parties/_found.html", found)
