"""Section 8: the pledge as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from commitments import access, document
from commitments.document import PledgeDocument
from commitments.exports.kept import PDF, as_file
from commitments.exports.registry import FORMATS, BusyError, CannotExportError, Format, file_name
from commitments.models import Draft
from commitments.models.linked_frameworks import linked_frameworks
from commitments.trail import entries
from commitments.web.views.comments import visited
from commitments.web.views.errors import busy, come_again
from commitments.web.views.section import show
from commitments.web.views.signed_in import signed_in


@signed_in
@require_safe
def export(request: HttpRequest, reference: str) -> HttpResponse:
    draft = Draft(access.readable_pledge(request, reference))
    printed = document.build(draft)
    return show(request, draft, "export", "export/formats", document=printed, formats=FORMATS.values())


@visited
@require_safe
def download(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """Return the pledge as a file; where it can't be made, the page that says why (422; 503 if it can be made later).

    `?annex=1` adds pictures, `?annex=trail` who did what when.
    """
    file_format = FORMATS.get(slug)
    with_annex, with_trail = (request.GET.get("annex") == annex for annex in ("1", "trail"))
    is_plain_pdf = file_format == PDF and not with_annex and not with_trail
    pledge, actor = access.exported_pledge(request, reference, is_plain_pdf=is_plain_pdf)
    draft = Draft(pledge)
    if not file_format or (with_annex and not file_format.has_annex) or (with_trail and not file_format.render_trail):
        raise Http404
    printed = document.build(draft)
    try:
        if with_trail and file_format.render_trail:
            content = file_format.render_trail(printed, entries.trail(pledge))
        else:
            content = as_file(
                pledge, printed, file_format, linked_frameworks(pledge.model_text) if with_annex else None
            )
    except CannotExportError as problem:
        if actor.is_own:
            return _refused(request, draft, printed, problem)
        if isinstance(problem, BusyError):
            return busy(request, problem)
        messages.error(request, str(problem))
        return redirect("pledge_signatures", reference)
    return as_attachment(content, file_format, printed)


def _refused(request: HttpRequest, draft: Draft, printed: PledgeDocument, problem: CannotExportError) -> HttpResponse:
    """Return the section's page, with the problem."""
    is_busy = isinstance(problem, BusyError)
    page = show(
        request,
        draft,
        "export",
        "export/formats",
        document=printed,
        formats=FORMATS.values(),
        problem=str(problem),
        status=503 if is_busy else 422,
    )
    return come_again(page) if is_busy else page


def as_attachment(content: bytes, file_format: Format, printed: PledgeDocument) -> HttpResponse:
    """Return a file that the browser saves under the pledge's name, and nobody on the way keeps."""
    response = HttpResponse(content, content_type=file_format.content_type)
    name = file_name(printed, file_format)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response
