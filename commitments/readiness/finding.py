"""What a rule finds in a pledge: how grave it is, what it says, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.readiness.checked import Checked
from commitments.readiness.places import Place

Severity = Literal["blocker", "advice"]
BLOCKER: Severity = "blocker"
ADVICE: Severity = "advice"
REWORD = _("Reword")


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
    words: str = ""
    """What of the text a drafter may say stays as it is; empty where that can't be said"""
    places: tuple[Place, ...] = ()
    """Where those words stand, of several places that are found together; else it is `place` alone"""
    stays: bool = False
    """Whether somebody said that they stay: then nothing is wrong"""

    @property
    def name(self) -> str:
        """Names the finding as long as what it is about stays the same; for setting it aside."""
        place = self.place
        identity = "\0".join((self.code, place.kind, place.key, place.field, self.detail, self.about))
        return f"{self.code}-{sha256(identity.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Rule:
    """One thing that is looked for."""

    code: str
    severity: Severity
    passed: str | Promise
    """What is true of a pledge in which nothing is found"""
    find: Callable[[Checked], Iterable[Finding]]
    many: str | Promise = ""
    """What several findings of advice are called together, `{count}` in it; empty where there is at most one"""
    button: str | Promise = REWORD
    """What the button says that leads to where a finding is fixed"""
    is_of_the_whole: bool = False
    """Whether it is about the pledge as a whole, so that naming the place says nothing more"""
    section: str = ""
    """Slug of the section that it is about: where nothing is there yet, finding nothing says nothing"""
