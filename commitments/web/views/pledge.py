"""Starting a pledge, and its hub."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.document import printed as printing
from commitments.drafting import discussion, history, putting_away, starting
from commitments.drafting import parties as party_verbs
from commitments.drafting.readers import note_reader
from commitments.drafting.sections import BY_SLUG, Progress, progress
from commitments.models import Actor, Organisation, Pledge, SignatureRequest, User
from commitments.models.rounds import last_round
from commitments.models.search import component_named
from commitments.people.sent_forms import Made
from commitments.readiness.report import report_on
from commitments.signing import joining
from commitments.web import fixes
from commitments.web.forms.pledge import StartForm
from commitments.web.once import once
from commitments.web.views.signed_in import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    user = access.person(request)
    organisations = access.writable_organisations(user)
    if not organisations:
        raise PermissionDenied
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
    """The hub: every section with its state. A POST says of one section that it is ready, or not yet."""
    pledge = access.editable_pledge(request, reference)
    if request.method == "POST":
        section = request.POST.get("section", "")
        if section in BY_SLUG and BY_SLUG[section].is_filled_in:
            starting.set_ready(pledge, section, request.POST.get("ready") == "1", by=access.person(request))
        return redirect("pledge_detail", reference)
    user = access.person(request)
    note_reader(pledge, user, "")
    reader = pledge.reader(user)
    seen = reader.seen if reader else 0
    new, before_it = history.new_to(pledge, user, seen)
    printed = document.build(pledge)
    steps = progress(printed, pledge)
    return render(
        request,
        "commitments/pledge/detail.html",
        {
            "pledge": pledge,
            "steps": steps,
            "tasks": _tasks(steps, fixes.tallies(report_on(pledge, printed))),
            "before_new": before_it,
            "new_sections": ", ".join(str(BY_SLUG[slug].title) for slug in new if slug in BY_SLUG),
            "ready": sum(step.is_ready for step in steps),
            "of": sum(step.section.is_filled_in for step in steps),
            "asking": joining.waiting(pledge),
            **_objections(pledge),
            "said": discussion.open_threads(pledge, Actor(user=user)),
            "may_edit": access.may_edit(pledge),
            "may_copy": access.may_copy(pledge),
            "can_be_deleted": putting_away.can_be_deleted(pledge),
            **printing.context(printed, title_level=2),
        },
    )


def _objections(pledge: Pledge) -> dict[str, list[SignatureRequest]]:
    """Return who asks for changes or declined, as long as the text goes round or is a draft again, and who holds it up
    now.
    """
    is_open = pledge.status in (Pledge.Status.DRAFT, Pledge.Status.IN_CIRCULATION)
    if not is_open or not pledge.trail_head:  # without a trail it never went round: no query
        return {}
    signing_round = last_round(pledge)
    if not signing_round:
        return {}
    return {"objections": signing_round.objections, "holding_up": signing_round.holding_up}


def _tasks(
    steps: list[Progress], tallies: Mapping[str, fixes.SectionTally]
) -> list[tuple[Progress, User | None, fixes.SectionTally | None]]:
    """Return each section with the person who saved it last, and how much the readiness check found in it."""
    people = User.objects.in_bulk({step.saved.saved_by for step in steps if step.saved and step.saved.saved_by})
    return [
        (step, people.get(step.saved.saved_by or 0) if step.saved else None, tallies.get(step.section.slug))
        for step in steps
    ]
