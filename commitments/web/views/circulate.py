"""Sending a pledge round to be signed, taking it back to change it, and withdrawing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.document import PledgeDocument
from commitments.document import printed as printing
from commitments.drafting.editing.edit import Conflict
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import PartyField
from commitments.drafting.editing.write import WrongStateError
from commitments.models import Draft, Pledge, Step
from commitments.models.pledge import TRANSITIONS
from commitments.models.rounds import last_round
from commitments.readiness.report import report_on
from commitments.signing import circulating, ending
from commitments.signing.candidates import candidates
from commitments.signing.circulating import CannotCirculateError, text_mark
from commitments.signing.transitions import refusal
from commitments.web import fixes
from commitments.web.command import Command
from commitments.web.forms.circulate import IN_TURN, ReasonForm, RoundForm, SignatoryForm
from commitments.web.once import sent_once, tell
from commitments.web.views.section import problems, refusals
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again, signed_in

MOST_FORMS = 12
"""Of more parties, the signatories are named on each party's own page"""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def circulate(request: HttpRequest, reference: str) -> HttpResponse:
    """Who signs for each party, and how the text goes round. A POST keeps the names, and may send it round."""
    pledge = access.circulated_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    if refused := refusal(pledge, Step.CIRCULATE):
        if request.method == "POST":
            _say_sent(request) if _is_sent(request, pledge) else messages.error(request, refused)
        return redirect("pledge_signatures", reference)
    data = request.POST if request.method == "POST" else None
    draft = Draft(pledge)
    forms = _signatories(draft, document.build(draft), data)
    is_sending = Command.of(request.POST).verb == "circulate"
    last = last_round(pledge)
    form = RoundForm(data if is_sending else None, last=last.circulation if last else None)
    saved = data is not None and _save(request, pledge, forms)
    reasons: tuple[str, ...] = ()
    if saved and not is_sending:
        messages.success(request, _("Saved."))
        return redirect("pledge_circulate", reference)
    if saved and form.is_valid():
        try:
            _send_round(request, pledge, form)
        except CannotCirculateError as cant:
            reasons = cant.reasons
        except WrongStateError as refused:
            reasons = (str(refused),)
        else:
            return redirect("pledge_signatures", reference)
    if is_sending and _is_sent(request, pledge):  # by the same form, which came at the same moment
        _say_sent(request)
        return redirect("pledge_signatures", reference)
    return _show(request, pledge, forms, form, reasons, status=422 if data else 200)


def _signatories(draft: Draft, printed: PledgeDocument, data: Any) -> list[SignatoryForm]:
    """Return a form for each party's signatory, in the pledge's order; none where there are very many."""
    parties = sorted(draft.parties.values(), key=lambda party: party.position)
    if len(parties) > MOST_FORMS:
        return []
    names, known = {party.key: party.name for party in printed.parties}, candidates(draft.pledge, parties)
    return [SignatoryForm(data, party=party, name=names[party.key], known=known[party.key]) for party in parties]


def _save(request: HttpRequest, pledge: Pledge, forms: list[SignatoryForm]) -> bool:
    """Keep the names that are well typed. Whether all are, and nobody wrote other ones meanwhile."""
    is_valid = not [form for form in forms if form.errors]
    version = request.POST.get("version", "")
    based_on = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else 0
    edits = [edit for form in forms for edit in form.edits(based_on)]
    for form in forms[:1]:
        with refusals(form):
            done = save(pledge, "parties", edits, by=access.person(request))
            for conflict in done.conflicts:
                _say_conflict(forms, conflict)
    return is_valid and not any(form.errors for form in forms)


def _say_conflict(forms: list[SignatoryForm], conflict: Conflict) -> None:
    meanwhile = _("{who} wrote “{theirs}” here meanwhile. Save again to put yours in its place.")
    target = conflict.edit.target
    for form in forms:
        if isinstance(target, PartyField) and target.key == form.party.key:
            form.add_error(target.column, meanwhile.format(who=conflict.who, theirs=conflict.theirs))


def _send_round(request: HttpRequest, pledge: Pledge, form: RoundForm) -> None:
    chosen = form.cleaned_data
    circulating.circulate(
        pledge,
        seen=request.POST.get("seen", ""),
        in_turn=chosen["order"] == IN_TURN,
        asked_for=chosen["asked_for"],
        message=chosen["message"],
        by=access.actor(request),
    )
    _say_sent(request)


def _say_sent(request: HttpRequest) -> None:
    tell(request, messages.SUCCESS, _("The text is frozen, and on its way to be signed."))


def _is_sent(request: HttpRequest, pledge: Pledge) -> bool:
    """Whether this person sent just this text round in just this way: the same form arrived before."""
    signing_round, form = last_round(pledge), RoundForm(request.POST, last=None)
    if not signing_round or signing_round.circulation.end or not form.is_valid():
        return False
    circulation, revision, chosen = signing_round.circulation, signing_round.revision, form.cleaned_data
    made = (circulation.in_turn, circulation.asked_for, circulation.message, revision.by_id)
    asked = (chosen["order"] == IN_TURN, chosen["asked_for"], chosen["message"], access.person(request).pk)
    return made == asked and text_mark(document.of_revision(revision, status="draft")) == request.POST.get("seen", "")


def _show(
    request: HttpRequest,
    pledge: Pledge,
    forms: list[SignatoryForm],
    form: RoundForm,
    reasons: tuple[str, ...],
    *,
    status: int,
) -> HttpResponse:
    draft = Draft(Pledge.objects.select_related("model_text", "organisation").get(pk=pledge.pk))
    printed = document.build(draft)
    blockers = [finding for finding in report_on(pledge, printed).blockers if finding.code != "no-signatory"]
    context = {
        "pledge": pledge,
        "forms": forms,
        "form": form,
        "problems": [problem for bound in (*forms, form) for problem in problems(bound)],
        "reasons": reasons,
        "to_fix": fixes.fixes_for(draft, printed, blockers),
        "many": [] if forms else printed.parties,
        "seen": text_mark(printed),
        "version": draft.pledge.version_of("parties"),
        "person_key": person_key(access.person(request)),
        "may_send": access.may_edit(pledge),
        "has_contact": any(party.focal_email for party in draft.parties.values()),
        **printing.context(printed, title_level=2),
    }
    return render(request, "commitments/circulate/form.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once()
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Whose signatures fall if the text is changed, and why it is."""
    return _take_back(request, reference, Step.REOPEN, ending.reopen, onward="pledge_detail")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once()
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Ending a pledge for good."""
    return _take_back(request, reference, Step.WITHDRAW, ending.withdraw, onward="pledge_signatures")


def _take_back(
    request: HttpRequest, reference: str, step: Step, verb: Callable[..., None], *, onward: str
) -> HttpResponse:
    pledge = access.circulated_pledge(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            verb(pledge, reason=form.cleaned_data["reason"], by=access.actor(request))
            messages.success(request, _("Reopened.") if step == Step.REOPEN else _("Withdrawn."))
            return redirect(onward, reference)
    signing_round = last_round(pledge) if pledge.status != Pledge.Status.DRAFT else None
    context = {
        "pledge": pledge,
        "form": form,
        "is_reopening": step == Step.REOPEN,
        "can": (pledge.status, step) in TRANSITIONS and access.may_copy(pledge),
        "falling": signing_round.signed if signing_round else [],
        "person_key": person_key(access.person(request)),
    }
    return render(request, "commitments/circulate/take_back.html", context, status=422 if form.errors else 200)
