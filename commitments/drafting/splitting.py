"""Making items of their own of a list that was typed into one, and one of them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.drafting.editing.write import editing
from commitments.drafting.ordering import put
from commitments.drafting.picking import neighbours
from commitments.models import Change, Comment, Draft, Item, Pledge, User, new_key
from commitments.models.row import RowName, Table
from commitments.text.lines import parts_of
from commitments.text.list_ends import as_items

SHARED = ("kind", "parent_id", "theme_id", "theme_name", "responsible", "start", "end", "leads", "linked")
"""What every part of an item has of it. Baseline, target and verification are of the whole, and stay with the first"""


def parts(item: Item) -> list[str]:
    """Return the texts that the items would have which the list in an item can become; of the drafter's own alone.

    An addition is part of its objective's sentence, and stays whole.
    """
    can_part = item.chosen and item.wording == Item.Wording.OWN and item.kind != Item.Kind.ADDITION
    return as_items(parts_of(item.text)) if can_part else []


def split(pledge: Pledge, key: str, *, section: str, by: User) -> int:
    """Make an item of each part of the list in an item, in their order, at its place; return how many there are now.

    One save: `unsplit` takes it back, by the version that the section has then. 0 where the item holds no list, or no
    longer. Raises WrongStateError; where the pledge would have too many items it raises TextRefusedError.
    """
    with editing(pledge, section, by=by) as draft:
        item = draft.items.get(key)
        texts = parts(item) if item else []
        if item and texts:
            _part(draft, item, texts)
    return len(texts)


def unsplit(pledge: Pledge, version: int, *, section: str, by: User) -> bool:
    """Make one item again, as it stood, of those that the split made which led to this version of the section.

    Return False, and change nothing, where that version was no split, or where more than the order of its items was
    changed since, or one of them was linked with, added to or commented on. Raises WrongStateError.
    """
    with editing(pledge, section, by=by) as draft:
        was = _split_of(draft, section, version)
        if was is None or _is_touched(draft, section, version, was):
            return False
        draft.items[was.key].text = was.text
        for key in was.added:  # they stay, as all that is taken out; without a word they are nothing to take up again
            draft.items[key].chosen, draft.items[key].text = False, ""
    return True


@dataclass(frozen=True)
class _Split:
    """What a split was made of, and which items it added."""

    key: str
    text: str
    added: tuple[str, ...]


def _split_of(draft: Draft, section: str, version: int) -> _Split | None:
    """Return the split that led to a version of a section; None where it was another change."""
    changes = Change.objects.filter(pledge=draft.pledge, section=section, version=version).order_by("pk")
    before = {name.key: each.before for each in changes if (name := RowName.of(each.row)).table == Table.ITEM}
    added = tuple(key for key, columns in before.items() if columns is None)
    reworded = [(key, columns["text"]) for key, columns in before.items() if columns and "text" in columns]
    if len(reworded) != 1:
        return None
    (key, text), made = reworded[0], [draft.items[each].text for each in added]
    is_split = sorted([draft.items[key].text, *made]) == sorted(as_items(parts_of(text)))
    return _Split(key, text, added) if added and is_split else None


def _is_touched(draft: Draft, section: str, version: int, was: _Split) -> bool:
    """Whether an item of a split has more to it by now than another place in the list."""
    added = {draft.items[key].pk: key for key in was.added}
    rows = [str(RowName(Table.ITEM, key)) for key in (was.key, *was.added)]
    since = Change.objects.filter(pledge=draft.pledge, section=section, version__gt=version, row__in=rows)
    return (
        any(set(change.before or ()) - {"position"} for change in since)
        or any(item.parent_id in added or {*item.linked} & {*was.added} for item in draft.items.values())
        or Comment.objects.filter(pledge=draft.pledge, row__in=rows[1:]).exists()
    )


def _part(draft: Draft, item: Item, texts: Sequence[str]) -> None:
    item.text = texts[0]
    place = next(place for place, other in enumerate(neighbours(draft, item.key), start=1) if other is item)
    for number, text in enumerate(texts[1:], start=place + 1):
        kept = {name: getattr(item, name) for name in SHARED}
        part = Item(pledge=draft.pledge, key=new_key(), position=draft.end(), text=text, chosen=True, **kept)
        draft.items[part.key] = part
        put(neighbours(draft, part.key), part, number)
