"""What the drafter had filled the model text's blanks with, read from an imported file.

A file says a clause's official wording with its blanks filled. What the parties fill, they fill again; what the drafter
filled is read here, so that the wording is the official one again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from commitments.models import Menu
from commitments.text import blanks
from commitments.text.blanks import capitalised

LONGEST_FILLING = 200
"""As the form of blanks has it"""
MOST_BLANKS = 6
"""Of a text with more of them, in which many ways to read it would be tried"""


def drafters_fillings(content: Mapping[str, Any], menu: Menu, given: Mapping[str, str]) -> dict[str, str]:
    """Return what fills blanks, by the blank as it is printed, in wordings that the file calls official.

    `given` is what the parties fill them with. A blank that stands open anywhere in the file is left open, and so is
    one that is filled in two ways: there is one filling a pledge.
    """
    found: dict[str, str] = {}
    refused: set[str] = set()
    for official, text in _official(content, menu):
        if "[" not in official or text == blanks.fill(official, given):
            continue
        for token, filling in _read(official, text, given).items():
            if found.setdefault(token, filling) != filling:
                refused.add(token)
    written = "\n".join(_texts(content))
    return {
        token: filling
        for token, filling in found.items()
        if token not in refused and token not in written and filling != given.get(token)
    }


def _official(content: Mapping[str, Any], menu: Menu) -> Iterator[tuple[str, str]]:
    """Yield official wordings, each with how the file has it."""
    clauses = {clause.slug: clause.text for clause in menu.clauses.values()}
    items = [*content.get("objectives", ()), *content.get("actions", ()), *content.get("indicators", ())]
    additions = [addition for item in items for addition in item.get("additions", ())]
    for item in [*items, *additions]:
        if item.get("wording") == "official" and item.get("clause") in clauses and item.get("text"):
            yield clauses[item["clause"]], _composed(item["text"])
    yield "\n\n".join(menu.introduction), _composed("\n\n".join(content.get("introduction", ())))


def _read(official: str, text: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the place of each blank, where the rest of a text is the official one; else nothing."""
    tokens = blanks.find(official)
    pattern, end = "", 0
    for token in tokens:
        start = official.index(token, end)
        pattern += f"{re.escape(official[end:start])}([^\\[\\]\\n]{{1,{LONGEST_FILLING}}}?)"
        end = start + len(token)
    match = re.fullmatch(pattern + re.escape(official[end:]), text) if len(tokens) <= MOST_BLANKS else None
    if not match:
        return {}
    found: dict[str, str] = {}
    for place, (token, filling) in enumerate(zip(tokens, match.groups(), strict=True)):
        begins_the_text = place == 0 and official.startswith("[")
        if begins_the_text and token in tokens[1:]:
            continue  # its capital may be the sentence's
        is_given = begins_the_text and filling == capitalised(given.get(token, ""))
        found.setdefault(token, given[token] if is_given else filling)
    return found if blanks.fill(official, {**given, **found}) == text else {}


def _texts(value: Any) -> Iterator[str]:
    """Yield every text of a file."""
    if isinstance(value, str):
        yield value
    children: Iterable[Any] = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        yield from _texts(child)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
