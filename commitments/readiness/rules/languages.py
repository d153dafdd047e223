"""In which languages the texts are written."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.readiness.checked import Checked, CheckedPassage
from commitments.readiness.finding import ADVICE, Finding, Rule
from commitments.readiness.languages.names import name_of
from commitments.readiness.languages.scripts import is_known, is_same, main_language
from commitments.readiness.languages.telling import Told
from commitments.readiness.places import Place, PlaceKind
from commitments.text.sentences import enumerate_words

FEWEST = 2
"""Words in a language; a single one may be a name"""
LEAST = 0.2
"""From which share of the words on a language is no mere name or title"""
MOST = 0.5
"""The share of its words that has to be in a language for a text to be in it"""
SHOWN = 60
"""Characters of a paragraph"""
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
    paragraphs: dict[str, list[CheckedPassage]] = {}
    for passage in checked.spoken:
        language = _another(checked, passage)
        if language and passage.place.kind is PlaceKind.INTRODUCTION:
            paragraphs.setdefault(language, []).append(passage)
        elif language:
            yield _in_another(passage.place, passage.place.name, language, own, passage.text)
    for language, found in paragraphs.items():
        if len(found) == len(document.introduction):
            yield _in_another(found[0].place, found[0].place.name, language, own, found[0].text)
        else:
            yield _paragraphs_in_another(found, language, own)


def _another(checked: Checked, passage: CheckedPassage) -> str:
    """Return the language of a text that is in another than the pledge's, or nothing."""
    own, language = main_language(checked.document.language), _only(checked.languages[passage.text])
    is_another = bool(language) and not is_same(language, own)
    return language if is_another and (is_known(own) or language in ALWAYS_TOLD) else ""


def _paragraphs_in_another(paragraphs: list[CheckedPassage], language: str, own: str) -> Finding:
    message = ngettext(
        "One paragraph of the introduction is in {language}: “{words}” Write it in {own}.",
        "{count} paragraphs of the introduction are in {language}, the first: “{words}” Write them in {own}.",
        len(paragraphs),
    )
    first = paragraphs[0]
    sentence = message.format(
        count=len(paragraphs),
        language=name_of(language),
        words=Truncator(first.text).chars(SHOWN),
        own=name_of(own),
    )
    return Finding("other-language", ADVICE, sentence, first.place, first.text)


def _in_another(place: Place, what: str, language: str, own: str, about: str) -> Finding:
    message = _("{what} is in {language}; the pledge is in {own}. Write it in {own}, or choose another language.")
    sentence = message.format(what=what, language=name_of(language), own=name_of(own))
    return Finding("other-language", ADVICE, sentence, place, about)


def _in_earnest(told: Told) -> list[str]:
    """Return the languages of a text that are no mere names in it, in the order in which they come; of those that are
    too near to one before them, only that.
    """
    total = sum(count for language, count in told.items() if language)
    kept: list[str] = []
    for language, count in told.items():
        is_earnest = bool(language) and count >= FEWEST and count >= LEAST * total
        if is_earnest and not any(is_same(language, other) for other in kept):
            kept.append(language)
    return kept


def _only(told: Told) -> str:
    """Return the language of a text; nothing where it can't be told, or where there are several."""
    languages = _in_earnest(told)
    if len(languages) != 1:
        return ""
    words = sum(count for language, count in told.items() if is_same(language, languages[0]))
    return languages[0] if words >= MOST * sum(told.values()) else ""


def several_languages(checked: Checked) -> Iterator[Finding]:
    """Two languages or three in one text, whatever stands between them; a title may be said in both."""
    for passage in checked.spoken:
        if passage.place.kind is PlaceKind.TITLE:
            continue
        languages = _in_earnest(checked.languages[passage.text])
        if len(languages) > 1:
            message = _("{what} is written in {languages}. Keep one; each language has a pledge of its own.")
            names = enumerate_words([name_of(language) for language in languages])
            sentence = message.format(what=passage.place.name, languages=names)
            yield Finding("two-languages", ADVICE, sentence, passage.place, passage.text)


RULES = (
    Rule(
        "other-language",
        ADVICE,
        gettext_lazy("No item or paragraph is wholly in another language."),
        other_language,
        gettext_lazy("{count} texts are not in the pledge’s language."),
    ),
    Rule(
        "two-languages",
        ADVICE,
        gettext_lazy("No item or paragraph mixes languages."),
        several_languages,
        gettext_lazy("{count} texts are written in several languages."),
    ),
)
