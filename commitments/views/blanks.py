"""All blanks of a pledge on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.forms.blanks import BlanksForm, field_name
from commitments.models import prepared
from commitments.services.blanks import fill_blanks
from commitments.standing import blanks_of
from commitments.views.section import refusals, show
from commitments.views.signed_in import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def blanks(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    items = prepared.ITEMS.rows(pledge)
    printed = document.build(pledge, items)
    listed = blanks_of(pledge, printed, items)
    form = BlanksForm(request.POST if request.method == "POST" else None, listed=listed)
    if form.is_valid():
        with refusals(form):
            if form.changed:
                fill_blanks(pledge, form.changed, by=access.person(request))
            return redirect("pledge_blanks", reference)
    rows = []
    for blank in listed:
        field = form[field_name(blank.token)] if blank.can_be_filled else None
        rows.append((blank, field, field.as_hidden(only_initial=True) if field else ""))
    status = 422 if form.is_bound else 200
    return show(request, pledge, "check", "blanks/edit", document=printed, form=form, blanks=rows, status=status)
