"""What was said about a pledge, text by text, in reading order. Reads only; see drafting/comments.py for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.document import ITEMS, Passage, PassageKind, PledgeDocument, by_box, printed
from commitments.drafting.amendments import MISSING, Amendment, amendment
from commitments.drafting.rewordable import RewordableText, wording
from commitments.models import Actor, Clause, Comment, Draft, Item, Pledge
from commitments.models.row import RowName, Table
from commitments.text.vocabulary.frame import Words
from commitments.text.vocabulary.headings import words_for

WHOLE = "pledge"
"""The row of what is said about the pledge as a whole"""


@dataclass(frozen=True)
class OpenThreads:
    """How much waits for an answer."""

    threads: int
    suggestions: int


def open_threads(pledge: Pledge, actor: Actor) -> OpenThreads:
    """Return how many threads and suggested changes are open, of those that they may read. One query."""
    heads = Comment.objects.heard_by(actor).filter(pledge=pledge, thread=None)
    counts = heads.aggregate(
        threads=Count("pk", filter=Q(change="", settled_at=None, taken_back_at=None)),
        suggestions=Count("pk", filter=~Q(change="") & Q(answer="", taken_back_at=None)),
    )
    return OpenThreads(**counts)


def waiting(pledge: Pledge) -> int:
    """Return how many suggested changes nobody answered yet, whoever may read them. One query."""
    return Comment.objects.filter(pledge=pledge).unanswered().count()


@dataclass(frozen=True)
class Remark:
    """A comment, a reply or a suggested change, and of which side its author is."""

    comment: Comment
    side: str
    """The organisation's or the party's name; empty where it is not known any more"""
    is_mine: bool = False
    """Whether who reads it said it"""

    @property
    def is_silent(self) -> bool:
        """Whether its words are not shown: somebody else took them back."""
        return bool(self.comment.taken_back_at) and not self.is_mine


@dataclass(frozen=True)
class Thread:
    first: Remark
    replies: tuple[Remark, ...]
    amendment: Amendment | None = None
    """What it suggests, beside what stands there now; None for a comment"""

    @property
    def pk(self) -> int:
        return self.first.comment.pk

    @property
    def is_suggestion(self) -> bool:
        return bool(self.first.comment.change)

    @property
    def is_open(self) -> bool:
        comment = self.first.comment
        return not (comment.taken_back_at or (comment.answer if self.is_suggestion else comment.settled_at))


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
    kind: str = ""
    """Of an item: as Item.Kind has it"""
    is_missing: bool = False
    """Whether it is the place for what is suggested of this kind, and not in the pledge"""

    @property
    def key(self) -> str:
        """Of an item"""
        return self.row.partition(":")[2]

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
NEW = {
    Item.Kind.OBJECTIVE: gettext_lazy("A new objective"),
    Item.Kind.ACTION: gettext_lazy("A new action"),
    Item.Kind.INDICATOR: gettext_lazy("A new indicator"),
}
"""How what is suggested and not in the pledge is called"""
PLACES = (None, Item.Kind.OBJECTIVE, Item.Kind.ACTION, Item.Kind.INDICATOR, None)
"""What can be suggested for the front and for each box"""


def boxes(draft: Draft, doc: PledgeDocument, actor: Actor) -> list[DiscussedBox]:
    """Return the whole pledge with what they may read about it. One query for the comments, however many."""
    threads = _threads(draft, doc, actor)
    words = words_for(doc.language)
    headings = ["", *words.boxes]
    discussed = [
        DiscussedBox(heading, tuple(_with_threads(draft, doc, [*_texts(passages, words), *_missing(kind)], threads)))
        for heading, passages, kind in zip(headings, by_box(doc), PLACES, strict=True)
    ]
    label = gettext_lazy("A text that is no longer in the pledge")
    gone = tuple(DiscussedText(row, label, threads=tuple(some), is_gone=True) for row, some in threads.items())
    return [*discussed, DiscussedBox("", gone)] if gone else discussed


def suggested(boxes: Iterable[DiscussedBox]) -> Iterator[tuple[DiscussedText, Thread]]:
    """Yield each suggested change that waits for the drafters, with the text it is about, in reading order."""
    for box in boxes:
        for passage in box.passages:
            yield from ((passage, thread) for thread in passage.threads if thread.is_suggestion and thread.is_open)


def _missing(kind: str | None) -> Iterator[DiscussedText]:
    if kind:
        yield DiscussedText(MISSING[Clause.Kind(kind)], NEW[Clause.Kind(kind)], kind=kind, is_missing=True)


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
        remark = Remark(comment, _side(comment, draft.pledge, parties), comment.is_of(actor))
        if comment.thread_id:
            replies.setdefault(comment.thread_id, []).append(remark)
        else:
            heads.append(remark)
    threads: dict[str, list[Thread]] = {}
    for head in heads:
        answers = tuple(replies.get(head.comment.pk, ()))
        thread = Thread(head, answers, amendment(draft, head.comment, doc.parties))
        threads.setdefault(head.comment.row, []).append(thread)
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
    row, kind = str(RowName(Table.ITEM, passage.key)), str(passage.kind)
    return DiscussedText(row, label, text, facts, is_official=passage.is_official, kind=kind)


def _lines(passages: Iterable[Passage]) -> tuple[str, ...]:
    lines = [passage for passage in passages if passage.kind is PassageKind.LINE]
    return tuple(" · ".join(value for fact in line.facts for value in fact.values if value) for line in lines)
