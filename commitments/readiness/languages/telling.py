"""Telling the languages of a text, sentence by sentence. Runs in the process that has loaded the library's model."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import pairwise

from commitments.readiness.languages.scripts import (
    CANDIDATES,
    CHARACTERS_OF_A_WORD,
    EMBLEM,
    LATIN,
    UNSPACED,
    WORD,
    is_same,
    script_of,
    scripts_of,
)
from commitments.readiness.languages.weighing import Identifier, Scale, is_acronym, is_name, likeliest_name
from commitments.text.limits import URL

Told = dict[str, int]
"""In how many words a text is in each of its languages, as far as that can be told"""
Run = tuple[str, list[str]]
"""Words that follow one another in one script, and its name"""
SURE = 0.9
"""Below it the library, which always answers one of its languages, does not know"""
FEWEST = 3
"""Words of a sentence; fewer tell nothing"""
FEWEST_OF_ANOTHER = 2
"""Words of a sentence in a script that the pledge's language is not written in: there is no doubt about it"""
FEWEST_WITHIN = 4
"""Words of a part of a sentence; fewer are a name"""
FEWEST_BESIDE = 5
"""Words in another script than the rest; fewer are a name"""
SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[^\W\d_][.!?])(?=[^\W\d_])|[؟؛۔。！？।။።\n|•▪●]+|\s*\S?\s/\s|\s[–—-]+\s|\t")
ASIDE = re.compile(r"\([^()]*\)|“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"]*\"|\[[^\[\]]*\]")
"""Where a name or a title in another language is at home"""
ADDRESS = re.compile(r"\S+@\S+")
LONGEST_JOINING = 4
"""Letters of what may stand between the words of a name, two of them at most: “Croix-Rouge de la Guinée”"""
SHORTEST_LONG_WORD = 7
"""Letters of a word that is no acronym"""
NOUNS_HAVE_CAPITALS = frozenset({"de"})


class Teller:
    """Tells languages with the library's model, which it is given."""

    def __init__(self, identifier: Identifier) -> None:
        self._identifier = identifier

    def tell(self, text: str, own: str = "") -> Told:
        """Return the languages of a text, each with the number of its words; under "" those of which it can't be told.

        What is in a script of several languages, and can't be told which, stands under the name of the script. `own`
        is the language that the text should be in: beside it the language of a few words can be told as well.
        """
        text = _without_asides(_in_small_letters(text))
        sentences = [list(_runs(sentence or "")) for sentence in SENTENCE.split(text)]
        runs = [run for sentence in sentences for run in sentence]
        main, home = _main_script(runs), scripts_of(own)
        told: Told = {}
        for sentence in sentences:
            _add(told, self._of_sentence(sentence, own, home or {main}, is_sure=bool(home)))
        if not any(told) and len(sentences) > 1:  # many short sentences together may tell
            words = [word for script, of_run in runs if script == main for word in of_run]
            told = self._of_run(main, words, own)
        return _by_language(told)

    def _of_sentence(self, sentence: list[Run], own: str, home: Container[str], *, is_sure: bool) -> Told:
        """Return the languages of a sentence. `home` are the scripts of the text's own language, if that `is_sure`."""
        told: Told = {}
        speaking = [run for run in sentence if not is_name(run[1])]
        is_of_others = is_sure and bool(speaking) and not any(script in home for script, _words in speaking)
        fewest = FEWEST if len(sentence) == 1 else FEWEST_BESIDE
        for script, words in sentence:
            if script in home:
                _add(told, self._of_run(script, words, own))
                continue
            size = _size(script, _without_emblems(words))
            if is_of_others and size >= FEWEST_OF_ANOTHER and not is_name(words):
                _add(told, self._in_another_script(script, words))
            elif not (size < fewest or _has_capitals(words)):
                _add(told, self._of_run(script, words, ""))
            elif size >= FEWEST and not is_sure:
                _add(told, {"": size})
        return told

    def _in_another_script(self, script: str, words: list[str]) -> Told:
        """Return the languages of a sentence in another script than that of the pledge, or its script alone."""
        told = self._told(script, words)
        if script not in CANDIDATES or (any(told) and script not in told):
            return told
        return {likeliest_name(self._identifier, script, words): _size(script, words)}

    def _of_run(self, script: str, words: list[str], own: str) -> Told:
        """Return the languages of a run of words of one script, weighed against the language that they should be in."""
        told = self._told(script, words)
        if script not in CANDIDATES or not own:
            return told
        scale = Scale(self._identifier, own)
        others = [language for language in told if language in CANDIDATES[script] and not is_same(language, own)]
        has_own = any(language and is_same(language, own) for language in told)
        if others:
            is_title = scale.is_mere_title(words, others[0], is_told_too=has_own)
            return {own: len(words)} if is_title else told
        nearer = "" if has_own and script not in told else scale.nearer(script, words)
        return {nearer: len(words)} if nearer else told

    def _told(self, script: str, words: list[str]) -> Told:
        """Return the languages of a run of words of one script, whatever they should be in."""
        size = _size(script, words)
        if not script or script not in CANDIDATES:
            return {script: size} if script else {}
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
        words = [word for word in words if not is_acronym(word)]
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
    for syllabary in ("ja", "ko"):  # beside them Chinese characters are theirs
        if syllabary in told:
            told[syllabary] += told.pop("zh", 0)
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

    return ASIDE.sub(left, ADDRESS.sub(" ", URL.sub(" ", text)))


def _in_small_letters(text: str) -> str:
    """Return a text that is all in capitals in small letters, unless it may be nothing but acronyms."""
    if not text.isupper() or max(map(len, WORD.findall(text)), default=0) < SHORTEST_LONG_WORD:
        return text
    return text.lower()


def _without_emblems(words: list[str]) -> list[str]:
    """Return words without what Red Cross and Red Crescent are called in scripts that have no capitals for names."""
    return WORD.findall(EMBLEM.sub(" ", " ".join(words)))


def _runs(sentence: str) -> Iterator[Run]:
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


def _main_script(runs: list[Run]) -> str:
    sizes: dict[str, int] = {}
    for script, words in runs:
        sizes[script] = sizes.get(script, 0) + _size(script, words)
    return max(sizes, key=lambda script: sizes[script], default="")


def _size(script: str, words: list[str]) -> int:
    if script not in UNSPACED:
        return len(words)
    return -(-sum(len(word) for word in words) // CHARACTERS_OF_A_WORD)


def _has_capitals(words: list[str]) -> bool:
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
