"""Section 3: the objectives, with their optional additions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.models import Item, menu
from commitments.preview import Live, live_objectives
from commitments.sections import BY_SLUG
from commitments.views.picking import Desk, PickPage
from commitments.views.signed_in import signed_in

PICKED = (Item.Kind.OBJECTIVE, Item.Kind.ADDITION)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def objectives(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    offered = menu(pledge.model_text)
    page = PickPage(
        section="objectives",
        template="objectives/pick",
        kind=Item.Kind.OBJECTIVE,
        clauses=[clause for clause in offered.offered if clause.kind in PICKED],
        url=BY_SLUG["objectives"].url(pledge),
    )
    desk = Desk(request, pledge, page)
    if request.method == "POST" and desk.is_valid() and (answer := desk.save()):
        return answer
    printed = document.build(pledge, desk.items)
    return desk.show(Live(objectives=live_objectives(printed, offered, desk.listed, printed.fillings)), printed)
