"""What a rule finds in a pledge: how grave it is, what it says, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.document import PledgeDocument
from commitments.readiness.knowledge import Facts

Severity = Literal["blocker", "advice"]
BLOCKER: Severity = "blocker"
ADVICE: Severity = "advice"


@dataclass(frozen=True)
class Place:
    """Where in a pledge something stands, and which field of its page mends it."""

    kind: str
    """title, parties, party, introduction, opening, objective, addition, action, indicator, resources or line;
    objectives, indicators for a box as a whole"""
    key: str = ""
    """Of an item or a party"""
    number: str = ""
    """As it is printed: 2, or 3.1; of a line, which one it is"""
    field: str = "text"
    """text, or the name of what goes with it: leads, start, end, linked, target, …"""


NAMES: Mapping[str, Promise] = {
    "title": _("The title"),
    "parties": _("The parties"),
    "party": _("Party {number}"),
    "introduction": _("The introduction"),
    "opening": _("The opening sentence"),
    "objectives": _("Box A"),
    "objective": _("Objective {number}"),
    "addition": _("An addition to objective {number}"),
    "action": _("Action {number}"),
    "indicators": _("Box C"),
    "indicator": _("Indicator {number}"),
    "resources": _("Box D"),
    "line": _("Resource line {number}"),
}


def called(place: Place) -> str:
    """Return what people call a place: “Action 3.2”."""
    return str(NAMES[place.kind]).format(number=place.number)


def within(place: Place) -> str:
    """Return what people call a place in the middle of a sentence: “action 3.2”."""
    name = called(place)
    return name if place.kind in ("objectives", "indicators", "resources") else f"{name[:1].lower()}{name[1:]}"


@dataclass(frozen=True)
class Finding:
    code: str
    """The rule's name, such as open-blank"""
    severity: Severity
    sentence: str
    """What is wrong and what to do, in one sentence or two"""
    place: Place
    about: str = ""
    """The text that it is about: once that is another, so is the finding"""
    detail: str = ""
    """Which of several findings of one rule in that text it is"""

    @property
    def name(self) -> str:
        """Names the finding as long as what it is about stays the same; for setting it aside."""
        place = self.place
        said = "\0".join((self.code, place.kind, place.key, place.field, self.detail, self.about))
        return f"{self.code}-{sha256(said.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Rule:
    """One thing that is looked for."""

    code: str
    severity: Severity
    passed: str | Promise
    """What is true of a pledge in which nothing is found"""
    find: Callable[[PledgeDocument, Facts], Iterable[Finding]]
    many: str | Promise = ""
    """What several findings of advice are called together, `{count}` in it; empty where there is at most one"""
