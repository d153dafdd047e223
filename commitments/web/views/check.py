"""Section 7: the readiness check, with the whole text beside it."""

from __future__ import annotations

from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from commitments import access, document
from commitments.document.comparison import ComparedBox, compare
from commitments.drafting import history
from commitments.drafting.sections import BY_SLUG
from commitments.drafting.texts import blanks_of
from commitments.models import Draft, Pledge
from commitments.readiness.advice import set_aside, take_up
from commitments.readiness.finding import Finding
from commitments.readiness.report import Report, report_on
from commitments.readiness.staying import said_to_stay, say_that_it_stays
from commitments.text.blanks import field_name
from commitments.web import fixes
from commitments.web.command import Command
from commitments.web.errand import Errand
from commitments.web.forms.blanks import BlanksForm
from commitments.web.forms.check import AsideForm
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.saving import save
from commitments.web.views.section import done, problems, refusals, section_page, show

CHANGES = "changes"
REASON = "reason-"
"""How the name of a field begins that says why the finding of that name is set aside"""


@section_page
def check(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> HttpResponse:
    pledge, printed = draft.pledge, document.build(draft)
    report = report_on(pledge, printed)
    form, wrong = AsideForm(), request.GET.get("aside", "")  # the finding that is to be set aside, by its name
    filling = _filling(draft, printed, submitted)
    if submitted:
        if isinstance(answer := _obey(request, draft, submitted, report, filling), HttpResponse):
            return answer
        form, wrong = answer or (form, wrong)
    found = [(fix, _field(filling, fix.finding)) for fix in fixes.fixes_for(draft, printed, report.blockers)]
    asked = request.GET.get("all", "") or wrong
    errand = Errand(draft, access.actor(request), printed)
    vacant = {step.section.slug for step in errand.empty}
    is_compared = request.GET.get("view") == CHANGES
    return show(
        request,
        draft,
        "check",
        "check/read",
        document=printed,
        submitted=submitted,
        report=report,
        empty=errand.empty,
        passed=[rule for rule in report.passed if rule.section not in vacant],
        idle=[rule for rule in report.passed if rule.section in vacant],
        **errand.onward("", has_named_what_is_empty=True),  # what is to fix comes first, and stands on this page
        fixes=found,
        is_filling=any(field for _fix, field in found),
        advice=fixes.grouped(draft, printed, report.advice, asked=asked),
        asked=asked,
        aside=[(finding, pledge.set_aside[finding.name]) for finding in report.set_aside],
        staying=[(finding, said_to_stay(pledge, finding)) for finding in report.staying],
        form=form,
        form_errors=problems(filling),
        wrong=wrong,
        chapters=_chapters(draft, printed) if is_compared else None,
        status=422 if form.is_bound or filling.errors else 200,
    )


def _obey(
    request: HttpRequest, draft: Draft, submitted: SubmittedForm, report: Report, filling: BlanksForm
) -> HttpResponse | tuple[AsideForm, str] | None:
    """Save the blanks that were filled, whatever button is pressed, and carry out what it says; return the answer.

    Where that is refused: the form that says why, and the name of its finding; or None, and `filling` says it.
    """
    with refusals(filling, submitted):
        return save(request, draft, "check", submitted, filling) or _answer(request, draft.pledge, submitted, report)
    return None


def _answer(
    request: HttpRequest, pledge: Pledge, submitted: SubmittedForm, report: Report
) -> HttpResponse | tuple[AsideForm, str]:
    by, url, form = access.person(request), BY_SLUG["check"].url(pledge), AsideForm()
    match _pressed(submitted):
        case Command("set-aside", name):
            _known(name, report)
            form = AsideForm({"reason": submitted.data.get(f"{REASON}{name}", "")})
            if form.is_valid():
                with refusals(form):
                    set_aside(pledge, name, form.cleaned_data["reason"], by=by)
                    return redirect(f"{url}#aside")
            return form, name
        case Command("take-up", name):
            _known(name, report)
            take_up(pledge, name, by=by)
            return redirect(f"{url}#advice")
        case Command("stays" | "stays-not" as verb, name):
            with refusals(form):
                say_that_it_stays(pledge, name, report, is_so=verb == "stays", by=by)
                return redirect(f"{url}#{'stays' if verb == 'stays' else 'fix'}")
            return form, ""
    return done(request, pledge, "check", submitted)


def _pressed(submitted: SubmittedForm) -> Command:
    """Return the pressed button; whoever wrote a reason and pressed none, or went on, presses the one beside it."""
    command = submitted.command
    if command.verb not in ("", "go"):
        return command
    reasons = {name.removeprefix(REASON): said for name, said in submitted.data.items() if name.startswith(REASON)}
    written = [name for name, said in reasons.items() if str(said).strip() or not command.verb]
    return Command("set-aside", written[0]) if written else command


def _filling(draft: Draft, printed: document.PledgeDocument, submitted: SubmittedForm | None) -> BlanksForm:
    """Return the form of the blanks that are filled beside their findings; of a page that was sent, of those it had."""
    listed = blanks_of(draft, printed)
    if submitted:
        listed = [blank for blank in listed if field_name(blank.token) in submitted.data]
    return BlanksForm(submitted, listed=listed)


def _field(filling: BlanksForm, finding: Finding) -> BoundField | None:
    """Return the field of the blank that a finding is about, where one filling does for all of its places."""
    name = field_name(finding.about)
    is_filled_here = finding.code == "open-blank" and not finding.detail and name in filling.fields
    return filling[name] if is_filled_here else None


def _known(name: str, report: Report) -> None:
    if name not in {finding.name for finding in (*report.advice, *report.set_aside)}:
        raise Http404


def _chapters(draft: Draft, printed: document.PledgeDocument) -> list[ComparedBox]:
    """Return the pledge with its changes from the model text."""
    return compare(document.build(history.as_model(draft.pledge)), printed)
