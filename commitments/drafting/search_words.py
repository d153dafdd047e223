"""Keeping the words by which a pledge is found: of its texts, its parties' names, its chosen items and its lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import zip_longest

from commitments.models import Draft, Item, Party, Pledge, ResourceLine, menu
from commitments.models.draft import ChangedRow
from commitments.models.row import Table
from commitments.models.search import COMPONENT_NAMES, SOCIETY_NAMES, STATE_NAMES
from commitments.text.words import words

BAR = "|"
"""Stands between the parts of Pledge.search_text, and is no word"""
PARTS = ("pledge", "party", "item", "line")
"""Of which kind of rows each part of it holds the words, in order"""
LONGEST_PART = 12_000
"""In characters: what comes later in a long pledge is not found. Typical pledges have 2,000"""


def index(draft: Draft, kinds: Collection[str] = PARTS) -> bool:
    """Set the parts of `kinds` in the pledge's search_text, in memory; return whether it changed.

    Reads the rows of `kinds`, unless they are read already.
    """
    pledge = draft.pledge
    was = pledge.search_text
    parts = dict(zip_longest(PARTS, (part.strip() for part in was.split(BAR)), fillvalue=""))
    if "pledge" in kinds:
        parts["pledge"] = own_words(pledge, menu(pledge.model_text).introduction)
    if "party" in kinds:
        parts["party"] = party_words(draft.parties.values())
    if "item" in kinds:
        parts["item"] = item_words(draft.in_order())
    if "line" in kinds:
        parts["line"] = line_words(draft.lines.values())
    pledge.search_text = joined(*parts.values())
    return was != pledge.search_text


def joined(*parts: str) -> str:
    """Return the search_text of the parts; between two words of it is one space."""
    return " ".join(f" {BAR} ".join(parts).split())


def own_words(pledge: Pledge, official: Collection[str]) -> str:
    """Return the words of the title, of what fills the blanks, and of what was written beside the items.

    Not of the `official` paragraphs of the model text's introduction, which nearly every pledge has.
    """
    introduction = (each for each in pledge.introduction.split("\n\n") if each not in official)
    written = [*introduction, pledge.opening, pledge.resources_text]
    return _bounded([pledge.reference, pledge.title, *pledge.blank_fillings.values(), *written])


def party_words(parties: Iterable[Party]) -> str:
    """Return the words of the parties' names: as the pledge calls them, and as the directory does in four languages."""
    return _bounded(name for party in parties for name in _names(party))


def item_words(items: Iterable[Item]) -> str:
    return _bounded(item.text for item in items if item.chosen)


def line_words(lines: Iterable[ResourceLine]) -> str:
    return _bounded(text for line in lines for text in (line.description, line.provider))


def concerned(touched: Iterable[ChangedRow]) -> set[Table]:
    """Return the tables of whose rows a change concerns the words of the pledge."""
    tables: set[Table] = set()
    for change in touched:
        table = change.row.table
        if table == Table.STAYING:
            continue
        if table == Table.ITEM and change.before is not None and not {"text", "chosen"} & change.before.keys():
            continue
        tables.add(Table.PLEDGE if table == Table.BLANK else table)
    return tables


def _names(party: Party) -> list[str]:
    # Migration 0010 comes here with the models of its time, which have fewer columns.
    component = getattr(party, "component", None)
    entries = ((party.state, STATE_NAMES), (party.national_society, SOCIETY_NAMES), (component, COMPONENT_NAMES))
    return [party.name, *(getattr(entry, name, "") for entry, names in entries if entry for name in names)]


def _bounded(texts: Iterable[str]) -> str:
    """Return the words of all texts, each once, as many as fit."""
    all_words = " ".join(dict.fromkeys(word for text in texts for word in words(text)))
    return all_words if len(all_words) <= LONGEST_PART else all_words[:LONGEST_PART].rpartition(" ")[0]
