"""Section 2: the introduction and the opening sentence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.forms.introduction import IntroductionForm
from commitments.models import menu
from commitments.services import drafting
from commitments.views.section import command, done, refusals, show
from commitments.views.signed_in import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def introduction(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    printed = document.build(pledge)
    generated = document.generated_opening(pledge, printed.parties)
    initial = {
        "introduction": pledge.introduction,
        "name_parties_in_full": pledge.name_parties_in_full,
        "opening": pledge.opening or generated,
    }
    official = "\n\n".join(menu(pledge.model_text).introduction)
    posted = request.POST.copy() if request.method == "POST" else None
    match command(request):
        case ["official", "introduction"] if posted:
            posted["introduction"] = official
        case ["official", "opening"] if posted:
            posted["opening"] = ""
    form = IntroductionForm(posted, initial=initial, generated=generated)
    if form.is_valid():
        with refusals(form):
            drafting.save_fields(pledge, "introduction", form.cleaned_data, by=access.person(request))
            return done(request, pledge, "introduction")
    return show(
        request,
        pledge,
        "introduction",
        "introduction/edit",
        document=printed,
        form=form,
        official=official,
        generated=generated,
        status=422 if form.is_bound else 200,
    )
