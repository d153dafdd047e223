"""Further parties of an open pledge: the public page where they ask, and the owner's list of who did."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.document.address import address
from commitments.models import Draft, JoinRequest, PartyKind, Pledge, Revision
from commitments.models.rounds import of_revision
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.people.sent_forms import Made
from commitments.readiness.knowledge import knowledge_for
from commitments.readiness.rules.observers import is_of_a_state
from commitments.signing import joining
from commitments.signing.admission import CannotJoinError
from commitments.text.limits import TextRefusedError
from commitments.web.command import Command
from commitments.web.errand import Errand
from commitments.web.forms.invitation import MailedCodeForm
from commitments.web.forms.join import AUTHORITY, JoinForm, RefuseForm
from commitments.web.once import once, sent_once
from commitments.web.views.account import CONSOLE
from commitments.web.views.errors import sent_too_often, tried_too_often
from commitments.web.views.section import problems
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again, signed_in
from commitments.web.views.verify import public

ASKED = "asked to join"
"""Where a session keeps the request that was made in it last: its primary key"""
LONGEST_NUMBER = 18  # digits of a primary key


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@public
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Asking to sign an open pledge: for whom, then the code that was mailed. Each button is a POST."""
    page = Asking(request, access.joined_revision(code))
    if request.method != "POST":
        return page.show()
    status = page.carry_out()
    return page.show(status=status) if status else redirect("join", code)


class Asking:
    """The page of somebody who asks: the form, then the code, then what became of it."""

    def __init__(self, request: HttpRequest, revision: Revision) -> None:
        self.request, self.revision = request, revision
        kept = JoinRequest.objects.filter(pk=request.session.get(ASKED) or 0, pledge=revision.pledge)
        self.asked = kept.select_related("state", "national_society__state", "component").first()
        if self.asked:
            self.asked.pledge = revision.pledge
        self.pressed = Command.of(request.POST).verb
        self.is_starting_over = False
        self.form: forms.Form = MailedCodeForm() if self.asked else JoinForm()

    def carry_out(self) -> int:
        """Do what the pressed button says; return the status of the page that is shown again, 0 when it is done."""
        verbs: dict[str, Callable[[], None]] = {
            "prove": self._prove,
            "send-again": self._send_again,
            "start-over": self._start_over,
        }
        try:
            verbs.get(self.pressed, self._ask)()
        except CannotJoinError as refused:
            self._refuse(str(refused), refused.field)
        except TextRefusedError as refused:
            self.form.add_error(None, str(refused))
        except TooManyAttemptsError as refused:
            self._refuse((sent_too_often if self.pressed == "send-again" else tried_too_often)(refused))
            return 429
        if self.is_starting_over:
            return 200
        return 422 if self.form.errors else 0

    def _ask(self) -> None:
        self.form = form = JoinForm(self.request.POST)
        self.asked = None
        if form.is_valid():
            self.request.session[ASKED] = int(once(self.request, lambda: self._made(form)))

    def _made(self, form: JoinForm) -> Made:
        """Ask what a valid form asks; what becomes of it is known by its primary key."""
        asked = joining.ask(
            self.revision,
            form.participant,
            name=form.cleaned_data["name"],
            title=form.cleaned_data["title"],
            email=form.cleaned_data["email"],
            origin=access.origin(self.request),
            browser=access.browser(self.request),
        )
        return Made(str(asked.pk))

    def _prove(self) -> None:
        if not self.asked or self.asked.confirmed_at:  # forgotten meanwhile: begin again; or proven by the same form
            return
        self.form = form = MailedCodeForm(self.request.POST)
        if form.is_valid() and not joining.prove(
            self.asked,
            form.cleaned_data["code"],
            origin=access.origin(self.request),
            browser=access.browser(self.request),
        ):
            self.asked.refresh_from_db(fields=["confirmed_at"])
            if self.asked.confirmed_at:  # by the same form, which came at the same moment
                return
            wrong = _("This is not the code, or it is older than 15 minutes. Look into the newest mail.")
            form.add_error("code", wrong)

    def _send_again(self) -> None:
        if asked := self.asked:
            once(self.request, lambda: self._sent_again(asked), needs_page=True)

    def _sent_again(self, asked: JoinRequest) -> Made:
        joining.send_code(asked, browser=access.browser(self.request))
        return Made("", ((messages.SUCCESS, _("A new code is on its way.")),))

    def _start_over(self) -> None:
        """Ask for another party, or correct what was asked: the form comes back with what was typed."""
        corrected = self.asked if self.asked and not self.asked.confirmed_at else None
        self.form, self.is_starting_over, self.asked = JoinForm(asked=corrected), True, None

    def _refuse(self, why: str, field: str = "") -> None:
        """Say in the form that is shown why it is not done."""
        form = self.form if self.form.is_bound else MailedCodeForm({"code": ""})
        if not self.form.is_bound:
            form.errors.clear()
        has_own_name = form.data.get("kind") in (AUTHORITY, PartyKind.OBSERVER)
        name = {"party": "organisation" if has_own_name else "country"}.get(field, field)
        form.add_error(name if name in form.fields else None, why)
        self.form = form

    def show(self, *, status: int = 200) -> HttpResponse:
        pledge = self.revision.pledge
        text = document.of_revision(self.revision, status=pledge.status, is_public=True)
        context = {
            "pledge": pledge,
            "owner": pledge.organisation.in_sentence,
            "revision": self.revision,
            "parties": [*(party.name for party in text.parties), *_later(text)],
            "not_shown": of_revision(self.revision).not_shown,
            "asked": self.asked,
            "form": self.form,
            "mail_is_printed": settings.MAIL_BACKEND == CONSOLE,
        }
        return render(self.request, "commitments/join/ask.html", context, status=status)


def _later(text: document.PledgeDocument) -> list[str]:
    return [signature.party for signature in text.seal.later] if text.seal else []


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once()
def joining_list(request: HttpRequest, reference: str) -> HttpResponse:
    """Who asks to sign a pledge, and what was answered; its drafters confirm or refuse, each by a POST."""
    pledge = access.circulated_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    refused: RefuseForm | None = None
    if request.method == "POST":
        try:
            refused = _carry_out(request, pledge)
        except CannotJoinError as problem:
            messages.error(request, str(problem))
        if not refused:
            return redirect("pledge_joining", reference)
    requests = pledge.join_requests.filter(confirmed_at__isnull=False).select_related(
        "signature_request", "answered_by", "state", "national_society__state", "component"
    )
    forms_by_key = {refused.prefix: refused} if refused else {}
    rows = [
        (asked, (forms_by_key.get(f"r{asked.pk}") or RefuseForm(asked=asked)) if not asked.answer else None)
        for asked in requests.order_by("-pk")
    ]
    known, revision = knowledge_for(pledge.model_text), document.current(pledge)
    context = {
        "pledge": pledge,
        "waiting": [row for row in rows if not row[0].answer][::-1],
        "answered": [asked for asked, _form in rows if asked.answer],
        "problems": problems(refused) if refused else [],
        "address": address("join", revision.code) if revision else "",
        "may_act": access.may_copy(pledge),
        "person_key": person_key(access.person(request)),
        "doubtful": {
            asked.pk for asked, _form in rows if asked.kind == PartyKind.OBSERVER and is_of_a_state(asked.party, known)
        },
        **Errand(Draft(pledge), access.actor(request)).onward(request.path),
    }
    return render(request, "commitments/join/list.html", context, status=422 if refused else 200)


def _carry_out(request: HttpRequest, pledge: Pledge) -> RefuseForm | None:
    """Do what the pressed button says; return the form of a refusal that lacks something. Raises CannotJoinError."""
    command = Command.of(request.POST)
    key = command.key
    is_number = key.isascii() and key.isdecimal() and len(key) <= LONGEST_NUMBER
    asked = pledge.join_requests.filter(pk=int(key)).first() if is_number else None
    if not asked:
        return None
    by, who = access.actor(request), {"name": asked.name, "party": asked.in_sentence, "email": asked.email}
    if command.verb == "confirm":
        joining.confirm(asked, by=by)
        messages.success(request, _("{name} can sign for {party} now. A link is on its way to {email}.").format(**who))
    if command.verb == "refuse":
        form = RefuseForm(request.POST, asked=asked)
        if not form.is_valid():
            return form
        joining.refuse(asked, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, _("Refused. {name} is told why.").format(**who))
    return None
