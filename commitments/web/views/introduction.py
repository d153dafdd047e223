"""Section 2: the introduction and the opening sentence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from commitments import document
from commitments.drafting.editing.merge import Edit
from commitments.models import Draft, menu
from commitments.web.forms.fields import refused_fields
from commitments.web.forms.introduction import IntroductionForm
from commitments.web.submitted_form import Sent
from commitments.web.views.saving import save
from commitments.web.views.section import command, done, refusals, section_page, show


@section_page
def introduction(request: HttpRequest, draft: Draft) -> HttpResponse:
    pledge = draft.pledge
    printed = document.build(draft)
    generated = document.generated_opening(pledge, printed.parties)
    initial = {
        "introduction": pledge.introduction,
        "name_parties_in_full": pledge.name_parties_in_full,
        "opening": pledge.opening or generated,
    }
    official = "\n\n".join(menu(pledge.model_text).introduction)
    sent = Sent.of(request, pledge, "introduction")
    match command(request):
        case ["official", "introduction"] if sent:
            sent.put("introduction", official)
        case ["official", "opening"] if sent:
            sent.put("opening", "")
    form = IntroductionForm(sent.over(initial) if sent else None, initial=initial, generated=generated)
    if sent and (form.is_valid() or sent.is_autosave):
        with refusals(form, sent):
            return save(
                request,
                draft,
                "introduction",
                sent,
                [Edit(name, "pledge", name, value) for name, value in form.cleaned_data.items()],
                refused=refused_fields(form),
                labels=lambda edit: str(form.fields[edit.field].label),
                then=lambda: done(request, pledge, "introduction"),
            )
    return show(
        request,
        draft,
        "introduction",
        "introduction/edit",
        document=printed,
        form=form,
        official=official,
        generated=generated,
        status=422 if form.is_bound else 200,
    )
