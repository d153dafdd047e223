"""Section 4: the action plan; one page a theme."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.forms.details import ActionDetails
from commitments.models import Item, Pledge, Theme, menu
from commitments.preview import Live, live_themes
from commitments.views.picking import Desk, PickPage
from commitments.views.section import done, show
from commitments.views.signed_in import signed_in

OWN = "own"
"""Slug of the page that lists the actions under themes of the drafter's own"""


@dataclass(frozen=True)
class ThemeSummary:
    """A theme on the overview of the plan."""

    slug: str
    number: int
    title: str
    actions: tuple[document.Action, ...]
    more: int
    """How many of its clauses are not in the pledge"""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def actions(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    if request.method == "POST":
        return done(request, pledge, "actions")
    printed = document.build(pledge)
    return show(
        request,
        pledge,
        "actions",
        "actions/plan",
        document=printed,
        themes=_themes(pledge, printed),
        plan=printed.actions,
    )


def _themes(pledge: Pledge, printed: document.PledgeDocument) -> list[ThemeSummary]:
    offered = menu(pledge.model_text)
    there = {theme.slug: theme.actions for theme in printed.themes}
    found = []
    for theme in offered.themes:
        chosen = there.get(theme.slug, ())
        more = len(offered.actions(theme)) - sum(1 for action in chosen if action.clause)
        found.append(ThemeSummary(theme.slug, theme.number, theme.title, chosen, more))
    own = tuple(action for theme in printed.themes if not theme.slug for action in theme.actions)
    return [*found, ThemeSummary(OWN, len(offered.themes) + 1, "", own, 0)]


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    offered = menu(pledge.model_text)
    current = offered.theme(slug)
    if not current and slug != OWN:
        raise Http404
    page = PickPage(
        section="actions",
        template="actions/theme",
        kind=Item.Kind.ACTION,
        clauses=offered.actions(current) if current else [],
        url=reverse("pledge_theme", args=[reference, slug]),
        theme=current,
        next_url=_next_url(reference, current, offered.themes),
    )
    desk = Desk(request, pledge, page)
    printed = document.build(pledge)
    desk.details = _details(desk)
    if request.method == "POST" and desk.is_valid() and (answer := desk.save()):
        return answer
    out = [item for item in desk.listed if not item.chosen]
    live = Live(themes=live_themes(printed, current, offered, out, printed.fillings))
    names = [party.name for party in printed.parties]
    keys = [party.key for party in pledge.parties.select_related("state", "national_society__state")]
    return desk.show(live, printed, parties=list(zip(keys, names, strict=True)), choices=printed.objectives)


def _next_url(reference: str, current: Theme | None, themes: tuple[Theme, ...]) -> str:
    """After a theme comes the next one; after the last, the plan as a whole."""
    later = [theme for theme in themes if current and theme.number > current.number]
    return (
        reverse("pledge_theme", args=[reference, later[0].slug])
        if later
        else reverse("pledge_actions", args=[reference])
    )


def _details(desk: Desk) -> dict[str, ActionDetails]:
    items = {item.key: item for item in desk.listed}
    pledge = desk.pledge
    parties = list(pledge.parties.select_related("state", "national_society__state"))
    objectives = [item for item in desk.items if item.kind == Item.Kind.OBJECTIVE and item.chosen]
    return {
        key: ActionDetails(
            desk.request.POST if desk.form.is_bound else None,
            item=items.get(key),
            initial=ActionDetails.stored(items.get(key)),
            parties=parties,
            linkable=objectives,
            period=(pledge.period_start, pledge.period_end),
            prefix=key,
        )
        for key, _ in desk.form.fields["pick"].choices  # type: ignore[attr-defined]
    }
