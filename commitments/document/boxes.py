"""What a box of a printed pledge shows, so that a box that was drawn is drawn anew only when that changes."""

from __future__ import annotations

from dataclasses import replace

from commitments.document.shape import PledgeDocument

EMPTY = {
    "title": "",
    "introduction": (),
    "opening": "",
    "objectives": (),
    "themes": (),
    "indicators": (),
    "resources_text": "",
    "resource_lines": (),
}
"""The fields that one part of the paper shows, each as it is where there is nothing"""
OWN_FIELDS = {
    "a": frozenset({"introduction", "opening", "objectives"}),
    "b": frozenset({"themes"}),
    "c": frozenset({"indicators"}),
    "d": frozenset({"resources_text", "resource_lines"}),
}
"""Those that a box shows, by the box; D has the signatures with it"""


def shown_in(document: PledgeDocument, box: str) -> str:
    """Return what tells the drawing of a box (a, b, c or d) from every other one: the key by which it is kept.

    It is all of the document but for what only other boxes show. So a new field of a document tells every box from
    another, until it is named here.
    """
    others = {name: nothing for name, nothing in EMPTY.items() if name not in OWN_FIELDS[box]}
    return repr((replace(document, **others), _named_in(document, box)))  # type: ignore[arg-type]  # by their names


def _named_in(document: PledgeDocument, box: str) -> tuple[tuple[str, str], ...]:
    """Return key and number of the items of other boxes that a box names: what is served, or measured."""
    if box == "b":
        served = {key for action in document.actions for key in action.serves}
        numbered = ((item.key, str(number)) for number, item in enumerate(document.objectives, start=1))
        return tuple((key, number) for key, number in numbered if key in served)
    if box == "c":
        measured = {key for indicator in document.indicators for key in indicator.measures}
        return tuple((action.key, action.number) for action in document.actions if action.key in measured)
    return ()
