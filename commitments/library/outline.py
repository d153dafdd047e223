"""A whole model text in its own order, for reading: on the screen and as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from commitments.models import Bracket, Clause, ClauseLink, Framework, FrameworkItem, ModelText, Passage, Theme

BOX_OF_KIND = {
    Clause.Kind.OBJECTIVE: "A",
    Clause.Kind.ADDITION: "A",
    Clause.Kind.ACTION: "B",
    Clause.Kind.INDICATOR: "C",
}

Pieces = list[tuple[str, str]]
"""(text, Bracket.Kind or nothing), in order: a text cut up so that its brackets can be marked"""


@dataclass
class ClauseEntry:
    """A clause, ready to show."""

    clause: Clause
    pieces: Pieces
    explicit: list[ClauseLink]
    suggested: list[ClauseLink]
    lead_in: str = ""
    """What the source prints between this clause and its additions"""
    additions: list[ClauseEntry] = field(default_factory=list)


@dataclass
class OutlineBlock:
    """A paragraph, a theme with its actions, or a run of clauses."""

    passage: Passage | None = None
    pieces: Pieces = field(default_factory=list)
    theme: Theme | None = None
    entries: list[ClauseEntry] = field(default_factory=list)


@dataclass
class Box:
    letter: str
    """A to D, or nothing for the front page"""
    heading: str = ""
    blocks: list[OutlineBlock] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.heading or self.letter

    @property
    def themes(self) -> list[Theme]:
        return [block.theme for block in self.blocks if block.theme]

    @property
    def entries(self) -> list[ClauseEntry]:
        """Every clause of the box, additions after their objective"""
        return [part for block in self.blocks for entry in block.entries for part in (entry, *entry.additions)]

    def shows(self, bracket: Bracket) -> bool:
        cut_up = [block.pieces for block in self.blocks] + [entry.pieces for entry in self.entries]
        return any((bracket.token, bracket.kind) in pieces for pieces in cut_up)


@dataclass
class Document:
    """A framework that the clauses link to, with those of its items that they link to."""

    framework: Framework
    items: list[FrameworkItem]


@dataclass
class Outline:
    title: str
    subtitle: str = ""
    period: str = ""
    boxes: list[Box] = field(default_factory=list)
    contacts: list[Passage] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)

    @property
    def front(self) -> Box | None:
        """What the front page says before the first box, if anything"""
        return next((box for box in self.boxes if not box.letter), None)

    @property
    def lettered(self) -> list[Box]:
        return [box for box in self.boxes if box.letter]


def parts_in_order(text: ModelText) -> list[Passage | Theme | Clause]:
    """Return everything that a model text prints, in the source's order; retired clauses are no part of it."""
    clauses = text.clauses.filter(retired=False).prefetch_related("links__framework", "links__item")
    parts: list[Passage | Theme | Clause] = [*text.passages.all(), *text.themes.all(), *clauses]
    return sorted(parts, key=lambda part: part.position)


def outline(text: ModelText) -> Outline:
    """Return a model text as it reads on a page: boxes with their paragraphs, themes and clauses, additions nested."""
    builder = Builder(text)
    for part in parts_in_order(text):
        builder.add(part)
    return builder.outline


class Builder:
    """Takes the parts of one model text in the source's order and puts each where it belongs."""

    def __init__(self, text: ModelText) -> None:
        brackets = list(text.brackets.order_by("pk"))
        self.outline = Outline(title=str(text), brackets=brackets)
        self.boxes: dict[str, Box] = {}
        self.entries: dict[int, ClauseEntry] = {}
        self.themes: dict[int, OutlineBlock] = {}
        self.last: ClauseEntry | None = None
        self.kinds = {bracket.token: bracket.kind for bracket in brackets}
        self.tokens = re.compile(
            "|".join(re.escape(token) for token in sorted(self.kinds, key=len, reverse=True)) or "$."
        )

    def add(self, part: Passage | Theme | Clause) -> None:
        match part:
            case Passage():
                self.passage(part)
            case Theme():
                self.themes[part.pk] = self.block("B", OutlineBlock(theme=part))
            case Clause():
                self.clause(part)

    def passage(self, passage: Passage) -> None:
        match passage.kind:
            case Passage.Kind.TITLE:
                self.outline.title = passage.text
            case Passage.Kind.SUBTITLE:
                self.outline.subtitle = passage.text
            case Passage.Kind.PERIOD:
                self.outline.period = passage.text
            case Passage.Kind.CONTACT:
                self.outline.contacts.append(passage)
            case Passage.Kind.HEADING:
                self.box(passage.box).heading = passage.text
            case Passage.Kind.LEAD_IN if self.last:
                self.last.lead_in = passage.text
            case _:
                self.block(passage.box, OutlineBlock(passage=passage, pieces=self.cut(passage.text)))

    def clause(self, clause: Clause) -> None:
        links = list(clause.links.all())
        entry = ClauseEntry(
            clause,
            self.cut(clause.source),
            explicit=[link for link in links if link.basis == ClauseLink.Basis.EXPLICIT],
            suggested=[link for link in links if link.basis == ClauseLink.Basis.SUGGESTED],
        )
        self.entries[clause.pk] = entry
        self.documents(links)
        if clause.parent_id in self.entries:
            self.entries[clause.parent_id].additions.append(entry)
            return
        self.last = entry
        if clause.theme_id in self.themes:
            self.themes[clause.theme_id].entries.append(entry)
        else:
            self.run(BOX_OF_KIND[Clause.Kind(clause.kind)]).entries.append(entry)

    def box(self, letter: str) -> Box:
        if letter not in self.boxes:
            self.boxes[letter] = Box(letter)
            self.outline.boxes.append(self.boxes[letter])
        return self.boxes[letter]

    def block(self, letter: str, block: OutlineBlock) -> OutlineBlock:
        self.box(letter).blocks.append(block)
        return block

    def run(self, letter: str) -> OutlineBlock:
        """Return the run of clauses that a clause of this box continues, or a new one."""
        blocks = self.box(letter).blocks
        if blocks and blocks[-1].entries and not blocks[-1].theme:
            return blocks[-1]
        return self.block(letter, OutlineBlock())

    def cut(self, text: str) -> Pieces:
        pieces: Pieces = []
        end = 0
        for token in self.tokens.finditer(text):
            pieces += [(text[end : token.start()], ""), (token.group(), self.kinds[token.group()])]
            end = token.end()
        return [piece for piece in (*pieces, (text[end:], "")) if piece[0]]

    def documents(self, links: Iterable[ClauseLink]) -> None:
        """Add what these links name to the list of documents, each once, in the library's order."""
        by_framework = {document.framework.pk: document for document in self.outline.documents}
        for link in links:
            document = by_framework.setdefault(link.framework_id, Document(link.framework, []))
            if link.item and link.item not in document.items:
                document.items.append(link.item)
        self.outline.documents = sorted(by_framework.values(), key=lambda document: document.framework.pk)
        for document in self.outline.documents:
            document.items.sort(key=lambda item: item.position)
