"""Section 3: the objectives, with their optional additions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from commitments import document
from commitments.drafting.preview import Live, live_objectives
from commitments.drafting.sections import BY_SLUG
from commitments.models import Draft, Item, menu
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.clause_list import ClauseList
from commitments.web.views.clause_page import ClausePage
from commitments.web.views.section import section_page

PICKED = (Item.Kind.OBJECTIVE, Item.Kind.ADDITION)


@section_page
def objectives(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> HttpResponse:
    pledge = draft.pledge
    offered = menu(pledge.model_text)
    listing = ClauseList(
        section="objectives",
        template="objectives/pick",
        kind=Item.Kind.OBJECTIVE,
        clauses=[clause for clause in offered.offered if clause.kind in PICKED],
        url=BY_SLUG["objectives"].url(pledge),
    )
    page = ClausePage(request, draft, submitted, listing)
    if answer := page.save():
        return answer
    printed = document.build(draft)
    return page.show(Live(objectives=live_objectives(printed, offered, page.listed, printed.fillings)), printed)
