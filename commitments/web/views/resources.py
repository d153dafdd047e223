"""Section 6: the resources, box D."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commitments import access, document
from commitments.drafting import resources as verbs
from commitments.drafting.editing.merge import Edit
from commitments.models import Draft, new_line_key
from commitments.text.limits import MAX_RESOURCE_LINES
from commitments.web.forms.fields import refused_fields
from commitments.web.forms.resources import ResourceLineForm, ResourcesForm
from commitments.web.submitted_form import Sent
from commitments.web.views.saving import save
from commitments.web.views.section import command, done, place_of, problems, refusals, section_page, show

KEY = re.compile("line-[0-9a-f]{10}")


@section_page
def resources(request: HttpRequest, draft: Draft) -> HttpResponse:
    pledge = draft.pledge
    sent = Sent.of(request, pledge, "resources")
    stored = {"resources_text": pledge.resources_text}
    form = ResourcesForm(sent.over(stored) if sent else None, initial=stored)
    lines = _lines(request, draft, sent)
    forms = [form, *(line for line in lines if line.is_bound)]
    wrong = [each for each in forms if not each.is_valid()]
    if sent and len(draft.lines) >= MAX_RESOURCE_LINES and any(line.is_added for line in lines):
        form.add_error(None, _("A pledge has at most %d resource lines. Take some out first.") % MAX_RESOURCE_LINES)
        wrong.append(form)
    if sent and (not wrong or sent.is_autosave):
        with refusals(form, sent):
            return save(
                request,
                draft,
                "resources",
                sent,
                _edits(form, lines),
                refused={name: said for each in forms for name, said in refused_fields(each).items()},
                labels=lambda edit: _label(draft, edit, lines),
                then=lambda: _obey(request, draft, command(request)),
            )
    return show(
        request,
        draft,
        "resources",
        "resources/edit",
        document=document.build(draft),
        form=form,
        lines=lines,
        count=len(draft.lines),
        form_errors=[problem for each in forms for problem in problems(each)],
        status=422 if sent else 200,
    )


def _lines(request: HttpRequest, draft: Draft, sent: Sent | None) -> list[ResourceLineForm]:
    """Return the stored lines, those that the page had and that went meanwhile, and the one being written."""
    named = request.POST.get("new_line", "")
    new = named if KEY.fullmatch(named) else new_line_key()
    posted = {found[0] for name in (sent.data if sent else ()) if (found := KEY.match(name))}
    known = [*draft.lines, *sorted(posted - {*draft.lines, new})]
    keys = [*(key for key in known if key != new), new]
    made = []
    for key in keys[: MAX_RESOURCE_LINES + 50]:
        is_sent = sent is not None and sent.touches(key) and key in posted
        made.append(ResourceLineForm(sent if is_sent else None, key=key, line=draft.lines.get(key), is_new=key == new))
    return made


def _edits(form: ResourcesForm, lines: list[ResourceLineForm]) -> list[Edit]:
    edits = [Edit(name, "pledge", name, value) for name, value in form.cleaned_data.items()]
    return edits + [edit for line in lines if line.is_bound for edit in line.edits()]


def _label(draft: Draft, edit: Edit, lines: list[ResourceLineForm]) -> str:
    if edit.row == "pledge":
        return str(ResourcesForm.base_fields[edit.field].label)
    form = next(line for line in lines if edit.row == f"line:{line.prefix}")
    part = form.fields[edit.field.removeprefix(f"{form.prefix}-")].label
    return f"{Truncator(form.line.description if form.line else '').chars(60)}: {part}"


def _obey(request: HttpRequest, draft: Draft, words: list[str]) -> HttpResponse:
    """Carry out the pressed button's command, after everything was saved."""
    by, stay, pledge = access.person(request), "", draft.pledge
    match words:
        case ["move", key, ("up" | "down") as direction]:
            verbs.move_line(pledge, key, direction, by=by)
            # The button pressed, where it stands now: a browser gives it the focus.
            stay = f"{request.path}#{key}-{direction}" if KEY.fullmatch(key) else ""
        case ["place", key, position] if place := place_of(position):
            verbs.place_line(pledge, key, place, by=by)
            stay = f"{request.path}#{key}" if KEY.fullmatch(key) else ""
    return done(request, pledge, "resources", stay=stay)
