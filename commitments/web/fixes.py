"""Where each finding of the readiness check is fixed: in which section, at which address, by which button."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.document import PledgeDocument
from commitments.drafting.sections import BY_SLUG
from commitments.drafting.texts import MAX_BLANK
from commitments.models import Draft, Pledge
from commitments.readiness.report import BY_CODE, Finding, Place, Report, called
from commitments.text.blanks import field_name

SECTION_OF: Mapping[str, str] = {
    "title": "parties",
    "parties": "parties",
    "party": "parties",
    "introduction": "introduction",
    "opening": "introduction",
    "objectives": "objectives",
    "objective": "objectives",
    "addition": "objectives",
    "action": "actions",
    "indicators": "indicators",
    "indicator": "indicators",
    "resources": "resources",
    "line": "resources",
}
"""The section in which a kind of place is drafted"""
FIELDS = {
    "title": "id_title",
    "parties": "parties",
    "introduction": "id_introduction",
    "opening": "id_opening",
    "resources": "id_resources_text",
}
"""The field of a section's page, by kind of place"""
BUTTONS: Mapping[str, str | Promise] = {
    "open-blank": _("Fill in"),
    "no-party": _("Add"),
    "no-signatory": _("Name"),
    "no-objective": _("Choose"),
    "box-c-empty": _("Add"),
    "box-d-empty": _("Write"),
    "objective-without-action": _("See actions"),
    "action-without-lead": _("Say who"),
    "action-without-end": _("Set the date"),
    "ends-before-start": _("Set the date"),
    "outside-period": _("Set the date"),
    "action-without-indicator": _("Link"),
    "no-figure": _("Set a target"),
    "too-long": _("Look through"),
    "no-title": _("Write"),
    "other-register": _("See objectives"),
}
"""What the button says that leads to the field; for others it is “Reword”"""


OF_THE_WHOLE = {"no-title", "no-party", "no-objective", "no-figure", "too-long", "jointly-alone", "no-signatory"}
"""Codes of findings for which the field that mends them says nothing more"""


@dataclass(frozen=True)
class Mending:
    """A finding, with the button that leads to what mends it."""

    finding: Finding
    section: str
    """Slug"""
    url: str
    button: str | Promise

    @cached_property
    def where(self) -> str:
        """What people call the place of the finding, unless its sentence says it or it is about the whole."""
        name = called(self.finding.place)
        return "" if self.finding.code in OF_THE_WHOLE or name.casefold() in self.finding.sentence.casefold() else name


def mendings(draft: Draft, document: PledgeDocument, findings: Sequence[Finding]) -> list[Mending]:
    """Return findings with their sections, addresses and buttons."""
    themes = {action.key: theme.slug or "own" for theme in document.themes for action in theme.actions}
    return [
        Mending(
            finding,
            SECTION_OF[finding.place.kind],
            _url(draft, finding, themes),
            _("Reword") if _is_reworded(finding) else BUTTONS.get(finding.code, _("Reword")),
        )
        for finding in findings
    ]


@dataclass(frozen=True)
class Group:
    """Advice of one kind: one finding, or several under one line."""

    title: str
    """Empty where it is one finding, which speaks for itself"""
    mendings: tuple[Mending, ...]
    """Those that are shown"""
    more: str = ""
    """The rule's code, where more were found than are shown: asked for by it, all of them are"""

    @property
    def names(self) -> frozenset[str]:
        return frozenset(each.finding.name for each in self.mendings)


MOST_SHOWN = 10
"""How many findings of one rule are listed before they are asked for"""


def grouped(draft: Draft, document: PledgeDocument, findings: Sequence[Finding], *, asked: str = "") -> list[Group]:
    """Return advice by its rule: 40 actions without an end are one thing to look at.

    `asked` is the code of a rule, or the name of a finding of it, of which all findings are shown.
    """
    by_code: dict[str, list[Finding]] = {}
    for each in findings:
        by_code.setdefault(each.code, []).append(each)
    return [
        Group(
            str(BY_CODE[code].many).format(count=len(some)) if len(some) > 1 else "",
            tuple(mendings(draft, document, some if asked.startswith(code) else some[:MOST_SHOWN])),
            "" if asked.startswith(code) or len(some) <= MOST_SHOWN else code,
        )
        for code, some in by_code.items()
    ]


@dataclass(frozen=True)
class Tally:
    """How much was found in one section: what to fix, and kinds of things worth a look."""

    fix: int = 0
    look: int = 0


def tallies(report: Report) -> Mapping[str, Tally]:
    """Return how much was found in each section in which anything was, by slug."""
    fix = Counter(SECTION_OF[each.place.kind] for each in report.blockers)
    look = Counter(slug for slug, _code in {(SECTION_OF[each.place.kind], each.code) for each in report.advice})
    return {slug: Tally(fix[slug], look[slug]) for slug in fix | look}


def _is_reworded(finding: Finding) -> bool:
    """Whether it is a blank that the page of blanks can't fill."""
    return finding.code == "open-blank" and (bool(finding.detail) or len(finding.about) > MAX_BLANK)


def _url(draft: Draft, finding: Finding, themes: Mapping[str, str]) -> str:
    """Return the address of the field that mends a finding."""
    pledge, place = draft.pledge, finding.place
    if finding.code == "open-blank" and not _is_reworded(finding):
        return f"{reverse('pledge_blanks', args=[pledge.reference])}#id_{field_name(finding.about)}"
    if place.key and place.field in ("text", "heading"):
        return reverse("pledge_item", args=[pledge.reference, place.key])
    if place.kind == "party":
        return f"{reverse('pledge_party', args=[pledge.reference, place.key])}#id_{place.field}"
    if place.kind == "action":
        return _of_action(pledge, place, themes)
    if place.field == "linked":  # an objective that lacks actions
        return BY_SLUG["actions"].url(pledge)
    return f"{BY_SLUG[SECTION_OF[place.kind]].url(pledge)}{_anchor(draft, place)}"


def _of_action(pledge: Pledge, place: Place, themes: Mapping[str, str]) -> str:
    if place.field == "indicators":
        return BY_SLUG["indicators"].url(pledge)
    url = reverse("pledge_theme", args=[pledge.reference, themes[place.key]])
    return f"{url}#{place.key}" if place.field == "leads" else f"{url}#{place.key}-{place.field}"


def _anchor(draft: Draft, place: Place) -> str:
    """Return the field of a section's page, as the end of its address; nothing for a page as a whole."""
    if place.kind == "line":
        lines = sorted(draft.lines.values(), key=lambda line: line.position)
        return f"#id_{lines[int(place.number) - 1].key}-{place.field}"
    if place.field == "chosen":
        return f"#{place.key}"
    if place.key:
        return f"#{place.key}-{place.field}"
    return f"#{FIELDS[place.kind]}" if place.kind in FIELDS else ""
