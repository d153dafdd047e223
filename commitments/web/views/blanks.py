"""All blanks of a pledge on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from commitments import document
from commitments.drafting.texts import blanks_of
from commitments.models import Draft
from commitments.text.blanks import field_name
from commitments.web.forms.blanks import BlanksForm
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.saving import save
from commitments.web.views.section import refusals, section_page, show


@section_page
def blanks(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> HttpResponse:
    printed = document.build(draft)
    listed = blanks_of(draft, printed)
    form = BlanksForm(submitted, listed=listed)
    if submitted:
        with refusals(form, submitted):
            return save(request, draft, "check", submitted, form) or redirect("pledge_blanks", draft.pledge.reference)
    return show(
        request,
        draft,
        "check",
        "blanks/edit",
        document=printed,
        submitted=submitted,
        form=form,
        blanks=[(blank, form[field_name(blank.token)] if blank.can_be_filled else None) for blank in listed],
        status=422 if submitted else 200,
    )
