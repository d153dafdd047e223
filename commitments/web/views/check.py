"""Section 7: the readiness check, with the whole text beside it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from commitments import access, document
from commitments.document.comparison import ComparedBox, compare
from commitments.drafting import history
from commitments.drafting.sections import BY_SLUG
from commitments.models import Draft
from commitments.readiness.advice import set_aside, take_up
from commitments.readiness.report import Report, report_on
from commitments.readiness.staying import said_to_stay, say_that_it_stays
from commitments.web import fixes
from commitments.web.command import Command
from commitments.web.errand import Errand
from commitments.web.forms.check import AsideForm
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.section import done, refusals, section_page, show

CHANGES = "changes"
REASON = "reason-"
"""How the name of a field begins that says why the finding of that name is set aside"""


@section_page
def check(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> HttpResponse:
    pledge, printed = draft.pledge, document.build(draft)
    report = report_on(pledge, printed)
    form, wrong = AsideForm(), request.GET.get("aside", "")  # the finding that is to be set aside, by its name
    if submitted:
        match _pressed(submitted):
            case Command("set-aside", name):
                _known(name, report)
                form, wrong = AsideForm({"reason": submitted.data.get(f"{REASON}{name}", "")}), name
                if form.is_valid():
                    with refusals(form):
                        set_aside(pledge, name, form.cleaned_data["reason"], by=access.person(request))
                        return redirect(f"{BY_SLUG['check'].url(pledge)}#aside")
            case Command("take-up", name):
                _known(name, report)
                take_up(pledge, name, by=access.person(request))
                return redirect(f"{BY_SLUG['check'].url(pledge)}#advice")
            case Command("stays" | "stays-not" as verb, name):
                with refusals(form):
                    say_that_it_stays(pledge, name, report, is_so=verb == "stays", by=access.person(request))
                    return redirect(f"{BY_SLUG['check'].url(pledge)}#{'stays' if verb == 'stays' else 'fix'}")
            case _:
                return done(request, pledge, "check", submitted)
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
        next_step=errand.after_reading,
        next_url=errand.after_reading.url(pledge),
        fixes=fixes.fixes_for(draft, printed, report.blockers),
        advice=fixes.grouped(draft, printed, report.advice, asked=asked),
        asked=asked,
        aside=[(finding, pledge.set_aside[finding.name]) for finding in report.set_aside],
        staying=[(finding, said_to_stay(pledge, finding)) for finding in report.staying],
        form=form,
        wrong=wrong,
        chapters=_chapters(draft, printed) if is_compared else None,
        status=422 if form.is_bound else 200,
    )


def _pressed(submitted: SubmittedForm) -> Command:
    """Return the pressed button; Enter in the field of a reason presses the one beside it."""
    reasons = [name.removeprefix(REASON) for name in submitted.data if name.startswith(REASON)]
    return submitted.command if submitted.command.verb or not reasons else Command("set-aside", reasons[0])


def _known(name: str, report: Report) -> None:
    if name not in {finding.name for finding in (*report.advice, *report.set_aside)}:
        raise Http404


def _chapters(draft: Draft, printed: document.PledgeDocument) -> list[ComparedBox]:
    """Return the pledge with its changes from the model text."""
    return compare(document.build(history.as_model(draft.pledge)), printed)
