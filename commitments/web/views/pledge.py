"""Starting a pledge, and its hub."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.document import AGREED
from commitments.document import printed as printing
from commitments.drafting import history, putting_away, starting
from commitments.drafting import parties as party_verbs
from commitments.drafting.readers import note_reader
from commitments.drafting.sections import BY_SLUG, Progress
from commitments.models import (
    TRANSITIONS,
    Actor,
    Draft,
    Organisation,
    Pledge,
    SignatureRequest,
    Step,
    TrailEntry,
    User,
)
from commitments.models.rounds import Round
from commitments.models.search import component_named
from commitments.people.sent_forms import Made
from commitments.web import fixes
from commitments.web.errand import Errand
from commitments.web.forms.pledge import StartForm
from commitments.web.once import once
from commitments.web.tasks import numbered_tasks
from commitments.web.views import news, paper
from commitments.web.views.signed_in import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    user = access.person(request)
    organisations = access.writable_organisations(user)
    if not organisations:
        raise PermissionDenied(_("To start a pledge, you need a role that drafts. Ask an administrator for it."))
    initial = {"model_text": request.GET.get("model_text", ""), "language": user.language or None}
    data = request.POST if request.method == "POST" else None
    form = StartForm(
        data, organisations=organisations, initial={name: value for name, value in initial.items() if value}
    )
    if form.is_valid():
        return redirect(once(request, lambda: _start(form.cleaned_data, user)))
    status = 422 if form.is_bound else 200
    return render(request, "commitments/pledge/start.html", {"form": form}, status=status)


def _start(chosen: Mapping[str, Any], user: User) -> Made:
    pledge = starting.start_pledge(
        chosen["model_text"], chosen["organisation"], by=user, title=chosen["title"], language=chosen["language"]
    )
    party_verbs.add_parties(pledge, likely_parties(chosen["organisation"], chosen["together"]), by=user)
    return Made(BY_SLUG["parties"].url(pledge))


def likely_parties(organisation: Organisation, together: str) -> list[party_verbs.Participant]:
    """Return who pledges when `organisation` starts: itself, and for `bilateral` its counterpart in the country."""
    society, state = organisation.national_society, organisation.state
    if society and not state:
        state = society.state
    if state and not society:
        society = getattr(state, "national_society", None)
    if society and not society.recognised:
        society = None
    is_observer = organisation.kind == Organisation.Kind.OBSERVER
    if together == "bilateral":
        return [party for party in (state, society) if party]
    if organisation.kind == Organisation.Kind.NATIONAL_SOCIETY:
        return [society] if society else []
    if organisation.kind == Organisation.Kind.MINISTRY:
        return [state] if state else []
    return [component_named(organisation.name) or organisation.name] if is_observer else []


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """The pledge's own page: its life as a list of tasks, and what is next.

    A POST says of one section that it is ready, or not yet.
    """
    if quiet := news.answer(request, reference):
        return quiet
    pledge = access.editable_pledge(request, reference)
    if request.method == "POST":
        return _set_ready(request, pledge)
    user = access.person(request)
    note_reader(pledge, user, "")
    reader = pledge.reader(user)
    new, before_it = history.new_to(pledge, user, reader.seen if reader else 0)
    errand = Errand(Draft(pledge), Actor(user=user))
    return render(
        request,
        "commitments/pledge/detail.html",
        {
            "pledge": pledge,
            "errand": errand,
            "next_step": errand.next_step,
            "tasks": numbered_tasks(errand),
            "sections": _sections(errand.steps, fixes.tallies(errand.report)) if errand.is_draft else [],
            "before_new": before_it,
            "new_sections": ", ".join(str(BY_SLUG[slug].title) for slug in new if slug in BY_SLUG),
            "ready": sum(step.is_ready for step in errand.steps),
            "of": sum(step.section.is_filled_in for step in errand.steps),
            "asking": errand.asking,
            "ending": _ending(pledge, errand.signing_round),
            "objections": _objections(errand),
            "saves": paper.saves(pledge),
            **news.since(request, pledge),
            **_possible(pledge),
            **printing.context(errand.document, title_level=2),
        },
    )


def _set_ready(request: HttpRequest, pledge: Pledge) -> HttpResponse:
    section = request.POST.get("section", "")
    if section in BY_SLUG and BY_SLUG[section].is_filled_in:
        starting.set_ready(pledge, section, request.POST.get("ready") == "1", by=access.person(request))
    return redirect("pledge_detail", pledge.reference)


def _possible(pledge: Pledge) -> dict[str, Any]:
    """Return what can be done with a pledge, by who reads it and by its state, and whether that is agreed."""
    return {
        "is_green": pledge.status in AGREED,
        "may_edit": access.may_edit(pledge),
        "may_copy": access.may_copy(pledge),
        "can_be_deleted": putting_away.can_be_deleted(pledge),
        "can": {step.value: (pledge.status, step) in TRANSITIONS for step in Step},
    }


def _objections(errand: Errand) -> list[SignatureRequest]:
    """Return whoever asks for changes or declined, as long as the text goes round or is a draft again."""
    is_open = errand.pledge.status in (Pledge.Status.DRAFT, Pledge.Status.IN_CIRCULATION)
    return errand.signing_round.said_instead if is_open and errand.signing_round else []


def _ending(pledge: Pledge, signing_round: Round | None) -> TrailEntry | None:
    """Return who withdrew the pledge, or took its text back to change it, when and why. No query for any other."""
    is_reopened = pledge.status == Pledge.Status.DRAFT and signing_round is not None
    if not is_reopened and pledge.status != Pledge.Status.WITHDRAWN:
        return None
    kinds = (TrailEntry.Kind.REOPENED, TrailEntry.Kind.WITHDRAWN)
    return pledge.trail.filter(kind__in=kinds).order_by("-number").first()


def _sections(
    steps: list[Progress], found: Mapping[str, fixes.SectionTally]
) -> list[tuple[Progress, User | None, fixes.SectionTally | None]]:
    """Return each section to write, with the person who saved it last, and how much the check found in it."""
    people = User.objects.in_bulk({step.saved.saved_by for step in steps if step.saved and step.saved.saved_by})
    return [
        (step, people.get(step.saved.saved_by or 0) if step.saved else None, found.get(step.section.slug))
        for step in steps
        if step.section.is_filled_in
    ]
