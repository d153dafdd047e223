"""Section 5: the indicators, each with what it takes to be measured."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from commitments import document
from commitments.drafting.preview import Live, live_items
from commitments.drafting.sections import BY_SLUG
from commitments.drafting.suggestions import links, suggested
from commitments.models import Draft, Item, menu
from commitments.web.forms.details import IndicatorDetails
from commitments.web.views.picking import Desk, PickPage
from commitments.web.views.section import section_page


@section_page
def indicators(request: HttpRequest, draft: Draft) -> HttpResponse:
    pledge = draft.pledge
    offered = menu(pledge.model_text)
    page = PickPage(
        section="indicators",
        template="indicators/pick",
        kind=Item.Kind.INDICATOR,
        clauses=offered.indicators,
        url=BY_SLUG["indicators"].url(pledge),
    )
    desk = Desk(request, draft, page)
    actions = [item.key for item in draft.in_order() if item.kind == Item.Kind.ACTION and item.chosen]
    desk.detailed(IndicatorDetails, parties=(), linkable=actions)
    if desk.sent and (answer := desk.save()):
        return answer
    printed = document.build(draft)
    desk.hints = {slug: links(offered, slug, actions) for slug in desk.keys}
    out = [item for item in desk.listed if not item.chosen]
    live = Live(indicators=live_items(printed.indicators, offered.indicators, out, printed.fillings))
    suggestions = suggested(offered, Item.Kind.INDICATOR, printed)
    return desk.show(live, printed, choices=printed.actions, suggestions=suggestions)
