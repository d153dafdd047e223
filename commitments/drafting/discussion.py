"""What was said about a pledge, text by text, in reading order. Reads only; see drafting/comments.py for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments import document
from commitments.document import ITEMS, Passage, PassageKind, PledgeDocument, by_box, printed
from commitments.models import Actor, Comment, Draft, Item, Pledge
from commitments.models.draft import SECTION_OF_COLUMN, SECTION_OF_KIND
from commitments.models.row import PLEDGE_ROW, RowName, Table
from commitments.text.limits import MAX_ITEM_CHARACTERS
from commitments.text.vocabulary.frame import Words
from commitments.text.vocabulary.headings import words_for

WHOLE = "pledge"
"""The row of what is said about the pledge as a whole"""
OWN_TEXTS = {
    "introduction": 2 * MAX_ITEM_CHARACTERS,
    "opening": MAX_ITEM_CHARACTERS,
    "resources_text": MAX_ITEM_CHARACTERS,
}
"""Texts of the pledge itself that are talked about, as `pledge:COLUMN`, and how many characters each may have"""


@dataclass(frozen=True)
class RewordableText:
    """A text of a pledge as it is stored, its blanks open, for which another wording may be suggested."""

    row: str
    """As in Change.row"""
    column: str
    section: str
    """In which it is drafted"""
    text: str
    limit: int
    """How many characters it may have"""

    @cached_property
    def mark(self) -> str:
        """What names this text, and no other: a page carries it, so that nobody takes what they did not see."""
        return sha256(self.text.encode()).hexdigest()[:16]


def wording(draft: Draft, row: str, printed_parties: Sequence[document.Party] | None = None) -> RewordableText | None:
    """Return the text that a comment's row names, as it stands now; None where the pledge has no such text.

    `printed_parties`: those of the pledge's document, where it is at hand.
    """
    try:
        name = RowName.of(row)
    except ValueError:
        return None
    if name.table == Table.ITEM:
        item = draft.items.get(name.key)
        if not item or not item.chosen:
            return None
        return RewordableText(row, "text", SECTION_OF_KIND[Item.Kind(item.kind)], item.text, MAX_ITEM_CHARACTERS)
    column = name.key
    if name.table != Table.PLEDGE or column not in OWN_TEXTS:
        return None
    text = getattr(draft.pledge, column)
    if column == "opening" and not text:
        text = generated_opening(draft, printed_parties)
    return RewordableText(str(PLEDGE_ROW), column, SECTION_OF_COLUMN[column], text, max(OWN_TEXTS[column], len(text)))


def generated_opening(draft: Draft, printed_parties: Sequence[document.Party] | None = None) -> str:
    """Return the opening sentence that the parties make."""
    parties = document.build(draft).parties if printed_parties is None else tuple(printed_parties)
    return document.generated_opening(draft.pledge, parties)


@dataclass(frozen=True)
class OpenThreads:
    """How much waits for an answer."""

    threads: int
    suggestions: int


def open_threads(pledge: Pledge, actor: Actor) -> OpenThreads:
    """Return how many threads and suggested wordings are open, of those that they may read. One query."""
    heads = Comment.objects.heard_by(actor).filter(pledge=pledge, thread=None)
    counts = heads.aggregate(
        threads=Count("pk", filter=Q(suggested="", settled_at=None)),
        suggestions=Count("pk", filter=~Q(suggested="") & Q(answer="")),
    )
    return OpenThreads(**counts)


def waiting(pledge: Pledge) -> int:
    """Return how many suggested wordings nobody answered yet, whoever may read them. One query."""
    return Comment.objects.filter(pledge=pledge, answer="").exclude(suggested="").count()


@dataclass(frozen=True)
class Remark:
    """A comment, a reply or a suggested wording, and of which side its author is."""

    comment: Comment
    side: str
    """The organisation's or the party's name; empty where it is not known any more"""


LONG = 2_000
"""Characters from which on two texts are compared word by word only while a drafter has to choose between them"""


@dataclass(frozen=True)
class Thread:
    first: Remark
    replies: tuple[Remark, ...]
    now: RewordableText | None
    """The text it is about; None where that is gone, or where it is about the whole"""

    @property
    def pk(self) -> int:
        return self.first.comment.pk

    @property
    def is_suggestion(self) -> bool:
        return bool(self.first.comment.suggested)

    @property
    def is_open(self) -> bool:
        comment = self.first.comment
        return not (comment.answer if self.is_suggestion else comment.settled_at)

    @property
    def is_long(self) -> bool:
        """Whether what it suggested and what stood there are too long to be compared for nothing."""
        return len(self.first.comment.suggested) + len(self.first.comment.based_on) > LONG

    @property
    def has_changed(self) -> bool:
        """Whether the text changed since another wording was suggested for it."""
        return bool(self.now) and self.now.text != self.first.comment.based_on  # type: ignore[union-attr]

    @property
    def is_there(self) -> bool:
        """Whether the pledge says already what is suggested."""
        return bool(self.now) and self.now.text == self.first.comment.suggested  # type: ignore[union-attr]


@dataclass(frozen=True)
class DiscussedText:
    """One text of the pledge, as it is printed, with what was said about it."""

    row: str
    label: str | Promise
    text: str = ""
    facts: tuple[str, ...] = ()
    """What goes with it, a line each"""
    wording: RewordableText | None = None
    threads: tuple[Thread, ...] = ()
    is_official: bool = False
    """Whether it is in the model text's words, and so in its language"""
    is_gone: bool = False
    """Whether it is no longer in the pledge"""

    @property
    def anchor(self) -> str:
        return self.row.replace(":", "-")


@dataclass(frozen=True)
class DiscussedBox:
    """What stands at the front of a pledge, one of its four boxes, or what is no longer in it."""

    heading: str
    """In the language of the pledge"""
    passages: tuple[DiscussedText, ...]


LABELS = {
    PassageKind.OBJECTIVE: gettext_lazy("Objective {n}"),
    PassageKind.ADDITION: gettext_lazy("Addition to objective {n}"),
    PassageKind.ACTION: gettext_lazy("Action {n}"),
    PassageKind.INDICATOR: gettext_lazy("Indicator {n}"),
}
"""What the items are called"""


def boxes(draft: Draft, doc: PledgeDocument, actor: Actor) -> list[DiscussedBox]:
    """Return the whole pledge with what they may read about it. One query for the comments, however many."""
    threads = _threads(draft, doc, actor)
    words = words_for(doc.language)
    headings = ["", *words.boxes]
    discussed = [
        DiscussedBox(heading, tuple(_with_threads(draft, doc, _texts(passages, words), threads)))
        for heading, passages in zip(headings, by_box(doc), strict=True)
    ]
    label = gettext_lazy("A text that is no longer in the pledge")
    gone = tuple(DiscussedText(row, label, threads=tuple(some), is_gone=True) for row, some in threads.items())
    return [*discussed, DiscussedBox("", gone)] if gone else discussed


def _with_threads(
    draft: Draft, doc: PledgeDocument, texts: Iterable[DiscussedText], threads: dict[str, list[Thread]]
) -> Iterator[DiscussedText]:
    """Yield texts with their threads, which are taken out of `threads`."""
    for text in texts:
        yield replace(
            text,
            wording=wording(draft, text.row, doc.parties),
            threads=tuple(threads.pop(text.row, ())),
        )


def _threads(draft: Draft, doc: PledgeDocument, actor: Actor) -> dict[str, list[Thread]]:
    """Return the threads by the row that they are about, the oldest first."""
    heard = (
        Comment.objects.heard_by(actor)
        .filter(pledge=draft.pledge)
        .select_related("guest", "answered_by", "signature_request")
    )
    parties = {party.key: party.name for party in doc.parties}
    heads: list[Remark] = []
    replies: dict[int, list[Remark]] = {}
    for comment in heard:
        remark = Remark(comment, _side(comment, draft.pledge, parties))
        if comment.thread_id:
            replies.setdefault(comment.thread_id, []).append(remark)
        else:
            heads.append(remark)
    threads: dict[str, list[Thread]] = {}
    for head in heads:
        row = head.comment.row
        thread = Thread(head, tuple(replies.get(head.comment.pk, ())), wording(draft, row, doc.parties))
        threads.setdefault(row, []).append(thread)
    return threads


def _side(comment: Comment, pledge: Pledge, parties: dict[str, str]) -> str:
    if comment.guest:
        return parties.get(comment.guest.party_key, "")
    return str(pledge.organisation) if comment.by_id else ""


def _texts(passages: Sequence[Passage], words: Words) -> Iterator[DiscussedText]:
    """Yield what is talked about in the front or in a box, its smaller passages joined to the one they belong to."""
    for passage in passages:
        match passage.kind:
            case PassageKind.TITLE:
                parties = words.comma.join(_all(PassageKind.PARTY, passages))
                facts = tuple(filter(None, (*_all(PassageKind.PERIOD, passages), parties)))
                yield DiscussedText(WHOLE, _("The pledge as a whole"), passage.text, facts)
            case PassageKind.OPENING:
                introduction = "\n\n".join(_all(PassageKind.INTRODUCTION, passages))
                is_official = any(text.is_official for text in passages if text.kind is PassageKind.INTRODUCTION)
                yield DiscussedText("pledge:introduction", _("Introduction"), introduction, is_official=is_official)
                is_official = passage.is_official
                yield DiscussedText("pledge:opening", _("Opening sentence"), passage.text, is_official=is_official)
            case PassageKind.RESOURCES:
                yield DiscussedText("pledge:resources_text", _("Resources"), passage.text, _lines(passages))
            case kind if kind in ITEMS:
                yield _of_item(passage, words)


def _all(kind: PassageKind, passages: Iterable[Passage]) -> list[str]:
    return [passage.text for passage in passages if passage.kind is kind]


def _of_item(passage: Passage, words: Words) -> DiscussedText:
    """Return an item; an objective without its additions, which are talked about one by one."""
    label = str(LABELS[passage.kind]).format(n=passage.number)
    text = passage.printed if passage.is_prose else passage.text
    facts = tuple(printed.as_text(fact, words) for fact in passage.facts)
    return DiscussedText(str(RowName(Table.ITEM, passage.key)), label, text, facts, is_official=passage.is_official)


def _lines(passages: Iterable[Passage]) -> tuple[str, ...]:
    lines = [passage for passage in passages if passage.kind is PassageKind.LINE]
    return tuple(" · ".join(value for fact in line.facts for value in fact.values if value) for line in lines)
