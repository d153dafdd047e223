"""All blanks of a pledge on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from commitments import document
from commitments.drafting.blanks import fill_blanks
from commitments.drafting.editing.merge import Edit
from commitments.drafting.texts import blanks_of
from commitments.models import Draft
from commitments.text.blanks import field_name
from commitments.web.forms.blanks import BlanksForm
from commitments.web.forms.fields import refused_fields
from commitments.web.submitted_form import Sent
from commitments.web.views.saving import save
from commitments.web.views.section import refusals, section_page, show


@section_page
def blanks(request: HttpRequest, draft: Draft) -> HttpResponse:
    printed = document.build(draft)
    listed = blanks_of(draft, printed)
    sent = Sent.of(request, draft.pledge, "check")
    stored = {field_name(blank.token): blank.typed for blank in listed if blank.can_be_filled}
    form = BlanksForm(sent.over(stored) if sent else None, listed=listed)
    if sent and (form.is_valid() or sent.is_autosave):
        with refusals(form, sent):
            return save(
                request,
                draft,
                "check",
                sent,
                [Edit(name, f"blank:{form.tokens[name]}", "text", value) for name, value in form.cleaned_data.items()],
                refused=refused_fields(form),
                labels=lambda edit: edit.row.removeprefix("blank:"),
                then=lambda: redirect("pledge_blanks", draft.pledge.reference),
                verb=fill_blanks,
            )
    rows = [(blank, form[field_name(blank.token)] if blank.can_be_filled else None) for blank in listed]
    status = 422 if form.is_bound else 200
    return show(request, draft, "check", "blanks/edit", document=printed, form=form, blanks=rows, status=status)
