"""Two versions of a pledge side by side: passage by passage, what changed in each. No database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.utils.translation import gettext as _

from commitments.document import Action, Indicator, Party, PledgeDocument, printed
from commitments.text.difference import Piece, difference
from commitments.text.vocabulary.headings import Words, words_for


@dataclass(frozen=True)
class Part:
    """A passage of one version."""

    name: str
    """What it is in both versions: a field of the pledge as `pledge.COLUMN`, an item as `item:KEY`, `party`, `line`"""
    label: str
    text: str


@dataclass(frozen=True)
class Passage:
    """A passage of the two versions; None where a version doesn't have it."""

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
        if self.before != self.after:
            return "changed"
        return "moved" if self.has_moved else "same"

    @cached_property
    def pieces(self) -> list[Piece]:
        return difference(self.before or "", self.after or "")


@dataclass(frozen=True)
class Chapter:
    """What stands at the front of a pledge, or one of its four boxes."""

    heading: str
    passages: tuple[Passage, ...]


def compare(before: PledgeDocument, after: PledgeDocument) -> list[Chapter]:
    """Return both versions as chapters, in the order of `after`; what is gone stands where it stood."""
    words = words_for(after.language)
    headings = ["", *words.boxes]
    return [
        Chapter(str(heading), tuple(_passages(list(old), list(new))))
        for heading, old, new in zip(headings, _chapters(before), _chapters(after), strict=True)
    ]


def _chapters(document: PledgeDocument) -> list[Iterable[Part]]:
    words = words_for(document.language)
    return [
        _front(document),
        _objectives(document),
        _actions(document, words),
        _indicators(document, words),
        _box_d(document, words),
    ]


def _front(document: PledgeDocument) -> Iterable[Part]:
    first, last = document.period
    yield Part("pledge.title", _("Title"), document.title)
    yield Part("pledge.period_start", _("Period"), f"{first}–{last}")
    yield Part("pledge.openness", _("May others join?"), printed.openness(document))
    yield Part("pledge.region", _("Region"), document.region_name)
    words = words_for(document.language)
    yield Part("party", _("Parties"), "\n".join(_party(party, words) for party in document.parties))


def _party(party: Party, words: Words) -> str:
    signing = [said for _line, said in printed.signature_lines(party, words)]
    facts = [value for fact in printed.party_facts(party, words) for value in fact.values]
    return "; ".join(filter(None, (party.name, *facts, *signing)))


def _objectives(document: PledgeDocument) -> Iterable[Part]:
    yield Part("pledge.introduction", _("Introduction"), "\n\n".join(document.introduction))
    yield Part("pledge.opening", _("Opening sentence"), document.opening)
    for place, objective in enumerate(document.objectives, start=1):
        yield Part(f"item:{objective.key}", _("Objective {n}").format(n=place), objective.sentence)


def _actions(document: PledgeDocument, words: Words) -> Iterable[Part]:
    for action in document.actions:
        yield _with_facts(
            action, _("Action {n}").format(n=action.number), printed.action_facts(document, action), words
        )


def _indicators(document: PledgeDocument, words: Words) -> Iterable[Part]:
    for place, indicator in enumerate(document.indicators, start=1):
        facts = printed.indicator_facts(document, indicator)
        yield _with_facts(indicator, _("Indicator {n}").format(n=place), facts, words)


def _with_facts(item: Action | Indicator, label: str, facts: Sequence[printed.Fact], words: Words) -> Part:
    return Part(f"item:{item.key}", label, "\n".join([item.text, *(printed.as_text(fact, words) for fact in facts)]))


def _box_d(document: PledgeDocument, words: Words) -> Iterable[Part]:
    yield Part("pledge.resources_text", _("In your own words"), document.resources_text)
    lines = []
    for line in document.resource_lines:
        said = (words.resource_kinds[line.kind], line.description, line.provider, printed.amount(line, words))
        lines.append(" · ".join(filter(None, said)))
    yield Part("line", _("Lines"), "\n".join(lines))


def _passages(before: list[Part], after: list[Part]) -> Iterable[Passage]:
    """Pair the parts of two versions by name; what is gone follows what it followed."""
    old, new = {part.name: part for part in before}, {part.name: part for part in after}
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
                yield Passage(name, new[name].label, then, new[name].text, has_moved=name in moved)
        for lost in gone.get(name, ()):
            yield Passage(lost, old[lost].label, old[lost].text, None)


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Return the fewest names that, moved, lead from one order to the other."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in after[block.b : block.b + block.size]}
    return set(after) - stayed
