"""Amounts of money as people write them: any script's digits, any country's separators, a currency before or after.

What can be read in two ways is never guessed: 1.000 is a thousand in Madrid and one in London. (price-parser, which was
tried, answers 1000 to both 1.000 and 1,000, 1 to 1’000’000 and 2 to “USD 2 million”; Babel's own parser wants to be
told whose separators they are.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from commitments.text import currencies
from commitments.text.limits import AMOUNT_DECIMALS, AMOUNT_DIGITS
from commitments.text.signs import folded, plain

LONGEST = 100
MOST_READINGS = 8
"""How many readings are offered; the dollars of the world are more"""
NUMBER = re.compile(r"\d(?:[\d .,'_\u066b\u066c]*\d)?|(?<!\d)[.,\u066b]\d+")
WHOLE = r"[1-9]\d{0,2}(?:(?P<apart>[ .,'_\u066c])\d{3})(?:(?P=apart)\d{3})*|[1-9]\d?(?:(?P<lakh>,)\d{2})+,\d{3}|\d+"
"""In groups of three; as in India, where only the last group has three; or in none"""
GROUPED = re.compile(WHOLE)
WITH_DECIMALS = re.compile(rf"(?P<whole>{WHOLE})?(?P<mark>[.,\u066b])(?P<decimals>\d+)")
NO_DECIMALS = re.compile(r"\s*[.,/]?\s*(?:-+|=)(?!\w)")
"""What stands for them: 500.–, 500,-- and the Indian 500/-"""
MULTIPLIERS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("k", "thousand", "thousands", "mille", "millier", "milliers", "mil", "miles"), (10**3,)),
    **dict.fromkeys(("الف", "الفا", "الاف"), (10**3,)),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), (10**5,)),
    **dict.fromkeys(("m", "mn", "mln", "mio", "million", "millions", "millon", "millones"), (10**6,)),
    **dict.fromkeys(("مليون", "مليونا", "ملايين"), (10**6,)),
    **dict.fromkeys(("crore", "crores"), (10**7,)),
    **dict.fromkeys(("bn", "milliard", "milliards", "md", "mds", "mrd", "millardo", "millardos"), (10**9,)),
    **dict.fromkeys(("mil millones", "miles de millones", "thousand million", "مليار", "مليارا", "مليارات"), (10**9,)),
    **dict.fromkeys(("billion", "billions"), (10**9, 10**12)),  # as in English, or as in French
    **dict.fromkeys(("بليون", "بلايين"), (10**9,)),
    **dict.fromkeys(("billon", "billones", "تريليون"), (10**12,)),
}
"""Words that multiply a number, folded: with what, and with what else"""
MULTIPLIER = re.compile(rf"(?:{'|'.join(sorted(MULTIPLIERS, key=len, reverse=True))})(?![^\W\d_])\.?")
BETWEEN = re.compile(r"^(?:de |d'|of |del )")
"""What stands between “two million” and what it is two million of"""


@dataclass(frozen=True)
class Amount:
    value: Decimal
    """Zero or more, with at most two decimals"""
    currency: str = ""
    """ISO 4217; empty where none was written with it"""

    def __str__(self) -> str:
        """As it can be typed and is read in one way only: 1000, 1.50, 1000 USD."""
        return " ".join(filter(None, (digits(self.value), self.currency)))


class AmountRefusedError(ValueError):
    """This is no amount that can be kept. The message says why, and what to write."""


class AmountUnclearError(AmountRefusedError):
    """It can be read in several ways: `readings`."""

    def __init__(self, message: str, readings: Sequence[Amount]) -> None:
        super().__init__(message)
        self.readings = tuple(readings)


def digits(value: Decimal) -> str:
    """Return an amount in digits, with two decimals where it has any: 1000, 1000.50."""
    return f"{value:.0f}" if value == value.to_integral_value() else f"{value:.2f}"


def separated(value: Decimal, decimal_mark: str, *, to_the_cent: bool = False) -> str:
    """Return the same with thousands parted by no-break spaces (ISO 80000-1), which nobody reads as decimals.

    `to_the_cent`: with two decimals in any case.
    """
    whole, point, decimals = (f"{value:.2f}" if to_the_cent else digits(value)).partition(".")
    return f"{int(whole):,}".replace(",", "\u00a0") + point.replace(".", decimal_mark) + decimals


def read_amount(typed: str, currency: str = "") -> Amount | None:
    """Return the amount that was typed, and the currency written with it; None where nothing was.

    `currency`: what is known of it otherwise; it decides whose dollars "$" are, and nothing else.
    Raises AmountUnclearError for what can be read in several ways, else AmountRefusedError for what is no amount.
    """
    if len(typed) > LONGEST:
        raise AmountRefusedError(_("That is too long for an amount. Write a number, such as 1200000.50."))
    text = folded(typed)
    if not text:
        return None
    found = list(NUMBER.finditer(text))
    if len(found) != 1:
        raise AmountRefusedError(_several(typed) if found else _no_number(typed))
    before, after = text[: found[0].start()], text[found[0].end() :]
    after = NO_DECIMALS.sub("", after, count=1)
    if before.rstrip().endswith(("-", "(")):
        raise AmountRefusedError(_("Give an amount of zero or more."))
    before, after, times = _multiplied(before, after)
    codes = _currencies(before, after, typed)
    values, may_be_finer = _values(found[0].group(), times, typed)
    if len(codes) > 1 and currency in codes:
        codes = [currency]
    offered = codes[: MOST_READINGS // len(values)] or [""]
    readings = [Amount(value, code) for value in values for code in offered]
    if len(readings) == 1 and not may_be_finer:
        return readings[0]
    raise AmountUnclearError(_unclear(typed, readings, codes, may_be_finer), readings)


def _multiplied(before: str, after: str) -> tuple[str, str, tuple[int, ...]]:
    """Return what is left of the words around a number without the word that multiplies it, and its meanings."""
    behind = MULTIPLIER.match(after.lstrip())
    if behind:
        return before, BETWEEN.sub("", after.lstrip()[behind.end() :].lstrip()), MULTIPLIERS[behind[0].rstrip(".")]
    words = before.split()
    for place, word in enumerate(words):  # CHF Mio. 2,5
        if len(word) > 2 and word.rstrip(".") in MULTIPLIERS:
            return " ".join(words[:place] + words[place + 1 :]), after, MULTIPLIERS[word.rstrip(".")]
    return before, BETWEEN.sub("", after.lstrip()), (1,)


def _currencies(before: str, after: str, typed: str) -> list[str]:
    """Return what the words before and after a number can mean together; none where there are none."""
    found: list[tuple[str, ...]] = []
    for words in (before.strip(" :;=+"), after.strip(" .:;=")):
        if words:
            found += _meanings(words)
    if not found:
        return []
    common = [code for code in found[0] if all(code in codes for codes in found)]
    if not common:
        raise AmountRefusedError(_("“{typed}” names two currencies. Write one.").format(typed=plain(typed)))
    return common


def _meanings(words: str) -> list[tuple[str, ...]]:
    """Return what words can mean: all of them one currency, or each of them the same, as in “CAD $”."""
    together = currencies.meanings(words)
    found = [together] if together else [currencies.meanings(word) for word in words.split()]
    if not all(found):
        message = _("“{words}” is no currency that is known here. Write the number, such as 1200000.50.")
        raise AmountRefusedError(message.format(words=words))
    return found


def _values(number: str, times: tuple[int, ...], typed: str) -> tuple[list[Decimal], bool]:
    """Return every value of a number that can be kept, and whether it may mean one that is finer than that."""
    read = _readings(number)
    if not read:
        message = _("“{typed}” is not parted as numbers are. Write it without separators, such as 1200000.50.")
        raise AmountRefusedError(message.format(typed=plain(typed)))
    products = list(dict.fromkeys(value * factor for value in read for factor in times))
    small = [value for value in products if value < 10**AMOUNT_DIGITS]
    kept = [value for value in small if value == round(value, AMOUNT_DECIMALS)]
    if not small:
        message = _("Write an amount with no more than {limit} digits before the decimal point.")
        raise AmountRefusedError(message.format(limit=AMOUNT_DIGITS))
    if not kept:
        message = _("Write an amount with no more than {limit} decimals.")
        raise AmountRefusedError(message.format(limit=AMOUNT_DECIMALS))
    return kept, len(kept) < len(small)


def _readings(number: str) -> list[Decimal]:
    """Return every way of reading digits and separators: as parted thousands, and as decimals."""
    read = []
    if GROUPED.fullmatch(number):
        read.append(Decimal(re.sub(r"\D", "", number)))
    fine = WITH_DECIMALS.fullmatch(number)
    if fine and fine["mark"] not in (fine["apart"], fine["lakh"]):
        whole = re.sub(r"\D", "", fine["whole"] or "0")
        read.append(Decimal(f"{whole}.{fine['decimals']}"))
    return list(dict.fromkeys(read))


def _has_decimals(value: Decimal) -> bool:
    """Whether it was read with decimals, be they zeros."""
    return int(value.as_tuple().exponent) < 0


def _no_number(typed: str) -> str:
    message = _("“{typed}” has no number in digits. Enter a number, such as 1200000.50.")
    return message.format(typed=plain(typed))


def _several(typed: str) -> str:
    return _("“{typed}” has several numbers. Enter a number, such as 1200000.50.").format(typed=plain(typed))


def _unclear(typed: str, readings: Sequence[Amount], codes: Sequence[str], may_be_finer: bool) -> str:
    values = dict.fromkeys(each.value for each in readings)
    shown = _(" or as ").join(separated(value, ".", to_the_cent=_has_decimals(value)) for value in values)
    if may_be_finer:
        message = _("“{typed}” can be read as {readings}, or as a number with more than {limit} decimals.")
        said = message.format(typed=plain(typed), readings=shown, limit=AMOUNT_DECIMALS)
    elif len(codes) < 2:
        said = _("“{typed}” can be read as {readings}.").format(typed=plain(typed), readings=shown)
    else:
        some = ", ".join(codes[:MOST_READINGS])
        message = _("“{typed}” can be in several currencies: {codes}. Write its code, such as {readings}.")
        examples = _(" or ").join(str(each) for each in readings[:2])
        return message.format(typed=plain(typed), codes=some, readings=examples)
    examples = _(" or ").join(str(each) for each in readings)
    return said + " " + _("Write {readings}.").format(readings=examples)
