"""Another signatory for a text that goes round: a drafter names or confirms them, the signatory who leaves proposes."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments import access
from commitments.models import Actor, NamedSignatory, Pledge, ProposedSignatory, SignatureRequest
from commitments.models.rounds import Round, last_round
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.people.sent_forms import Made
from commitments.signing import proposing, replacing
from commitments.signing.replacing import CannotReplaceError
from commitments.signing.signatories import deputies_of
from commitments.text.limits import TextRefusedError
from commitments.web.command import Command
from commitments.web.forms.successor import NotThemForm, SuccessorForm
from commitments.web.once import once
from commitments.web.views.not_asked import for_signatories
from commitments.web.views.section import problems
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again, signed_in


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, reference: str, key: str, place: int) -> HttpResponse:
    """Who else may sign for a party; what stays, and what changes. A drafter's POST names or confirms them."""
    pledge = access.circulated_pledge(request, reference)
    signing_round, asked = _asked(pledge, key, place)
    if is_of_another_person(request):
        return send_again(request, status=403)
    page = ReplacingPage(request, signing_round, asked, access.actor(request))
    page.may_act = access.may_copy(pledge)
    return page.answer(page.carry_out_of_drafter, "commitments/signatures/replace.html")


@for_signatories
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """A signatory takes a deputy, or proposes who is to sign in their place."""
    signing_round, asked, actor = access.own_signature_request(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    page = ReplacingPage(request, signing_round, asked, actor)
    return page.answer(page.carry_out_of_signatory, "commitments/answer/somebody_else.html")


def _asked(pledge: Pledge, key: str, place: int) -> tuple[Round, SignatureRequest]:
    """Return the last round of a pledge, and the request in it to one signatory of a party; else 404."""
    signing_round = last_round(pledge)
    requests = signing_round.signature_requests if signing_round else ()
    found = next((asked for asked in requests if (asked.party_key, asked.place) == (key, place)), None)
    if not signing_round or not found:
        raise Http404
    signing_round.revision.pledge = pledge
    return signing_round, found


class ReplacingPage:
    """What both pages have: the form, the deputies, the proposal that waits, and what the pressed button does."""

    may_act = True

    def __init__(self, request: HttpRequest, signing_round: Round, asked: SignatureRequest, actor: Actor) -> None:
        self.request, self.signing_round, self.asked, self.actor = request, signing_round, asked, actor
        self.pressed = pressed = Command.of(request.POST)
        self.form = SuccessorForm(request.POST if pressed.verb == "name-signatory" else None)
        self.not_them = NotThemForm(request.POST if pressed.verb == "refuse-signatory" else None)
        self.pledge = signing_round.revision.pledge

    def answer(self, carry_out: Callable[[], Made], template: str) -> HttpResponse:
        """Do what was pressed and lead on, or show the page, with all that was typed."""
        form: forms.Form | None = next((each for each in (self.form, self.not_them) if each.is_bound), None)
        if self.request.method != "POST":
            return self._show(template)
        if form and not form.is_valid():
            return self._show(template, status=422)
        try:
            return redirect(once(self.request, lambda: self._carried_out(carry_out)))
        except (CannotReplaceError, TextRefusedError) as refused:
            why, field = str(refused), getattr(refused, "field", "")
        except TooManyAttemptsError:
            why, field = _("You named very many people today. Go on tomorrow."), ""
        if not form:
            messages.error(self.request, why)
            return redirect(self.request.path)
        form.add_error(field if field in form.fields else None, why)
        return self._show(template, status=422)

    def _carried_out(self, carry_out: Callable[[], Made]) -> Made:
        """Do it, if whoever is replaced is the one of whom the page spoke."""
        if self.request.POST.get("seen", "") not in ("", str(self.asked.pk)):
            raise CannotReplaceError(
                _("Somebody else was named in their place meanwhile: {name}.").format(name=self.asked.name)
            )
        return carry_out()

    def carry_out_of_drafter(self) -> Made:
        back = reverse("pledge_signatures", args=[self.pledge.reference])
        match self.pressed.verb:
            case "name-signatory":
                reason = self.form.cleaned_data["reason"]
                new = replacing.replace_signatory(self.asked, self.form.successor, reason=reason, by=self.actor)
            case "take-deputy":
                new = replacing.take_deputy(self.asked, self._deputy(), by=self.actor)
            case "confirm-signatory":
                new = proposing.confirm(self._proposed(), by=self.actor)
            case "refuse-signatory":
                reason = self.not_them.cleaned_data["why_not"]
                proposing.refuse(self._proposed(), reason=reason, by=self.actor)
                left = _("{name} is told, and is still asked to sign.").format(name=self.asked.name)
                return Made(back, ((messages.SUCCESS, left),))
            case _:
                return Made(self.request.path)
        return Made(back, ((messages.SUCCESS, _named(new)),))

    def carry_out_of_signatory(self) -> Made:
        match self.pressed.verb:
            case "name-signatory":
                reason = self.form.cleaned_data["reason"]
                new = proposing.propose(self.asked, self.form.successor, reason=reason, by=self.actor)
                told = _("The drafters are told. Once one of them confirms it, {name} is asked to sign.")
                return Made(self.request.path, ((messages.SUCCESS, told.format(name=new.name)),))
            case "take-deputy":
                named = _named(replacing.take_deputy(self.asked, self._deputy(), by=self.actor))
                page = reverse("pledge_signatures", args=[self.pledge.reference])
                return Made(page, ((messages.SUCCESS, named),))
        return Made(self.request.path)

    def _deputy(self) -> NamedSignatory:
        """Return the deputy of whom the pressed button spoke. Raises CannotReplaceError."""
        found = next((deputy for deputy in deputies_of(self.asked) if deputy.slot == self.pressed.key), None)
        if not found:
            raise CannotReplaceError(_("This deputy can’t be asked any more. Look at who is asked now."))
        return found

    def _proposed(self) -> ProposedSignatory:
        """Return the proposal of which the pressed button, or the form's hidden field, spoke. Raises the same."""
        key = self.pressed.key or self.request.POST.get("proposed", "")
        found = proposing.open_proposal(self.asked)
        if not found or str(found.pk) != key:
            raise CannotReplaceError(_("This was answered or taken back meanwhile."))
        return found

    def _show(self, template: str, *, status: int = 200) -> HttpResponse:
        context = {
            "pledge": self.pledge,
            "actor": self.actor,
            "signing_round": self.signing_round,
            "mine": self.signing_round.signature_request_of(self.actor.email),
            "signature_request": self.asked,
            "refusal": replacing.refusal(self.signing_round, self.asked),
            "form": self.form,
            "not_them_form": self.not_them,
            "problems": [problem for form in (self.form, self.not_them) for problem in problems(form)],
            "deputies": deputies_of(self.asked),
            "proposed": proposing.open_proposal(self.asked),
            "may_act": self.may_act,
            "person_key": person_key(self.actor.user) if self.actor.user else "",
        }
        return render(self.request, template, context, status=status)


def _named(new: SignatureRequest) -> str:
    if new.came_at:
        return _("{name} is asked to sign now. Everybody concerned is told.").format(name=new.name)
    return _("{name} is asked to sign when it is their turn.").format(name=new.name)
