"""Section 6: the resources, box D."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.forms.resources import ResourceLines, ResourcesForm
from commitments.services import resources as verbs
from commitments.views.section import command, done, refusals, show


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def resources(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    data = request.POST if request.method == "POST" else None
    form = ResourcesForm(data, initial={"resources_text": pledge.resources_text})
    lines = ResourceLines(data, queryset=pledge.resource_lines.all(), prefix="line")
    if data is not None and all([form.is_valid(), lines.is_valid()]):
        kept = [line.instance for line in lines if line.has_changed() or line.instance.pk]
        kept = [line for line in kept if line not in [gone.instance for gone in lines.deleted_forms]]
        by = access.person(request)
        with refusals(form):
            verbs.save_resources(pledge, form.cleaned_data["resources_text"], kept, by=by)
            match command(request):
                case ["move", place, ("up" | "down") as direction] if place.isdecimal() and int(place) < len(kept):
                    verbs.move_line(kept[int(place)], direction, by=by)
            return done(request, pledge, "resources")
    return show(
        request,
        pledge,
        "resources",
        "resources/edit",
        document=document.build(pledge),
        form=form,
        lines=lines,
        status=422 if data is not None else 200,
    )
