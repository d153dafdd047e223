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
    if row.name:
        is_own_name = row.kind == models.PartyKind.OBSERVER
        return articles.in_sentence(row.name, is_own_name=is_own_name, language=language)
    if row.state:
        return models.in_language(row.state, "government", language)
    member = row.national_society or row.component
    form = "name" if primary(language) == "ar" else "in_sentence"  # Arabic has no article before such a name
    return models.in_language(member, form, language) if member else ""


def _signatory(named: models.NamedSignatory, row: models.Party, language: str) -> Signatory:
    """By delegation, and for nobody else, they sign for the party: which a sentence says in the pledge's language."""
    columns = {field.name: field.column.removeprefix("signatory_") for field in SIGNATORY.copied}
    signatory = Signatory(**{name: getattr(named, column) for name, column in columns.items()})
    if signatory.by != models.Capacity.DELEGATION or signatory.whom:
        return signatory
    signs = words_for(language).signs_by[signatory.by].format(whom=in_sentence(row, language))
    return replace(signatory, signs=signs.replace(" de el ", " del "))


def _copied(noun: Noun, row: models.Party) -> dict[str, Any]:
    """Return the fields that a document takes from the row as they are."""
    return {field.name: getattr(row, field.column) for field in noun.copied}
