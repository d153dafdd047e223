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
    "USD": ("$", "US$", "U$S", "$US", "USA$"),
    "EUR": ("€",),
    "GBP": ("£",),  # others write E£, L£, £S
    "CHF": ("Fr", "Frs", "F", "SFr"),
    "AUD": ("$", "A$", "AU$", "$A", "$AU"),
    "CAD": ("$", "C$", "CA$", "CAN$", "$CA", "$CAN"),
    "NZD": ("$", "NZ$", "$NZ"),
    "MXN": ("$", "MX$", "Mex$"),
    **dict.fromkeys(("COP", "CLP", "ARS", "UYU", "LRD", "NAD", "SBD", "SRD", "GYD", "BZD", "BBD", "BSD"), ("$",)),
    "SGD": ("$", "S$"),
    "HKD": ("$", "HK$", "元"),
    "TWD": ("$", "NT$", "元"),
    "FJD": ("$", "FJ$"),
    "JMD": ("$", "J$"),
    "TTD": ("$", "TT$"),
    "XCD": ("$", "EC$"),
    "NIO": ("C$",),
    "BRL": ("R$",),
    "JPY": ("¥", "円"),
    "CNY": ("¥", "元", "RMB"),
    "KRW": ("₩",),
    "KPW": ("₩",),
    "INR": ("₹", "Rs", "Re", "₨"),
    **dict.fromkeys(("PKR", "LKR", "NPR", "MUR", "SCR"), ("Rs", "Re", "₨")),
    **dict.fromkeys(("SEK", "NOK", "DKK", "ISK"), ("kr",)),
    **dict.fromkeys(("XOF", "XAF"), ("F", "Fr", "Frs", "CFA", "FCFA", "CFAF")),
    **dict.fromkeys(("CDF", "GNF", "RWF", "BIF", "DJF", "KMF", "XPF"), ("F", "Fr", "Frs")),
    **dict.fromkeys(("SAR", "IRR", "YER", "QAR", "OMR"), ("﷼",)),
    "KES": ("Sh", "Shs", "KSh", "KShs"),
    "TZS": ("Sh", "Shs", "TSh", "TShs"),
    "UGX": ("Sh", "Shs", "USh", "UShs"),
    "SOS": ("Sh", "Shs"),
    "AED": ("Dh", "Dhs"),
    "MAD": ("Dh", "Dhs"),
    "GHS": ("₵", "GH₵"),
    "TRY": ("₺", "TL"),
    "EGP": ("E£", "LE"),
    "LBP": ("L£", "£L", "LL"),
    **{code: (sign,) for code, sign in zip(("ILS", "VND", "PHP", "RUB", "UAH", "NGN"), "₪₫₱₽₴₦", strict=True)},
    **{code: (sign,) for code, sign in zip(("KZT", "MNT", "LAK", "PYG", "CRC", "AZN"), "₸₮₭₲₡₼", strict=True)},
    **{code: (sign,) for code, sign in zip(("GEL", "BDT", "THB", "KHR", "AMD", "AFN"), "₾৳฿៛֏؋", strict=True)},
    "PLN": ("zł",),
    "PEN": ("S/",),
}
"""What people write for a currency besides its code and its name; of those that share a sign, the usual ones first"""
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
    signs: dict[str, dict[str, None]] = defaultdict(dict)
    for code, written in SIGNS.items():
        for sign in written:
            signs[_key(sign)][code] = None
    found |= signs
    for code in _in_use():
        found[code.casefold()] = {code: None}
    return {key: tuple(codes) for key, codes in found.items()}


@cache
def _in_use() -> tuple[str, ...]:
    """Return the codes of the currencies that are legal tender somewhere today, dollars and francs of reserve first."""
    first = ("USD", "EUR", "CHF", "GBP")
    places = map(str, Locale("en").territories)
    tender = {code for place in places for code in get_territory_currencies(place, tender=True)}
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
