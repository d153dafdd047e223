"""Making items of their own of a list that was typed into one."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.drafting.editing.write import editing
from commitments.drafting.ordering import put
from commitments.drafting.picking import neighbours
from commitments.models import Draft, Item, Pledge, User, new_key
from commitments.text.lines import parts_of

SHARED = ("kind", "parent_id", "theme_id", "theme_name", "responsible", "start", "end", "leads", "linked")
"""What every part of an item has of it. Baseline, target and verification are of the whole, and stay with the first"""


def parts(item: Item) -> list[str]:
    """Return the texts of the items that the list in an item can become; none but of one of the drafter's own.

    An addition is part of its objective's sentence, and stays whole.
    """
    can_part = item.chosen and item.wording == Item.Wording.OWN and item.kind != Item.Kind.ADDITION
    return parts_of(item.text) if can_part else []


def split(pledge: Pledge, key: str, *, section: str, by: User) -> int:
    """Make an item of each part of the list in an item, in their order, at its place; return how many there are now.

    One save: the history takes it back at once. 0 where the item holds no list, or no longer. Raises WrongStateError;
    where the pledge would have too many items it raises TextRefusedError.
    """
    with editing(pledge, section, by=by) as draft:
        item = draft.items.get(key)
        texts = parts(item) if item else []
        if item and texts:
            _part(draft, item, texts)
    return len(texts)


def _part(draft: Draft, item: Item, texts: Sequence[str]) -> None:
    item.text = texts[0]
    place = next(place for place, other in enumerate(neighbours(draft, item.key), start=1) if other is item)
    for number, text in enumerate(texts[1:], start=place + 1):
        kept = {name: getattr(item, name) for name in SHARED}
        part = Item(pledge=draft.pledge, key=new_key(), position=draft.end(), text=text, chosen=True, **kept)
        draft.items[part.key] = part
        put(neighbours(draft, part.key), part, number)
