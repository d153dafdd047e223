"""Optional additions: joined to their objective so that the whole reads as one sentence."""

from __future__ import annotations

from collections.abc import Sequence

SEPARATOR, LAST_SEPARATOR = "; ", "; and "


def joint(lead_in: str) -> str:
    """Return what stands between an objective and its first addition: “, including ” or just a space."""
    return f", {lead_in} " if lead_in else " "


def join_additions(text: str, lead_in: str, additions: Sequence[str]) -> str:
    """Return `text` and its additions as one sentence.

    “… on Refugees, including support for …; support for …; and promotion of ….”
    """
    stem = text.rstrip(" .;:,\n")
    trimmed = [addition.strip(" .;\n") for addition in additions]
    joined = SEPARATOR.join(trimmed[:-1])
    joined = f"{joined}{LAST_SEPARATOR}{trimmed[-1]}" if joined else trimmed[-1]
    return f"{stem}{joint(lead_in)}{joined}."
