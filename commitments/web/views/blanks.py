"""All blanks of a pledge on one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator

from commitments import access, document
from commitments.drafting.texts import blanks_of
from commitments.models import Draft, Pledge
from commitments.readiness.report import Report, report_on
from commitments.readiness.staying import said_to_stay, say_that_it_stays
from commitments.text.blanks import field_name
from commitments.text.sentences import sentence_around
from commitments.web import fixes
from commitments.web.command import Command
from commitments.web.errand import Errand
from commitments.web.forms.blanks import BlanksForm
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views import paper
from commitments.web.views.saving import save
from commitments.web.views.section import refusals, section_page, show

LONGEST_SENTENCE = 300
"""How many characters are shown of the sentence in which a blank stands"""


@section_page
def blanks(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> HttpResponse:
    printed = document.build(draft)
    listed = blanks_of(draft, printed)
    form = BlanksForm(submitted, listed=listed)
    if submitted:
        with refusals(form, submitted):
            return save(request, draft, "check", submitted, form) or _saved(request, draft.pledge, submitted)
    report = report_on(draft.pledge, printed)
    stays = {finding.words: finding.name for finding in report.blockers if finding.code == "open-blank"}
    return show(
        request,
        draft,
        "check",
        "blanks/edit",
        document=printed,
        submitted=submitted,
        form=form,
        in_place=_in_place(draft, printed, report),
        blanks=[
            (blank, form[field_name(blank.token)] if blank.can_be_filled else None, stays.get(blank.token, ""))
            for blank in listed
        ],
        staying=[(finding, said_to_stay(draft.pledge, finding)) for finding in report.staying],
        **({} if paper.is_asked_for(request) else _onward(request, draft, printed)),
        status=422 if submitted else 200,
    )


def _onward(request: HttpRequest, draft: Draft, printed: document.PledgeDocument) -> dict[str, Any]:
    return Errand(draft, access.actor(request), printed).onward(request.path)


def _in_place(draft: Draft, printed: document.PledgeDocument, report: Report) -> list[tuple[fixes.Fix, str]]:
    """Return the open blanks that are written where they stand, each with its sentence."""
    found = [finding for finding in report.blockers if finding.code == "open-blank" and finding.detail]
    found = found if draft.pledge.is_editable else []
    return [
        (fix, Truncator(sentence_around(fix.finding.about, fix.finding.words)).chars(LONGEST_SENTENCE))
        for fix in fixes.fixes_for(draft, printed, found)
    ]


def _saved(request: HttpRequest, pledge: Pledge, submitted: SubmittedForm) -> HttpResponse:
    """What was typed is written: say what the pressed button says of a bracket, and show the page again."""
    match submitted.command:
        case Command("stays" | "stays-not" as verb, name):
            report, by = report_on(pledge, document.build(pledge)), access.person(request)
            say_that_it_stays(pledge, name, report, is_so=verb == "stays", by=by)
    return redirect("pledge_blanks", pledge.reference)
