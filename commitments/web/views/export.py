"""Section 8: the pledge as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments import access, document
from commitments.document import PledgeDocument
from commitments.exports import xlsx
from commitments.exports.kept import PDF, as_file, public_copy
from commitments.exports.plan_table import plan_table
from commitments.exports.registry import FORMATS, PUBLIC, BusyError, CannotExportError, Format, file_name
from commitments.exports.text import form_boxes
from commitments.models import AnnexedCopy, Draft, Revision
from commitments.models.linked_frameworks import linked_frameworks
from commitments.models.rounds import last_round
from commitments.trail import entries
from commitments.web.errand import Errand
from commitments.web.table_file import table_file
from commitments.web.views.comments import visited
from commitments.web.views.errors import busy, come_again
from commitments.web.views.section import show
from commitments.web.views.signed_in import signed_in

Annex = AnnexedCopy.Annex
ANNEXES = {"1": Annex.PICTURES, "trail": Annex.TRAIL}
"""By what an address says after `?annex=`; anything else asks for none"""


@signed_in
@require_safe
def export(request: HttpRequest, reference: str) -> HttpResponse:
    draft = Draft(access.readable_pledge(request, reference))
    return _page(request, draft, document.build(draft))


@visited
@require_safe
def download(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """Return the pledge as a file; where it can't be made, the page that says why (422; 503 if it can be made later).

    `?annex=1` adds pictures, `?annex=trail` who did what when.
    """
    file_format, annex = FORMATS.get(slug), ANNEXES.get(request.GET.get("annex", ""))
    is_plain_pdf = file_format == PDF and not annex
    pledge, actor = access.exported_pledge(request, reference, is_plain_pdf=is_plain_pdf)
    draft = Draft(pledge)
    if not file_format or not _has(file_format, annex):
        raise Http404
    signing_round = None if actor.is_own else last_round(pledge)
    is_public = not access.hears_every_party(signing_round, actor)
    printed = document.build(draft, is_public=is_public)
    library = linked_frameworks(pledge.model_text) if annex == Annex.PICTURES else None
    trail = entries.trail(pledge) if annex == Annex.TRAIL else None
    try:
        if signing_round and is_public and pledge.status in document.AGREED:
            return public_pdf(signing_round.revision)
        content = as_file(pledge, printed, file_format, library=library, trail=trail)
    except CannotExportError as problem:
        if actor.is_own:
            return _refused(request, draft, printed, problem)
        if isinstance(problem, BusyError):
            return busy(request, problem)
        messages.error(request, str(problem))
        return redirect("pledge_signatures" if signing_round else "pledge_read", reference)
    return as_attachment(content, file_format, printed, annex or "")


@visited
@require_safe
def plan(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Return the action plan as CSV or as Excel, one row an action, to whoever reads the pledge."""
    pledge, actor = access.discussed_pledge(request, reference)
    signing_round = None if actor.is_own else last_round(pledge)
    printed = document.build(Draft(pledge), is_public=not access.hears_every_party(signing_round, actor))
    try:
        return table_file(plan_table(printed), kind, f"{pledge.reference} {_('action plan')}")
    except CannotExportError as problem:
        messages.error(request, str(problem))
        return redirect("pledge_export" if actor.is_own else "pledge_read", reference)


def public_pdf(revision: Revision) -> HttpResponse:
    """Return the signed PDF for somebody who is of none of its parties. Raises CannotExportError."""
    pledge = revision.pledge
    content = public_copy(pledge, revision=revision)
    shown = document.of_revision(revision, status=pledge.status, is_public=True)
    is_whole = shown.seal is not None and len(shown.seal.signed) == revision.signatures.count()
    return as_attachment(content, PDF, shown, "" if is_whole else PUBLIC)


def _has(file_format: Format, annex: Annex | None) -> bool:
    return {None: True, Annex.PICTURES: file_format.has_annex, Annex.TRAIL: file_format.has_trail}[annex]


def _refused(request: HttpRequest, draft: Draft, printed: PledgeDocument, problem: CannotExportError) -> HttpResponse:
    """Return the section's page, with the problem."""
    is_busy = isinstance(problem, BusyError)
    page = _page(request, draft, printed, problem=str(problem), status=503 if is_busy else 422)
    return come_again(page) if is_busy else page


def _page(
    request: HttpRequest, draft: Draft, printed: PledgeDocument, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """Return the section's page: every form that a file can have, and what is next once one has it."""
    errand = Errand(draft, access.actor(request), printed)
    onward = errand.onward(request.path, has_named_what_is_empty=True)  # it is for the text as it stands
    is_asking = onward["next_url"] == reverse("pledge_circulate", args=[draft.pledge.reference])
    return show(
        request,
        draft,
        "export",
        "export/formats",
        document=printed,
        rows=(),  # it has fields to copy from, for readers too
        boxes=form_boxes(printed),
        formats=FORMATS.values(),
        has_xlsx=xlsx.can_render(),
        may_import=access.writable_organisations(access.person(request)).exists(),
        problem=problem,
        may_ask=errand.is_draft and errand.facts.is_drafter and not is_asking,
        status=status,
        **onward,
    )


def as_attachment(content: bytes, file_format: Format, printed: PledgeDocument, annex: str = "") -> HttpResponse:
    """Return a file that the browser saves under the pledge's name, and nobody on the way keeps."""
    response = HttpResponse(content, content_type=file_format.content_type)
    name = file_name(printed, file_format, annex)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response
