"""Section 5: the indicators, each with what it takes to be measured."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.forms.details import IndicatorDetails
from commitments.models import Item, menu
from commitments.preview import Live, live_items
from commitments.sections import BY_SLUG
from commitments.views.picking import Desk, PickPage
from commitments.views.signed_in import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def indicators(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    offered = menu(pledge.model_text)
    page = PickPage(
        section="indicators",
        template="indicators/pick",
        kind=Item.Kind.INDICATOR,
        clauses=offered.indicators,
        url=BY_SLUG["indicators"].url(pledge),
    )
    desk = Desk(request, pledge, page)
    printed = document.build(pledge)
    actions = [item for item in desk.items if item.kind == Item.Kind.ACTION and item.chosen]
    desk.details = _details(desk, actions)
    if request.method == "POST" and desk.is_valid() and (answer := desk.save()):
        return answer
    out = [item for item in desk.listed if not item.chosen]
    live = Live(indicators=live_items(printed.indicators, offered.indicators, out, printed.fillings))
    return desk.show(live, printed, choices=printed.actions)


def _details(desk: Desk, actions: list[Item]) -> dict[str, IndicatorDetails]:
    items = {item.key: item for item in desk.listed}
    return {
        key: IndicatorDetails(
            desk.request.POST if desk.form.is_bound else None,
            item=items.get(key),
            initial=IndicatorDetails.stored(items.get(key)),
            parties=(),
            linkable=actions,
            prefix=key,
        )
        for key, _ in desk.form.fields["pick"].choices  # type: ignore[attr-defined]
    }
