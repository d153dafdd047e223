"""Two versions of a pledge side by side: passage by passage, what changed in each. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commitments.document import printed
from commitments.document.passages import Passage, PassageKind, by_box
from commitments.document.shape import PledgeDocument
from commitments.models.row import RowName, Table
from commitments.text.difference import Piece, difference
from commitments.text.lines import as_printed
from commitments.text.sameness import looks_same
from commitments.text.vocabulary.frame import Words
from commitments.text.vocabulary.headings import words_for

INTRODUCTION = "pledge.introduction"
WHOLE_TEXTS: Sequence[Mapping[str, Promise]] = (
    {
        "pledge.title": _("Title"),
        "pledge.period_start": _("Period"),
        "pledge.openness": _("May others join?"),
        "pledge.region": _("Region"),
        "party": _("Parties"),
    },
    {INTRODUCTION: _("Introduction"), "pledge.opening": _("Opening sentence")},
    {},
    {},
    {"pledge.resources_text": _("In your own words"), "line": _("Lines")},
)
"""What every version has once in its front and in each box, empty or not: how it is called, by its name"""
NAMES = {
    PassageKind.TITLE: "pledge.title",
    PassageKind.PERIOD: "pledge.period_start",
    PassageKind.OPENNESS: "pledge.openness",
    PassageKind.REGION: "pledge.region",
    PassageKind.PARTY: "party",
    PassageKind.INTRODUCTION: INTRODUCTION,
    PassageKind.OPENING: "pledge.opening",
    PassageKind.RESOURCES: "pledge.resources_text",
    PassageKind.LINE: "line",
}
"""Which of these a passage belongs to"""
LABELS = {
    PassageKind.OBJECTIVE: _("Objective {n}"),
    PassageKind.ACTION: _("Action {n}"),
    PassageKind.INDICATOR: _("Indicator {n}"),
}


@dataclass(frozen=True)
class VersionText:
    """A text of one version, which is compared with that of the same name in the other."""

    name: str
    """A field of the pledge as `pledge.COLUMN`, an item as `item:KEY`, `party` for all parties, `line` for all lines"""
    label: str
    text: str


@dataclass(frozen=True)
class ComparedText:
    """A text of the two versions; None where a version doesn't have it."""

    name: str
    label: str
    before: str | None
    after: str | None
    has_moved: bool = False

    @property
    def kind(self) -> str:
        """same, changed, added, removed or moved"""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        if not looks_same(self.before, self.after):
            return "changed"
        return "moved" if self.has_moved else "same"

    @cached_property
    def pieces(self) -> list[Piece]:
        return difference(self.before or "", self.after or "")


@dataclass(frozen=True)
class ComparedBox:
    """What stands at the front of a pledge, or one of its four boxes."""

    heading: str
    passages: tuple[ComparedText, ...]


def compare(before: PledgeDocument, after: PledgeDocument) -> list[ComparedBox]:
    """Return both versions as front and boxes, in the order of `after`; what is gone stands where it stood."""
    headings = ["", *words_for(after.language).boxes]
    return [
        ComparedBox(str(heading), tuple(_pairs(old, new)))
        for heading, old, new in zip(headings, _version(before), _version(after), strict=True)
    ]


def _version(document: PledgeDocument) -> list[list[VersionText]]:
    words = words_for(document.language)
    boxes = zip(WHOLE_TEXTS, by_box(document), strict=True)
    return [_texts(labels, passages, words) for labels, passages in boxes]


def _texts(whole_texts: Mapping[str, Promise], passages: Iterable[Passage], words: Words) -> list[VersionText]:
    """Return what is compared of the front or of a box: what every version has once, then the items."""
    labels = {name: str(label) for name, label in whole_texts.items()}
    parts: dict[str, list[str]] = {name: [] for name in labels}
    for passage in passages:
        if passage.kind in LABELS:
            name = str(RowName(Table.ITEM, passage.key))
            labels[name], parts[name] = str(LABELS[passage.kind]).format(n=passage.number), [_said(passage, words)]
        elif passage.kind in NAMES:
            parts[NAMES[passage.kind]].append(_said(passage, words))
    return [
        VersionText(name, labels[name], ("\n\n" if name == INTRODUCTION else "\n").join(texts))
        for name, texts in parts.items()
    ]


def _said(passage: Passage, words: Words) -> str:
    """Return a passage with its facts as one text, in which a changed fact is seen."""
    match passage.kind:
        case PassageKind.PARTY:
            return "; ".join([passage.text, *(value for fact in passage.facts for value in fact.values)])
        case PassageKind.LINE:
            return " · ".join(filter(None, (value for fact in passage.facts for value in fact.values)))
        case _:
            return "\n".join([as_printed(passage.printed), *(printed.as_text(fact, words) for fact in passage.facts)])


def _pairs(before: Sequence[VersionText], after: Sequence[VersionText]) -> Iterable[ComparedText]:
    """Pair the texts of two versions by name; what is gone follows what it followed."""
    old, new = {text.name: text for text in before}, {text.name: text for text in after}
    moved = _moved([name for name in old if name in new], [name for name in new if name in old])
    gone: dict[str, list[str]] = {}
    last = ""
    for name in old:
        if name in new:
            last = name
        else:
            gone.setdefault(last, []).append(name)
    for name in ["", *new]:
        if name in new:
            then = old[name].text if name in old else None
            if then or new[name].text:
                yield ComparedText(name, new[name].label, then, new[name].text, has_moved=name in moved)
        for lost in gone.get(name, ()):
            yield ComparedText(lost, old[lost].label, old[lost].text, None)


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Return the fewest names that, moved, lead from one order to the other."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in after[block.b : block.b + block.size]}
    return set(after) - stayed
