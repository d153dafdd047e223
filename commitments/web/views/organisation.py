"""The organisations that somebody works for: who belongs to them, with which role, and who is invited."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments import access
from commitments.models import Invitation, Mail, Membership, Organisation, User
from commitments.people import invitations
from commitments.people import organisations as people
from commitments.people.invitations import CannotInviteError
from commitments.people.organisations import MembershipError
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.people.reinstating import bring_back
from commitments.web.command import Command
from commitments.web.forms.organisation import ColleagueForm, MemberForm
from commitments.web.notices import taken_back_by
from commitments.web.once import sent_once
from commitments.web.views.signed_in import signed_in

MOST_INVITATIONS = 100


@signed_in
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    own = access.person(request).memberships.select_related("organisation").order_by("organisation__name")
    return render(request, "commitments/organisation/list.html", {"memberships": own})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("invite")
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Every member reads who belongs and who is invited, and may leave; administrators change it."""
    own = access.own_membership(request, slug)
    command = Command.of(request.POST)
    form: forms.Form = ColleagueForm(request.POST if command.verb == "invite" else None)
    invite = form
    if request.method == "POST":
        if command.verb != "leave":
            access.administered_organisation(request, slug)
        try:
            if done := _carry_out(request, own.organisation, command, form):
                messages.success(request, done, extra_tags=taken_back_by(request, command))
        except (CannotInviteError, MembershipError) as refused:
            form = _refusal(form, str(refused))
        except TooManyAttemptsError:
            form = _refusal(form, _("You sent very many invitations today. Go on tomorrow."))
        if not form.errors:
            return _back(own)
        own = access.own_membership(request, slug)  # the role may be another one by now
    context = {
        "own": own,
        "organisation": own.organisation,
        "may_administer": own.role == Membership.Role.ADMINISTRATOR,
        "people": own.organisation.memberships.select_related("user").order_by("user__name", "user__email"),
        "roles": Membership.Role.choices,
        "invitations": _invited(own.organisation),
        "form": form,
        "invite": invite,
    }
    status = 422 if form.errors else 200
    return render(request, "commitments/organisation/detail.html", context, status=status)


def _back(own: Membership) -> HttpResponse:
    """Lead to the organisation's page, or to the list for who does not belong to it any more."""
    still_there = Membership.objects.filter(pk=own.pk).exists()
    return redirect("organisation_detail", own.organisation.slug) if still_there else redirect("organisation_list")


def _refusal(form: forms.Form, why: str) -> forms.Form:
    """Return the form that was sent, or an empty one for a mere button, with what was refused."""
    form = form if form.is_bound else forms.Form({})
    form.add_error(None, why)
    return form


def _carry_out(request: HttpRequest, organisation: Organisation, command: Command, form: forms.Form) -> str:
    """Carry out the pressed button's command; return what was done, in a sentence. Nothing for what is no command."""
    by = access.person(request)
    match command:
        case Command("invite") if form.is_valid():
            return _invite(organisation, form.cleaned_data, by)
        case Command("send-again" | "withdraw" | "hold-again" as verb, key):
            return _change_invitation(_waiting(organisation, key), verb, by)
        case Command("change-role"):
            return _give_role(organisation, MemberForm(request.POST), by)
        case Command("remove"):
            gone = people.remove_member(organisation, request.POST.get("person", ""), by=by)
            removed = _("{who} no longer belongs to {organisation}. What they wrote stays.")
            return removed.format(who=gone, organisation=organisation)
        case Command("leave"):
            people.leave(organisation, by=by)
            return _("You left {organisation}.").format(organisation=organisation)
    return ""


def _invite(organisation: Organisation, colleague: dict[str, str], by: User) -> str:
    invitations.invite_colleague(organisation, colleague["email"], colleague["role"], name=colleague["name"], by=by)
    return _("The invitation to {email} is on its way.").format(email=colleague["email"])


def _change_invitation(invitation: Invitation, verb: str, by: User) -> str:
    if verb == "send-again":
        invitations.send_again(invitation, by=by)
        return _("A new link is on its way to {email}. The old one no longer works.").format(email=invitation.email)
    if verb == "hold-again":
        bring_back(invitation, by=by)
        return _("The invitation of {email} holds again.").format(email=invitation.email)
    invitations.withdraw(invitation)
    return _("The invitation of {email} is withdrawn. Its link no longer works.").format(email=invitation.email)


def _give_role(organisation: Organisation, form: MemberForm, by: User) -> str:
    if not form.is_valid():
        raise MembershipError(" ".join(str(errors[0]) for errors in form.errors.values()))
    chosen = form.cleaned_data
    member = people.change_role(organisation, chosen["person"], chosen["role"], was=chosen["was"], by=by)
    return _("{who} is now: {role}.").format(who=member.user, role=member.get_role_display())


def _waiting(organisation: Organisation, key: str) -> Invitation:
    """Return an invitation to this organisation that nobody has used yet, or 404; CannotInviteError for a used one."""
    number = key[:18] if key.isascii() and key.isdecimal() else None
    invitation = get_object_or_404(organisation.invitations, pk=number)
    if invitation.confirmed_at:
        confirmed = _("{who} confirmed the invitation meanwhile. Give or take roles in the list of people.")
        raise CannotInviteError(confirmed.format(who=invitation))
    return invitation


@dataclass(frozen=True)
class Invited:
    """An invitation as the page shows it: `state` of Invitation.State, or `undelivered` where its mail failed."""

    invitation: Invitation
    state: str
    label: str
    mail: Mail | None
    """The mail that holds its link"""

    @property
    def is_waiting(self) -> bool:
        """Whether it can be sent again and withdrawn."""
        return self.state not in (Invitation.State.CONFIRMED, Invitation.State.WITHDRAWN)


def _invited(organisation: Organisation) -> list[Invited]:
    """Return the organisation's invitations with their state, the newest first."""
    invitations = organisation.invitations.select_related("invited_by").prefetch_related("mails").order_by("-pk")
    return [_with_state(invitation) for invitation in invitations[:MOST_INVITATIONS]]


def _with_state(invitation: Invitation) -> Invited:
    mail = max(invitation.mails.all(), key=lambda mail: mail.pk, default=None)
    if invitation.state == Invitation.State.OPEN and mail and mail.failure:
        return Invited(invitation, "undelivered", _("Not delivered"), mail)
    return Invited(invitation, invitation.state, invitation.state_label, mail)
