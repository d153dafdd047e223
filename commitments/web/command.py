"""The button that was pressed: its name says what is to be done, its value with what."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

VERBS = (
    # the drafting sections
    "find",
    "filter",
    "add",
    "add-state",
    "add-society",
    "add-both",
    "add-component",
    "add-authority",
    "add-observer",
    "add-region",
    "add-region-societies",
    "name-region",
    "order-by-name",
    "order-own-first",
    "change",
    "remove",
    "reword",
    "official",
    "split",
    "unsplit",
    "move-up",
    "move-down",
    "place",
    # the readiness check
    "set-aside",
    "take-up",
    "stays",
    "stays-not",
    # the history
    "restore",
    # comments
    "say",
    "suggest",
    "reply",
    "settle",
    "reopen",
    "take",
    "untake",
    "take-back",
    "say-again",
    # invitations, and the people of an organisation
    "visit",
    "invite",
    "send-again",
    "withdraw",
    "change-role",
    "leave",
    # circulating and signing
    "circulate",
    "save",
    "read",
    "sign",
    "request-changes",
    "decline",
    "confirm-decline",
    "reconsider",
    "take-back-decline",
    "send-code",
    "allow-publication",
    "take-back-consent",
    "publish",
    "unpublish",
    "change-day",
    "close",
    # another signatory
    "name-signatory",
    "take-deputy",
    "confirm-signatory",
    "refuse-signatory",
    # further parties
    "ask",
    "prove",
    "start-over",
    "confirm",
    "refuse",
    # importing a file
    "make",
    # putting a pledge away
    "delete",
    "archive",
    "bring-back",
    # at the foot of every section
    "go",
)
"""The names of the buttons. No form has a field of such a name. A section's button that only saves has none"""
DIRECTIONS = {"move-up": "up", "move-down": "down"}
DETAILS = ("position", "heading")
"""What a script sends beside `place`"""
LONGEST_POSITION = 4  # digits; no list has as many as 10,000 rows


@dataclass(frozen=True)
class Command:
    verb: str = ""
    key: str = ""
    """Which row, country, page, comment, finding, version or invitation it is about; empty for the page as a whole"""
    position: int = 0
    """From 1: the place in its list to which something was dragged; 0 where none is named"""
    heading: str = ""
    """As Menu.heading says it: the heading of the plan under which it was dragged"""

    @classmethod
    def of(cls, data: QueryDict) -> Command:
        """Return the button that a POST says was pressed."""
        verb = next((verb for verb in VERBS if verb in data), "")
        # PostgreSQL takes no NUL, not even to look for.
        key, heading, position = (str(data.get(name, "")).replace("\0", "") for name in (verb, "heading", "position"))
        return cls(verb, key if verb else "", _position(position), heading)

    @property
    def direction(self) -> str:
        """`up` or `down`; nothing where it moves nothing by one place."""
        return DIRECTIONS.get(self.verb, "")


def _position(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_POSITION else 0


NOTHING_PRESSED = Command()
