"""Until when further parties can sign an open pledge: its drafters choose another day, or close the list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.drafting.editing.write import WrongStateError
from commitments.models import Pledge
from commitments.signing import closing
from commitments.text.days import in_words
from commitments.web.command import Command
from commitments.web.forms.join import ClosingDayForm
from commitments.web.once import sent_once
from commitments.web.views.section import problems, refusals
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again, signed_in


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once()
def until(request: HttpRequest, reference: str) -> HttpResponse:
    """Each button is a POST; what closing the list means is said before it is done."""
    pledge = access.circulated_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    verb = Command.of(request.POST).verb if request.method == "POST" else ""
    form = ClosingDayForm(request.POST if verb == "change-day" else None, pledge=pledge)
    if request.method == "POST":
        _carry_out(request, pledge, verb, form)
        if not form.errors:
            return redirect("pledge_closing", reference)
    context = {
        "pledge": pledge,
        "form": form,
        "problems": problems(form),
        "can": pledge.openness == Pledge.Openness.OPEN and pledge.status == Pledge.Status.SUBMITTED,
        "may_act": access.may_copy(pledge),
        "person_key": person_key(access.person(request)),
    }
    return render(request, "commitments/join/until.html", context, status=422 if form.errors else 200)


def _carry_out(request: HttpRequest, pledge: Pledge, verb: str, form: ClosingDayForm) -> None:
    """Do what the pressed button says; what keeps it from being done stands in the form, or in a message."""
    by = access.actor(request)
    try:
        if verb == "close":
            closing.close(pledge, by=by)
            messages.success(request, _("Closed: nobody else can sign. Every party is told."))
        elif verb == "change-day" and form.is_valid():
            with refusals(form):
                closing.change_day(pledge, until=form.cleaned_data["until"], by=by)
                until = in_words(form.cleaned_data["until"])
                messages.success(request, _("Further parties can sign until {day}.").format(day=until))
    except WrongStateError as refused:
        messages.error(request, str(refused))
