"""The page that shows both texts where two people changed one field, and what they were based on.

It also asks whether that is to come back which somebody took out while words were typed for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commitments import access
from commitments.drafting.editing.edit import Conflict, Saved
from commitments.drafting.editing.target import BlankFilling, ItemHeading, LineRemoval, PledgeRegion, Target
from commitments.drafting.sections import BY_SLUG
from commitments.models import Draft, menu
from commitments.models.row import Table
from commitments.web.command import DETAILS, VERBS
from commitments.web.views.signed_in import person_key

TAKEN_ALONG = (*VERBS, *DETAILS, "ready", "ready_asked", "own_key")
"""What of a page is not a field of the pledge, and is obeyed once its conflicts are settled"""


@dataclass(frozen=True)
class ShownConflict:
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
    third: str
    """What a third wording begins with: both in one text, or else what this person sent"""
    is_merged: bool
    """Whether it is both in one text"""
    is_own: bool
    """Whether the other text is of the same person, too"""
    is_gone: bool
    keeps_words: bool
    """Whether what is gone keeps the words, should it stay out"""


def conflict_page(
    request: HttpRequest, draft: Draft, section: str, saved: Saved, labels: Sequence[str]
) -> HttpResponse:
    """Return the page of what two people changed; `labels`: what each is called. It posts back to its page."""
    context = {
        "pledge": draft.pledge,
        "section": BY_SLUG[section],
        "conflicts": [_shown(draft, conflict, label) for conflict, label in zip(saved.conflicts, labels, strict=True)],
        "is_gone": all(conflict.is_gone for conflict in saved.conflicts),
        "is_own": all(conflict.is_own for conflict in saved.conflicts),
        "version": saved.version,
        "person_key": person_key(access.person(request)),
        "commands": [(name, request.POST[name]) for name in TAKEN_ALONG if name in request.POST],
    }
    return render(request, "commitments/section/conflict.html", context, status=409)


def _shown(draft: Draft, conflict: Conflict, label: str) -> ShownConflict:
    target, mine = conflict.edit.target, conflict.edit.value
    is_choice = isinstance(target, (LineRemoval, ItemHeading)) or isinstance(mine, bool) or bool(_choices(target))
    return ShownConflict(
        field=conflict.edit.field.name,
        label=label,
        base=_as_read(draft, target, conflict.base),
        theirs=_as_read(draft, target, conflict.theirs),
        mine=_as_read(draft, target, mine),
        typed=_as_typed(mine),
        who=conflict.who,
        is_text=isinstance(mine, str) and not is_choice and _is_words(target),
        is_marked=not is_choice,
        third=conflict.proposal or _as_read(draft, target, mine),
        is_merged=bool(conflict.proposal),
        is_own=conflict.is_own,
        is_gone=conflict.is_gone,
        keeps_words=target.row.table == Table.ITEM,
    )


def _as_read(draft: Draft, target: Target, value: Any) -> str:
    """Return a field's value as people read it."""
    if isinstance(target, LineRemoval):
        line = draft.lines.get(target.key)
        what = "; ".join(filter(None, (line.description, line.provider))) if line else ""
        return _("Take it out.") if value else _("Keep it: {line}").format(line=what)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(target, ItemHeading):
        return menu(draft.pledge.model_text).heading_title(value) or _("Under no theme of the model")
    return str(_choices(target).get(value, _as_typed(value)))


def _as_typed(value: Any) -> str:
    """Return a field's value as its page would have it typed."""
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def _choices(target: Target) -> dict[Any, Any]:
    """Return what a field may be, where that is one of a few."""
    return dict(getattr(target.model_field, "flatchoices", ()))


def _is_words(target: Target) -> bool:
    """Whether anything can be written in it."""
    if isinstance(target, (BlankFilling, PledgeRegion)):
        return True
    return isinstance(target.model_field, (models.CharField, models.TextField))
