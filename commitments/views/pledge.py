"""The list of pledges, starting one, and its hub."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from commitments import access, document
from commitments.exports import printed as printing
from commitments.forms.pledge import StartForm
from commitments.models import Organisation, Pledge
from commitments.sections import BY_SLUG, progress
from commitments.services import drafting
from commitments.services import parties as party_verbs
from commitments.views.signed_in import signed_in

PAGE = 50
"""How many pledges the list shows at once"""


@signed_in
@require_safe
def pledge_list(request: HttpRequest) -> HttpResponse:
    user = access.person(request)
    found = Pledge.objects.visible_to(user).select_related("organisation", "model_text")
    after = request.GET.get("after", "").replace("\0", "")
    last = found.filter(reference=after).first() if after else None
    if last:
        found = found.filter(Q(updated_at__lt=last.updated_at) | Q(updated_at=last.updated_at, pk__lt=last.pk))
    pledges = list(found[: PAGE + 1])
    context = {
        "pledges": pledges[:PAGE],
        "more_after": pledges[PAGE - 1].reference if len(pledges) > PAGE else "",
        "may_start": access.writable_organisations(user).exists(),
    }
    return render(request, "commitments/pledge/list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    user = access.person(request)
    organisations = access.writable_organisations(user)
    if not organisations:
        raise PermissionDenied
    form = StartForm(request.POST if request.method == "POST" else None, organisations=organisations)
    if form.is_valid():
        chosen = form.cleaned_data
        pledge = drafting.start_pledge(
            chosen["model_text"], chosen["organisation"], by=user, title=chosen["title"], language=chosen["language"]
        )
        party_verbs.add_parties(pledge, likely_parties(chosen["organisation"], chosen["together"]), by=user)
        return redirect(BY_SLUG["parties"].url(pledge))
    status = 422 if form.is_bound else 200
    return render(request, "commitments/pledge/start.html", {"form": form}, status=status)


def likely_parties(organisation: Organisation, together: str) -> list[party_verbs.Participant]:
    """Return who pledges when `organisation` starts: itself, and for `bilateral` its counterpart in the country."""
    society, state = organisation.national_society, organisation.state
    if society and not state:
        state = society.state
    if state and not society:
        society = getattr(state, "national_society", None)
    if society and not society.recognised:
        society = None
    if together == "bilateral":
        return [party for party in (state, society) if party]
    if organisation.kind == Organisation.Kind.NATIONAL_SOCIETY:
        return [society] if society else []
    if organisation.kind == Organisation.Kind.MINISTRY:
        return [state] if state else []
    return [organisation.name] if organisation.kind == Organisation.Kind.OBSERVER else []


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """The hub: every section with its state. A POST says of one section that it is ready, or not yet."""
    pledge = access.editable_pledge(request, reference)
    if request.method == "POST":
        section = request.POST.get("section", "")
        if section in BY_SLUG and BY_SLUG[section].is_filled_in:
            drafting.set_ready(pledge, section, request.POST.get("ready") == "1", by=access.person(request))
        return redirect("pledge_detail", reference)
    printed = document.build(pledge)
    steps = progress(printed, pledge.section_states.select_related("saved_by"))
    return render(
        request,
        "commitments/pledge/detail.html",
        {
            "pledge": pledge,
            "steps": steps,
            "ready": sum(step.is_ready for step in steps),
            "of": sum(step.section.is_filled_in for step in steps),
            "may_edit": access.may_edit(pledge),
            "may_copy": access.may_copy(pledge),
            **printing.context(printed, title_level=2),
        },
    )
