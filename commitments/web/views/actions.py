"""Section 4: the action plan; one page a theme."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from commitments import access, document
from commitments.document import pictures
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import ItemField
from commitments.drafting.picking import headings, move_in_plan, place, put_under
from commitments.drafting.preview import Live, live_themes
from commitments.drafting.sections import BY_SLUG
from commitments.drafting.suggestions import links, suggested
from commitments.models import Draft, Item, Theme, User, menu
from commitments.web.command import Command
from commitments.web.forms.details import ActionDetails
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.clause_page import ClauseList, ClausePage
from commitments.web.views.section import done, problems, refusals, section_page, show

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
def actions(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> HttpResponse:
    pledge = draft.pledge
    offered = menu(pledge.model_text)
    form = forms.Form({} if submitted else None)  # without fields: it says what is refused
    if submitted:
        with refusals(form, submitted):
            return done(request, pledge, "actions", submitted, stay=_obey(request, draft, submitted.command))
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
        form=form,
        form_errors=problems(form),
        status=422 if submitted else 200,
    )


def _obey(request: HttpRequest, draft: Draft, command: Command) -> str:
    """Carry out the pressed button's command; return the address to which the page comes back."""
    pledge, by, url = draft.pledge, access.person(request), BY_SLUG["actions"].url(draft.pledge)
    match command:
        case Command("add", slug):
            _add(draft, slug, by=by)
            return f"{url}#suggested-h"
        case Command("move-up" | "move-down", key):
            move_in_plan(pledge, key, command.direction, by=by)
            return f"{url}#{key}-{command.direction}"
        case Command("place", key, position, heading) if position and heading:
            put_under(pledge, key, heading, position, by=by)
        case Command("place", key, position) if position:
            if (item := draft.items.get(key)) and item.chosen and item.kind == Item.Kind.ACTION:
                item.pledge = pledge
                place(item, position, section="actions", by=by)
    return url


def _add(draft: Draft, slug: str, *, by: User) -> None:
    """Add an action of the model text to the pledge."""
    clause = menu(draft.pledge.model_text).by_slug.get(slug)
    if clause is None or clause.retired or clause.kind != Item.Kind.ACTION:
        raise Http404
    save(draft, "actions", [Edit(ItemField(slug, "chosen"), value=True)], by=by)


def _themes(draft: Draft, printed: document.PledgeDocument) -> list[ThemeSummary]:
    """Return the model's themes, then the drafter's own headings and, as the last, none."""
    offered = menu(draft.pledge.model_text)
    there = {theme.slug or theme.name: theme for theme in printed.themes}
    summaries = []
    for theme in offered.themes:
        chosen = there[theme.slug].actions if theme.slug in there else ()
        more = len(offered.actions(theme)) - sum(1 for action in chosen if action.clause)
        heading = offered.heading(theme.pk, "")
        summaries.append(ThemeSummary(theme.slug, heading, theme.number, theme.title, chosen, more))
    beside = any(theme.slug for theme in printed.themes)
    number = document.first_own_number(offered, is_beside_the_models=beside) - 1
    for heading in headings(draft)[len(summaries) :]:
        _theme, name = offered.under(heading)
        actions = there[name].actions if name in there else ()
        number = there[name].number if name in there else number + 1
        summaries.append(ThemeSummary(OWN, heading, number, name, actions, 0))
    return summaries


@section_page
def theme(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None, slug: str) -> HttpResponse:
    pledge = draft.pledge
    offered = menu(pledge.model_text)
    current = offered.theme(slug)
    if not current and slug != OWN:
        raise Http404
    listing = ClauseList(
        section="actions",
        template="actions/theme",
        kind=Item.Kind.ACTION,
        clauses=offered.actions(current) if current else [],
        url=reverse("pledge_theme", args=[pledge.reference, slug]),
        theme=current,
        next_url=_next_url(pledge.reference, current, offered.themes),
    )
    page = ClausePage(request, draft, submitted, listing)
    page.detailed(
        ActionDetails,
        parties=list(draft.parties) if page.needs("leads") else (),
        linkable=_objectives(draft) if page.needs("linked") else (),
        period=(pledge.period_start, pledge.period_end),
    )
    if answer := page.save():
        return answer
    printed = document.build(draft)
    keys = [objective.key for objective in printed.objectives]
    page.hints = {slug: links(offered, slug, keys) for slug in page.keys}
    out = [item for item in page.listed if not item.chosen]
    live = Live(themes=live_themes(printed, current, offered, out, printed.fillings))
    names = [party.name for party in printed.parties]
    return page.show(live, printed, parties=list(zip(draft.parties, names, strict=True)), choices=printed.objectives)


def _objectives(draft: Draft) -> list[str]:
    return [item.key for item in draft.in_order() if item.kind == Item.Kind.OBJECTIVE and item.chosen]


def _next_url(reference: str, current: Theme | None, themes: tuple[Theme, ...]) -> str:
    """After a theme comes the next one; after the last, the plan as a whole."""
    later = [theme for theme in themes if current and theme.number > current.number]
    return (
        reverse("pledge_theme", args=[reference, later[0].slug])
        if later
        else reverse("pledge_actions", args=[reference])
    )
