"""Section 6: the resources, box D."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.forms.resources import ResourceLines, ResourcesForm
from commitments.services import resources as verbs
from commitments.views.section import Problem, command, done, problems, refusals, show
from commitments.views.signed_in import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def resources(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    data = request.POST if request.method == "POST" else None
    form = ResourcesForm(data, initial={"resources_text": pledge.resources_text})
    lines = ResourceLines(data, queryset=pledge.resource_lines.all(), prefix="line")
    if data is not None and all([form.is_valid(), lines.is_valid()]):
        stay = [line for line in lines if (line.has_changed() or line.instance.pk) and line not in lines.deleted_forms]
        shown = {line.instance.pk for line in lines}
        unseen = [line for line in pledge.resource_lines.all() if line.pk not in shown]  # added elsewhere meanwhile
        kept = [*(line.instance for line in stay), *unseen]
        by, address = access.person(request), ""
        with refusals(form):
            verbs.save_resources(pledge, form.cleaned_data["resources_text"], kept, by=by)
            match command(request):
                case ["move", place, ("up" | "down") as direction]:
                    for line in stay:
                        if line.prefix == f"{lines.prefix}-{place}":
                            verbs.move_line(line.instance, direction, by=by)
                            # The button pressed, where it stands now: a browser gives it the focus.
                            now = list(pledge.resource_lines.all()).index(line.instance)
                            address = f"{request.path}#line-{now}-{direction}"
            return done(request, pledge, "resources", stay=address)
    return show(
        request,
        pledge,
        "resources",
        "resources/edit",
        document=document.build(pledge),
        form=form,
        lines=lines,
        form_errors=[
            *problems(form),
            *(Problem(str(message)) for message in lines.non_form_errors()),
            *(problem for line in lines for problem in problems(line)),
        ],
        status=422 if data is not None else 200,
    )
