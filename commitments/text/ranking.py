"""How well the names of an entry of the directory answer to what somebody looks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from commitments.text.bare_names import (
    SHORTEST_SKELETON,
    bare_words,
    is_begun,
    skeleton,
    without_article,
    without_form,
)
from commitments.text.folding import folded


class Rank(IntEnum):
    """The best first. What one name has goes before what is put together from several."""

    EXACT = 0
    SAME = 1
    """But for articles, “Government”, “National Society”, “Red Cross” and the like, in whatever order"""
    BEGINS = 2
    IN_ONE = 3
    """Each word begins a word of one of its names"""
    SAME_BUT_FOR_THE_LAST = 4
    """“Kenyan Red Cr”, while it is typed"""
    BEGINS_ROUGHLY = 5
    IN_ONE_ROUGHLY = 6
    """As before, but for articles and the like"""
    OTHER_FORM = 7
    """“Republic of Turkey”: there is a Turkey, by another name a Republic"""
    MIXED = 8
    """Each word begins a word of some of its names"""
    WITHIN = 9
    """Each occurs somewhere"""
    SPELT_OTHERWISE = 10


@dataclass(frozen=True)
class Query:
    """What somebody looks for."""

    text: str

    @cached_property
    def plain(self) -> str:
        return without_article(folded(self.text))

    @cached_property
    def joined(self) -> str:
        return self.plain.replace(" ", "")

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(folded(self.text).split())

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """The words that matter; all, where none is more telling than another."""
        return bare_words(self.text) or self.words

    @cached_property
    def bare_set(self) -> frozenset[str]:
        return frozenset(bare_words(self.text))

    @cached_property
    def formless(self) -> frozenset[str]:
        return without_form(self.bare_set)

    @cached_property
    def but_for_the_last(self) -> frozenset[str]:
        """Without the last word, where that may become one that many names have; else nothing."""
        if len(self.bare) < 2 or self.bare[-1] != self.words[-1] or not is_begun(self.words[-1]):
            return frozenset()
        return frozenset(self.bare[:-1])

    @cached_property
    def most_telling(self) -> str:
        """The longest word without which no entry answers."""
        return max(self.but_for_the_last or self.formless or self.bare, key=len)

    @cached_property
    def skeletons(self) -> tuple[str, ...]:
        """Nothing where none is Arabic, or a word is too short to be told by its consonants."""
        skeletons = tuple(map(skeleton, self.bare))
        return skeletons if skeletons != self.bare and min(map(len, skeletons)) >= SHORTEST_SKELETON else ()


@dataclass(frozen=True)
class Called:
    """The names of an entry, in the forms in which they are compared."""

    whole: frozenset[str]
    """Without their articles, with the spaces between their words and without"""
    bare: frozenset[frozenset[str]]
    formless: frozenset[frozenset[str]]
    lines: str
    """Each name without its article, and in its bare words, on a line of its own, with a line feed before it"""
    each: tuple[tuple[str, str], ...]
    """Each name as it stands, and its bare words, with a space before each word"""
    every: str
    """All that is in `each`"""
    joined: str
    skeletons: tuple[frozenset[str], ...]


@lru_cache(maxsize=2_000)
def called(names: tuple[str, ...]) -> Called:
    """Return the names of an entry in the forms in which they are compared; from memory unless they changed."""
    plain = [folded(name) for name in names]
    bare = [bare_words(name) for name in names]
    whole = {without_article(name) for name in plain} | set(plain)
    each = tuple((f" {name}", f" {' '.join(words)}") for name, words in zip(plain, bare, strict=True))
    return Called(
        whole=frozenset(whole | {name.replace(" ", "") for name in whole}),
        bare=frozenset(frozenset(words) for words in bare if words),
        formless=frozenset(formless for words in bare if (formless := without_form(frozenset(words)))),
        lines="".join(f"\n{name}" for name in [*whole, *(" ".join(words) for words in bare)]),
        each=each,
        every="".join(name + words for name, words in each),
        joined=" ".join([*plain, *(name.replace(" ", "") for name in plain)]),
        skeletons=tuple(frozenset(map(skeleton, words)) for words in bare if words),
    )


def rank(query: Query, entry: Called) -> Rank | None:
    """Return how well the names of an entry answer to what is looked for, None where they don't."""
    if query.most_telling in entry.joined and (found := _rank_by_words(query, entry)) is not None:
        return found
    if query.skeletons and any(names.issuperset(query.skeletons) for names in entry.skeletons):
        return Rank.SPELT_OTHERWISE
    return None


def distance(query: Query, entry: Called) -> int:
    """Return how many words of what is looked for are missing in that of an entry's names which comes nearest.

    Counted are the names that have each word that matters; 0, where none has.
    """
    near = (name for name, bare in entry.each if _has_all(query.bare, name + bare))
    return min((sum(f" {word}" not in name for word in query.words) for name in near), default=0)


def _rank_by_words(query: Query, entry: Called) -> Rank | None:
    if {query.plain, query.joined} & entry.whole:
        return Rank.EXACT
    if query.bare_set in entry.bare:
        return Rank.SAME
    if f"\n{query.plain}" in entry.lines:
        return Rank.BEGINS
    return _rank_in_one(query, entry) or _rank_in_several(query, entry)


def _rank_in_one(query: Query, entry: Called) -> Rank | None:
    """Return the rank of an entry that has a name with each of the words that matter."""
    has_each = all(f" {word}" in entry.every for word in query.bare)
    if has_each and any(_has_all(query.words, name) for name, _bare in entry.each):
        return Rank.IN_ONE
    if query.but_for_the_last and query.but_for_the_last in entry.bare:
        return Rank.SAME_BUT_FOR_THE_LAST
    if query.bare_set and f"\n{' '.join(query.bare)}" in entry.lines:
        return Rank.BEGINS_ROUGHLY
    if has_each and any(_has_all(query.bare, name + bare) for name, bare in entry.each):
        return Rank.IN_ONE_ROUGHLY
    return Rank.OTHER_FORM if query.formless and query.formless in entry.formless else None


def _rank_in_several(query: Query, entry: Called) -> Rank | None:
    if all(f" {word}" in entry.every for word in query.bare):
        return Rank.MIXED
    return Rank.WITHIN if all(word in entry.joined for word in query.bare) else None


def _has_all(words: tuple[str, ...], name: str) -> bool:
    return all(f" {word}" in name for word in words)
