"""Which currencies a code, a sign or a name can mean, in the four languages of the product.

Names and codes are CLDR's, by Babel. Of its signs only the Arabic ones are taken: to
others it gives "$" as if it were one country's dollar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

from commitments.text.signs import folded

LANGUAGES = ("en", "fr", "es", "ar")
COUNTS = (None, 1, 2, 5, 20, 100)
"""With which Arabic has a form of its own each, and the others one or two"""
SIGNS: Mapping[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "£": ("GBP",),  # others write E£, L£, £S; where the box names one of those, that is asked
    "$": ("USD", "AUD", "CAD", "NZD", "MXN", "COP", "CLP", "ARS", "FJD", "JMD", "TTD", "LRD", "NAD", "SGD", "HKD", "BSD")
    + ("BBD", "BZD", "GYD", "KYD", "SBD", "SRD", "TWD", "UYU", "XCD", "BND", "BMD"),
    **dict.fromkeys(("US$", "U$S", "$US", "USA$"), ("USD",)),
    **dict.fromkeys(("A$", "AU$", "$A", "$AU"), ("AUD",)),
    **dict.fromkeys(("CA$", "CAN$", "$CA", "$CAN"), ("CAD",)),
    "C$": ("CAD", "NIO"),
    **dict.fromkeys(("NZ$", "$NZ"), ("NZD",)),
    **dict.fromkeys(("MX$", "Mex$"), ("MXN",)),
    "R$": ("BRL",),
    "S$": ("SGD",),
    "HK$": ("HKD",),
    "NT$": ("TWD",),
    "EC$": ("XCD",),
    "FJ$": ("FJD",),
    "J$": ("JMD",),
    "TT$": ("TTD",),
    "¥": ("JPY", "CNY"),
    "RMB": ("CNY",),
    "元": ("CNY", "TWD", "HKD"),
    "円": ("JPY",),
    "₩": ("KRW", "KPW"),
    "₹": ("INR",),
    **dict.fromkeys(("Rs", "Re", "₨"), ("INR", "PKR", "LKR", "NPR", "MUR", "SCR")),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    **dict.fromkeys(("Fr", "F", "Frs"), ("CHF", "XOF", "XAF", "XPF", "CDF", "GNF", "RWF", "BIF", "DJF", "KMF")),
    "SFr": ("CHF",),
    **dict.fromkeys(("CFA", "FCFA", "CFAF"), ("XOF", "XAF")),
    "﷼": ("SAR", "IRR", "YER", "QAR", "OMR"),
    **dict.fromkeys(("KSh", "KShs"), ("KES",)),
    **dict.fromkeys(("TSh", "TShs"), ("TZS",)),
    **dict.fromkeys(("USh", "UShs"), ("UGX",)),
    **dict.fromkeys(("Sh", "Shs"), ("KES", "TZS", "UGX", "SOS")),
    **dict.fromkeys(("Dh", "Dhs"), ("AED", "MAD")),
    **dict.fromkeys(("₵", "GH₵"), ("GHS",)),
    **{"₪": ("ILS",), "₫": ("VND",), "₱": ("PHP",), "₽": ("RUB",), "₴": ("UAH",), "₺": ("TRY",), "TL": ("TRY",)},
    **{"₦": ("NGN",), "₸": ("KZT",), "₮": ("MNT",), "₭": ("LAK",), "₲": ("PYG",), "₡": ("CRC",), "₼": ("AZN",)},
    **{"₾": ("GEL",), "৳": ("BDT",), "฿": ("THB",), "៛": ("KHR",), "֏": ("AMD",), "؋": ("AFN",), "zł": ("PLN",)},
    **{"E£": ("EGP",), "LE": ("EGP",), "L£": ("LBP",), "LL": ("LBP",), "S/": ("PEN",), "Birr": ("ETB",)},
}
"""What people write for a currency besides its code and its name; those that several share in the order of their use"""
NAMES: Mapping[str, str] = {
    **dict.fromkeys(("American dollars", "dollars US", "dollars américains", "dólares americanos"), "USD"),
    **dict.fromkeys(("dólares de los Estados Unidos", "dólares EEUU", "دولار امريكي", "دولارات امريكية"), "USD"),
    **dict.fromkeys(("pounds sterling", "sterling", "pound sterling"), "GBP"),
    **dict.fromkeys(("renminbi", "yuan", "yuans", "yuanes"), "CNY"),
}
"""Names in use that CLDR doesn't have"""


def meanings(words: str) -> tuple[str, ...]:
    """Return the ISO 4217 codes that a code, a sign or a name can mean, the usual ones first; none if it is unknown."""
    return _meanings().get(_key(words), ())


def _key(words: str) -> str:
    """Without spaces and full stops, with which names and signs are written or not: U.S. $, US$."""
    return "".join(character for character in folded(words) if character not in " .'")


@cache
def _meanings() -> Mapping[str, tuple[str, ...]]:
    """Return everything known, by its key. Made once, where a word is first met: 40 ms."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for code in _in_use():
        for name in _names(code):
            found[_key(name)][code] = None
    for name, code in NAMES.items():
        found[_key(name)] = {code: None}
    for sign, codes in SIGNS.items():
        found[_key(sign)] = dict.fromkeys(codes)
    for code in _in_use():
        found[code.casefold()] = {code: None}
    return {key: tuple(codes) for key, codes in found.items()}


@cache
def _in_use() -> tuple[str, ...]:
    """Return the codes of the currencies that are legal tender somewhere today, dollars and francs of reserve first."""
    first = ("USD", "EUR", "CHF", "GBP")
    tender = {code for place in Locale("en").territories for code in get_territory_currencies(place, tender=True)}
    return (*first, *sorted(tender.difference(first)))


def _names(code: str) -> Iterator[str]:
    """Yield a currency's names, and what is left of them without the country: Swiss francs, francs suisses, francs."""
    yield get_currency_symbol(code, locale="ar")  # initials: د.إ
    for language in LANGUAGES:
        for name in {get_currency_name(code, count=count, locale=language) for count in COUNTS}:
            yield name
            words = name.partition(" (")[0].split()
            for length in range(1, len(words) + 1):
                # In English a noun follows its adjectives; in French, Spanish and Arabic it precedes them.
                yield " ".join(words[-length:] if language == "en" else words[:length])
