"""Correcting the address of one signatory while the text goes round."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.models.rounds import last_round
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.signing import correcting
from commitments.signing.correcting import CannotCorrectError
from commitments.web.forms.correct import AddressForm
from commitments.web.once import sent_once
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("")
def correct(request: HttpRequest, reference: str, key: str, place: int) -> HttpResponse:
    """What correcting an address does, and a field for the right one. A POST of a drafter corrects it."""
    pledge = access.circulated_pledge(request, reference)
    signing_round = last_round(pledge)
    every = signing_round.signature_requests if signing_round else ()
    asked = next((asked for asked in every if (asked.party_key, asked.place) == (key, place)), None)
    if not signing_round or not asked:
        raise Http404
    if is_of_another_person(request):
        return send_again(request, status=403)
    signing_round.revision.pledge = pledge
    stands_against = correcting.refusal(signing_round, asked)
    if stands_against and request.method == "POST":
        messages.error(request, stands_against)
        return redirect("pledge_signatures", reference)
    form = AddressForm(request.POST if request.method == "POST" else None, email=asked.email)
    if form.is_valid():
        try:
            now = correcting.correct_address(asked, form.cleaned_data["email"], by=access.actor(request))
        except CannotCorrectError as refused:
            form.add_error("email", str(refused))
        except TooManyAttemptsError:
            form.add_error(None, _("You sent very many links today. Go on tomorrow."))
        else:
            messages.success(request, _said(now.email, is_asked=bool(now.came_at)))
            return redirect("pledge_signatures", reference)
    refused_here = "" if access.may_copy(pledge) else _("Only who drafts this pledge can correct an address.")
    context = {
        "pledge": pledge,
        "asked": asked,
        "form": form,
        "refused": refused_here or stands_against,
        "person_key": person_key(access.person(request)),
    }
    return render(request, "commitments/signatures/address.html", context, status=422 if form.errors else 200)


def _said(email: str, *, is_asked: bool) -> str:
    if is_asked:
        return _("Corrected. A mail is on its way to {email}; the old link no longer works.").format(email=email)
    return _("Corrected. {email} gets a mail when it is their turn.").format(email=email)
