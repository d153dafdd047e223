"""Pledges that say one thing, for the rules to look at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from commitments.document import Action, Addition, Indicator, Objective, PledgeDocument, ResourceLine, Theme
from tests.exports.samples import ENGLISH

PLAIN = "Work together to protect all migrants."


def objective(text: str = PLAIN, **fields: Any) -> Objective:
    values = {"key": "o1", "clause": None, "title": "", "wording": "own", "additions": (), "additions_lead_in": ""}
    return Objective(text=text, **{**values, **fields})


def addition(text: str, **fields: Any) -> Addition:
    return Addition(text=text, **{"key": "add1", "clause": None, "wording": "own", **fields})


def action(text: str = "Train 400 volunteers.", **fields: Any) -> Action:
    values = {
        "key": "a1",
        "clause": None,
        "number": "1.1",
        "title": "",
        "wording": "own",
        "leads": (0,),
        "responsible": "",
        "start": "2020-01",
        "end": "2022-12",
        "serves": ("o1",),
    }
    return Action(text=text, **{**values, **fields})


def indicator(text: str = "Number of volunteers trained: 400.", **fields: Any) -> Indicator:
    values = {
        "key": "i1",
        "clause": None,
        "title": "",
        "wording": "own",
        "baseline": "",
        "target": "",
        "verification": "",
        "measures": ("a1",),
    }
    return Indicator(text=text, **{**values, **fields})


def line(description: str = "Two coordinators", provider: str = "") -> ResourceLine:
    return ResourceLine("human", description, "", "", provider)


def amount(value: str, currency: str = "", kind: str = "financial") -> ResourceLine:
    return ResourceLine(kind, "Grant", value, currency, "")


def plan(*actions: Action, name: str = "") -> tuple[Theme, ...]:
    return (Theme("" if name else "rescue", 1, name or "Rescue", actions),)


GOOD = replace(
    ENGLISH,
    objectives=(objective(),),
    themes=plan(action()),
    indicators=(indicator(),),
    resources_text="The parties will seek joint funding.",
    resource_lines=(line(),),
)
"""Two parties, one thing in each box, and nothing to find"""


def saying(text: str, **fields: Any) -> PledgeDocument:
    """A pledge whose one objective says `text`, in the drafter's own words."""
    return replace(GOOD, objectives=(objective(text),), **fields)


def doing(text: str, **fields: Any) -> PledgeDocument:
    """A pledge whose one action says `text`."""
    return replace(GOOD, themes=plan(action(text, **fields)))


def planned(*actions: Action) -> PledgeDocument:
    return replace(GOOD, themes=plan(*actions))


def measured(*indicators: Indicator) -> PledgeDocument:
    return replace(GOOD, indicators=indicators)


def opening(text: str, **fields: Any) -> PledgeDocument:
    return replace(GOOD, opening=text, opening_is_generated=False, **fields)
