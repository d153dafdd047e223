"""Optional additions: joined to their objective so that the whole reads as one sentence."""

from __future__ import annotations

from collections.abc import Sequence

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


def join_additions(text: str, lead_in: str, additions: Sequence[str]) -> str:
    """Return `text` and its additions as one sentence.

    “… on Refugees, including support for …; support for …; and promotion of ….”
    """
    *first, last = [trimmed(addition) for addition in additions]
    joined = SEPARATOR.join(first) + LAST_SEPARATOR + last if first else last
    return f"{stem_of(text)}{joint(lead_in)}{joined}."
