"""Section 8: the pledge as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from commitments import access, document, exports
from commitments.exports import FORMATS, file_name
from commitments.views.section import show
from commitments.views.signed_in import signed_in


@signed_in
@require_safe
def export(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.readable_pledge(request, reference)
    printed = document.build(pledge)
    return show(request, pledge, "export", "export/formats", document=printed, formats=FORMATS.values())


@signed_in
@require_safe
def download(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """Return the pledge as a file; where it can't be made, the page that says why (422)."""
    pledge = access.readable_pledge(request, reference)
    wanted = FORMATS.get(slug)
    if not wanted:
        raise Http404
    printed = document.build(pledge)
    try:
        content = wanted.render(printed)
    except exports.CannotExport as problem:
        return show(
            request,
            pledge,
            "export",
            "export/formats",
            document=printed,
            formats=FORMATS.values(),
            problem=str(problem),
            status=422,
        )
    response = HttpResponse(content, content_type=wanted.content_type)
    name = file_name(printed, wanted)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response
