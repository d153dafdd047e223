"""Whom a pledge's drafters invite to read and comment on it, and what became of each invitation."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.document import AGREED
from commitments.models import Draft, Invitation, Pledge, User
from commitments.people import invitations as inviting
from commitments.people.invitations import CannotInviteError
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.people.reinstating import bring_back
from commitments.web.command import Command
from commitments.web.errand import Errand
from commitments.web.forms.invitation import InviteForm
from commitments.web.notices import taken_back_by
from commitments.web.once import sent_once
from commitments.web.views.signed_in import signed_in

ENDED = (*AGREED, Pledge.Status.WITHDRAWN)
"""States in which a comment comes too late: nobody is invited any more"""
NOT_SIGNING = Q(signature_request=None) | Q(signature_request__circulation__end__gt="")
"""The invitations that ask for no signature, or don't any more"""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("invite")
def invitations(request: HttpRequest, reference: str) -> HttpResponse:
    """Who was invited to a pledge, and what became of it; its drafters invite, send again and withdraw."""
    pledge = access.inviting_pledge(request, reference)
    user = access.person(request)
    command = Command.of(request.POST)
    is_new = command.verb == "invite"
    errand = Errand(Draft(pledge), access.actor(request))
    parties = [(party.key, party.name) for party in errand.document.parties]
    asked_first = next(iter(errand.uninvited), None)
    form = InviteForm(request.POST if is_new else None, parties=parties, first=asked_first)
    if request.method == "POST":
        try:
            done = _carry_out(pledge, command, user)
            if is_new and form.is_valid():
                done = _invite(pledge, form.cleaned_data, user)
            if done:
                messages.success(request, done, extra_tags=taken_back_by(request, command))
        except CannotInviteError as refused:
            messages.error(request, str(refused))
        except TooManyAttemptsError:
            form.add_error(None, _("You sent very many invitations today. Go on tomorrow."))
        if not form.errors:
            return redirect("pledge_invitations", reference)
    context = {
        "pledge": pledge,
        "form": form,
        "invitations": _listed(pledge),
        "may_act": access.may_copy(pledge),
        "is_late": pledge.status in ENDED,
        "whom": errand.called(asked_first) if asked_first else "",
        **errand.onward(request.path),
    }
    status = 422 if form.is_bound else 200
    return render(request, "commitments/invitation/list.html", context, status=status)


def _listed(pledge: Pledge) -> list[Invitation]:
    """Return whom the drafters invited to read a pledge, the newest first, with the mail that was written last.

    Those who are asked to sign stand on the page of signatures; here, once their text is taken back, as they still
    read the draft.
    """
    invitations = pledge.invitations.filter(NOT_SIGNING).select_related(
        "invited_by", "forwarded_from", "signature_request"
    )
    invitations = invitations.prefetch_related("mails")
    return list(invitations.order_by("-pk"))


def _invite(pledge: Pledge, guest: dict[str, str], user: User) -> str:
    inviting.invite_party(
        pledge, guest["email"], party_key=guest["party"], name=guest["name"], message=guest["message"], by=user
    )
    return _("The invitation to {email} is on its way.").format(email=guest["email"])


def _carry_out(pledge: Pledge, command: Command, user: User) -> str:
    """Send an invitation of this pledge again, or withdraw it; return what was done, in a sentence."""
    match command:
        case Command("send-again", key) if key.isascii() and key.isdecimal():
            invitation = get_object_or_404(pledge.invitations.filter(signature_request=None), pk=key[:18])
            inviting.send_again(invitation, by=user)
            return _("A new link is on its way to {email}. The old one no longer works.").format(email=invitation.email)
        case Command("withdraw", key) if key.isascii() and key.isdecimal():
            invitation = get_object_or_404(pledge.invitations.filter(NOT_SIGNING), pk=key[:18])
            inviting.withdraw(invitation)
            return _("The invitation of {email} is withdrawn. Its link no longer works.").format(email=invitation.email)
        case Command("hold-again", key) if key.isascii() and key.isdecimal():
            invitation = get_object_or_404(pledge.invitations.filter(NOT_SIGNING), pk=key[:18])
            bring_back(invitation, by=user)
            return _("The invitation of {email} holds again.").format(email=invitation.email)
    return ""
