"""What there is to say around a pledge's items when it is printed: the names of the words, for every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commitments.text.vocabulary.annex import AnnexWords
from commitments.text.vocabulary.seal import SealWords
from commitments.text.vocabulary.trail import TrailWords


@dataclass(frozen=True)
class Words:
    """The frame of a pledge in one language. `{…}` in a text is filled when it is printed."""

    language: str
    boxes: tuple[str, str, str, str]
    """The four boxes of the Conference's form"""
    nothing_yet: tuple[str, str, str, str]
    """What an empty box says on a draft"""
    none_stated: str
    """What it says once the text is frozen"""
    other_actions: str
    """The heading of actions that stand under none"""
    draft: str
    period: str
    """With {years}"""
    years: str
    """With {first} and {last}"""
    open_until: str
    """With {date}, as texts say it that were frozen in the first format"""
    open_through: str
    """With {date}: until that day is over everywhere on earth"""
    open: str
    parties: str
    reference: str
    title_blank: str
    parties_blank: str
    lead: str
    unit: str
    when: str
    between: str
    """With {start} and {end}"""
    since: str
    until: str
    serves_one: str
    """With {numbers}, as the three after it"""
    serves_many: str
    measures_one: str
    measures_many: str
    baseline: str
    target: str
    verification: str
    resource_columns: tuple[str, str, str, str]
    """Kind, description, provider, amount"""
    resource_kinds: dict[str, str]
    total: str
    signatures: str
    signature_lines: tuple[str, str, str, str]
    """Name, title, date, signature"""
    signs_by: Mapping[str, str]
    """How a signatory signs, with {whom}: by office, by delegation"""
    focal_point: str
    page: str
    page_of: str
    annex: AnnexWords
    trail: TrailWords
    seal: SealWords
    colon: str = ": "
    comma: str = ", "
    conjunction: str = " and "
    decimal_mark: str = "."
    day: str = "j F Y"
    """A day within a sentence, as Django formats it"""


# Official: all four headings, as in the Conference's published pledges.
