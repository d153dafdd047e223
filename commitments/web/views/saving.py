"""Saving a page of a section: write what changed, then go on, answer a script, or show the two texts of a conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments import access
from commitments.drafting.editing import merge
from commitments.drafting.editing.merge import Edit, Saved, UnknownVersionError
from commitments.drafting.readers import others_reading
from commitments.drafting.sections import BY_SLUG
from commitments.models import Draft, Pledge, menu
from commitments.models.draft import TABLES
from commitments.web.submitted_form import Sent
from commitments.web.views.section import reading
from commitments.web.views.signed_in import person_key

COLUMN_OWNERS: Mapping[str, type[models.Model]] = {
    "pledge": Pledge,
    **{kind: model for kind, (_name, model) in TABLES.items()},
}
TAKEN_ALONG = ("do", "go", "ready", "ready_asked", "own_key")
"""What of a page is not a field of the pledge, and is obeyed once its conflicts are settled"""


def save(
    request: HttpRequest,
    draft: Draft,
    section: str,
    sent: Sent,
    edits: Sequence[Edit],
    *,
    refused: Mapping[str, str],
    labels: Callable[[Edit], str],
    then: Callable[[], HttpResponse],
    also: Sequence[str] = (),
    verb: Callable[..., Saved] = merge.save,
) -> HttpResponse:
    """Write the edits that were sent, and answer.

    `refused` says what is wrong with a field, by its name on the page: of a script's save the others are written all
    the same. Where two people changed one field, the answer is the page that shows both texts (409); `labels` tells
    what people call it. Else `then` obeys the pressed button. `also` are fields that are no edits; `verb` writes, as
    saving.save does.
    Raises TextRefusedError, WrongStateError and UnknownVersionError.
    """
    unknown = sent.unknown([*(edit.field for edit in edits), *refused, *also])
    if unknown:
        message = _("This page has no field “{name}”. Open it anew, and type your changes again.")
        raise UnknownVersionError(message.format(name=unknown[0][:60]))
    by = access.person(request)
    wanted = [edit for edit in edits if sent.includes(edit.field)]
    saved = verb(draft, section, wanted, version_of=sent.version_of, by=by, page=sent.page)
    if sent.is_autosave:
        here = others_reading(draft.pledge, by, section)
        return _answer(saved, here, {name: said for name, said in refused.items() if sent.includes(name)})
    if saved.conflicts:
        return _conflict_page(request, draft, section, saved, labels)
    if any(name.startswith("take:") for name in sent.data):
        messages.success(request, _("Saved as you chose."), extra_tags="settled")
    elif saved.others:
        messages.info(request, _merged(saved.others))
    return then()


def _answer(saved: Saved, readers: Sequence[str], refused: Mapping[str, str]) -> JsonResponse:
    """Tell a script what was saved: everything that it sent but what is refused and what is in conflict."""
    answer = {
        "version": saved.version,
        "refused": refused,
        "conflicts": [conflict.edit.field for conflict in saved.conflicts],
        "merged": _merged(saved.others) if saved.others and not saved.conflicts else "",
        "readers": reading(readers),
    }
    return JsonResponse(answer, status=409 if saved.conflicts else 200)


def _merged(others: Sequence[str]) -> str:
    names = ", ".join(others)
    return ngettext(
        "{names} also changed this section. Both your changes are kept.",
        "{names} also changed this section. All your changes are kept.",
        len(others),
    ).format(names=names)


@dataclass(frozen=True)
class Shown:
    """A conflict, as its page shows it."""

    field: str
    label: str
    base: str
    theirs: str
    mine: str
    typed: str
    """What this person sent, as the page would have it sent again"""
    who: str
    is_text: bool
    """Whether a third wording can be written"""
    is_marked: bool
    """Whether it shows what was changed in it; a choice is shown as a whole"""


def _conflict_page(
    request: HttpRequest, draft: Draft, section: str, saved: Saved, labels: Callable[[Edit], str]
) -> HttpResponse:
    """Return the page that shows both texts of each conflict, and what they were based on. It posts back to here."""
    shown = [
        Shown(
            field=conflict.edit.field,
            label=labels(conflict.edit),
            base=_said(draft, conflict.edit, conflict.base),
            theirs=_said(draft, conflict.edit, conflict.theirs),
            mine=_said(draft, conflict.edit, conflict.edit.value),
            typed=_typed(conflict.edit.value),
            who=conflict.who,
            is_text=_is_text(conflict.edit),
            is_marked=not _is_choice(conflict.edit),
        )
        for conflict in saved.conflicts
    ]
    context = {
        "pledge": draft.pledge,
        "section": BY_SLUG[section],
        "conflicts": shown,
        "version": saved.version,
        "person_key": person_key(access.person(request)),
        "commands": [(name, request.POST[name]) for name in TAKEN_ALONG if name in request.POST],
    }
    return render(request, "commitments/section/conflict.html", context, status=409)


def _said(draft: Draft, edit: Edit, value: Any) -> str:
    """Return a field's value as people read it."""
    if edit.column == merge.GONE:
        line = draft.lines.get(edit.row.partition(":")[2])
        what = "; ".join(filter(None, (line.description, line.provider))) if line else ""
        return _("Take it out.") if value else _("Keep it: {line}").format(line=what)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if edit.column == "heading":
        return _heading(draft, value)
    choices = dict(getattr(_column(edit), "flatchoices", ()))
    return str(choices.get(value, _typed(value)))


def _heading(draft: Draft, heading: str) -> str:
    where, _colon, name = heading.partition(":")
    theme = menu(draft.pledge.model_text).theme(name) if where == "theme" else None
    return theme.heading if theme else name or _("Under no theme of the model")


def _typed(value: Any) -> str:
    """Return a field's value as its page would have it typed."""
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def _column(edit: Edit) -> models.Field[Any, Any] | None:
    """Return the column that an edit writes; None for the filling of a blank, and where it is not one column."""
    kind = edit.row.partition(":")[0]
    if kind == "blank":
        return None
    if edit.column in merge.WHOLES or edit.column == merge.GONE:
        return None
    field = COLUMN_OWNERS[kind]._meta.get_field(edit.column)
    return field if isinstance(field, models.Field) else None


def _is_choice(edit: Edit) -> bool:
    """Whether its value is one of a few."""
    is_one = edit.column in (merge.GONE, "heading") or isinstance(edit.value, bool)
    return is_one or bool(getattr(_column(edit), "choices", None))


def _is_text(edit: Edit) -> bool:
    """Whether a third wording can be written."""
    if _is_choice(edit) or not isinstance(edit.value, str):
        return False
    column = _column(edit)
    return column is None or isinstance(column, (models.CharField, models.TextField))
