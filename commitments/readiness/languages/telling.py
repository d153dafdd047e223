"""Telling the languages of a text, sentence by sentence. Runs in the process that has loaded the library's model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Protocol

from commitments.readiness.languages.scripts import CANDIDATES, CHARACTERS_OF_A_WORD, LATIN, UNSPACED, WORD, script_of
from commitments.text.limits import URL

Told = dict[str, int]
"""In how many words a text is in each of its languages, as far as that can be told"""
SURE = 0.9
"""Below it the library, which always answers one of its languages, does not know"""
FEWEST = 3
"""Words of a sentence; fewer tell nothing"""
FEWEST_WITHIN = 4
"""Words of a part of a sentence; fewer are a name"""
FEWEST_BESIDE = 5
"""Words in another script than the rest; fewer are a name"""
SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[^\W\d_][.!?])(?=[^\W\d_])|[؟؛۔。！？।။።\n|•▪●]+|\s*\S?\s/\s|\s[–—-]+\s|\t")
ASIDE = re.compile(r"\([^()]*\)|“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"]*\"|\[[^\[\]]*\]|\S+@\S+")
"""Where a name or a title in another language is at home"""
LONGEST_JOINING = 4
"""Letters of what may stand between the words of a name, two of them at most: “Croix-Rouge de la Guinée”"""


NOUNS_HAVE_CAPITALS = frozenset({"de"})


class Identifier(Protocol):
    """What we use of py3langid's LanguageIdentifier."""

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Return every language with its probability."""


class Teller:
    """Tells languages with the library's model, which it is given."""

    def __init__(self, identifier: Identifier) -> None:
        self._identifier = identifier

    def tell(self, text: str) -> Told:
        """Return the languages of a text, each with the number of its words; under "" those of which it can't be told.

        What is in a script of several languages, and can't be told which, stands under the name of the script.
        """
        if text.isupper():
            text = text.lower()
        sentences = [list(_runs(sentence or "")) for sentence in SENTENCE.split(_without_asides(text))]
        runs = [run for sentence in sentences for run in sentence]
        main = _main_script(runs)
        told: Told = {}
        for sentence in sentences:
            fewest = FEWEST if len(sentence) == 1 else FEWEST_BESIDE
            for script, words in sentence:
                size = _size(script, words)
                if script == main or not (size < fewest or _is_name(words)):
                    _add(told, self._of_run(script, words, size))
                elif size >= FEWEST:
                    _add(told, {"": size})
        if not any(told) and len(sentences) > 1:  # many short sentences together may tell
            words = [word for script, of_run in runs if script == main for word in of_run]
            told = self._of_run(main, words, _size(main, words))
        return _by_language(told)

    def _of_run(self, script: str, words: list[str], size: int) -> Told:
        """Return the languages of a run of words of one script."""
        if not script:
            return {}
        if script not in CANDIDATES:
            return {script: size}
        told: Told = {}
        for language, count in self._parts(script, words):
            _add(told, {language: count})
        languages = [language for language in told if language]
        if len(languages) > 1:
            start, end = (self._likelier(languages, part) for part in (_beginning(words), words[-4:]))
            if start == end:  # in the midst of a sentence it is a name, or a title
                return {start: len(words)}
        elif languages and 3 * told[languages[0]] < 2 * len(words):
            return {"": len(words)}
        return told if languages else {"" if script == LATIN else script: len(words)}

    def _likelier(self, languages: list[str], words: list[str]) -> str:
        """Return which of some languages a few words are likeliest in."""
        ranked = dict(self._identifier.rank(" ".join(words)))
        return max(languages, key=lambda language: ranked[language])

    def _parts(self, script: str, words: list[str]) -> list[tuple[str, int]]:
        """Return the languages of the parts of a sentence: cut in halves where one differs from the whole."""
        language, middle = self._sure(script, words), len(words) // 2
        if middle < FEWEST_WITHIN:
            return [(language, len(words))]
        parts: list[tuple[str, int]] = []
        for half in (words[:middle], words[middle:]):
            of_half = self._sure(script, half)
            if of_half and of_half == language:
                parts.append((language, len(half)))
            else:
                parts += self._parts(script, half)
        if language and {name for name, _count in parts} <= {language, ""}:
            return [(language, len(words))]
        return parts

    def _sure(self, script: str, words: list[str]) -> str:
        """Return the language of a part of a sentence; nothing where it can't be told, or its names alone tell it."""
        if len(words) < FEWEST:
            return ""
        language, plain = self._likeliest(script, words), _without_names(words)
        if not language or len(plain) == len(words) or language in NOUNS_HAVE_CAPITALS:
            return language
        return language if len(plain) > 1 and self._likeliest(script, plain) in ("", language) else ""

    def _likeliest(self, script: str, words: list[str]) -> str:
        """Return the likeliest language of some words, or nothing where the library is not sure."""
        ranked = self._identifier.rank(" ".join(words))
        candidates = CANDIDATES[script]
        likely = [(probability, name) for name, probability in ranked if name in candidates]
        total = sum(probability for probability, _name in likely)
        probability, name = max(likely)
        return name if total and probability >= SURE * total else ""


def _add(told: Told, more: Told) -> None:
    for language, count in more.items():
        told[language] = told.get(language, 0) + count


def _by_language(told: Told) -> Told:
    """Return the same with what stands under a script's name under the language that the rest of it is in."""
    for script in [name for name in told if name in CANDIDATES]:
        language = next((name for name in told if name in CANDIDATES[script]), "")
        if language:
            told[language] += told.pop(script)
    return told


def _without_asides(text: str) -> str:
    """Return a text without what it quotes or has in brackets, unless that is half of it: the same once more."""

    def left(aside: re.Match[str]) -> str:
        is_twin = not text[aside.end() :].strip(" .;") and 2 * len(aside[0]) >= aside.start()
        return f" | {aside[0][1:-1]} " if is_twin else " "

    return ASIDE.sub(left, URL.sub(" ", text))


def _runs(sentence: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the words of a sentence, as many at a time as are of one script."""
    script, words = "", list[str]()
    for word in WORD.findall(sentence):
        of_word = script_of(word)
        if of_word != script and words:
            yield script, words
            words = []
        script = of_word
        if of_word:
            words.append(word)
    if words:
        yield script, words


def _main_script(runs: list[tuple[str, list[str]]]) -> str:
    sizes: dict[str, int] = {}
    for script, words in runs:
        sizes[script] = sizes.get(script, 0) + _size(script, words)
    return max(sizes, key=lambda script: sizes[script], default="")


def _size(script: str, words: list[str]) -> int:
    if script not in UNSPACED:
        return len(words)
    return -(-sum(len(word) for word in words) // CHARACTERS_OF_A_WORD)


def _is_name(words: list[str]) -> bool:
    """Whether most of the words have a capital letter."""
    return 2 * sum(word[:1].isupper() for word in words) >= len(words)


def _beginning(words: list[str]) -> list[str]:
    """Return the first words of a sentence, up to the first name in it."""
    names = [place for place, word in enumerate(words[:5]) if word[:1].isupper() and place > 1]
    return words[: min(names, default=3)]


def _without_names(words: list[str]) -> list[str]:
    """Return the words of a sentence without its names: two words or more with capitals, and what joins them."""
    capitals = [place for place, word in enumerate(words) if word[:1].isupper()]
    of_names: set[int] = set()
    for place, following in pairwise(capitals):
        between = words[place + 1 : following]
        is_start = place == 0 and following > 1  # a sentence begins with a capital
        if len(between) <= 2 and all(len(word) <= LONGEST_JOINING for word in between) and not is_start:
            of_names |= set(range(place, following + 1))
    return [word for place, word in enumerate(words) if place not in of_names]
