"""From the row of a party to the party of a document: how lists and sentences call it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from commitments import models
from commitments.document.fields import PARTY, SIGNATORY
from commitments.document.nouns import Noun
from commitments.document.who_signs import Party, Signatory
from commitments.text import articles
from commitments.text.vocabulary.headings import primary, words_for


def party_of(row: models.Party, pledge: models.Pledge) -> Party:
    """Lists name it in the pledge's language; sentences in the model text's: those that name it come from there."""
    spoken = pledge.model_text.language
    state = row.state or (row.national_society.state if row.national_society else None)
    name = in_list(row, pledge.language)
    is_own_name = row.kind == models.PartyKind.OBSERVER
    first, *further = row.signatories
    kept = _copied(PARTY, row) | {
        "name": name,
        "in_sentence": in_sentence(row, spoken),
        "country": models.in_language(state, "prose_name", spoken) if state else "",
        "named": "" if is_own_name and name == row.name else row.name,
        "code": row.code,
        "signatory": _signatory(first, row, pledge.language) if first.name else None,
        "further_signatories": tuple(_signatory(named, row, pledge.language) for named in further if named.name),
    }
    return Party(**kept)


def party_name(row: models.Party, pledge: models.Pledge) -> str:
    """Return how lists and signature blocks call a party, in the pledge's language: “Government of Kenya”."""
    return in_list(row, pledge.language)


def in_list(row: models.Party, language: str) -> str:
    """Return the name of a party as a list has it: the pledge's own, or the directory's."""
    if row.name:
        return articles.in_list(row.name, is_own_name=row.kind == models.PartyKind.OBSERVER)
    if row.state:
        return articles.in_list(models.in_language(row.state, "government", language))
    member = row.national_society or row.component
    return models.in_language(member, "name", language) if member else ""


def in_sentence(row: models.Party, language: str) -> str:
    """Return the name of a party as it reads in the middle of a sentence: “the Government of Kenya”."""
    if row.in_sentence:
        return row.in_sentence
    if not row.name:
        return _in_directory(row, language)
    is_own_name = row.kind == models.PartyKind.OBSERVER
    said = articles.in_sentence(row.name, is_own_name=is_own_name, language=language)
    has_article = said != row.name or articles.article_of(said)
    is_abbreviation = " " not in row.name and row.name.isupper()
    if not has_article and (row.component or (row.national_society and is_abbreviation)):
        # “the ICRC”, “le CICR”: as its whole name has it
        return articles.article_of(_in_directory(row, language)) + said
    return said


def _in_directory(row: models.Party, language: str) -> str:
    if row.state:
        return models.in_language(row.state, "government", language)
    member = row.national_society or row.component
    form = "name" if primary(language) == "ar" else "in_sentence"  # Arabic has no article before such a name
    return models.in_language(member, form, language) if member else ""


def _as_delegating(row: models.Party, language: str) -> str:
    """Return how a signature block calls a party for which somebody signs by delegation, in the pledge's language.

    The form that its drafter wrote is for sentences of the model text, which may be in another language.
    """
    if not articles.has_foreign_article(row.in_sentence, language):
        return in_sentence(row, language)
    return articles.in_sentence(in_list(row, language), language=language) if row.name else _in_directory(row, language)


def _signatory(named: models.NamedSignatory, row: models.Party, language: str) -> Signatory:
    """By delegation, and for nobody else, they sign for the party: which a sentence says in the pledge's language."""
    columns = {field.name: field.column.removeprefix("signatory_") for field in SIGNATORY.copied}
    signatory = Signatory(**{name: getattr(named, column) for name, column in columns.items()})
    if signatory.by != models.Capacity.DELEGATION and not signatory.whom:
        return signatory
    pattern, whom = words_for(language).signs_by[signatory.by], signatory.whom or _as_delegating(row, language)
    return replace(signatory, signs=articles.put_into(pattern, whom, language))


def _copied(noun: Noun, row: models.Party) -> dict[str, Any]:
    """Return the fields that a document takes from the row as they are."""
    return {field.name: getattr(row, field.column) for field in noun.copied}
