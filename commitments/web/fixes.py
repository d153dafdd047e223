"""Where each finding of the readiness check is fixed: in which section, at which address, by which button.

Each kind of place has one entry in ADDRESSES; what it is called, and its section, stand in readiness/places.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise

from commitments.document import PledgeDocument
from commitments.drafting.sections import BY_SLUG
from commitments.drafting.texts import MAX_BLANK
from commitments.models import Draft
from commitments.readiness.finding import REWORD, Finding
from commitments.readiness.places import Place, PlaceKind
from commitments.readiness.report import BY_CODE, Report
from commitments.text.blanks import field_name


@dataclass(frozen=True)
class Pages:
    """The pages of a pledge on which findings are fixed."""

    draft: Draft
    document: PledgeDocument

    def section(self, slug: str) -> str:
        return BY_SLUG[slug].url(self.draft.pledge)

    def item(self, key: str) -> str:
        return reverse("pledge_item", args=[self.draft.pledge.reference, key])

    def party(self, key: str) -> str:
        return reverse("pledge_party", args=[self.draft.pledge.reference, key])

    def theme_of(self, action: str) -> str:
        return reverse("pledge_theme", args=[self.draft.pledge.reference, self._themes[action]])

    def blank(self, blank: str) -> str:
        return f"{reverse('pledge_blanks', args=[self.draft.pledge.reference])}#id_{field_name(blank)}"

    def row(self, party: str, item: str) -> str:
        """Return the row of an item at the negotiation table with a party."""
        return f"{reverse('pledge_table', args=[self.draft.pledge.reference, party])}#row-{item}"

    def line(self, number: str) -> str:
        """Return the key of a resource line by its number, from 1: findings know no more of it."""
        lines = sorted(self.draft.lines.values(), key=lambda line: line.position)
        return lines[int(number) - 1].key

    @cached_property
    def _themes(self) -> Mapping[str, str]:
        return {action.key: theme.slug or "own" for theme in self.document.themes for action in theme.actions}


Address = Callable[[Pages, Place], str]
"""Makes the address of a place"""


def _in_section(anchor: str = "", *, section: str = "") -> Address:
    """Return what leads to a field of the place's section, or of another; `{key}` and `{field}` are the place's."""
    end = f"#{anchor}" if anchor else ""
    return lambda pages, place: (
        pages.section(section or place.kind.section) + end.format(key=place.key, field=place.field)
    )


def _item(pages: Pages, place: Place) -> str:
    return pages.item(place.key)


def _in_theme(anchor: str) -> Address:
    return lambda pages, place: f"{pages.theme_of(place.key)}#{anchor.format(key=place.key, field=place.field)}"


ANY = ""
"""Every field of a kind of place that has no entry of its own"""
ADDRESSES: Mapping[PlaceKind, Mapping[str, Address]] = {
    PlaceKind.TITLE: {ANY: _in_section("id_title")},
    PlaceKind.PERIOD: {ANY: _in_section("id_period_end")},
    PlaceKind.OPENNESS: {ANY: _in_section("id_open_until")},
    PlaceKind.CONFERENCE: {ANY: _in_section("id_language")},
    PlaceKind.PARTIES: {ANY: _in_section("parties")},
    PlaceKind.PARTY: {ANY: lambda pages, place: f"{pages.party(place.key)}#id_{place.field}"},
    PlaceKind.INTRODUCTION: {ANY: _in_section("id_introduction")},
    PlaceKind.OPENING: {ANY: _in_section("id_opening")},
    PlaceKind.OBJECTIVES: {ANY: _in_section()},
    PlaceKind.OBJECTIVE: {
        "text": _item,
        "chosen": _in_section("{key}"),
        "linked": _in_section(section="actions"),  # it lacks actions
    },
    PlaceKind.ADDITION: {"text": _item},
    PlaceKind.ACTION: {
        "text": _item,
        "heading": _item,
        "leads": _in_theme("{key}"),
        "indicators": _in_section(section="indicators"),
        ANY: _in_theme("{key}-{field}"),
    },
    PlaceKind.INDICATORS: {ANY: _in_section()},
    PlaceKind.INDICATOR: {"text": _item, ANY: _in_section("{key}-{field}")},
    PlaceKind.RESOURCES: {ANY: _in_section("id_resources_text")},
    PlaceKind.LINE: {
        ANY: lambda pages, place: f"{pages.section(place.kind.section)}#id_{pages.line(place.number)}-{place.field}"
    },
}
"""How the address of a place is made, by its kind and its field"""


@dataclass(frozen=True)
class Fix:
    """A finding, with the button that leads to where it is fixed."""

    finding: Finding
    section: str
    """Slug"""
    url: str
    button: str | Promise

    @cached_property
    def where(self) -> str:
        """What people call the place of the finding, unless its sentence says it or it is about the whole."""
        name = self.finding.place.name
        is_named = BY_CODE[self.finding.code].is_of_the_whole or name.casefold() in self.finding.sentence.casefold()
        return "" if is_named else name

    @property
    def placed_sentence(self) -> str:
        """What is wrong, and where, as the list of a section says it."""
        return f"{self.where}. {self.finding.sentence}" if self.where else self.finding.sentence


def fixes_for(draft: Draft, document: PledgeDocument, findings: Sequence[Finding]) -> list[Fix]:
    """Return findings with their sections, addresses and buttons."""
    pages = Pages(draft, document)
    return [
        Fix(
            finding,
            finding.place.kind.section,
            _url(pages, finding),
            REWORD if _is_reworded(finding) else BY_CODE[finding.code].button,
        )
        for finding in findings
    ]


@dataclass(frozen=True)
class AdviceGroup:
    """Advice of one kind: one finding, or several under one line."""

    title: str
    """Empty where it is one finding, which speaks for itself"""
    fixes: tuple[Fix, ...]
    """Those that are shown"""
    more: str = ""
    """The rule's code, where more were found than are shown: asked for by it, all of them are"""

    @property
    def names(self) -> frozenset[str]:
        return frozenset(fix.finding.name for fix in self.fixes)


MOST_SHOWN = 10
"""How many findings of one rule are listed before they are asked for"""


def grouped(
    draft: Draft, document: PledgeDocument, findings: Sequence[Finding], *, asked: str = ""
) -> list[AdviceGroup]:
    """Return advice by its rule: 40 actions without an end are one thing to look at.

    `asked` is the code of a rule, or the name of a finding of it, of which all findings are shown.
    """
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    whole = {finding.code for finding in findings if asked in (finding.code, finding.name)}
    return [
        AdviceGroup(
            str(BY_CODE[code].many).format(count=len(some)) if len(some) > 1 else "",
            tuple(fixes_for(draft, document, some if code in whole else some[:MOST_SHOWN])),
            "" if code in whole or len(some) <= MOST_SHOWN else code,
        )
        for code, some in by_code.items()
    ]


@dataclass(frozen=True)
class SectionTally:
    """How much was found in one section: what to fix, and kinds of things worth a look."""

    fix: int = 0
    look: int = 0


def tallies(report: Report) -> Mapping[str, SectionTally]:
    """Return how much was found in each section in which anything was, by slug."""
    fix = Counter(finding.place.kind.section for finding in report.blockers)
    kinds = {(finding.place.kind.section, finding.code) for finding in report.advice}
    look = Counter(section for section, _code in kinds)
    return {slug: SectionTally(fix[slug], look[slug]) for slug in fix | look}


def _is_reworded(finding: Finding) -> bool:
    """Whether it is a blank that the page of blanks can't fill."""
    return finding.code == "open-blank" and (bool(finding.detail) or len(finding.about) > MAX_BLANK)


def _url(pages: Pages, finding: Finding) -> str:
    """Return the address of the field at which a finding is fixed."""
    if finding.code == "open-blank" and not _is_reworded(finding):
        return pages.blank(finding.about)
    if finding.code == "open-row":
        return pages.row(finding.detail, finding.place.key)
    addresses = ADDRESSES[finding.place.kind]
    address = addresses[finding.place.field if finding.place.field in addresses else ANY]
    return address(pages, finding.place)
