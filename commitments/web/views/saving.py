"""Saving a page of a section: what was submitted is written, and its reader or its script is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments import access
from commitments.drafting import splitting
from commitments.drafting.editing import merge
from commitments.drafting.editing.edit import Edit, PageField, Saved, UnknownVersionError
from commitments.drafting.editing.target import ItemField, LineRemoval
from commitments.models import Draft, Pledge, menu
from commitments.text.list_ends import leads_in
from commitments.web.forms.editing import Reading
from commitments.web.notices import Undo, say_undoable
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views import news, paper
from commitments.web.views.conflict import conflict_page
from commitments.web.views.section import InvalidFormError

MOST_NAMED, LONGEST_NAME = 5, 60
"""How many of those that were taken out a message names, and with how many characters at most"""


class PageForm(Protocol):
    """What a page's forms say of what was submitted. EditingForm is one; a page with several is one of its own."""

    def is_valid(self) -> bool: ...

    def edits(self) -> Sequence[Edit]:
        """Return what the fields that were sent mean; what is wrong with the others `refused` says."""

    def refused(self) -> Mapping[str, str]:
        """Return what is wrong, by the field's name on the page."""

    def unclear(self) -> Mapping[str, Sequence[Reading]]:
        """Return how what is refused may have been meant, by the field's name on the page."""

    def label(self, edit: Edit) -> str:
        """Return what people call the field that an edit comes from."""


def save(
    request: HttpRequest, draft: Draft, section: str, submitted: SubmittedForm, form: PageForm
) -> HttpResponse | None:
    """Write what was submitted. Return the answer; None where the pressed button says how to go on.

    A script is answered in JSON: of its fields those that are right are written, and the others named. Where two people
    changed one field, the answer is the page that shows both texts (409).
    Raises InvalidFormError, TextRefusedError, WrongStateError and UnknownVersionError; then nothing is written.
    """
    if not submitted.is_autosave and not form.is_valid():
        raise InvalidFormError
    refused, edits, by = form.refused(), form.edits(), access.person(request)
    _check_known(submitted, edits, refused)
    taken_out = [] if submitted.is_autosave else _taken_out(draft, edits)
    saved = merge.save(draft, section, edits, by=by, page=submitted.page)
    if submitted.is_autosave:
        here = news.who_is_here(draft.pledge, by, section)
        answer = _answer(saved, here, {name: message for name, message in refused.items() if submitted.includes(name)})
        unclear = {name: [astuple(each) for each in readings] for name, readings in form.unclear().items()}
        more = {"unclear": unclear, "filled": submitted.filled, "saves": paper.saves(draft.pledge)}
        if saved.merged:  # a field that is being typed in goes on without the others' words, and says so
            more["together"] = {edit.field.name: edit.value for edit in saved.merged}
        return JsonResponse({**answer, **more}, status=_status(saved))
    if saved.conflicts:
        return conflict_page(
            request, draft, section, saved, [form.label(conflict.edit) for conflict in saved.conflicts]
        )
    if submitted.is_settling:
        messages.success(request, _("Saved as you chose."), extra_tags="settled")
    elif saved.others:
        messages.info(request, _merged(saved.others))
    _say_taken_out(request, draft, section, taken_out)
    return None


def say_added(request: HttpRequest, names: Sequence[str]) -> None:
    """Say what was added to the pledge; nothing where nothing was."""
    if names:
        messages.success(request, _("Added: {name}").format(name=_in_a_line(names)))


def say_removed(request: HttpRequest, pledge: Pledge, section: str, message: str) -> None:
    """Say what was taken out of a section just now, with the button that brings it back."""
    say_undoable(request, message, _undo("undo", pledge, section))


def _undo(verb: str, pledge: Pledge, section: str) -> Undo:
    """Return the button that takes back what was saved in a section just now: views/history.py obeys it."""
    address = reverse("pledge_history", args=[pledge.reference])
    return Undo(address, verb, f"{section}-{pledge.version_of(section)}")


def _taken_out(draft: Draft, edits: Sequence[Edit]) -> list[str]:
    """Return what the items and resource lines are called that edits take out of the pledge as it was read."""
    clauses, names = menu(draft.pledge.model_text).by_slug, []
    for edit in edits:
        match edit.target, edit.value:
            case ItemField(key, "chosen"), False if (item := draft.items.get(key)) and item.chosen:
                names.append(clauses[key].title if key in clauses else item.text)
            case LineRemoval(key), True if line := draft.lines.get(key):
                names.append(line.description or line.get_kind_display())
    return names


def _short(name: str) -> str:
    return Truncator(" ".join(name.split())).chars(LONGEST_NAME)


def _in_a_line(names: Sequence[str]) -> str:
    return ", ".join([*map(_short, names[:MOST_NAMED]), *(["…"] if len(names) > MOST_NAMED else [])])


def _say_taken_out(request: HttpRequest, draft: Draft, section: str, names: Sequence[str]) -> None:
    if not names:
        return
    message = _("Taken out: {names}.")
    say_removed(request, draft.pledge, section, message.format(names=_in_a_line(names)))


def split(request: HttpRequest, pledge: Pledge, key: str, section: str) -> None:
    """Make items of the list in an item, and say how many, with the button that takes it back; else say nothing."""
    count = splitting.split(pledge, key, section=section, by=access.person(request))
    if count:
        message = _("{count} items were made of it. Look at how each begins and ends.")
        if leads_in(pledge.items.get(key=key).text):
            message = _("{count} items were made of it. The first one only leads in to the others: finish it.")
        say_undoable(request, message.format(count=count), _undo("unsplit", pledge, section))


def unsplit(request: HttpRequest, pledge: Pledge, section: str, version: int) -> None:
    """Make one item again of those that a split made, which led to this version of the section. Say so, or why not."""
    if splitting.unsplit(pledge, version, section=section, by=access.person(request)):
        messages.success(request, _("It is one item again, as it was."))
    else:
        message = _("Not undone: one of the items was changed, linked or commented on since. Reword them yourself.")
        messages.error(request, message)


def _check_known(submitted: SubmittedForm, edits: Sequence[Edit], refused: Mapping[str, str]) -> None:
    """Raise UnknownVersionError where a field was sent that the page doesn't have: it is another page by now."""
    unknown = submitted.unknown([*(edit.field for edit in edits), *(PageField(name) for name in refused)])
    if unknown:
        message = _("This page has no field “{name}”. Open it anew, and type your changes again.")
        raise UnknownVersionError(message.format(name=unknown[0][:60]))


def _status(saved: Saved) -> int:
    return 409 if saved.conflicts else 200


def _answer(saved: Saved, readers: str, refused: Mapping[str, str]) -> dict[str, Any]:
    """Tell a script what was saved: everything that it sent but what is refused and what is in conflict."""
    return {
        "version": saved.version,
        "refused": refused,
        "conflicts": [conflict.edit.field.name for conflict in saved.conflicts],
        "merged": _merged(saved.others) if saved.others and not saved.conflicts else "",
        "readers": readers,
    }


def _merged(others: Sequence[str]) -> str:
    names = ", ".join(others)
    return ngettext(
        "{names} also changed this section. Both your changes are kept.",
        "{names} also changed this section. All your changes are kept.",
        len(others),
    ).format(names=names)
