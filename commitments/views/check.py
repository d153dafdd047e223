"""Section 7: the whole text, read through before anyone signs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.views.section import done, show
from commitments.views.signed_in import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    if request.method == "POST":
        return done(request, pledge, "check")
    printed = document.build(pledge)
    blanks = {blank: printed.open_blanks.count(blank) for blank in dict.fromkeys(printed.open_blanks)}
    return show(request, pledge, "check", "check/read", document=printed, blanks=blanks)
