"""What a drafter says stays as it is written, though the check takes it for a blank: “[in Geneva]”."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commitments.models import Draft
from commitments.models.row import RowName


def lapse(draft: Draft) -> None:
    """Drop, in memory, what was said of words that a change takes out of their text: once back, they are asked again.

    Of words whose row is not known, a party's or a line's, it lapses when the check finds them there no more.
    """
    kept = {name: entry for name, entry in draft.pledge.staying.items() if not _is_gone(draft, entry)}
    if len(kept) < len(draft.pledge.staying):
        draft.pledge.staying = kept


def _is_gone(draft: Draft, entry: Mapping[str, Any]) -> bool:
    if not entry["row"]:
        return False
    name, column, words = RowName.of(entry["row"]), entry["column"], entry["text"]
    was = draft.was(name).get(column)
    return was is not None and words in was and words not in (getattr(draft.find(name), column, None) or "")
