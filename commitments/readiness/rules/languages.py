"""In which languages the texts are written."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.readiness.checked import Checked, CheckedPassage
from commitments.readiness.finding import ADVICE, Finding, Rule
from commitments.readiness.languages.names import name_of
from commitments.readiness.languages.scripts import is_known, is_same, main_language
from commitments.readiness.languages.telling import FEWEST, Told
from commitments.readiness.places import Place, PlaceKind
from commitments.text.sentences import enumerate_words

LEAST = 0.2
"""From which share of the words on a language is no mere name or title"""
MOST = 0.5
"""The share of its words that has to be in a language for a text to be in it"""
ALWAYS_TOLD = frozenset({"ar", "en", "es", "fr", "pt", "ru", "zh"})
"""Where the pledge's own language can't be told, only these are taken for another one"""


def other_language(checked: Checked) -> Iterator[Finding]:
    """A text that is not in the pledge's language; the introduction, the opening and the Conference's name included.

    The model text's clauses are official in the language that they have, and say so themselves.
    """
    document = checked.document
    own, official = main_language(document.language), main_language(document.clause_language)
    if document.conference and not is_same(official, own):
        message = _(
            "The Conference’s name is in {language}, “{name}”; the pledge is in {own}. The model text has no other: "
            "set this aside, or ask the secretariat for one in {own}."
        ).format(language=name_of(official), name=document.conference, own=name_of(own))
        place = Place(PlaceKind.CONFERENCE)
        yield Finding("other-language", ADVICE, message, place, document.conference)
    if document.introduction and document.introduction_is_official and not is_same(official, own):
        place = Place(PlaceKind.INTRODUCTION)
        yield _in_another(place, place.name, official, own, document.introduction[0])
    for passage in _each_once(checked):
        language = _only(checked.languages[passage.text])
        if language and not is_same(language, own) and (is_known(own) or language in ALWAYS_TOLD):
            yield _in_another(passage.place, passage.place.name, language, own, passage.text)


def _in_another(place: Place, what: str, language: str, own: str, about: str) -> Finding:
    message = _("{what} is in {language}; the pledge is in {own}. Write it in {own}, or choose another language.")
    sentence = message.format(what=what, language=name_of(language), own=name_of(own))
    return Finding("other-language", ADVICE, sentence, place, about)


def _each_once(checked: Checked) -> Iterator[CheckedPassage]:
    """Yield the texts whose languages are looked at; of the introduction the first paragraph in another language."""
    own, was_said = main_language(checked.document.language), False
    for passage in checked.spoken:
        if passage.place.kind is PlaceKind.INTRODUCTION:
            if was_said:
                continue
            language = _only(checked.languages[passage.text])
            was_said = bool(language) and not is_same(language, own)
        yield passage


def _in_earnest(told: Told) -> list[str]:
    """Return the languages of a text that are no mere names in it, in the order in which they come."""
    total = sum(count for language, count in told.items() if language)
    return [language for language, count in told.items() if language and count >= FEWEST and count >= LEAST * total]


def _only(told: Told) -> str:
    """Return the language of a text; nothing where it can't be told, or where there are several."""
    languages = _in_earnest(told)
    if len(languages) != 1 or told[languages[0]] < MOST * sum(told.values()):
        return ""
    return languages[0]


def several_languages(checked: Checked) -> Iterator[Finding]:
    """Two languages or three in one text, whatever stands between them; a title may be said in both."""
    for passage in checked.spoken:
        if passage.place.kind is PlaceKind.TITLE:
            continue
        languages = _distinct(_in_earnest(checked.languages[passage.text]))
        if len(languages) > 1:
            message = _("{what} is written in {languages}. Keep one; each language has a pledge of its own.")
            names = enumerate_words([name_of(language) for language in languages])
            sentence = message.format(what=passage.place.name, languages=names)
            yield Finding("two-languages", ADVICE, sentence, passage.place, passage.text)


def _distinct(languages: list[str]) -> list[str]:
    """Return languages without those that are too near to one before them."""
    kept: list[str] = []
    for language in languages:
        if not any(is_same(language, other) for other in kept):
            kept.append(language)
    return kept


RULES = (
    Rule(
        "other-language",
        ADVICE,
        gettext_lazy("Every text is in the pledge’s language."),
        other_language,
        gettext_lazy("{count} texts are not in the pledge’s language."),
    ),
    Rule(
        "two-languages",
        ADVICE,
        gettext_lazy("Every text is in one language."),
        several_languages,
        gettext_lazy("{count} texts are written in several languages."),
    ),
)
