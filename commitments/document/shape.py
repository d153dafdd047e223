"""What a PledgeDocument is: frozen data, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commitments.document.seal import Seal
from commitments.document.who_signs import Party
from commitments.text import blanks
from commitments.text.additions import join_additions
from commitments.text.sentences import sentence

FIRST_FORMAT = "pledgebuilder-revision/1"
"""Of frozen texts; what was signed as it is printed by the rules of its time"""
AGREED = frozenset({"agreed", "submitted"})
"""The states of a pledge that every party has signed"""


@dataclass(frozen=True)
class Fact:
    """A small line under an item: a label, which may be empty, and what it says."""

    label: str
    values: tuple[str, ...]
    column: str = field(default="", compare=False)
    """The column of its row that holds it, where it is a text that somebody wrote"""


def _as_printed(default: Any) -> Any:
    """Return a field for what a text is frozen with: composed of its other parts, it makes no difference beside them.

    Empty in a draft, and in a text that was frozen before this was kept: there it is composed anew.
    """
    return field(default=default, compare=False)


@dataclass(frozen=True)
class Addition:
    key: str
    clause: str | None
    text: str
    wording: str


@dataclass(frozen=True)
class Objective:
    key: str
    clause: str | None
    title: str
    text: str
    """Its own wording, blanks filled, without the additions"""
    wording: str
    additions: tuple[Addition, ...]
    additions_lead_in: str
    printed: str = ""
    """As it is printed, its additions joined to it. Empty in a text that was frozen before this was kept"""

    @property
    def sentence(self) -> str:
        """The objective with its additions, as one sentence: as it was made, or by the rules of the first format."""
        if self.printed:
            return self.printed
        if self.additions:
            return join_additions(self.text, self.additions_lead_in, [addition.text for addition in self.additions])
        return sentence(self.text) if self.wording == "official" else self.text


@dataclass(frozen=True)
class Action:
    key: str
    clause: str | None
    number: str
    """Theme and place in it: 3.2"""
    title: str
    text: str
    wording: str
    leads: tuple[int, ...]
    """Positions in `PledgeDocument.parties`, from 0"""
    responsible: str
    start: str
    """YYYY or YYYY-MM, or empty"""
    end: str
    serves: tuple[str, ...]
    """Keys of objectives"""
    facts: tuple[Fact, ...] = _as_printed(())
    """What is printed under it"""


@dataclass(frozen=True)
class Theme:
    slug: str
    """Empty for a theme of the drafter's own"""
    number: int
    name: str
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class Indicator:
    key: str
    clause: str | None
    title: str
    text: str
    wording: str
    baseline: str
    target: str
    verification: str
    measures: tuple[str, ...]
    """Keys of actions"""
    facts: tuple[Fact, ...] = _as_printed(())
    """What is printed under it"""


@dataclass(frozen=True)
class ResourceLine:
    kind: str
    """financial, human or material"""
    description: str
    amount: str
    """Digits, with two decimals where there are any; or empty"""
    currency: str
    """ISO 4217, or empty"""
    provider: str
    printed_amount: str = _as_printed("")
    """“CHF 120 000”"""


@dataclass(frozen=True)
class PledgeDocument:
    reference: str
    status: str
    model_text: str
    """Slug of the model text"""
    conference: str
    language: str
    """BCP 47 tag of the pledge's text"""
    clause_language: str
    """BCP 47 tag of the official clauses"""
    title: str
    period: tuple[int, int]
    """First and last year"""
    openness: str
    open_until: str | None
    """ISO 8601 date"""
    region: str
    """Slug of a regional group, or free text"""
    region_name: str
    """The region as it stands in a sentence, “the Sahel”; empty where there is none"""
    parties: tuple[Party, ...]
    introduction: tuple[str, ...]
    """Paragraphs"""
    introduction_is_official: bool
    opening: str
    opening_is_generated: bool
    name_parties_in_full: bool
    objectives: tuple[Objective, ...]
    themes: tuple[Theme, ...]
    indicators: tuple[Indicator, ...]
    resources_text: str
    resource_lines: tuple[ResourceLine, ...]
    printed_period: str = _as_printed("")
    """“Pledge for the period 2019–2023”"""
    printed_openness: str = _as_printed("")
    """“Open pledge: other parties may sign until …”"""
    printed_totals: tuple[str, ...] = _as_printed(())
    """The sums of the resource lines, one for each currency"""
    fillings: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What fills its blanks, by the blank as printed: how its texts came to be, no part of what they say"""
    staying: tuple[str, ...] = field(default=(), compare=False)
    """What a drafter said is no blank, though it stands in brackets: how its texts are looked at, no part of them"""
    web_mail: tuple[tuple[str, str, str], ...] = field(default=(), compare=False)
    """Web-mail addresses of signatories and deputies: the party's key, the domain, and the slot, empty of the first
    signatory. How it is looked at, no part of it"""
    seal: Seal | None = None
    """Of a text that was circulated and not reopened since"""
    frozen_as: str = field(default="", compare=False)
    """The format of the frozen text that it was read from, to be written as that again; empty for a draft"""

    @property
    def is_agreed(self) -> bool:
        """Whether every party has signed it: the text can't change any more."""
        return self.status in AGREED

    @property
    def is_of_the_first_format(self) -> bool:
        """Whether it was frozen before amounts needed a currency, and days a place where they end."""
        return self.frozen_as == FIRST_FORMAT

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(action for theme in self.themes for action in theme.actions)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of the four boxes, in reading order."""
        objectives = (objective.sentence for objective in self.objectives)
        actions = (action.text for action in self.actions)
        indicators = (indicator.text for indicator in self.indicators)
        lines = (line.description for line in self.resource_lines)
        return (*self.introduction, self.opening, *objectives, *actions, *indicators, self.resources_text, *lines)

    @property
    def open_blanks(self) -> tuple[str, ...]:
        """Every blank still open, as it is printed: those of the texts in reading order, then those of the facts.

        A frozen text has none: with one, nothing goes round.
        """
        if self.frozen_as:
            return ()
        actions = (action.responsible for action in self.actions)
        facts = (fact for item in self.indicators for fact in (item.baseline, item.target, item.verification))
        providers = (line.provider for line in self.resource_lines)
        texts = (*self.texts, *actions, *facts, *providers)
        return tuple(blank for text in texts for blank in blanks.find(text) if blank not in self.staying)

    def segments(self, text: str) -> list[tuple[str, bool]]:
        """Split a text of it into (piece, is an open blank). A frozen text has none: with one, nothing goes round."""
        return [(text, False)] if self.frozen_as else blanks.segments(text, self.staying)

    @property
    def words(self) -> int:
        """How many words the four boxes hold."""
        return sum(len(text.split()) for text in self.texts)
