"""Section 2: the introduction and the opening sentence."""

from __future__ import annotations

from copy import copy

from django.http import HttpRequest, HttpResponse

from commitments import document
from commitments.models import Draft, menu
from commitments.web.forms.introduction import IntroductionForm
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.saving import save
from commitments.web.views.section import done, refusals, section_page, show


@section_page
def introduction(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> HttpResponse:
    pledge = draft.pledge
    printed = document.build(draft)
    generated = document.generated_opening(pledge, printed.parties)
    official = "\n\n".join(menu(pledge.model_text).introduction)
    taken_back = {"introduction": official, "opening": ""}
    if submitted and submitted.command.verb == "official" and submitted.command.key in taken_back:
        submitted.put(submitted.command.key, taken_back[submitted.command.key])
    form = IntroductionForm(submitted, pledge=pledge, generated=generated, official=official)
    is_made_anew = submitted and submitted.includes("name_parties_in_full") and not submitted.includes("opening")
    if submitted and submitted.is_autosave and is_made_anew and not pledge.opening:
        # The sentence that the parties make is another one then: the page's script shows it in its field.
        named = copy(pledge)
        named.name_parties_in_full = "name_parties_in_full" in submitted.data
        submitted.filled["opening"] = document.generated_opening(named, printed.parties)
    if submitted:
        with refusals(form, submitted):
            return save(request, draft, "introduction", submitted, form) or done(
                request, pledge, "introduction", submitted
            )
    return show(
        request,
        draft,
        "introduction",
        "introduction/edit",
        document=printed,
        submitted=submitted,
        form=form,
        official=official,
        generated=generated,
        status=422 if submitted else 200,
    )
