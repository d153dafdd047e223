"""Section 3: the objectives, with their optional additions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from commitments import document
from commitments.drafting.preview import Live, live_objectives
from commitments.drafting.sections import BY_SLUG
from commitments.models import Draft, Item, menu
from commitments.web.views.picking import Desk, PickPage
from commitments.web.views.section import section_page

PICKED = (Item.Kind.OBJECTIVE, Item.Kind.ADDITION)


@section_page
def objectives(request: HttpRequest, draft: Draft) -> HttpResponse:
    pledge = draft.pledge
    offered = menu(pledge.model_text)
    page = PickPage(
        section="objectives",
        template="objectives/pick",
        kind=Item.Kind.OBJECTIVE,
        clauses=[clause for clause in offered.offered if clause.kind in PICKED],
        url=BY_SLUG["objectives"].url(pledge),
    )
    desk = Desk(request, draft, page)
    if desk.sent and (answer := desk.save()):
        return answer
    printed = document.build(draft)
    return desk.show(Live(objectives=live_objectives(printed, offered, desk.listed, printed.fillings)), printed)
