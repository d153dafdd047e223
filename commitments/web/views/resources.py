"""Section 6: the resources, box D."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commitments import access, document
from commitments.drafting import resources as verbs
from commitments.drafting.editing.edit import Edit
from commitments.models import Draft, Pledge, new_line_key
from commitments.text.currencies import currencies_of
from commitments.text.limits import MAX_RESOURCE_LINES
from commitments.web.command import Command
from commitments.web.forms.editing import EditingForm, Reading
from commitments.web.forms.resources import ResourceLineForm, ResourcesForm
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.saving import save, say_added
from commitments.web.views.section import done, problems, refusals, section_page, show

KEY = re.compile("line-[0-9a-f]{10}")


class ResourcesPage:
    """The forms of the page: the free text, and one for each line."""

    def __init__(self, draft: Draft, submitted: SubmittedForm | None) -> None:
        self.form = ResourcesForm(submitted, stored={"resources_text": draft.pledge.resources_text})
        self.lines = _lines(draft, submitted)
        forms: list[EditingForm] = [self.form, *self.lines]
        self.bound = [form for form in forms if form.is_bound]
        if len(draft.lines) >= MAX_RESOURCE_LINES and any(line.is_added for line in self.lines):
            message = _("A pledge has at most %d resource lines. Take some out first.")
            self.form.add_error(None, message % MAX_RESOURCE_LINES)

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.bound)

    def edits(self) -> list[Edit]:
        return [edit for form in self.bound for edit in form.edits()]

    def refused(self) -> Mapping[str, str]:
        return {name: message for form in self.bound for name, message in form.refused().items()}

    def unclear(self) -> Mapping[str, Sequence[Reading]]:
        return {name: readings for form in self.bound for name, readings in form.unclear().items()}

    def label(self, edit: Edit) -> str:
        return next(form.label(edit) for form in self.bound if form.holds(edit))


@section_page
def resources(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> HttpResponse:
    page = ResourcesPage(draft, submitted)
    if submitted:
        with refusals(page.form, submitted):
            if answer := save(request, draft, "resources", submitted, page):
                return answer
            say_added(request, _written(draft.pledge, submitted))
            return done(request, draft.pledge, "resources", submitted, stay=_obey(request, draft, submitted.command))
    printed = document.build(draft)
    return show(
        request,
        draft,
        "resources",
        "resources/edit",
        document=printed,
        submitted=submitted,
        form=page.form,
        lines=page.lines,
        count=len(draft.lines),
        providers=[party.name for party in printed.parties],
        currencies=currencies_of([party.code for party in printed.parties]),
        form_errors=[problem for form in page.bound for problem in problems(form)],
        status=422 if submitted else 200,
    )


def _written(pledge: Pledge, submitted: SubmittedForm) -> list[str]:
    """Return what the line is called that was written on the page as a new one; nothing where none was."""
    line = pledge.resource_lines.filter(key=submitted.data.get("new_line", "").replace("\0", "")).first()
    return [line.description or line.get_kind_display()] if line else []


def _lines(draft: Draft, submitted: SubmittedForm | None) -> list[ResourceLineForm]:
    """Return the stored lines, those that the page had and that went meanwhile, and the one being written."""
    data = submitted.data if submitted else {}
    named = data.get("new_line", "")
    new = named if KEY.fullmatch(named) else new_line_key()
    posted = {match[0] for name in data if (match := KEY.match(name))}
    older = [*draft.lines, *sorted(posted - {*draft.lines, new})]
    keys = [*(key for key in older if key != new), new]
    made, language = [], draft.pledge.language
    for key in keys[: MAX_RESOURCE_LINES + 50]:
        sent = submitted if submitted and submitted.touches(key) and key in posted else None
        line = draft.lines.get(key)
        made.append(ResourceLineForm(sent, key=key, line=line, language=language, is_new=key == new))
    return made


def _obey(request: HttpRequest, draft: Draft, command: Command) -> str:
    """Carry out the pressed button's command, after everything was saved; return the address to come back to."""
    by, pledge, key = access.person(request), draft.pledge, command.key
    if command.direction:
        verbs.move_line(pledge, key, command.direction, by=by)
    if command.verb == "add":
        return f"{request.path}#new-line"
    if command.verb == "place" and command.position:
        verbs.place_line(pledge, key, command.position, by=by)
    if not KEY.fullmatch(key) or not (command.direction or command.position):
        return ""
    # The button pressed, where it stands now: a browser gives it the focus.
    return f"{request.path}#{key}-{command.direction}" if command.direction else f"{request.path}#{key}"
