"""Optional additions: joined to their objective so that the whole reads as one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.text.lines import lines_of
from commitments.text.sentences import sentence

SEPARATOR, LAST_SEPARATOR = "; ", "; and "
OWN_LEAD_IN = "including"
"""Joins additions to an objective in the drafter's own words"""


def joint(lead_in: str) -> str:
    """Return what stands between an objective and its first addition: “, including ” or just a space."""
    return f", {lead_in} " if lead_in else " "


def stem_of(text: str) -> str:
    """Return an objective without the mark that closes it, ready to go on."""
    return text.rstrip(" .;:,\n")


def trimmed(addition: str) -> str:
    """Return an addition without the marks around it, ready to be joined."""
    return addition.strip(" .;\n")


def glued(before: str, between: str, after: str) -> str:
    """Return what stands `between` two pieces: mark, space, perhaps words and a space.

    Where a list ends, its words go on in a paragraph of their own; where one begins, on the line after them.
    """
    if "\n" not in before + after:
        return between
    if lines_of(before)[-1:] and lines_of(before)[-1].level:
        mark, _space, words = between.partition(" ")
        return f"{mark}\n\n{words}"  # close behind an entry they would read as part of that
    begins_list = bool(lines_of(after)[:1]) and lines_of(after)[0].level > 0
    return f"{between.rstrip()}\n" if begins_list else between


def printed_objective(text: str, lead_in: str, additions: Sequence[str], *, is_official: bool) -> str:
    """Return an objective as it is printed: with its additions as one sentence, an official one with its full stop.

    “… on Refugees, including support for …; support for …; and promotion of ….”
    """
    if not additions:
        return sentence(text) if is_official else text
    whole = stem_of(text)
    for place, addition in enumerate(map(trimmed, additions)):
        whole += glued(whole, separator(place, len(additions), joint(lead_in)), addition) + addition
    return f"{whole}."


def separator(place: int, count: int, lead_in: str) -> str:
    """Return what stands before the addition at a place, from 0, of so many; before the first one the `lead_in`."""
    if place == 0:
        return lead_in
    return LAST_SEPARATOR if place == count - 1 else SEPARATOR


def join_additions(text: str, lead_in: str, additions: Sequence[str]) -> str:
    """Return `text` and its additions as one sentence, by the rules of pledgebuilder-revision/1.

    Its texts don't hold what was printed: what was signed reads as it did as long as these rules stay what they are.
    """
    *first, last = [trimmed(addition) for addition in additions]
    joined = SEPARATOR.join(first) + LAST_SEPARATOR + last if first else last
    return f"{stem_of(text)}{joint(lead_in)}{joined}."
