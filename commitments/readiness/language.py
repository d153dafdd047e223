"""Which language a text is in, as far as its small words and its script tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from commitments.text.limits import URL

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SMALL_WORDS = {
    "en": {"the", "of", "and", "to", "in", "for", "with", "that", "by", "their", "from", "are", "which", "all", "will"},
    "fr": {"les", "des", "et", "du", "dans", "pour", "avec", "leur", "leurs", "une", "aux", "est", "ces", "qui"},
    "es": {"los", "las", "del", "para", "con", "por", "sobre", "sus", "una", "como", "el", "su", "y", "al"},
}
"""Words of one language that the others hardly have: “en”, “la”, “que” or “sur” don't tell French from Spanish"""
SCRIPTS = {
    "latin": re.compile(r"[A-Za-zÀ-ɏ]"),
    "arabic": re.compile(r"[\u0600-\u06ff]"),
    "cyrillic": re.compile(r"[Ѐ-ӿ]"),
}
ASIDES = re.compile(r"\([^()]*\)|“[^”]*”|«[^»]*»|\"[^\"]*\"|\S+@\S+")
"""Where a name or a title in another language is at home"""
LEAST = 1 / 3
"""From which share on a second language is no mere name or title"""


def spoken(text: str, otherwise: str) -> str:
    """Return the language of a text: en, fr, es, or `otherwise` (a BCP 47 tag) where its words don't tell.

    In another script than the Latin one, it is that script's name.
    """
    words = _words(text)
    scripts = _scripts(words)
    script = max(scripts, key=lambda name: scripts[name])
    if script != "latin" and scripts[script]:
        return script
    counts = {language: sum(word in small for word in words) for language, small in SMALL_WORDS.items()}
    best, main = max(counts, key=lambda language: counts[language]), otherwise.partition("-")[0].lower()
    return best if counts[best] > counts.get(main, 0) else main


def languages(text: str) -> int:
    """Return in how many languages a text is written, as scripts or small words tell them; names don't count."""
    words = _words(ASIDES.sub(" ", URL.sub(" ", text)))
    small = {language: [word for word in words if word in known] for language, known in SMALL_WORDS.items()}
    counts = {language: len(matches) if len(set(matches)) >= 3 else 0 for language, matches in small.items()}
    return max(1, _present(_scripts(words), 5), _present(counts, 3))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _scripts(words: list[str]) -> dict[str, int]:
    """Return how many words there are in each script."""
    return {name: sum(bool(script.match(word)) for word in words) for name, script in SCRIPTS.items()}


def _present(counts: Mapping[str, int], fewest: int) -> int:
    """Return how many of them there are in earnest."""
    total = sum(counts.values())
    return sum(count >= fewest and count >= LEAST * total for count in counts.values())
