"""A number in digits as people write it: where it stands in a text, and every way of reading its separators.

Nothing is decided here: 1.000 is a thousand in Madrid and one in London, and both are returned.
"""

from __future__ import annotations

import re
from decimal import Decimal

NUMBER = re.compile(r"(?:(?<![^\s:;=+])[.,\u066b])?\d(?:[\d .,'_\u066b\u066c]*\d)?")
"""With the mark before it where it stands free: .5 is a half, and the full stop of Rs.5 belongs to the rupees"""
GLUED = re.compile(r"(?P<to>\S)(?P<mark>[.,\u066b])$")
"""A mark that a number was cut from, and what stands before it"""
CENTS = re.compile(r"\d\d?$")
WHOLE = r"[1-9]\d{0,2}(?:(?P<apart>[ .,'_\u066c])\d{3})(?:(?P=apart)\d{3})*|[1-9]\d?(?:(?P<lakh>,)\d{2})+,\d{3}|\d+"
"""In groups of three; as in India, where only the last group has three; or in none"""
GROUPED = re.compile(WHOLE)
WITH_DECIMALS = re.compile(rf"(?P<whole>{WHOLE})?(?P<mark>[.,\u066b])(?P<decimals>\d+)")
IN_TWO_WAYS = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<millions>[ .,'_\u066c])\d{3}(?P<thousands>[.,])\d{3})"
    r"(?:(?P<mark>[.,])(?P<decimals>\d+))?"
)
"""Parted by two signs: in Latin America an apostrophe parts the millions, 1'500.000,50; elsewhere it is a slip, or
decimals: 1 000.000"""


CARELESS = re.compile(r"\d{4,}[.,]\d{3}")
"""Parted once only, or with decimals: 1000.000"""


def numbers(text: str) -> list[re.Match[str]]:
    """Return where numbers stand in a folded text."""
    return list(NUMBER.finditer(text))


def spellings(before: str, number: str) -> list[str]:
    """Return a number without the mark that stands before it, and with it where that may be its decimal mark.

    The full stop after a letter belongs to an abbreviation: KSh.500, S/.50. After a sign it may be either where cents
    follow: $.50.
    """
    if number[0] in ".," and before.strip() and not CENTS.match(number[1:]):
        return [number[1:], number]  # KSh .500
    glued = GLUED.search(before)
    if not glued or (
        glued["mark"] == "." and (glued["to"].isalpha() or glued["to"] in "/)" or not CENTS.match(number))
    ):
        return [number]
    return [number, glued["mark"] + number]


def readings(number: str) -> list[Decimal]:
    """Return every way of reading digits and separators: as parted thousands, and as decimals, with all of these."""
    read = []
    if GROUPED.fullmatch(number):
        read.append(Decimal(re.sub(r"\D", "", number)))
    if CARELESS.fullmatch(number):
        read.append(_decimal(number, None))
    two = IN_TWO_WAYS.fullmatch(number)
    if two and two["thousands"] != two["millions"] and (not two["mark"] or _parts_millions(two)):
        read.append(_decimal(two["whole"], two["decimals"]))
    fine = WITH_DECIMALS.fullmatch(number)
    if fine and fine["mark"] not in (fine["apart"], fine["lakh"]):
        read.append(_decimal(fine["whole"], fine["decimals"]))
    return list(dict.fromkeys(read))


def decimals(value: Decimal) -> int:
    """Return with how many decimals a number was written, be they zeros."""
    return max(0, -int(value.as_tuple().exponent))


def _parts_millions(two: re.Match[str]) -> bool:
    """Whether decimals follow as they do where an apostrophe parts the millions."""
    return two["millions"] == "'" and two["mark"] != two["thousands"]


def _decimal(whole: str | None, fraction: str | None) -> Decimal:
    digits = re.sub(r"\D", "", whole or "0")
    return Decimal(f"{digits}.{fraction}" if fraction else digits)
