"""The secretariat's desk: what all organisations submitted or published, as pages and files; of drafts the number."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments import access, document
from commitments.document import printed
from commitments.exports import xlsx
from commitments.exports.bundle import MOST_PLEDGES, ZIP_TYPE, bundle
from commitments.exports.registry import CannotExportError
from commitments.models import Pledge
from commitments.models.rounds import last_round
from commitments.people.at_once import TooManyAtOnceError, at_once
from commitments.people.organisations import begin_desk, secretariat
from commitments.signing import submitting
from commitments.web import dashboard, desk, paging
from commitments.web.desk import DeskFilter
from commitments.web.forms.desk import BeginForm, ReferenceForm
from commitments.web.once import sent_once
from commitments.web.table_file import table_file
from commitments.web.views.dashboard import is_capped, queried
from commitments.web.views.section import problems, refusals
from commitments.web.views.signed_in import signed_in

LONGEST_BUNDLE = timedelta(minutes=5)
"""How long making one ZIP may take; a second one waits"""


@signed_in
@require_safe
def all_pledges(request: HttpRequest) -> HttpResponse:
    """The desk: what waits for something, and all that was submitted or published; of drafts, their number alone."""
    if access.may_begin_desk(access.person(request)):
        return redirect("desk_begin")
    access.secretariat(request)
    return _desk(request)


def _desk(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    visible, chosen = access.submitted_pledges(), DeskFilter.of(request.GET.dict())
    pledges = chosen.apply(visible)
    page = paging.page_of(
        desk.listed(pledges), visible, after=queried(request, "after"), before=queried(request, "before")
    )
    count = paging.count(pledges, page)
    context = {
        "rows": desk.rows(page.pledges),
        "count": count,
        "too_many": bool(chosen.q) and is_capped(count),
        "chosen": chosen,
        "menus": desk.desk_menus(chosen),
        "tallies": [(words, DeskFilter(look=name).address(), number) for name, words, number in desk.tallies(visible)],
        "query": chosen.address() if chosen else "",
        "newer": chosen.address(before=page.before) if page.before else "",
        "older": chosen.address(after=page.after) if page.after else "",
        "organisations": dashboard.drafts_by_organisation(),
        "most_drafts": dashboard.DRAFTS_COUNTED,
        "most_in_table": desk.MOST_IN_TABLE,
        "most_in_zip": MOST_PLEDGES,
        "has_xlsx": xlsx.can_render(),
        "problem": problem,
    }
    return render(request, "commitments/secretariat/list.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("")
def begin(request: HttpRequest) -> HttpResponse:
    """Where who set up the site makes the secretariat and comes to its desk, in one step."""
    user = access.person(request)
    if not access.may_begin_desk(user):
        raise Http404
    existing = secretariat()
    form = BeginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (existing or form.is_valid()):
        begin_desk(user, "" if existing else form.cleaned_data["name"])
        messages.success(request, _("This is the secretariat’s desk. You are its administrator."))
        return redirect("all_pledges")
    context = {"form": form, "existing": existing, "problems": problems(form)}
    return render(request, "commitments/secretariat/begin.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("")
def submitted_pledge(request: HttpRequest, reference: str) -> HttpResponse:
    """The text of a submitted or published pledge, to read, with its contacts; a POST records its reference."""
    pledge = access.submitted_pledge(request, reference)
    row = desk.rows([pledge])[0]
    form = ReferenceForm(request.POST if request.method == "POST" else None, initial={"reference": row.reference})
    if form.is_valid():
        with refusals(form):
            submitting.record_reference(pledge, form.cleaned_data["reference"], by=access.actor(request))
            messages.success(request, _("Recorded. The drafters are told."))
            return redirect("submitted_pledge", reference)
    built = document.build(pledge, is_public=True)  # which is of none of its parties
    signing_round = last_round(pledge)
    context = {
        "pledge": pledge,
        "row": row,
        "form": form if row.submission else None,
        "problems": problems(form),
        "code": signing_round.revision.code if signing_round else "",
        **printed.context(built, title_level=2),
    }
    return render(request, "commitments/secretariat/read.html", context, status=422 if form.errors else 200)


@signed_in  # type: ignore[arg-type]  # a ZIP is streamed, which is another class of responses
@require_safe
def as_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What the desk shows, by the filters of the address, as CSV, as Excel, or each pledge's files in a ZIP."""
    access.secretariat(request)
    pledges = DeskFilter.of(request.GET.dict()).apply(access.submitted_pledges())
    try:
        if kind == "zip":
            return _bundle(list(pledges.select_related("model_text").order_by("pk")[: MOST_PLEDGES + 1]))
        return table_file(desk.table(pledges), kind, _name())
    except CannotExportError as problem:
        return _desk(request, problem=str(problem), status=422)
    except TooManyAtOnceError:
        return _desk(request, problem=_("Another ZIP is being made just now. Try again in a minute."), status=503)


def _bundle(found: list[Pledge]) -> FileResponse:
    with at_once("desk zip", limit=1, longest=LONGEST_BUNDLE):
        file = bundle(found, desk.table(Pledge.objects.filter(pk__in=[pledge.pk for pledge in found])))
    response = FileResponse(file, as_attachment=True, filename=f"{_name()}.zip", content_type=ZIP_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def _name() -> str:
    return f"pledges-{timezone.now():%Y-%m-%d}"
