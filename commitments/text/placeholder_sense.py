"""Whether what looks like a placeholder is one, by what stands around it."""

from __future__ import annotations

import re
from functools import lru_cache

from commitments.text import quotations
from commitments.text.placeholder_words import (
    COUNTED_AFTER,
    COUNTED_BEFORE,
    COUNTING,
    JOINING,
    NAMED_X,
    OBLIGING,
    OPEN_WORDS,
    TELLING,
)

NEAR = 40
"""How many characters before a place are looked at"""
CURRENCY = re.compile(r"(?:\b[A-Z]{3}|[$€£¥₦₹])\s?$")
SENTENCE_ENDS = re.compile(r"\s*(?:$|[.;!?)\n؛؟。])")
COUNTS_UP = re.compile(r"\d\s?[,;]\s$")
ILLNESS = re.compile("tubercul|tuberkul|тубер|السل", re.IGNORECASE)
OTHER_ILLNESS = r"(?:HIV|VIH|AIDS|SIDA|malaria|paludisme?o?|hepatitis|hépatites?|COVID)"
ILL_BEFORE = re.compile(
    rf"(?:\b(?:la|el|il|las|los|les|con|contra|contre|por|de|del|della|di|y|e|o|u|et|ou|von|vom|gegen|und|oder|mit|der|die"
    rf"|bei|an|tegen|van|met|en|casos|cas|Fälle)|{OTHER_ILLNESS}\S*|/|multirresistente|tos)\s?[/,]?\s?$",
    re.IGNORECASE,
)
ILL_AFTER = re.compile(
    rf"\s?(?:/|(?:,|und|oder|y|e|o|u|et|ou|and|or|en|of)\s)\s?{OTHER_ILLNESS}"
    r"|\s(?:pulmonar|polmonare|extrapulmonar|multi\w*resistent\w*|resistente|latente|activa|bovina|infantil"
    r"|-?kranke?|Fälle|patient\w*|pacientes|care|wards?|clinics?|drugs)\b",
    re.IGNORECASE,
)


def _before(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - NEAR) : found.start()]


def is_no_list_of_small_numbers(text: str, found: re.Match[str]) -> bool:
    """Whether “(xx)” is no point of a list that is counted so."""
    return found[0].strip("() ") != "xx" or "xix" not in text


def counts_nothing(text: str, found: re.Match[str]) -> bool:
    """Whether a run of X stands for what is to be written, and is no Roman number: “XX”, not “siglo XX”."""
    before, after = _before(text, found), text[found.end() : found.end() + NEAR]
    if found[0].islower():  # the points of a list may be counted so
        return "xix" not in text and not (re.search(r"(?:^|\n|;\s?)\(?$", before) and after[:1] in (")", "."))
    is_roman = len(found[0]) <= 3
    return not is_roman or not (COUNTED_BEFORE.search(before) or COUNTED_AFTER.match(after))


def counts_something(text: str, found: re.Match[str]) -> bool:
    """Whether a single X before what is counted stands for a number, and is no name: “vitamin X”, “Article X”."""
    return not NAMED_X.search(_before(text, found))


def follows_a_verb(text: str, found: re.Match[str]) -> bool:
    """Whether a single X stands where a number is expected: “Train X …”, “USD X”."""
    return bool(COUNTING.search(_before(text, found)))


def is_a_line(text: str, found: re.Match[str]) -> bool:
    """Whether dots are a line to be written on, and no ellipsis or end of a sentence."""
    dots, before, after = found[0], _before(text, found), text[found.end() : found.end() + NEAR]
    weight = sum(3 if dot == "…" else 1 for dot in dots if not dot.isspace())
    if weight >= 6 or not (before.strip() or after.strip()):
        return True
    if before.rstrip().endswith(":") and weight >= 4:
        return True
    if CURRENCY.search(before) or re.match(r"\s?[%٪]", after):
        return weight >= 3
    goes_on = re.match(r"\s?[^\W\d_]", after) and after.strip()[:1] == after.strip()[:1].lower()
    if weight >= 4 and (not before or before[-1:].isspace() or before[-1:] == ":") and goes_on:
        return True
    return weight >= 3 and _leaves_a_gap(text, found, goes_on=bool(goes_on))


def _leaves_a_gap(text: str, dots: re.Match[str], *, goes_on: bool) -> bool:
    """Whether a sentence goes on after three dots between spaces, as nobody but who leaves something out writes it."""
    before, after = _before(text, dots), text[dots.end() : dots.end() + NEAR]
    is_between = before[-1:].isspace() and before.strip() and after[:1].isspace() and goes_on
    is_gap = (is_between and not JOINING.match(after)) or OPEN_WORDS.search(before)
    return bool(is_gap) and not quotations.is_quoted(text, *dots.span())


def is_unquoted(text: str, found: re.Match[str]) -> bool:
    """Whether dots in round brackets are not what was left out of a quotation."""
    return not quotations.is_quoted(text, *found.span())


def is_louder(text: str, found: re.Match[str]) -> bool:
    """Whether words are in capitals in a text that is not: “The NAME OF COUNTRY Red Cross”."""
    rest = text[: found.start()] + text[found.end() :]
    return any(letter.islower() for letter in rest)


def is_no_count(text: str, found: re.Match[str]) -> bool:
    """Whether “20…” is a year half written, and no row of numbers that goes on."""
    return not COUNTS_UP.search(_before(text, found))


def stands_for_itself(text: str, found: re.Match[str]) -> bool:
    """Whether “to be confirmed” is all that is said, and does not tell who is to confirm what."""
    before = _before(text, found)
    if OBLIGING.search(before):
        return False
    return not TELLING.search(before) or bool(SENTENCE_ENDS.match(text, found.end()))


def is_no_name(text: str, found: re.Match[str]) -> bool:
    """Whether TBC is neither tuberculosis, as in many languages, nor short for a name: “Border Consortium (TBC)”."""
    words = found[0].strip("() \t")
    short = words[:3]
    if not short.isupper() or len(words) > len(short):
        return True
    if is_short_for_a_name(text, short):
        return False
    if short != "TBC":
        return True
    place = text.index(short, found.start())
    before, after = text[max(0, place - NEAR) : place], text[place + len(short) : place + NEAR]
    return not (names_the_illness(text) or ILL_BEFORE.search(before) or ILL_AFTER.match(after))


@lru_cache(maxsize=32)
def names_the_illness(text: str) -> bool:
    """Whether a text speaks of tuberculosis by its whole name."""
    return bool(ILLNESS.search(text))


@lru_cache(maxsize=32)
def is_short_for_a_name(text: str, short: str) -> bool:
    """Whether a text says what `short` is short for, in words before it in brackets."""
    for bracket in re.finditer(rf"\(\s*{short}\s*\)", text):
        words = [word for word in text[: bracket.start()].split()[-6:] if word[0].isupper()]
        if "".join(word[0] for word in words[-len(short) :]) == short:
            return True
    return False
