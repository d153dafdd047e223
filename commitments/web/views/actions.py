"""Section 4: the action plan; one page a theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from commitments import access, document
from commitments.document import pictures
from commitments.drafting.picking import headings, move_in_plan, place, put_under
from commitments.drafting.preview import Live, live_themes
from commitments.drafting.proposals import Proposals
from commitments.drafting.sections import BY_SLUG
from commitments.drafting.suggestions import links
from commitments.models import Draft, Item, Pledge, menu
from commitments.web.command import Command
from commitments.web.forms.details import ActionDetails
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.clause_list import ClauseList
from commitments.web.views.clause_page import ClausePage
from commitments.web.views.clause_row import short_name
from commitments.web.views.plan_page import PlanPage, PlanRow, next_lacking
from commitments.web.views.saving import save, say_added
from commitments.web.views.section import done, refusals, section_page, show

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
    actions: tuple[PlanRow, ...]
    more: int
    """How many of its clauses are not in the pledge"""


@section_page
def actions(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> HttpResponse:
    """The plan as a whole: what goes with the objectives, then its themes, each action open in place if asked for."""
    pledge = draft.pledge
    page = PlanPage(request, draft, submitted)
    if submitted:
        with refusals(page.form, submitted):
            if answer := save(request, draft, "actions", submitted, page):
                return answer
            stay, onward = _obey(request, pledge, submitted.command, page)
            return done(request, pledge, "actions", submitted, stay=stay, onward=onward)
    printed = document.build(draft)
    return show(
        request,
        draft,
        "actions",
        "actions/plan",
        document=printed,
        submitted=submitted,
        themes=_themes(draft, printed, page.rows(printed)),
        plan=printed.actions,
        timeline=pictures.timeline(printed),
        suggestions=page.suggestions(printed) if access.may_edit(pledge) else (),
        form=page.form,
        form_errors=page.errors(),
        status=422 if submitted else 200,
        **_choices(draft, printed),
    )


def _choices(draft: Draft, printed: document.PledgeDocument) -> dict[str, Any]:
    """Return what an action's details offer: the parties that may lead it, the objectives that it may serve."""
    names = [party.name for party in printed.parties]
    objectives = [(one.key, f"{number}. {short_name(one)}") for number, one in enumerate(printed.objectives, start=1)]
    return {
        "parties": list(zip(draft.parties, names, strict=True)),
        "objectives": objectives,
        "period": printed.period,
    }


def _obey(request: HttpRequest, pledge: Pledge, command: Command, page: PlanPage) -> tuple[str, str]:
    """Carry out the pressed button's command, after everything was saved.

    Returns the address to which the page comes back, and the one to which “Save and continue” leads: what was added
    or changed here is looked at first, or the next action that lacks something; nothing: to the next section.
    """
    by, url, added = access.person(request), BY_SLUG["actions"].url(pledge), page.added()
    say_added(request, [page.name(key) for key in added])
    match command:
        case Command("move-up" | "move-down", key):
            move_in_plan(pledge, key, command.direction, by=by)
            return f"{url}#{key}-{command.direction}", ""
        case Command("place", key, position, heading) if position and heading:
            put_under(pledge, key, heading, position, by=by)
        case Command("place", key, position) if position:
            item = pledge.items.filter(key=key, chosen=True, kind=Item.Kind.ACTION).first()
            if item:
                place(item, position, section="actions", by=by)
    worked_on = [*added, *page.open]
    if not worked_on or command.verb == "remove":
        return url, ""
    stay = f"{url}#{worked_on[0]}"
    following = next_lacking(document.build(pledge), worked_on) if command.verb == "go" else ""
    return stay, f"{url}?{urlencode({'open': following})}#{following}" if following else stay


def _themes(draft: Draft, printed: document.PledgeDocument, rows: Mapping[str, PlanRow]) -> list[ThemeSummary]:
    """Return the model's themes, then the drafter's own headings and, as the last, none."""
    offered = menu(draft.pledge.model_text)
    there = {theme.slug or theme.name: theme for theme in printed.themes}
    rows_of = {name: tuple(rows[action.key] for action in theme.actions) for name, theme in there.items()}
    summaries = []
    for theme in offered.themes:
        chosen = rows_of.get(theme.slug, ())
        more = len(offered.actions(theme)) - sum(1 for row in chosen if row.action.clause)
        heading = offered.heading(theme.pk, "")
        summaries.append(ThemeSummary(theme.slug, heading, theme.number, theme.title, chosen, more))
    beside = any(theme.slug for theme in printed.themes)
    number = document.first_own_number(offered, is_beside_the_models=beside) - 1
    for heading in headings(draft)[len(summaries) :]:
        _theme, name = offered.under(heading)
        number = there[name].number if name in there else number + 1
        summaries.append(ThemeSummary(OWN, heading, number, name, rows_of.get(name, ()), 0))
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
        next_url=BY_SLUG["actions"].url(pledge),
    )
    page = ClausePage(request, draft, submitted, listing)
    page.detailed(
        ActionDetails,
        propose=Proposals(draft, request.GET.getlist("open")).of,
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
    return page.show(live, printed, **_choices(draft, printed))


def _objectives(draft: Draft) -> list[str]:
    return [item.key for item in draft.in_order() if item.kind == Item.Kind.OBJECTIVE and item.chosen]
