"""Weighing the pledge's language against others, which tells more of a few words than asking for any language.

A library that knows a hundred languages is never sure of “Se adopta un plan nacional.” But whether that is rather
English or rather Spanish it knows well: the two differ by a factor of 400.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from commitments.readiness.languages.scripts import CANDIDATES, is_same

MAIN = frozenset({"ar", "en", "es", "fr", "pt", "ru", "zh"})
"""Those in which most pledges are written: the likeliest to stand in another one"""
OF_MAIN, OF_OTHERS = 10.0, 30.0
"""How many times as likely as the pledge's a language must be. Of 700 proper short texts none reaches 4 and 8"""
OF_TWO_WORDS = 3.0
"""How many times more that must be where there are but two words"""
RATHER = 2.0
"""From which factor on the pledge's own language is the likelier one"""
SURELY = 10.0
NAMED = 3.0
"""From which factor on over the next a language is named; else only its script is"""
GERMAN = "de"
SHORTEST_TELLING = 3
"""Letters of a word; shorter ones are in all languages"""
LONGEST_ARTICLE = 4
"""Letters of what stands before a name or a title in a sentence: “to the Société nationale”"""
LONGEST_ACRONYM = 6


class Identifier(Protocol):
    """What we use of py3langid's LanguageIdentifier."""

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return every language with its probability."""


class Scale:
    """Weighs languages against the pledge's own, by its BCP 47 tag's beginning."""

    def __init__(self, identifier: Identifier, own: str) -> None:
        self._identifier, self._own = identifier, own

    def nearer(self, script: str, words: Sequence[str]) -> str:
        """Return the language that some words of the pledge's script are much likelier in than in the pledge's; that
        one, where it is the likelier; or nothing.
        """
        plain = plain_words(words)
        if sum(len(word) >= SHORTEST_TELLING for word in plain) < 2:
            return ""
        ranked = dict(self._identifier.rank(" ".join(plain)))
        of_own = self._of_own(ranked)
        others = [name for name in CANDIDATES[script] if name in ranked and not is_same(name, self._own)]
        if not of_own or not others:
            return ""
        factor = of_own * (OF_TWO_WORDS if len(plain) == 2 else 1)
        for names, least in ((MAIN.intersection(others), OF_MAIN), (others, OF_OTHERS)):
            best = max(names, key=lambda name: ranked[name], default="")
            if best and ranked[best] >= least * factor:
                return best
        if self._is_german(words, plain):
            return GERMAN
        return (
            self._own if of_own >= RATHER * max((ranked[name] for name in MAIN.intersection(others)), default=0) else ""
        )

    def is_mere_title(self, words: Sequence[str], language: str, *, is_told_too: bool) -> bool:
        """Whether words in another language are a name or a title, in a sentence of the pledge's: what stands before
        them, around them or behind them is in that. `is_told_too`: of a part the pledge's language was told.
        """
        place = next((place for place, word in enumerate(words) if place and word[:1].isupper()), 0)
        before = words[:place]
        if is_told_too:
            return bool(before) and len(before[-1]) <= LONGEST_ARTICLE and self._is_own(before, language, RATHER)
        plain = plain_words(words)
        return (
            self._is_own(before, language, RATHER)
            or self._is_own(plain, language, 1)
            or self._is_own([word for word in words[-2:] if word.islower()], language, SURELY)
        )

    def _is_german(self, words: Sequence[str], plain: Sequence[str]) -> bool:
        """Whether words are German by their nouns, which look like names, and no less so by what stands beside them."""
        if is_same(GERMAN, self._own):
            return False
        ranked = dict(self._identifier.rank(" ".join(words)))
        return ranked.get(GERMAN, 0) >= OF_OTHERS * self._of_own(ranked) and not self._is_own(plain, GERMAN, 1)

    def _is_own(self, words: Sequence[str], language: str, factor: float) -> bool:
        """Whether some words are that many times likelier in the pledge's language than in another."""
        if len(words) < 2:
            return False
        ranked = dict(self._identifier.rank(" ".join(words)))
        return self._of_own(ranked) >= factor * ranked[language]

    def _of_own(self, ranked: dict[str, float]) -> float:
        return max((ranked[name] for name in ranked if is_same(name, self._own)), default=0)


def likeliest_name(identifier: Identifier, script: str, words: Sequence[str]) -> str:
    """Return the language of a few words in another script than the pledge's; the script where it can't be told."""
    ranked = dict(identifier.rank(" ".join(words)))
    names = sorted((name for name in CANDIDATES[script] if name in ranked), key=lambda name: -ranked[name])
    mains = [name for name in names if name in MAIN]
    for group in (names, mains):
        if group and (len(group) == 1 or ranked[group[0]] >= NAMED * ranked[group[1]]):
            is_likely = ranked[names[0]] <= NAMED * ranked[group[0]]
            return group[0] if is_likely else script
    return script


def plain_words(words: Sequence[str]) -> list[str]:
    """Return the words of a sentence that are no names: those in small letters, and the first if one follows it."""
    if len(words) > 1 and words[0][:1].isupper() and not is_acronym(words[0]) and not words[1][:1].isupper():
        return [words[0], *(word for word in words[1:] if not word[:1].isupper())]
    return [word for word in words if not word[:1].isupper()]


def is_acronym(word: str) -> bool:
    return word.isupper() and len(word) <= LONGEST_ACRONYM


def is_name(words: Sequence[str]) -> bool:
    """Whether words of a script with capitals may be a name, a unit or an abbreviation, and nothing besides."""
    if not any(word[:1].isupper() or word[:1].islower() for word in words):
        return False
    words = [word for word in words if not is_acronym(word)]
    small = [word for word in words if word[:1].islower()]
    telling = [word for word in small if len(word) >= LONGEST_ARTICLE]
    return len(words) < 2 or not telling or (len(telling) < 2 and 2 * len(small) < len(words))
