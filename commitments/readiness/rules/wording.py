"""How the text reads: its length, its sentences, slips of the pen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.readiness.checked import Checked, CheckedPassage
from commitments.readiness.finding import ADVICE, Finding, Rule
from commitments.readiness.places import Place, PlaceKind
from commitments.readiness.rules.plan import says_nothing
from commitments.readiness.tense import is_in_the_past_tense
from commitments.text.limits import URL
from commitments.text.lines import lines_of
from commitments.text.list_ends import ends_open, leads_in
from commitments.text.sentences import WORD

MOST_TEXTS = 2048
"""What was seen of so many texts is kept: a save changes one or two of a pledge, and the check looks at all of them"""
MOST_WORDS, MOST_ITEM_WORDS = 400, 60
"""Published pledges run to 150-260 words in all (docs/product.md)"""
ALIKE = 0.72
"""From which share of common words on two items say nearly the same"""
FEWEST_WORDS = 6
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DOUBLED_WORD = re.compile(r"(?<![\w'’-])([^\W\d_]{2,})([^\S\n]+)\1(?![\w'’-])", re.IGNORECASE)
RIGHTLY_DOUBLED = {"that", "had", "nous", "vous", "pago", "bora"}
SLIPS = (
    (re.compile(r"(?<=\S)[^\S\n]{2,}(?=\S)"), gettext_lazy("two spaces in a row")),
    (re.compile(r"(?<!\.)\.\.(?!\.)|۔۔|。。"), gettext_lazy("two full stops in a row")),
    (re.compile(r",,|;;|::|،،|؛؛"), gettext_lazy("a doubled mark")),
    (re.compile(r"(?<=\w)[^\S\n][,.](?=\s|$)"), gettext_lazy("a space before a mark")),
)
ENDS = re.compile(r"[.!?:;…؟؛۔।။។።։。！？][”“\"’'»›)\]]*$")
FOOTNOTE = re.compile(r"(?:\s?\[\d{1,3}\])+\s*$")
UNSTOPPED = re.compile(r"[\u0e00-\u0eff\u0f00-\u0fff]")
"""Thai, Lao and Tibetan close a sentence in other ways"""
COUNTED = re.compile(
    r"(?:the )?(?:number|percentage|percent|proportion|share|rate|ratio|level|extent|amount|existence|availability|#|%|"
    r"nombre|pourcentage|proportion|part|taux|niveau|número|porcentaje|proporción|tasa|nivel|عدد|نسبة|معدل)\b",
    re.IGNORECASE,
)
"""An indicator that is no sentence: “Number of volunteers trained”"""
FEWEST_OF_A_SENTENCE = 6
"""Fewer words in box D are a mere list: “Two vehicles, CHF 1,000”"""


def too_long(checked: Checked) -> Iterator[Finding]:
    count = checked.document.words
    if count > MOST_WORDS:
        message = _("The pledge has {count} words; those published have 150 to 260. Could it be shorter?")
        about = str(count // 100)  # set aside, it comes back when the pledge has grown
        yield Finding("too-long", ADVICE, message.format(count=count), Place(PlaceKind.OBJECTIVES), about)


def item_too_long(checked: Checked) -> Iterator[Finding]:
    for passage in checked.items:
        count = len(passage.text.split())
        if count > MOST_ITEM_WORDS:
            message = _("{what} has {count} words. One idea an item reads best.")
            sentence = message.format(what=passage.place.name, count=count)
            yield Finding("item-too-long", ADVICE, sentence, passage.place, passage.text)


@dataclass(frozen=True)
class WordSet:
    """An item, and what its wording comes to."""

    passage: CheckedPassage
    words: frozenset[str]
    particulars: frozenset[str]
    """Its numbers, and its names as far as their capitals tell"""

    @classmethod
    def of(cls, passage: CheckedPassage) -> WordSet:
        return cls(passage, *_words_and_particulars(passage.text))

    def is_like(self, other: WordSet) -> bool:
        """Whether two items of a kind say nearly the same; not where each names a number or a place of its own."""
        if self.passage.place.kind != other.passage.place.kind or not _share_words(self.words, other.words):
            return False
        # A name that the other has in small letters is none of its own.
        mine = self.particulars - other.particulars - other.words
        return not mine or not other.particulars - self.particulars - self.words


@lru_cache(maxsize=MOST_TEXTS)
def _words_and_particulars(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a text in small letters, and its numbers and names as far as their capitals tell."""
    tokens = WORD.findall(text)
    words = frozenset(word.casefold() for word in tokens if len(word) > 3)
    names = {word.casefold() for word in tokens[1:] if word[:1].isupper()}
    return words, frozenset(names) | frozenset(NUMBER.findall(text))


def alike(checked: Checked) -> Iterator[Finding]:
    """Two items that say nearly the same; the model text's own overlaps included, as long as both stand as they are."""
    word_sets = [WordSet.of(passage) for passage in checked.items]
    official = {word_set.passage.place.key: word_set for word_set in word_sets if word_set.passage.is_official}
    official_pairs = ((official.get(one), official.get(other)) for one, other in checked.knowledge.overlaps)
    overlaps = [(one, other) for one, other in official_pairs if one and other]
    for one, other in dict.fromkeys([*_similar(word_sets), *overlaps]):
        message = _("{one} and {other} say nearly the same. Keep one, or tell them apart.")
        sentence = message.format(one=one.passage.place.name, other=other.passage.place.name_in_a_sentence)
        about = f"{one.passage.text}\0{other.passage.text}"
        yield Finding("alike", ADVICE, sentence, other.passage.place, about)


def _similar(gists: Sequence[WordSet]) -> Iterator[tuple[WordSet, WordSet]]:
    """Yield every two that are alike, in order.

    Of two lists of words that are mostly the same, the rarest words can't all differ: only who shares one of those is
    looked at. (Bayardo, Ma, Srikant: Scaling up all pairs similarity search, 2007.)
    """
    often = Counter(word for gist in gists for word in gist.words)
    by_word: dict[str, list[int]] = {}
    for place, gist in enumerate(gists):
        rarest = sorted(gist.words, key=lambda word: (often[word], word))
        telling = rarest[: len(rarest) - ceil(ALIKE * len(rarest)) + 1]
        for before in sorted({earlier for word in telling for earlier in by_word.get(word, ())}):
            if gists[before].is_like(gist):
                yield gists[before], gist
        for word in telling:
            by_word.setdefault(word, []).append(place)


def _share_words(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether so many of the words of two items are the same that the items say nearly the same."""
    fewer, more = sorted((len(words), len(others)))
    if fewer < FEWEST_WORDS:
        return words == others and bool(words)
    if fewer < ALIKE * more:  # all of them would be too few
        return False
    both = len(words & others)
    return both >= ALIKE * (fewer + more - both)


def slips(checked: Checked) -> Iterator[Finding]:
    """Doubled words, spaces and full stops."""
    for passage in checked.passages:
        if passage.text in checked.knowledge.official:
            continue
        doubled, slipped = _slips(passage.text)
        for word in doubled:
            message = _("“{word}” stands twice in a row. Delete one.")
            yield Finding("slip", ADVICE, message.format(word=word), passage.place, passage.text, word)
        for number, around in slipped:
            pattern, name = SLIPS[number]
            sentence = _("“{text}” has {slip}. Fix it.").format(slip=name, text=around)
            yield Finding("slip", ADVICE, sentence, passage.place, passage.text, pattern.pattern)


@lru_cache(maxsize=MOST_TEXTS)
def _slips(written: str) -> tuple[tuple[str, ...], tuple[tuple[int, str], ...]]:
    """Return the words that stand twice in a row in a text, and which of SLIPS it has, each with what is around it."""
    text = URL.sub("@", written)
    doubled = dict.fromkeys(double[1] for double in DOUBLED_WORD.finditer(text))
    slipped = ((number, pattern.search(text)) for number, (pattern, _name) in enumerate(SLIPS))
    return (
        tuple(word for word in doubled if word.casefold() not in RIGHTLY_DOUBLED),
        tuple((number, text[max(0, slip.start() - 15) : slip.end() + 15].strip()) for number, slip in slipped if slip),
    )


def no_full_stop(checked: Checked) -> Iterator[Finding]:
    """A sentence without its full stop, and an item that ends as if another followed, as the entries of a list do.

    A list, a mere count and a few words in a box are no sentences.
    """
    items = set(checked.items)
    for passage in checked.passages:
        if passage.is_prose and not passage.is_official:
            message = (_open_end(passage.text) if passage in items else "") or _missing_stop(passage)
            if message:
                sentence = message.format(what=passage.place.name, end=ends_open(passage.text))
                yield Finding("full-stop", ADVICE, sentence, passage.place, passage.text)


def _open_end(text: str) -> str:
    if leads_in(text):
        return _(
            "{what} ends with a colon, and nothing follows. Finish the sentence, or write it into the items after it."
        )
    return _("{what} ends with “{end}”, as if it went on. Put a full stop in its place.") if ends_open(text) else ""


def _missing_stop(passage: CheckedPassage) -> str:
    return _("{what} ends without a full stop. Add one.") if _is_open_ended(passage) else ""


def _is_open_ended(passage: CheckedPassage) -> bool:
    text = FOOTNOTE.sub("", passage.text).rstrip()
    if not text or ENDS.search(text) or _ends_with_a_list(text) or UNSTOPPED.search(text) or says_nothing(text):
        return False
    if passage.place.kind == PlaceKind.INDICATOR:
        return not COUNTED.match(text)
    return passage.place.kind in (PlaceKind.OBJECTIVE, PlaceKind.ACTION) or len(text.split()) >= FEWEST_OF_A_SENTENCE


def _ends_with_a_list(text: str) -> bool:
    """Whether the last of several lines is an entry of a list: it may go without."""
    lines = lines_of(text)
    return len(lines) > 1 and bool(lines[-1].marker)


def past_tense(checked: Checked) -> Iterator[Finding]:
    """A report of what was done, where an undertaking is due."""
    for passage in checked.items:
        is_undertaking = passage.place.kind in (PlaceKind.OBJECTIVE, PlaceKind.ACTION) and not passage.is_official
        if is_undertaking and is_in_the_past_tense(passage.text):
            message = _("{what} tells what was done. A pledge says what will be done.")
            yield Finding("past-tense", ADVICE, message.format(what=passage.place.name), passage.place, passage.text)


RULES = (
    Rule(
        "too-long",
        ADVICE,
        gettext_lazy("The pledge is short."),
        too_long,
        button=gettext_lazy("Look through"),
        is_of_the_whole=True,
    ),
    Rule(
        "item-too-long",
        ADVICE,
        gettext_lazy("No item has more than 60 words."),
        item_too_long,
        gettext_lazy("{count} items have more than 60 words."),
    ),
    Rule(
        "alike",
        ADVICE,
        gettext_lazy("No two items say the same."),
        alike,
        gettext_lazy("{count} pairs of items say nearly the same."),
    ),
    Rule(
        "slip",
        ADVICE,
        gettext_lazy("No word, space or full stop is doubled."),
        slips,
        gettext_lazy("{count} slips of the pen."),
    ),
    Rule(
        "full-stop",
        ADVICE,
        gettext_lazy("Sentences end with a full stop."),
        no_full_stop,
        gettext_lazy("{count} texts end without a full stop."),
    ),
    Rule(
        "past-tense",
        ADVICE,
        gettext_lazy("The text says what will be done."),
        past_tense,
        gettext_lazy("{count} items tell what was done."),
    ),
)
