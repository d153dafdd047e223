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
from commitments.document import Action, Addition, Indicator, Objective, PledgeDocument, printed
from commitments.models import Actor, Comment, Draft, Item, Pledge
from commitments.models.draft import SECTION_OF_COLUMN, SECTION_OF_KIND
from commitments.text.limits import MAX_ITEM_CHARACTERS
from commitments.text.vocabulary.headings import Words, words_for

WHOLE = "pledge"
"""The row of what is said about the pledge as a whole"""
OWN_TEXTS = {
    "introduction": 2 * MAX_ITEM_CHARACTERS,
    "opening": MAX_ITEM_CHARACTERS,
    "resources_text": MAX_ITEM_CHARACTERS,
}
"""Texts of the pledge itself that are talked about, as `pledge:COLUMN`, and how many characters each may have"""


@dataclass(frozen=True)
class Wording:
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


def wording(draft: Draft, row: str, printed_parties: Sequence[document.Party] | None = None) -> Wording | None:
    """Return the text that a comment's row names, as it stands now; None where the pledge has no such text.

    `printed_parties`: those of the pledge's document, where it is at hand.
    """
    kind, _colon, name = row.partition(":")
    if kind == "item":
        item = draft.items.get(name)
        if not item or not item.chosen:
            return None
        return Wording(row, "text", SECTION_OF_KIND[Item.Kind(item.kind)], item.text, MAX_ITEM_CHARACTERS)
    if kind != "pledge" or name not in OWN_TEXTS:
        return None
    text = getattr(draft.pledge, name)
    if name == "opening" and not text:
        text = generated_opening(draft, printed_parties)
    return Wording(kind, name, SECTION_OF_COLUMN[name], text, max(OWN_TEXTS[name], len(text)))


def generated_opening(draft: Draft, printed_parties: Sequence[document.Party] | None = None) -> str:
    """Return the opening sentence that the parties make."""
    parties = document.build(draft).parties if printed_parties is None else tuple(printed_parties)
    return document.generated_opening(draft.pledge, parties)


@dataclass(frozen=True)
class Tally:
    """How much waits for an answer."""

    threads: int
    suggestions: int


def tally(pledge: Pledge, actor: Actor) -> Tally:
    """Return how many threads and suggested wordings are open, of those that they may read. One query."""
    heads = Comment.objects.heard_by(actor).filter(pledge=pledge, thread=None)
    found = heads.aggregate(
        threads=Count("pk", filter=Q(suggested="", settled_at=None)),
        suggestions=Count("pk", filter=~Q(suggested="") & Q(answer="")),
    )
    return Tally(**found)


def waiting(pledge: Pledge) -> int:
    """Return how many suggested wordings nobody answered yet, whoever may read them. One query."""
    return Comment.objects.filter(pledge=pledge, answer="").exclude(suggested="").count()


@dataclass(frozen=True)
class Said:
    """A comment, a reply or a suggested wording, and of which side its author is."""

    comment: Comment
    side: str
    """The organisation's or the party's name; empty where it is not known any more"""


LONG = 2_000
"""Characters from which on two texts are compared word by word only while a drafter has to choose between them"""


@dataclass(frozen=True)
class Thread:
    first: Said
    replies: tuple[Said, ...]
    now: Wording | None
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
class Passage:
    """One text of the pledge, as it is printed, with what was said about it."""

    row: str
    label: str | Promise
    text: str = ""
    facts: tuple[str, ...] = ()
    """What goes with it, a line each"""
    wording: Wording | None = None
    threads: tuple[Thread, ...] = ()
    is_official: bool = False
    """Whether it is in the model text's words, and so in its language"""
    is_gone: bool = False
    """Whether it is no longer in the pledge"""

    @property
    def anchor(self) -> str:
        return self.row.replace(":", "-")


@dataclass(frozen=True)
class Chapter:
    """What stands at the front of a pledge, one of its four boxes, or what is no longer in it."""

    heading: str
    """In the language of the pledge"""
    passages: tuple[Passage, ...]


def chapters(draft: Draft, doc: PledgeDocument, actor: Actor) -> list[Chapter]:
    """Return the whole pledge with what they may read about it. One query for the comments, however many."""
    threads = _threads(draft, doc, actor)
    words = words_for(doc.language)
    found = [
        Chapter("", tuple(_with(draft, doc, _front(doc, words), threads))),
        Chapter(words.boxes[0], tuple(_with(draft, doc, _objectives(doc), threads))),
        Chapter(words.boxes[1], tuple(_with(draft, doc, _actions(doc, words), threads))),
        Chapter(words.boxes[2], tuple(_with(draft, doc, _indicators(doc, words), threads))),
        Chapter(words.boxes[3], tuple(_with(draft, doc, _resources(doc, words), threads))),
    ]
    label = gettext_lazy("A text that is no longer in the pledge")
    gone = tuple(Passage(row, label, threads=tuple(some), is_gone=True) for row, some in threads.items())
    return [*found, Chapter("", gone)] if gone else found


def _with(
    draft: Draft, doc: PledgeDocument, passages: Iterable[Passage], threads: dict[str, list[Thread]]
) -> Iterator[Passage]:
    """Yield passages with their threads, which are taken out of `threads`."""
    for passage in passages:
        yield replace(
            passage,
            wording=wording(draft, passage.row, doc.parties),
            threads=tuple(threads.pop(passage.row, ())),
        )


def _threads(draft: Draft, doc: PledgeDocument, actor: Actor) -> dict[str, list[Thread]]:
    """Return the threads by the row that they are about, the oldest first."""
    heard = Comment.objects.heard_by(actor).filter(pledge=draft.pledge).select_related("guest", "answered_by")
    parties = {party.key: party.name for party in doc.parties}
    heads: list[Said] = []
    replies: dict[int, list[Said]] = {}
    for comment in heard:
        said = Said(comment, _side(comment, draft.pledge, parties))
        if comment.thread_id:
            replies.setdefault(comment.thread_id, []).append(said)
        else:
            heads.append(said)
    found: dict[str, list[Thread]] = {}
    for head in heads:
        row = head.comment.row
        thread = Thread(head, tuple(replies.get(head.comment.pk, ())), wording(draft, row, doc.parties))
        found.setdefault(row, []).append(thread)
    return found


def _side(comment: Comment, pledge: Pledge, parties: dict[str, str]) -> str:
    if comment.guest:
        return parties.get(comment.guest.party_key, "")
    return str(pledge.organisation) if comment.by_id else ""


def _front(doc: PledgeDocument, words: Words) -> Iterator[Passage]:
    first, last = doc.period
    parties = words.comma.join(party.name for party in doc.parties)
    yield Passage(WHOLE, _("The pledge as a whole"), doc.title, tuple(filter(None, (f"{first}–{last}", parties))))


def _objectives(doc: PledgeDocument) -> Iterator[Passage]:
    introduction = "\n\n".join(doc.introduction)
    yield Passage("pledge:introduction", _("Introduction"), introduction, is_official=doc.introduction_is_official)
    yield Passage("pledge:opening", _("Opening sentence"), doc.opening, is_official=doc.opening_is_generated)
    for place, objective in enumerate(doc.objectives, start=1):
        text = objective.text if objective.additions else objective.sentence
        yield _of_item(objective, _("Objective {n}").format(n=place), text)
        for addition in objective.additions:
            yield _of_item(addition, _("Addition to objective {n}").format(n=place), addition.text)


def _of_item(
    item: Objective | Addition | Action | Indicator, label: str, text: str, facts: tuple[str, ...] = ()
) -> Passage:
    return Passage(f"item:{item.key}", label, text, facts, is_official=item.wording == Item.Wording.OFFICIAL)


def _actions(doc: PledgeDocument, words: Words) -> Iterator[Passage]:
    for action in doc.actions:
        facts = tuple(printed.as_text(fact, words) for fact in printed.action_facts(doc, action))
        yield _of_item(action, _("Action {n}").format(n=action.number), action.text, facts)


def _indicators(doc: PledgeDocument, words: Words) -> Iterator[Passage]:
    for place, indicator in enumerate(doc.indicators, start=1):
        facts = tuple(printed.as_text(fact, words) for fact in printed.indicator_facts(doc, indicator))
        yield _of_item(indicator, _("Indicator {n}").format(n=place), indicator.text, facts)


def _resources(doc: PledgeDocument, words: Words) -> Iterator[Passage]:
    lines = []
    for line in doc.resource_lines:
        said = (words.resource_kinds[line.kind], line.description, line.provider, printed.amount(line, words))
        lines.append(" · ".join(filter(None, said)))
    yield Passage("pledge:resources_text", _("Resources"), doc.resources_text, tuple(lines))
