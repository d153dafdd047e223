"""Section 5: the indicators, each with what it takes to be measured."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from commitments import document
from commitments.drafting.preview import Live, live_items
from commitments.drafting.sections import BY_SLUG
from commitments.drafting.suggestions import links, suggested
from commitments.models import Draft, Item, menu
from commitments.web.forms.details import IndicatorDetails
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.clause_list import ClauseList
from commitments.web.views.clause_page import ClausePage
from commitments.web.views.clause_row import short_name
from commitments.web.views.section import section_page


@section_page
def indicators(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> HttpResponse:
    pledge = draft.pledge
    offered = menu(pledge.model_text)
    listing = ClauseList(
        section="indicators",
        template="indicators/pick",
        kind=Item.Kind.INDICATOR,
        clauses=offered.indicators,
        url=BY_SLUG["indicators"].url(pledge),
    )
    page = ClausePage(request, draft, submitted, listing)
    actions = [item.key for item in draft.in_order() if item.kind == Item.Kind.ACTION and item.chosen]
    page.detailed(IndicatorDetails, parties=(), linkable=actions if page.needs("linked") else ())
    if answer := page.save():
        return answer
    printed = document.build(draft)
    page.hints = {slug: links(offered, slug, actions) for slug in page.keys}
    out = [item for item in page.listed if not item.chosen]
    live = Live(indicators=live_items(printed.indicators, offered.indicators, out, printed.fillings))
    suggestions = suggested(offered, Item.Kind.INDICATOR, printed)
    choices = [(action.key, f"{action.number} {short_name(action)}") for action in printed.actions]
    return page.show(live, printed, actions=choices, suggestions=suggestions)
