"""Keeping the words by which a pledge is found: of its title, its parties' names and its chosen items' texts."""

from __future__ import annotations

from collections.abc import Iterable

from commitments.models import Draft, Item, Party, Pledge
from commitments.models.draft import Touched
from commitments.models.search import SOCIETY_NAMES, STATE_NAMES
from commitments.wording.words import words

BAR = "|"
"""Stands between the three parts of Pledge.search_text, and is no word"""
PARTS = {"party": 1, "item": 2}
"""Which part of it holds the words of which kind of rows; the first one holds those of the pledge itself"""
LONGEST_PART = 12_000
"""In characters: what comes later in a long pledge is not found. Typical pledges have 2,000"""


def index(draft: Draft, kinds: Iterable[str] = tuple(PARTS)) -> bool:
    """Set the pledge's search_text, in memory: what it says itself, and the parts of `kinds`; return whether it changed

    Reads the rows of `kinds`, unless they are read already.
    """
    pledge = draft.pledge
    was, parts = pledge.search_text, _parts(pledge)
    parts[0] = own_words(pledge)
    if "party" in kinds:
        parts[PARTS["party"]] = party_words(draft.parties.values())
    if "item" in kinds:
        parts[PARTS["item"]] = item_words(draft.in_order())
    pledge.search_text = joined(*parts)
    return was != pledge.search_text


def joined(*parts: str) -> str:
    """Return the search_text of three parts; between two words of it is one space."""
    return " ".join(f" {BAR} ".join(parts).split())


def own_words(pledge: Pledge) -> str:
    return _bounded([pledge.reference, pledge.title, *pledge.blank_fillings.values()])


def party_words(parties: Iterable[Party]) -> str:
    """Return the words of the parties' names: as the pledge calls them, and as the directory does in four languages."""
    return _bounded(name for party in parties for name in _names(party))


def item_words(items: Iterable[Item]) -> str:
    return _bounded(item.text for item in items if item.chosen)


def concerned(touched: Iterable[Touched]) -> set[str]:
    """Return the kinds of rows of which a change concerns the words of the pledge."""
    kinds = set()
    for each in touched:
        kind = each.row.partition(":")[0]
        if kind == "party" or (kind == "item" and (each.before is None or {"text", "chosen"} & each.before.keys())):
            kinds.add(kind)
    return kinds


def _parts(pledge: Pledge) -> list[str]:
    parts = [part.strip() for part in pledge.search_text.split(BAR)]
    return [*parts, "", "", ""][:3]


def _names(party: Party) -> list[str]:
    found = [party.name]
    if party.state:
        found += [getattr(party.state, name) for name in STATE_NAMES]
    if party.national_society:
        found += [getattr(party.national_society, name) for name in SOCIETY_NAMES]
    return found


def _bounded(texts: Iterable[str]) -> str:
    """Return the words of all texts, each once, as many as fit."""
    found = " ".join(dict.fromkeys(word for text in texts for word in words(text)))
    return found if len(found) <= LONGEST_PART else found[:LONGEST_PART].rpartition(" ")[0]
