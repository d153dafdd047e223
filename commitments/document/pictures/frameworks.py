"""Which documents the pledge speaks to, such as the Global Compact for Migration, and to which of their points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commitments.document import PassageKind, PledgeDocument, passages
from commitments.document.pictures import names
from commitments.document.pictures.names import LibraryText
from commitments.models.linked_frameworks import Link, LinkedFramework, LinkedFrameworks, Point
from commitments.text.vocabulary.headings import words_for

NO_BREAK_SPACE = "\u00a0"
STRIP = range(10, 41)
"""A document with so many points, all numbered, is drawn as a strip of them; a shorter one reads better as a list"""
NAMED, CLOSE, OFFERED, OFFERED_CLOSE, NEITHER = "named", "close", "offered", "offered-close", "neither"
"""How the pledge stands to a point: it names it; it is close in subject, by our reading; it does not speak to it, but
the model text offers a clause that does, by name or by our reading; none of these"""


@dataclass(frozen=True)
class SpeakingItems:
    """Items of the pledge that speak to a document, or a point of it, in the same way."""

    kind: str
    """NAMED or CLOSE"""
    word: str
    """The same in words of the pledge's language"""
    items: tuple[str, ...]
    """“Objective 3” in that language, which a line does not break, in the pledge's order"""


@dataclass(frozen=True)
class Cell:
    """A point of a document."""

    code: str
    number: str
    title: LibraryText
    """Empty where no checked wording may be shown"""
    is_checked: bool
    state: str
    """One of the five above"""
    word: str
    """The state in words of the pledge's language"""
    groups: tuple[SpeakingItems, ...]
    """What speaks to it: by name first"""


@dataclass(frozen=True)
class Standing:
    """A way of standing to points, as the cells of a strip are drawn."""

    kind: str
    word: str
    """In the pledge's language"""
    numbers: tuple[str, ...]
    """Of the points to which the pledge stands in this way"""


@dataclass(frozen=True)
class SpokenRow:
    """A point, or the document as a whole, in the table of what speaks to it."""

    point: Cell | None
    """None: the document as a whole"""
    items: tuple[tuple[str, ...], ...]
    """What speaks to it, a column each as the table has them"""


@dataclass(frozen=True)
class FrameworkPicture:
    code: str
    name: LibraryText
    symbol: str
    strip: tuple[Cell, ...]
    """Every point, where the document is drawn as a strip"""
    key: tuple[Standing, ...]
    """The ways of standing that occur in the strip"""
    spoken: tuple[Cell, ...]
    """The points that the pledge speaks to"""
    whole: tuple[SpeakingItems, ...]
    """What speaks to the document as a whole"""
    named: int
    """How many points the pledge names"""
    close: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The ways in which the pledge speaks to anything here, by name first; in the pledge's language."""
        words = {group.kind: group.word for groups in self._spoken for group in groups}
        return tuple(words[kind] for kind in (NAMED, CLOSE) if kind in words)

    @property
    def rows(self) -> list[SpokenRow]:
        """What is spoken to, a row each: the document as a whole first."""
        points = ([None] if self.whole else []) + list(self.spoken)
        items = [{group.word: group.items for group in groups} for groups in self._spoken]
        return [
            SpokenRow(point, tuple(of_point.get(word, ()) for word in self.columns))
            for point, of_point in zip(points, items, strict=True)
        ]

    @property
    def _spoken(self) -> list[tuple[SpeakingItems, ...]]:
        return ([self.whole] if self.whole else []) + [cell.groups for cell in self.spoken]


@dataclass(frozen=True)
class Speaker:
    """What can speak to a document: an item, or an addition within one."""

    item: str
    clause: str
    is_official: bool
    text: str


Links = dict[tuple[str, str], dict[str, bool]]
"""By document and point: what speaks to it, in the pledge's order, and whether it does so by name"""


def frameworks(document: PledgeDocument, library: LinkedFrameworks) -> tuple[FrameworkPicture, ...]:
    """Return the documents that the pledge speaks to, and first those that are drawn whole, spoken to or not."""
    compacts = {compact.code: compact for compact in library.compacts}
    speaking: Links = {}
    speakers = list(_speakers(document))
    for speaker in speakers:
        for link in library.links.get(speaker.clause, ()):
            is_named = link.is_named and (
                speaker.is_official or _still_names(speaker.text, compacts[link.compact], link)
            )
            items = speaking.setdefault((link.compact, link.point), {})
            items[speaker.item] = items.get(speaker.item, False) or is_named
    left = library.offered - {speaker.clause for speaker in speakers}
    offered = _offered(library, left)
    pictures = [_picture(document, compact, speaking, offered) for compact in library.compacts]
    shown = [picture for picture in pictures if picture.strip or picture.spoken or picture.whole]
    return tuple(sorted(shown, key=lambda picture: not picture.strip))


def _speakers(document: PledgeDocument) -> Iterator[Speaker]:
    """Yield what came from a clause. An addition is part of its objective's sentence, which may name for it."""
    words = words_for(document.language).annex
    names_of = {
        PassageKind.OBJECTIVE: words.objective,
        PassageKind.ADDITION: words.objective,
        PassageKind.ACTION: words.action,
        PassageKind.INDICATOR: words.indicator,
    }
    is_of_official = True
    for passage in passages(document):
        if passage.kind is not PassageKind.ADDITION:
            is_of_official = passage.is_official
        if passage.clause:
            name = names_of[passage.kind].format(number=passage.number).replace(" ", NO_BREAK_SPACE)
            is_official = passage.is_official and is_of_official
            yield Speaker(name, passage.clause, is_official, passage.sentence or passage.text)


def _still_names(text: str, compact: LinkedFramework, link: Link) -> bool:
    """Whether a reworded clause still names the document, and the point by its number; a doubt is a no."""
    if not any(name.casefold() in text.casefold() for name in compact.names.values() if name):
        return False
    number = next((point.number for point in compact.points if point.code == link.point), "")
    return not number or bool(re.search(rf"(?<!\w){re.escape(number)}(?!\w)", text))


def _offered(library: LinkedFrameworks, clauses: Iterable[str]) -> dict[tuple[str, str], bool]:
    """Return what the clauses would speak to, by document and point, and whether one would do so by name."""
    offered: dict[tuple[str, str], bool] = {}
    for clause in clauses:
        for link in library.links.get(clause, ()):
            place = (link.compact, link.point)
            offered[place] = offered.get(place, False) or link.is_named
    return offered


def _picture(
    document: PledgeDocument, compact: LinkedFramework, speaking: Links, offered: dict[tuple[str, str], bool]
) -> FrameworkPicture:
    cells = []
    for point in compact.points:
        place = (compact.code, point.code)
        cells.append(_cell(document, point, _groups(document, speaking.get(place, {})), offered.get(place)))
    is_strip = len(cells) in STRIP and all(cell.number for cell in cells)
    return FrameworkPicture(
        code=compact.code,
        name=names.in_language(compact.names, document),
        symbol=compact.symbol,
        strip=tuple(cells) if is_strip else (),
        key=_key(document, cells) if is_strip else (),
        spoken=tuple(cell for cell in cells if cell.groups),
        whole=_groups(document, speaking.get((compact.code, ""), {})),
        named=sum(1 for cell in cells if cell.state == NAMED),
        close=sum(1 for cell in cells if cell.state == CLOSE),
    )


def _key(document: PledgeDocument, cells: list[Cell]) -> tuple[Standing, ...]:
    numbers: dict[str, list[str]] = {}
    for cell in cells:
        numbers.setdefault(cell.state, []).append(cell.number)
    words = words_for(document.language).annex.states
    return tuple(Standing(kind, word, tuple(numbers[kind])) for kind, word in words.items() if kind in numbers)


def _groups(document: PledgeDocument, speaking: dict[str, bool]) -> tuple[SpeakingItems, ...]:
    """Return what speaks to one place, parted by whether it does so by name."""
    words = words_for(document.language).annex.states
    named = tuple(item for item, is_named in speaking.items() if is_named)
    close = tuple(item for item, is_named in speaking.items() if not is_named)
    return tuple(SpeakingItems(kind, words[kind], items) for kind, items in ((NAMED, named), (CLOSE, close)) if items)


def _cell(document: PledgeDocument, point: Point, groups: tuple[SpeakingItems, ...], offer: bool | None) -> Cell:
    """Return the cell of a point; `offer` is whether an offered clause names it, or None where none speaks to it."""
    title = point.titles or ({"en": point.summary} if point.summary else {})
    if groups:
        state = groups[0].kind
    elif offer is not None:
        state = OFFERED if offer else OFFERED_CLOSE
    else:
        state = NEITHER
    word = words_for(document.language).annex.states[state]
    return Cell(point.code, point.number, names.in_language(title, document), point.is_checked, state, word, groups)
