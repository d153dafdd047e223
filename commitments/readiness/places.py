"""Where in a pledge something is found: each kind of place is declared once.

The address of the page at which it is fixed is in web/fixes.py, likewise one entry a kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PlaceKind(StrEnum):
    """A kind of place: what people call it, `{number}` in it, and the slug of the section in which it is drafted."""

    pattern: str | Promise
    section: str
    is_a_name: bool
    """Whether it keeps its capital letter within a sentence"""

    def __new__(cls, value: str, pattern: str | Promise, section: str, is_a_name: bool = False) -> PlaceKind:
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.pattern, kind.section, kind.is_a_name = pattern, section, is_a_name
        return kind

    TITLE = "title", _("The title"), "parties"
    PERIOD = "period", _("The period"), "parties"
    OPENNESS = "openness", _("The day until which it is open"), "parties"
    CONFERENCE = "conference", _("The Conference’s name"), "parties"
    PARTIES = "parties", _("The parties"), "parties"
    PARTY = "party", _("Party {number}"), "parties"
    INTRODUCTION = "introduction", _("The introduction"), "introduction"
    OPENING = "opening", _("The opening sentence"), "introduction"
    OBJECTIVES = "objectives", _("Objectives"), "objectives", True
    OBJECTIVE = "objective", _("Objective {number}"), "objectives"
    ADDITION = "addition", _("An addition to objective {number}"), "objectives"
    ACTION = "action", _("Action {number}"), "actions"
    INDICATORS = "indicators", _("Indicators"), "indicators", True
    INDICATOR = "indicator", _("Indicator {number}"), "indicators"
    RESOURCES = "resources", _("Resources"), "resources", True
    LINE = "line", _("Resource line {number}"), "resources"


@dataclass(frozen=True)
class Place:
    """Where in a pledge something stands, and which field of its page fixes it."""

    kind: PlaceKind
    key: str = ""
    """Of an item or a party"""
    number: str = ""
    """As it is printed: 2, or 3.1; of a line, which one it is"""
    field: str = "text"
    """text, or the name of what goes with it: leads, start, end, linked, target, …"""

    @property
    def name(self) -> str:
        """What people call it: “Action 3.2”."""
        return str(self.kind.pattern).format(number=self.number)

    @property
    def name_in_a_sentence(self) -> str:
        """What people call it in the middle of a sentence: “action 3.2”."""
        return self.name if self.kind.is_a_name else f"{self.name[:1].lower()}{self.name[1:]}"

    def staying(self, code: str, words: str) -> str:
        """Name that some words stay here, whatever else of the text is changed; `code` is the rule's against them."""
        number = "" if self.key else self.number
        identity = "\0".join((code, self.kind, self.key, number, self.field, words))
        return f"{code}-{sha256(identity.encode()).hexdigest()[:12]}"
