"""Who has signed a pledge, to whom it is up, and what comes next. For its drafters and for every party."""

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
from commitments.models import TRANSITIONS, Actor, Draft, Pledge, ProposedSignatory, Step, Submission
from commitments.models.rounds import Round, last_round
from commitments.people.invitations import INVITATIONS_A_DAY, CannotInviteError
from commitments.people.rate_limits import TooManyAttemptsError, note_attempt
from commitments.signing import correcting, joining, replacing, standstill
from commitments.signing.asking import ask_again, send_signed_link
from commitments.signing.open_requests import refusal
from commitments.web.command import Command
from commitments.web.errand import Errand
from commitments.web.forms.submit import SubmitForm
from commitments.web.once import sent_once
from commitments.web.views.comments import visited
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again

A_DAY = timedelta(days=1)


@visited
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("send-again")
def signatures(request: HttpRequest, reference: str) -> HttpResponse:
    """How far each party is. A POST of a drafter sends a link again."""
    pledge, actor = access.discussed_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    if request.method == "POST":
        if not (actor.is_own and access.may_copy(pledge)):
            raise PermissionDenied
        try:
            messages.success(request, _carry_out(pledge, Command.of(request.POST), actor))
        except (CannotInviteError, WrongStateError) as refused:
            messages.error(request, str(refused))
        except TooManyAttemptsError:
            messages.error(request, _("You sent very many links today. Go on tomorrow."))
        return redirect("pledge_signatures", reference)
    errand = Errand(Draft(pledge), actor)
    signing_round = errand.signing_round
    if signing_round:
        prefetch_related_objects(signing_round.signature_requests, "invitation__mails")
    hears_all = access.hears_every_party(signing_round, actor)
    context = {
        "pledge": pledge,
        "actor": actor,
        "signing_round": signing_round,
        **(_of_round(signing_round, actor, hears_all=hears_all) if signing_round else {"parties": ()}),
        "may_act": actor.is_own and access.may_copy(pledge),
        "can": {step.value: (pledge.status, step) in TRANSITIONS for step in Step},
        "submit_form": SubmitForm(),
        "submission": Submission.objects.filter(pledge=pledge).first(),
        "is_open": pledge.openness == Pledge.Openness.OPEN and pledge.status == Pledge.Status.SUBMITTED,
        "asking": joining.waiting(pledge) if actor.is_own else 0,
        "person_key": person_key(actor.user) if actor.user else "",
        **errand.onward(request.path),
    }
    return render(request, "commitments/signatures/page.html", context)


def _of_round(signing_round: Round, actor: Actor, *, hears_all: bool) -> dict[str, object]:
    """Return what the page says of a round: who is asked, how far each is, and what can be done about it."""
    pledge = signing_round.revision.pledge
    is_going_round, holding_up = pledge.status == Pledge.Status.IN_CIRCULATION, signing_round.holding_up
    mine = signing_round.signature_request_of(actor.email)
    return {
        "parties": signing_round.parties if hears_all else signing_round.parties_shown_to(actor.email),
        "not_shown": 0 if hears_all else signing_round.not_shown,
        "is_standing": not signing_round.circulation.end and pledge.status != Pledge.Status.DRAFT,
        "holding_up": holding_up,
        "waited_for": standstill.up_to_drafters(signing_round) if actor.is_own and is_going_round else (),
        "mine": mine,
        "is_up_to_me": mine is not None and not holding_up and not refusal(signing_round, mine, actor),
        "reachable": signing_round.reachable,
        "unpublished": signing_round.unpublished_parties,
        "public": address("verify", signing_round.revision.code),
        **_replacing(signing_round, actor),
    }


def _replacing(signing_round: Round, actor: Actor) -> dict[str, set[int]]:
    """Return for which requests somebody else can be named, or another address, and for which somebody is proposed.

    One query at most.
    """
    if not actor.is_own:
        return {"replaceable": set(), "correctable": set(), "proposing": set()}
    every = signing_round.signature_requests
    correctable = {asked.pk for asked in every if not correcting.refusal(signing_round, asked)}
    can = {asked.pk for asked in every if not replacing.refusal(signing_round, asked)}
    waiting = ProposedSignatory.objects.filter(signature_request__in=can, answer="") if can else []
    return {
        "replaceable": can,
        "correctable": correctable,
        "proposing": {proposed.signature_request_id for proposed in waiting},
    }


def _carry_out(pledge: Pledge, command: Command, actor: Actor) -> str:
    """Do what a drafter's button says; return what was done, in a sentence."""
    match command:
        case Command("send-again", key):
            return _send_again(pledge, key, actor)
    raise Http404


def _send_again(pledge: Pledge, key: str, actor: Actor) -> str:
    signing_round = last_round(pledge)
    asked_so_far = signing_round.reachable if signing_round else []
    signature_request = next((asked for asked in asked_so_far if asked.slot == key), None)
    if not signature_request or not signing_round:
        raise Http404
    note_attempt("invite", actor.user.pk if actor.user else 0, limit=INVITATIONS_A_DAY, within=A_DAY)
    signing_round.revision.pledge = pledge
    (send_signed_link if signature_request.has_signed else ask_again)(signature_request, by=actor)
    return _("Another mail is on its way to {email}.").format(email=signature_request.email)
