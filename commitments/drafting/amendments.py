"""Suggested changes, each beside what stands in the pledge now. Reads only; see suggesting.py and taking.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments import document
from commitments.drafting.rewordable import item_of, mark_of, wording
from commitments.models import Comment, Draft, Item
from commitments.models.draft import SECTION_OF_KIND
from commitments.models.row import RowName, Table

Change = Comment.Change
PLANNED = ("start", "end", "leads")
"""What a suggestion can say of an action besides its words: columns of the item"""
MISSING = {
    Item.Kind.OBJECTIVE: f"{Table.PLEDGE}:objectives",
    Item.Kind.ACTION: f"{Table.PLEDGE}:actions",
    Item.Kind.INDICATOR: f"{Table.PLEDGE}:indicators",
}
"""The row (Comment.row) of a suggested item that is not in the pledge, by its kind"""
LONG = 2_000
"""Characters from which on two texts are compared word by word only while a drafter has to choose between them"""


@dataclass(frozen=True)
class Amendment:
    """A suggested change, each side of it as one text in which a difference is seen."""

    section: str
    """In which the text is drafted"""
    then: str
    """What stood there when it was suggested"""
    suggested: str
    now: str | None
    """What stands there now; None where the text it was suggested for is gone"""
    mark: str = ""
    """What names that, and nothing else: a page carries it, so that nobody takes what they did not see"""

    @property
    def is_gone(self) -> bool:
        return self.now is None

    @property
    def has_changed(self) -> bool:
        """Whether what stands there changed since."""
        return self.now is not None and self.now != self.then

    @property
    def is_there(self) -> bool:
        """Whether the pledge says already what is suggested."""
        return self.now is not None and self.now == self.suggested

    @property
    def is_long(self) -> bool:
        return len(self.then) + len(self.suggested) > LONG


def amendment(draft: Draft, comment: Comment, parties: Sequence[document.Party] | None = None) -> Amendment | None:
    """Return what a comment suggests, beside what stands there now; None where it suggests nothing.

    `parties`: those of the pledge's document, by whose names leads are called.
    """
    match comment.change:
        case Change.WORDING | Change.REMOVAL:
            suggested, then = comment.suggested, comment.based_on
            now = wording(draft, comment.row, parties)
            if now is None:
                is_out = comment.change == Change.REMOVAL and _is_taken_out(draft, comment.row)
                return Amendment("", then, suggested, "" if is_out else None, mark_of(""))
            return Amendment(now.section, then, suggested, now.text, now.mark)
        case Change.PLAN:
            return _of_plan(draft, comment, parties or ())
        case Change.NEW:
            return _of_new(draft, comment, parties or ())
    return None


def new_key_of(comment: Comment) -> str:
    """Return the key that the item has which a suggestion adds to the pledge."""
    return str(comment.proposed.get("clause") or f"suggested-{comment.pk}")


def planned(item: Item, names: Iterable[str] = PLANNED) -> dict[str, Any]:
    """Return the dates and the leads of an action."""
    return {name: sorted(getattr(item, name)) if name == "leads" else getattr(item, name) for name in names}


def plan_text(columns: Mapping[str, Any], parties: Sequence[document.Party] = ()) -> str:
    """Return dates and leads as lines of a text."""
    called = {party.key: party.name for party in parties}
    lines = []
    if "start" in columns:
        lines.append(_("Starts: {when}").format(when=_when(columns["start"])))
    if "end" in columns:
        lines.append(_("Ends: {when}").format(when=_when(columns["end"])))
    if "leads" in columns:
        leads = [called.get(key, "–") for key in columns["leads"]]
        lines.append(_("Led by: {parties}").format(parties=", ".join(leads) or _("nobody named")))
    return "\n".join(lines)


def _when(month: str) -> str:
    year, _dash, number = month.partition("-")
    if not number:
        return year or _("not said")
    return date_format(date(int(year), int(number), 1), "F Y")


def _is_taken_out(draft: Draft, row: str) -> bool:
    item = draft.items.get(RowName.of(row).key)
    return item is not None and not item.chosen


def _of_plan(draft: Draft, comment: Comment, parties: Sequence[document.Party]) -> Amendment:
    item = item_of(draft, comment.row)
    then, suggested = plan_text(comment.stood, parties), plan_text(comment.proposed, parties)
    if item is None:
        return Amendment("actions", then, suggested, None)
    now = planned(item, comment.proposed)
    mark = mark_of(json.dumps(now, sort_keys=True))
    return Amendment("actions", then, suggested, plan_text(now, parties), mark)


def _of_new(draft: Draft, comment: Comment, parties: Sequence[document.Party]) -> Amendment:
    proposed = comment.proposed
    item = draft.items.get(new_key_of(comment))
    plan = plan_text({name: proposed[name] for name in PLANNED if proposed.get(name)}, parties)
    suggested = "\n".join(filter(None, [comment.suggested, plan]))
    now = item.text if item and item.chosen else ""
    shown = suggested if now and now == comment.suggested else now
    return Amendment(SECTION_OF_KIND[Item.Kind(proposed["kind"])], "", suggested, shown, mark_of(now))
