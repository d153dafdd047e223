"""Which fields are prose, in which two people's changes stand beside one another, word by word.

A name, an address, a date or a choice is one thing: of two of them a half each would be what nobody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from commitments.document.fields import ACTION, ADDITION, INDICATOR, PLEDGE, RESOURCE_LINE
from commitments.document.values import INTRODUCTION, Text
from commitments.drafting.editing.target import BlankFilling, ItemField, LineField, PledgeField, Target
from commitments.models import Draft, menu
from commitments.text import merging
from commitments.text.limits import MAX_LINE, TextRefusedError, clean_text
from commitments.text.merging import Merged
from commitments.text.sameness import same_wording

PROSE: Mapping[type[Target], Mapping[str, Text]] = {
    PledgeField: {
        "title": PLEDGE.text("title"),
        "introduction": INTRODUCTION,
        "opening": PLEDGE.text("opening"),
        "resources_text": PLEDGE.text("resources_text"),
    },
    ItemField: {
        "text": ADDITION.text("text"),
        "responsible": ACTION.text("responsible"),
        "baseline": INDICATOR.text("baseline"),
        "target": INDICATOR.text("target"),
        "verification": INDICATOR.text("verification"),
    },
    LineField: {"description": RESOURCE_LINE.text("description"), "provider": RESOURCE_LINE.text("provider")},
}
"""What a text may hold, by the kind of its target and its column"""
FILLING = Text(MAX_LINE, is_name=True)

BRACKETS = re.compile(r"[\[\]]")
"""Which a filling can't have: they mark a blank"""


def merge(target: Target, base: object, *, mine: object, theirs: object) -> Merged | None:
    """Return two people's texts in one; None where the field is no prose, or nothing of what they had is left in both.

    What the field doesn't take, such as too long a text, is clear to nobody: who wrote last is asked.
    """
    holds = FILLING if isinstance(target, BlankFilling) else _holds(target)
    if holds is None or not (isinstance(base, str) and isinstance(mine, str) and isinstance(theirs, str)):
        return None
    merged = merging.merge(base, mine=mine, theirs=theirs)
    if merged is None or not merged.is_clear:
        return Merged(BRACKETS.sub("", merged.text), is_clear=False) if merged and holds.is_name else merged
    try:
        return Merged(clean_text(merged.text, limit=holds.limit, one_line=holds.one_line), is_clear=True)
    except TextRefusedError:
        return Merged(merged.text, is_clear=False)


def as_official(draft: Draft, target: Target, text: str) -> str:
    """Return the model's introduction, letter for letter, where a merged one says the same; else the text.

    What a clause says is seen to by `ItemField.write`.
    """
    if target != PledgeField("introduction"):
        return text
    official = "\n\n".join(menu(draft.pledge.model_text).introduction)
    return official if same_wording(text, official) else text


def _holds(target: Target) -> Text | None:
    return PROSE.get(type(target), {}).get(getattr(target, "column", ""))
