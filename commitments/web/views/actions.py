"""Section 4: the action plan; one page a theme."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from commitments import access, document
from commitments.document import pictures
from commitments.drafting.editing.merge import Edit, save
from commitments.drafting.picking import headings, move_in_plan, place, put_under
from commitments.drafting.preview import Live, live_themes
from commitments.drafting.sections import BY_SLUG
from commitments.drafting.suggestions import links, suggested
from commitments.models import Draft, Item, Theme, User, menu
from commitments.web.forms.details import ActionDetails
from commitments.web.views.picking import Desk, PickPage
from commitments.web.views.section import command, done, place_of, section_page, show

OWN = "own"
"""Slug of the page that lists the actions under themes of the drafter's own"""


@dataclass(frozen=True)
class ThemeSummary:
    """A theme on the overview of the plan."""

    slug: str
    """Of its page"""
    heading: str
    """As Menu.heading says it"""
    number: int
    title: str
    actions: tuple[document.Action, ...]
    more: int
    """How many of its clauses are not in the pledge"""


@section_page
def actions(request: HttpRequest, draft: Draft) -> HttpResponse:
    pledge = draft.pledge
    offered = menu(pledge.model_text)
    if request.method == "POST":
        match command(request):
            case ["add", slug]:
                _add(draft, slug, by=access.person(request))
                return done(request, pledge, "actions", stay=f"{BY_SLUG['actions'].url(pledge)}#suggested-h")
            case ["move", key, ("up" | "down") as direction]:
                move_in_plan(pledge, key, direction, by=access.person(request))
                return done(request, pledge, "actions", stay=f"{BY_SLUG['actions'].url(pledge)}#{key}-{direction}")
            case ["place", key, position] if goal := place_of(position):
                if (item := draft.items.get(key)) and item.chosen and item.kind == Item.Kind.ACTION:
                    item.pledge = pledge
                    place(item, goal, section="actions", by=access.person(request))
            case ["under", key, where, *name, position] if goal := place_of(position):
                put_under(pledge, key, f"{where}:{':'.join(name)}", goal, by=access.person(request))
        return done(request, pledge, "actions")
    printed = document.build(draft)
    return show(
        request,
        draft,
        "actions",
        "actions/plan",
        document=printed,
        themes=_themes(draft, printed),
        plan=printed.actions,
        timeline=pictures.timeline(printed),
        suggestions=suggested(offered, Item.Kind.ACTION, printed),
    )


def _add(draft: Draft, slug: str, *, by: User) -> None:
    """Add an action of the model text to the pledge."""
    clause = menu(draft.pledge.model_text).by_slug.get(slug)
    if clause is None or clause.retired or clause.kind != Item.Kind.ACTION:
        raise Http404
    now = draft.pledge.version_of("actions")
    edit = Edit(f"pick={slug}", f"item:{slug}", "chosen", value=True)
    save(draft, "actions", [edit], version_of=lambda _edit: now, by=by)


def _themes(draft: Draft, printed: document.PledgeDocument) -> list[ThemeSummary]:
    """Return the model's themes, then the drafter's own headings and, as the last, none."""
    offered = menu(draft.pledge.model_text)
    there = {theme.slug or theme.name: theme for theme in printed.themes}
    found = []
    for theme in offered.themes:
        chosen = there[theme.slug].actions if theme.slug in there else ()
        more = len(offered.actions(theme)) - sum(1 for action in chosen if action.clause)
        heading = offered.heading(theme.pk, "")
        found.append(ThemeSummary(theme.slug, heading, theme.number, theme.title, chosen, more))
    for heading in headings(draft)[len(found) :]:
        name = heading.partition(":")[2]
        actions = there[name].actions if name in there else ()
        found.append(ThemeSummary(OWN, heading, len(found) + 1, name, actions, 0))
    return found


@section_page
def theme(request: HttpRequest, draft: Draft, slug: str) -> HttpResponse:
    pledge = draft.pledge
    offered = menu(pledge.model_text)
    current = offered.theme(slug)
    if not current and slug != OWN:
        raise Http404
    page = PickPage(
        section="actions",
        template="actions/theme",
        kind=Item.Kind.ACTION,
        clauses=offered.actions(current) if current else [],
        url=reverse("pledge_theme", args=[pledge.reference, slug]),
        theme=current,
        next_url=_next_url(pledge.reference, current, offered.themes),
    )
    desk = Desk(request, draft, page)
    desk.detailed(
        ActionDetails,
        parties=list(draft.parties) if desk.needs("leads") else (),
        linkable=[item.key for item in draft.in_order() if item.kind == Item.Kind.OBJECTIVE and item.chosen],
        period=(pledge.period_start, pledge.period_end),
    )
    if desk.sent and (answer := desk.save()):
        return answer
    printed = document.build(draft)
    keys = [objective.key for objective in printed.objectives]
    desk.hints = {slug: links(offered, slug, keys) for slug in desk.keys}
    out = [item for item in desk.listed if not item.chosen]
    live = Live(themes=live_themes(printed, current, offered, out, printed.fillings))
    names = [party.name for party in printed.parties]
    return desk.show(live, printed, parties=list(zip(draft.parties, names, strict=True)), choices=printed.objectives)


def _next_url(reference: str, current: Theme | None, themes: tuple[Theme, ...]) -> str:
    """After a theme comes the next one; after the last, the plan as a whole."""
    later = [theme for theme in themes if current and theme.number > current.number]
    return (
        reverse("pledge_theme", args=[reference, later[0].slug])
        if later
        else reverse("pledge_actions", args=[reference])
    )
