"""Suggesting changes of a pledge: other words, something new, what is to go, other dates and leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commitments.drafting.amendments import MISSING, PLANNED, planned
from commitments.drafting.comments import CannotCommentError, add, standing
from commitments.drafting.rewordable import RewordableText, item_of
from commitments.models import Actor, Clause, Comment, Draft, Item, Pledge, menu
from commitments.text.limits import TextRefusedError, clean_text
from commitments.text.sameness import same_wording

Change = Comment.Change
KINDS = tuple(MISSING)
"""Kinds of items of which a new one can be suggested"""


@dataclass(frozen=True)
class NewItem:
    """An item that a pledge is to have."""

    kind: Clause.Kind
    text: str = ""
    """Empty: the official words of its clause"""
    clause: str = ""
    """Slug of a clause of the model text that the pledge doesn't have; empty for one in own words"""
    heading: str = ""
    """Of an action in own words, as Menu.heading says it"""
    plan: Mapping[str, Any] | None = None
    """Of an action: its dates and leads, those that are suggested"""


def suggest(
    pledge: Pledge, actor: Actor, row: str, text: str, *, is_shared: bool, seen: str = "", reason: str = ""
) -> Comment:
    """Suggest another wording of one text of a pledge; what stood there is kept with it. Return the suggestion.

    `seen` is RewordableText.mark of the text that they reworded. Tells the others. Raises as comments.say does, and
    CannotCommentError where the text changed meanwhile.
    """
    now = standing(Draft(pledge), row)
    suggested = clean_text(text, limit=now.limit)
    if not suggested:
        raise TextRefusedError(_("Write the wording that you suggest. To have the text taken out, suggest that."))
    _check_seen(now, seen)
    if suggested == now.text:
        raise TextRefusedError(
            _("This is how the text stands now. Change what you want to have changed, then send it.")
        )
    said: dict[str, Any] = {"suggested": suggested, "based_on": now.text, "text": clean_text(reason)}
    return add(pledge, actor, row=row, change=Change.WORDING, is_shared=is_shared or not actor.is_own, **said)


def suggest_removal(pledge: Pledge, actor: Actor, row: str, *, reason: str, is_shared: bool, seen: str = "") -> Comment:
    """Suggest that an item be taken out of the pledge, and why. Return the suggestion. Raises as `suggest` does."""
    draft = Draft(pledge)
    now = standing(draft, row)
    if not item_of(draft, row):
        raise CannotCommentError(_("Only objectives, actions and indicators can be taken out."))
    _check_seen(now, seen)
    why = clean_text(reason)
    if not why:
        raise TextRefusedError(_("Write why it should be taken out."))
    said: dict[str, Any] = {"based_on": now.text, "text": why}
    return add(pledge, actor, row=row, change=Change.REMOVAL, is_shared=is_shared or not actor.is_own, **said)


def suggest_plan(
    pledge: Pledge, actor: Actor, row: str, columns: Mapping[str, Any], *, reason: str, is_shared: bool
) -> Comment:
    """Suggest other dates or leads of an action: `columns` of PLANNED, of which those that differ are suggested.

    Return the suggestion. Raises as `suggest` does.
    """
    draft = Draft(pledge)
    now = standing(draft, row)
    item = item_of(draft, row)
    if not item or item.kind != Item.Kind.ACTION:
        raise CannotCommentError(_("Only actions have dates and leads."))
    stands, wanted = planned(item), _plan(columns)
    different = [name for name in PLANNED if name in wanted and wanted[name] != stands[name]]
    if not different:
        raise TextRefusedError(_("This is how it stands now. Change the dates or the leads, then send it."))
    proposed, stood = ({name: columns[name] for name in different} for columns in (wanted, stands))
    said: dict[str, Any] = {"based_on": now.text, "text": clean_text(reason), "proposed": proposed, "stood": stood}
    return add(pledge, actor, row=row, change=Change.PLAN, is_shared=is_shared or not actor.is_own, **said)


def suggest_new(pledge: Pledge, actor: Actor, new: NewItem, *, reason: str, is_shared: bool) -> Comment:
    """Suggest an item that the pledge doesn't have. Return the suggestion. Raises as `suggest` does."""
    draft, text = Draft(pledge), clean_text(new.text)
    clause = menu(pledge.model_text).by_slug.get(new.clause) if new.clause else None
    if new.clause and (clause is None or clause.kind != Clause.Kind(new.kind)):
        raise CannotCommentError(_("This clause is not in the model text any more. Choose another one."))
    text = text or (clause.text if clause else "")
    if not text:
        raise TextRefusedError(_("Write the words that you suggest, or choose a clause of the model text."))
    if any(same_wording(item.text, text) for item in draft.items.values() if item.chosen and item.kind == new.kind):
        raise TextRefusedError(_("The pledge says this already. Suggest other words for it on the page of comments."))
    proposed = {"kind": str(new.kind), **_plan(new.plan or {})}
    proposed |= {"clause": clause.slug} if clause else {"heading": new.heading}
    said: dict[str, Any] = {"suggested": text, "text": clean_text(reason), "proposed": proposed}
    row = MISSING[new.kind]
    return add(pledge, actor, row=row, change=Change.NEW, is_shared=is_shared or not actor.is_own, **said)


def _plan(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return dates and leads as they are kept."""
    plan = {name: columns[name] for name in PLANNED if name in columns}
    return {name: sorted(value) if name == "leads" else value for name, value in plan.items()}


def _check_seen(now: RewordableText, seen: str) -> None:
    if seen and seen != now.mark:
        raise CannotCommentError(
            _("Somebody changed this text while you wrote. Read it as it stands now, then send yours again.")
        )
