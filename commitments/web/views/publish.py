"""Publishing a signed text, and taking that back: what it means is said first, and each button is a POST."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.document.address import address
from commitments.drafting.editing.write import WrongStateError
from commitments.models import Actor, Draft, Pledge
from commitments.models.rounds import last_round
from commitments.signing import publishing, submitting
from commitments.web.command import Command
from commitments.web.errand import Errand
from commitments.web.once import sent_once
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again, signed_in


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once()
def publish(request: HttpRequest, reference: str) -> HttpResponse:
    """What anybody can read once a text is published, and who has to agree to that."""
    pledge = access.circulated_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    if request.method == "POST":
        try:
            if done := _carry_out(pledge, Command.of(request.POST), access.actor(request)):
                messages.success(request, done)
        except WrongStateError as refused:
            messages.error(request, str(refused))
        return redirect("pledge_publish", reference)
    signing_round = last_round(pledge)
    is_signed = bool(
        signing_round
        and signing_round.is_complete
        and not signing_round.circulation.end
        and pledge.status in (Pledge.Status.AGREED, Pledge.Status.SUBMITTED)
    )
    context = {
        "pledge": pledge,
        "signing_round": signing_round,
        "is_signed": is_signed,
        "unpublished": signing_round.unpublished_parties if signing_round else [],
        "taken_back_at": publishing.taken_back_at(signing_round.revision) if signing_round and is_signed else None,
        "public": address("verify", signing_round.revision.code) if signing_round else "",
        "may_act": access.may_copy(pledge),
        "person_key": person_key(access.person(request)),
        **Errand(Draft(pledge), access.actor(request)).onward(request.path),
    }
    return render(request, "commitments/publish/page.html", context)


def _carry_out(pledge: Pledge, command: Command, by: Actor) -> str:
    """Do what the pressed button says; return what was done, in a sentence. Raises WrongStateError."""
    match command.verb:
        case "publish":
            submitting.publish(pledge, by=by)
            return _("Published: whoever has the public address can read the text.")
        case "unpublish":
            publishing.take_back(pledge, by=by)
            return _("Taken back: the public address says so, and shows no text. Every party is told.")
    return ""
