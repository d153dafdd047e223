"""Recording that an agreed pledge was handed to the Conference."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.models import TRANSITIONS, Draft, Step
from commitments.signing import submitting
from commitments.web.errand import Errand
from commitments.web.forms.submit import SubmitForm
from commitments.web.once import sent_once
from commitments.web.views.section import refusals
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("")
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.circulated_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    form = SubmitForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            recorded = form.cleaned_data
            submitting.submit(
                pledge,
                on=recorded["on"],
                conference_reference=recorded["conference_reference"],
                by=access.actor(request),
            )
            messages.success(request, _("Recorded: this pledge was handed to the Conference."))
            return redirect("pledge_signatures", reference)
    context = {
        "pledge": pledge,
        "form": form,
        "can": (pledge.status, Step.SUBMIT) in TRANSITIONS and access.may_copy(pledge),
        "person_key": person_key(access.person(request)),
        "has_contact": pledge.parties.exclude(focal_email="").exists(),
        **Errand(Draft(pledge), access.actor(request)).onward(request.path),
    }
    return render(request, "commitments/submit/form.html", context, status=422 if form.errors else 200)
