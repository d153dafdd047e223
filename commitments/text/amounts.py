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
from commitments.text.currencies import decimals_of
from commitments.text.figures import decimals, numbers, spellings
from commitments.text.figures import readings as readings_of
from commitments.text.limits import AMOUNT_DECIMALS, AMOUNT_DIGITS
from commitments.text.multipliers import multiplied
from commitments.text.signs import folded, plain

LONGEST = 100
MOST_READINGS = 8
"""How many readings are offered; the dollars of the world are more"""
NO_DECIMALS = re.compile(r"\s*[.,/]?\s*(?:-+|=)(?!\w)")
"""What stands for them: 500.–, 500,-- and the Indian 500/-"""
INEXACT = re.compile(
    r"[<>~*+^?\u2026\u2248\u00b1\u2264\u2265]|(?<![^\W\d_])(?:"
    r"about|around|approx|approximately|roughly|nearly|almost|circa|ca|estimated|over|under|up to|at least|at most|max|"
    r"min|(?:more|less) than|environ|pres de|presque|plus de|moins de|au (?:moins|plus)|jusqu'a|unos|unas|casi|"
    r"aprox|aproximadamente|cerca de|alrededor|mas de|menos de|al menos|hasta|"
    r"حوالي|نحو|تقريبا|قرابة|ما يقارب|اكثر من|اقل من|حتى)(?![^\W\d_])"
)
"""What says that the number beside it is not the amount itself"""
CIRCA = re.compile(r"(?<!\w)ca?\.(?:\s|$)")


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
    text = folded(currencies.with_codes(typed))
    if not text:
        return None
    found = numbers(text)
    if len(found) != 1:
        raise AmountRefusedError(_several(typed) if found else _no_number(typed))
    before, after = text[: found[0].start()], text[found[0].end() :]
    after = NO_DECIMALS.sub("", after, count=1)
    if before.rstrip().endswith("-") or before.count("(") > before.count(")"):  # as books have it: (500)
        raise AmountRefusedError(_("Give an amount of zero or more."))
    written = spellings(before, found[0].group())
    before, after, powers = multiplied(before, after)
    codes = _currencies(before, after, typed)
    if len(codes) > 1 and currency in codes:
        codes = [currency]
    known = codes or [currency]
    finest = decimals_of(known[0]) if len(known) == 1 else AMOUNT_DECIMALS
    values = _values(_products(written, powers, typed), finest)
    offered = codes[: MOST_READINGS // len(values.kept)] or [""]
    readings = [Amount(value, code) for value in values.kept for code in offered]
    if len(readings) == 1 and not values.may_be_finer:
        return readings[0]
    raise AmountUnclearError(_unclear(typed, readings, codes, values), readings)


def _currencies(before: str, after: str, typed: str) -> list[str]:
    """Return what the words before and after a number can mean together; none where there are none."""
    around = [words for words in (before.strip(" :;=+,\u066b"), after.strip(" .:;=")) if words]
    if not around:
        return []
    if CIRCA.search(before) or (before and CIRCA.fullmatch(after.strip())):  # ca. $500 is nothing of Canada's
        raise AmountRefusedError(_not_exact(typed))
    are_known = all(map(currencies.meanings, around))
    split = () if are_known else currencies.meanings("".join(around))  # US 500$
    found = [split] if split else [codes for words in around for codes in _meanings(words, typed)]
    common = [code for code in found[0] if all(code in codes for codes in found)]
    if not common:
        raise AmountRefusedError(_("“{typed}” names two currencies. Write one.").format(typed=plain(typed)))
    return common


def _meanings(words: str, typed: str) -> list[tuple[str, ...]]:
    """Return what words can mean: all of them one currency, or each of them the same, as in “CAD $”."""
    together = currencies.meanings(words)
    found = [together] if together else [currencies.meanings(word) for word in words.split()]
    if all(found):
        return found
    if INEXACT.search(words):
        raise AmountRefusedError(_not_exact(typed))
    message = _("The words in “{typed}” are no currency that is known here. Write the number, such as 1200000.50.")
    raise AmountRefusedError(message.format(typed=plain(typed)))


@dataclass(frozen=True)
class _Values:
    kept: list[Decimal]
    """What a number can mean, of what can be kept; at least one"""
    may_be_finer: bool
    """Whether it may have more decimals than its currency"""
    are_all: bool
    """Whether that is all it can mean"""


def _products(written: Sequence[str], powers: Sequence[int], typed: str) -> list[tuple[Decimal, int]]:
    """Return every value of a number, once, and with how many decimals it was written. Raises AmountRefusedError."""
    read = [value for number in written for value in readings_of(number)]
    if not read:
        message = _("“{typed}” is not parted as numbers are. Write it without separators, such as 1200000.50.")
        raise AmountRefusedError(message.format(typed=plain(typed)))
    products = [(value * 10**power, decimals(value) - power) for value in read for power in powers]
    return list(dict(products).items())


def _values(products: Sequence[tuple[Decimal, int]], finest: int) -> _Values:
    """Return those of a number's values that can be kept. Raises AmountRefusedError where none can.

    `finest`: how many decimals its currency has. More of them are asked about even if they are zeros, since what looks
    like them may be thousands: 1 000.000.
    """
    small = [(value, places) for value, places in products if value < 10**AMOUNT_DIGITS]
    kept = [value for value, _places in small if value == round(value, AMOUNT_DECIMALS)]
    if not small:
        message = _("Write an amount with no more than {limit} digits before the decimal point.")
        raise AmountRefusedError(message.format(limit=AMOUNT_DIGITS))
    if not kept:
        message = _("Write an amount with no more than {limit} decimals.")
        raise AmountRefusedError(message.format(limit=AMOUNT_DECIMALS))
    return _Values(kept, any(places > finest for _value, places in small), len(kept) == len(small))


def _no_number(typed: str) -> str:
    message = _("“{typed}” has no number in digits. Enter a number, such as 1200000.50.")
    return message.format(typed=plain(typed))


def _not_exact(typed: str) -> str:
    message = _("“{typed}” is not one exact number. Write the number alone, such as 1200000.50.")
    return message.format(typed=plain(typed))


def _several(typed: str) -> str:
    return _("“{typed}” has several numbers. Enter a number, such as 1200000.50.").format(typed=plain(typed))


def _unclear(typed: str, readings: Sequence[Amount], codes: Sequence[str], values: _Values) -> str:
    shown = _(" or as ").join(separated(value, ".", to_the_cent=decimals(value) > 0) for value in values.kept)
    if not values.are_all:
        message = _("“{typed}” can be read as {readings}, or as a number with more than {limit} decimals.")
        said = message.format(typed=plain(typed), readings=shown, limit=AMOUNT_DECIMALS)
    elif len(codes) > 1:
        some = ", ".join(codes[:MOST_READINGS])
        message = _("“{typed}” can be in several currencies: {codes}. Write its code, such as {readings}.")
        examples = _(" or ").join(str(each) for each in readings[:2])
        return message.format(typed=plain(typed), codes=some, readings=examples)
    elif len(values.kept) == 1:
        message = _("“{typed}” has more than {limit} decimals.")
        said = message.format(typed=plain(typed), limit=AMOUNT_DECIMALS)
    else:
        said = _("“{typed}” can be read as {readings}.").format(typed=plain(typed), readings=shown)
    examples = _(" or ").join(str(each) for each in readings)
    return said + " " + _("Write {readings}.").format(readings=examples)
