"""What every printed form of a pledge says around its items: who leads, by when, what serves what, and the totals.

HTML, PDF, Word and plain text all take it from here, so that they say the same. What a text was frozen with is said as
it was said then (as_printed.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats, translation
from django.utils.html import format_html

from commitments.document.fields import ACTION, INDICATOR, PARTY
from commitments.document.nouns import Noun
from commitments.document.seal import Signed
from commitments.document.shape import Action, Fact, Indicator, PledgeDocument, ResourceLine
from commitments.document.who_signs import Party, Signatory
from commitments.text import amounts, dates
from commitments.text.vocabulary.frame import Words
from commitments.text.vocabulary.headings import direction, words_for


@dataclass(frozen=True)
class PrintedAmount:
    text: str
    """With its currency; empty where there is none"""
    left_out: str
    """The decimals that it goes without while others of its column have some: not printed, but their room is left"""


def context(document: PledgeDocument, *, title_level: int = 1) -> dict[str, Any]:
    """Return what `document/_pledge.html` needs; `title_level` is the level of its topmost heading."""
    words = words_for(document.language)
    foreign_frame = words.language != document.language and not document.language.startswith(f"{words.language}-")
    return {
        "doc": document,
        "words": words,
        "direction": direction(document.language),
        "empty_boxes": empty_boxes(document),
        "stamp": stamp(document),
        "subtitle": subtitle(document),
        "official_lang": official_lang(document),
        "frame_lang": format_html(' lang="{}"', words.language) if foreign_frame else "",
        # As texts: a number would be localised wherever it is printed.
        "title_level": str(title_level),
        "box_level": str(title_level + 1),
        "theme_level": str(title_level + 2),
    }


def official_lang(document: PledgeDocument) -> str:
    """Return the `lang` and `dir` of an official text whose language is not the pledge's; otherwise nothing."""
    if document.clause_language == document.language:
        return ""
    return format_html(' lang="{}" dir="{}"', document.clause_language, direction(document.clause_language))


def signature_lines(party: Party, words: Words, place: int = 0) -> list[tuple[str, str]]:
    """Return the lines of a signature block: what each is for, and what is on it already.

    `place`: which of the party's signatories it is.
    """
    name, title, *others = words.signature_lines
    signatory = signatory_at(party, place)
    if not signatory:
        return [(line, "") for line in words.signature_lines]
    said = words.comma.join(filter(None, (signatory.title, signs_by(party, words, place))))
    return [(name, signatory.name), (title, said), *((other, "") for other in others)]


def signatory_at(party: Party, place: int) -> Signatory | None:
    """Return one of the signatories of a party, the first one at 0; None where nobody is named there."""
    return next(iter(party.signatories[place:]), None)


def signs_by(party: Party, words: Words, place: int = 0) -> str:
    """Return “by delegation for the Minister”, or nothing where a signatory simply signs for the party."""
    signatory = signatory_at(party, place)
    if signatory and signatory.signs:
        return signatory.signs
    if not signatory or (signatory.by == "office" and not signatory.whom):
        return ""
    return words.signs_by[signatory.by].format(whom=signatory.whom or party.name)


def signed_as(signed: Signed, party: Party | None, words: Words) -> str:
    """Return what is printed beside the name of who signs: title, by what they sign, and in whose place.

    `party` is None for a further party of an open pledge, which the text does not name.
    """
    by = signs_by(party, words, signed.place) if party else ""
    if signed.by:
        is_plain = signed.by == "office" and not signed.whom
        by = "" if is_plain else words.signs_by[signed.by].format(whom=signed.whom or signed.party)
        by = by.replace(" de el ", " del ")
    instead = words.seal.in_place_of_who_asked if signed.is_later else words.seal.in_place_of
    place = instead.format(name=signed.in_place_of) if signed.in_place_of else ""
    return words.comma.join(filter(None, (signed.title, by, place)))


def is_draft(document: PledgeDocument) -> bool:
    """Whether the text can still change: neither frozen to go round, nor agreed by every party."""
    return document.seal is None and not document.is_agreed


def empty_boxes(document: PledgeDocument) -> tuple[str, ...]:
    """Return what each of the four boxes says where it is empty: of a draft that nothing was chosen yet.

    A text that was frozen in the first format says nothing there, as it did when it was signed.
    """
    words = words_for(document.language)
    if is_draft(document):
        return words.nothing_yet
    return ("" if document.is_of_the_first_format else words.none_stated,) * len(words.boxes)


def stamp(document: PledgeDocument) -> str:
    """Return what stands over a text that doesn't hold yet, or no longer: “Draft, not yet agreed”; else nothing."""
    words = words_for(document.language)
    if is_draft(document):
        return words.draft
    if document.is_agreed:
        return ""
    return words.seal.withdrawn if document.status == "withdrawn" else words.seal.in_circulation


def heading(document: PledgeDocument) -> str:
    """Return the pledge's title or, where it has none yet, “Pledge for the period 2019–2023”."""
    return document.title or subtitle(document)


def subtitle(document: PledgeDocument) -> str:
    """Return “Pledge for the period 2019–2023” in the pledge's language."""
    if document.printed_period:
        return document.printed_period
    words = words_for(document.language)
    first, last = document.period
    years = str(first) if first == last else words.years.format(first=first, last=last)
    return words.period.format(years=years)


def openness(document: PledgeDocument) -> str:
    """Return the sentence that says other parties may sign, or nothing for a specific pledge."""
    words = words_for(document.language)
    if document.printed_openness:
        return document.printed_openness
    if document.openness != "open":
        return ""
    if not document.open_until:
        return words.open
    sentence, day = words.open_through, words.day
    if document.is_of_the_first_format:
        sentence, day = words.open_until, "j F Y"
    with translation.override(words.language):
        last_day = formats.date_format(date.fromisoformat(document.open_until), day)
    return sentence.format(date=last_day)


def party_facts(party: Party, words: Words) -> list[Fact]:
    """Return what stands in a party's signature block besides its name and its signatory: its focal point."""
    return _said(*_headed(PARTY, party, words))


def action_facts(document: PledgeDocument, action: Action) -> list[Fact]:
    """Return who leads an action, which unit, when, and the objectives it serves.

    What is not said is left out, and so is a party or an objective that the pledge doesn't hold.
    """
    if action.facts:
        return list(action.facts)
    words = words_for(document.language)
    numbers = _numbers(document) if action.serves else {}
    leads = tuple(document.parties[place].name for place in action.leads if place < len(document.parties))
    return _said(
        Fact(words.lead, leads),
        *_headed(ACTION, action, words),
        Fact(words.when, (time_frame(action, words),)),
        _links(words, words.serves_one, words.serves_many, [numbers[key] for key in action.serves if key in numbers]),
    )


def _numbers(document: PledgeDocument) -> dict[str, str]:
    """Return the objectives' numbers by their keys."""
    return {objective.key: str(number) for number, objective in enumerate(document.objectives, start=1)}


def indicator_facts(document: PledgeDocument, indicator: Indicator) -> list[Fact]:
    """Return an indicator's baseline, target, means of verification and the actions it measures, as far as said."""
    if indicator.facts:
        return list(indicator.facts)
    words = words_for(document.language)
    actions = document.actions if indicator.measures else ()
    numbers = [action.number for action in actions if action.key in indicator.measures]
    return _said(
        *_headed(INDICATOR, indicator, words),
        _links(words, words.measures_one, words.measures_many, numbers),
    )


def as_text(fact: Fact, words: Words) -> str:
    """Return a fact as one run of text: “Lead: Government of Kenya”."""
    values = words.comma.join(fact.values)
    return f"{fact.label}{words.colon}{values}" if fact.label else values


def time_frame(action: Action, words: Words) -> str:
    """Return when an action runs, “January 2020 – 2022”, or as much of it as is known."""
    return dates.time_frame(action.start, action.end, words)


def amount(line: ResourceLine, words: Words) -> str:
    """Return a line's amount with its currency in front, “CHF 120 000”, or nothing."""
    if line.printed_amount:
        return line.printed_amount
    return money(Decimal(line.amount), line.currency, words) if line.amount else ""


def money(value: Decimal, currency: str, words: Words) -> str:
    """Return an amount, thousands parted by no-break spaces (ISO 80000-1), decimals only where there are any."""
    digits = amounts.separated(value, words.decimal_mark)
    return f"{currency}\u00a0{digits}" if currency else digits


def totals(document: PledgeDocument) -> list[str]:
    """Return one sum for each currency of the resource lines, in the order in which the currencies first come.

    A number without a currency may be anything, and is no part of a sum; texts of the first format did sum it up.
    """
    if document.printed_totals:
        return list(document.printed_totals)
    sums: dict[str, Decimal] = {}
    for line in document.resource_lines:
        if line.amount and (line.currency or document.is_of_the_first_format):
            sums[line.currency] = sums.get(line.currency, Decimal(0)) + Decimal(line.amount)
    words = words_for(document.language)
    return [money(value, currency, words) for currency, value in sums.items()]


def amount_column(document: PledgeDocument) -> tuple[list[PrintedAmount], list[PrintedAmount]]:
    """Return the amounts of the resource lines, and their sums, as one column whose decimals stand under each other."""
    words = words_for(document.language)
    of_lines, sums = [amount(line, words) for line in document.resource_lines], totals(document)
    are_fine = any(words.decimal_mark in text for text in (*of_lines, *sums))
    column = [PrintedAmount(text, _left_out(text, words) if are_fine else "") for text in (*of_lines, *sums)]
    return column[: len(of_lines)], column[len(of_lines) :]


def _left_out(text: str, words: Words) -> str:
    return f"{words.decimal_mark}00" if text and words.decimal_mark not in text else ""


def _headed(noun: Noun, shape: Any, words: Words) -> Iterable[Fact]:
    """Return the fields that are declared to be printed under a heading of their own."""
    for heading, names in noun.headed.items():
        yield Fact(getattr(words, heading), tuple(getattr(shape, name) for name in names), names[0])


def _said(*facts: Fact) -> list[Fact]:
    """Drop the facts, and the values, that say nothing."""
    return [
        fact if all(fact.values) else replace(fact, values=tuple(filter(None, fact.values)))
        for fact in facts
        if any(fact.values)
    ]


def _links(words: Words, one: str, many: str, numbers: Sequence[str]) -> Fact:
    pattern = one if len(numbers) == 1 else many
    return Fact("", (pattern.format(numbers=_listed(numbers, words)),) if numbers else ())


def _listed(numbers: Iterable[str], words: Words) -> str:
    *first, last = numbers
    return words.comma.join(first) + words.conjunction + last if first else last
