"""Who has signed a pledge, whose turn it is, and what comes next. For its drafters and for every party."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.document.address import address
from commitments.drafting.editing.write import WrongStateError
from commitments.models import TRANSITIONS, Actor, Pledge, Step, Submission, Turn
from commitments.models.rounds import Round, last_round
from commitments.people.invitations import INVITATIONS_A_DAY, CannotInviteError
from commitments.people.rate_limits import TooManyAttemptsError, note_attempt
from commitments.signing import joining, submitting
from commitments.signing.asking import ask_again
from commitments.web.views.comments import visited
from commitments.web.views.section import command
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again

A_DAY = timedelta(days=1)


@visited
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signatures(request: HttpRequest, reference: str) -> HttpResponse:
    """How far each party is. A POST of a drafter sends a link again, or publishes the text."""
    pledge, actor = access.discussed_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    if request.method == "POST":
        if not (actor.is_own and access.may_copy(pledge)):
            raise PermissionDenied
        try:
            messages.success(request, _obey(pledge, command(request), actor))
        except (CannotInviteError, WrongStateError) as refused:
            messages.error(request, str(refused))
        except TooManyAttemptsError:
            messages.error(request, _("You sent very many links today. Go on tomorrow."))
        return redirect("pledge_signatures", reference)
    found = last_round(pledge)
    if found:
        prefetch_related_objects(found.turns, "invitation__mails")
    context = {
        "pledge": pledge,
        "actor": actor,
        "found": found,
        "is_standing": found is not None and not found.circulation.end and pledge.status != Pledge.Status.DRAFT,
        "mine": found.turn_of(actor.email) if found else None,
        "may_act": actor.is_own and access.may_copy(pledge),
        "can": {step.value: (pledge.status, step) in TRANSITIONS for step in Step},
        "submission": Submission.objects.filter(pledge=pledge).first(),
        "is_open": pledge.openness == Pledge.Openness.OPEN and pledge.status == Pledge.Status.SUBMITTED,
        "asking": joining.waiting(pledge) if actor.is_own else 0,
        "unpublished": _not_to_be_published(found) if found else [],
        "public": address("verify", found.revision.code) if found else "",
        "person_key": person_key(actor.user) if actor.user else "",
    }
    return render(request, "commitments/signatures/page.html", context)


def _obey(pledge: Pledge, words: list[str], actor: Actor) -> str:
    """Do what a drafter's button says; return what was done, in a sentence."""
    match words:
        case ["again", key]:
            return _send_again(pledge, key, actor)
        case ["publish"]:
            submitting.publish(pledge, by=actor)
            return _("Published: whoever has the public address can read the text.")
    raise Http404


def _send_again(pledge: Pledge, key: str, actor: Actor) -> str:
    found = last_round(pledge)
    turn = next((each for each in found.waiting if each.party_key == key), None) if found else None
    if not turn or not found:
        raise Http404
    note_attempt("invite", actor.user.pk if actor.user else 0, limit=INVITATIONS_A_DAY, within=A_DAY)
    found.revision.pledge = pledge
    ask_again(turn, by=actor)
    return _("Another mail is on its way to {email}.").format(email=turn.email)


def _not_to_be_published(found: Round) -> list[Turn]:
    """Return the parties that have not agreed to have the text published."""
    return [turn for turn in found.turns if not turn.may_publish and not turn.is_later]
