"""Which currencies a code, a sign or a name can mean, in the four languages of the product.

Names and codes are CLDR's, by Babel. Of its signs only the Arabic ones are taken: to
others it gives "$" as if it were one country's dollar.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name, get_currency_precision, get_currency_symbol, get_territory_currencies

from commitments.text.inflection import stem
from commitments.text.limits import AMOUNT_DECIMALS
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
    **dict.fromkeys(("COP", "CLP", "ARS", "SBD", "SRD", "GYD", "BSD", "BND", "KYD", "XCG"), ("$",)),
    "BBD": ("$", "BD$", "Bds$"),
    "BMD": ("$", "BD$"),
    "LRD": ("$", "L$", "LD"),
    "BZD": ("$", "BZ$"),
    "DOP": ("$", "RD$"),
    "NAD": ("$", "N$"),
    "UYU": ("$", "$U"),
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
    **dict.fromkeys(("PKR", "LKR", "NPR", "MUR"), ("Rs", "Re", "₨")),
    "IDR": ("Rp",),
    "MYR": ("RM",),
    **dict.fromkeys(("SEK", "NOK", "DKK", "ISK"), ("kr",)),
    "CZK": ("Kč",),
    "HUF": ("Ft",),
    **dict.fromkeys(("XOF", "XAF"), ("F", "Fr", "Frs", "CFA", "FCFA", "CFAF")),
    **dict.fromkeys(("GNF", "DJF", "KMF", "XPF"), ("F", "Fr", "Frs")),
    "CDF": ("F", "Fr", "Frs", "FC"),
    "RWF": ("F", "Fr", "Frs", "FRw", "RF"),
    "BIF": ("F", "Fr", "Frs", "FBu"),
    "SAR": ("﷼", "SR"),
    "SCR": ("Rs", "Re", "₨", "SR"),
    "QAR": ("﷼", "QR"),
    "OMR": ("﷼", "RO"),
    **dict.fromkeys(("IRR", "YER"), ("﷼",)),
    "KWD": ("KD",),
    "BHD": ("BD",),
    "JOD": ("JD",),
    "LYD": ("LD",),
    "DZD": ("DA",),
    "TND": ("DT",),
    "KES": ("Sh", "Shs", "KSh", "KShs"),
    "TZS": ("Sh", "Shs", "TSh", "TShs"),
    "UGX": ("Sh", "Shs", "USh", "UShs"),
    "SOS": ("Sh", "Shs"),
    "AED": ("Dh", "Dhs"),
    "MAD": ("Dh", "Dhs"),
    "GHS": ("₵", "GH₵", "GH¢"),
    "TRY": ("₺", "TL"),
    "EGP": ("E£", "LE"),
    "SLE": ("Le",),  # once the case is folded, that is the Egyptian pound's, too
    "LBP": ("L£", "£L", "LL"),
    "ZAR": ("R",),
    "BDT": ("৳", "Tk"),
    "ETB": ("Br",),
    "BYN": ("Br", "руб"),
    "BOB": ("Bs",),
    "VES": ("Bs",),
    "GTQ": ("Q",),
    "HNL": ("L", "Lps"),
    **dict.fromkeys(("ALL", "LSL", "MDL", "RON"), ("L",)),
    **dict.fromkeys(("ZMW", "MWK", "PGK", "MMK"), ("K",)),
    "AOA": ("Kz",),
    "MZN": ("MTn",),  # MT are tons, too
    "ILS": ("₪", "NIS"),
    "PHP": ("₱", "P"),
    "BWP": ("P",),
    "NGN": ("₦", "N"),
    "PAB": ("B/",),
    "MGA": ("Ar",),
    "RUB": ("₽", "руб"),
    "UAH": ("₴", "грн"),
    **{code: (sign,) for code, sign in zip(("VND", "KZT", "MNT", "LAK", "PYG", "CRC"), "₫₸₮₭₲₡", strict=True)},
    **{code: (sign,) for code, sign in zip(("AZN", "GEL", "THB", "KHR", "AMD", "AFN"), "₼₾฿៛֏؋", strict=True)},
    "PLN": ("zł", "zl"),
    "PEN": ("S/",),
}
"""What people write for a currency besides its code and its name; of those that share a sign, the usual ones first"""
OF_GRANTS = ("CHF", "EUR", "USD")
NAMES: Mapping[str, str] = {
    **dict.fromkeys(("American dollars", "dollars US", "dollars américains", "dólares americanos"), "USD"),
    **dict.fromkeys(("dólares de los Estados Unidos", "dólares EEUU", "دولار امريكي", "دولارات امريكية"), "USD"),
    **dict.fromkeys(("pounds sterling", "sterling", "pound sterling"), "GBP"),
    **dict.fromkeys(("دولار اميركي",), "USD"),
    **dict.fromkeys(("евро", "欧元"), "EUR"),
    **dict.fromkeys(("美元", "доллар США", "доллара США", "долларов США"), "USD"),
    **dict.fromkeys(("renminbi", "yuan", "yuans", "yuanes", "人民币"), "CNY"),
    "টাকা": "BDT",
    "شيقل": "ILS",
}
"""Names in use that CLDR doesn't have"""
SHARED = (
    "dollar dollars dolar dolares دولار доллар доллара долларов",
    "franc francs franco francos فرنك франк франка франков",
    "pound pounds livre livres libra libras جنيه фунт фунта фунтов",
    "lira liras lire ليرة лира лиры лир",
    "dinar dinars dinares دينار динар динара динаров",
    "dirham dirhams dirhames درهم дирхам дирхама дирхамов",
    "rial rials riales riyal riyals riyales ريال риал риала риалов",
    "shilling shillings chelin chelines شلن шиллинг шиллинга шиллингов",
    "rupee rupees roupie roupies rupia rupias روبية रुपया रुपये रुपए روپے روپیہ",
    "peso pesos بيزو песо",
    "ruble rubles rouble roubles rublo rublos روبل рубль рубля рублей",
    "krone kroner krona crown crowns couronne couronnes corona coronas كرونة крона кроны крон",
    "florin florins florines guilder guilders فلورن غيلدر",
    "manat manats مانات مانت",
    "som soms",
    "leu lei leus",
)
"""Names that several countries have for their money, in every form: whichever is written, the same ones can be meant"""
NOT_ALONE = frozenset(
    {"sum", "sums", "bat", "bats", "gold", "or", "oro", "ordu", "nouveau", "nouveaux", "nuevo", "nuevos"}
)
"""What is left of a name without its country, and is a word of its own: “Sum: 500”"""
INITIALS = {"AED": re.compile(r"د\s?\.\s?إ(?:\s?\.)?"), "JOD": re.compile(r"د\s?\.\s?أ(?:\s?\.)?")}
"""Told apart only by the sign on their last letter, which folding takes away"""


def meanings(words: str) -> tuple[str, ...]:
    """Return the ISO 4217 codes that a code, a sign or a name can mean, the usual ones first; none if it is unknown."""
    return _meanings().get(_key(with_codes(words)), ())


def with_codes(typed: str) -> str:
    """Return what was typed with a code in the place of initials that can't be told apart once they are folded."""
    text = unicodedata.normalize("NFC", typed)
    for code, initials in INITIALS.items():
        text = initials.sub(f" {code} ", text)
    return text


def decimals_of(code: str) -> int:
    """Return how many decimals an amount in a currency is written with: two, or the three of a dinar's fils."""
    return max(AMOUNT_DECIMALS, get_currency_precision(code))


def currencies_of(countries: Iterable[str]) -> list[tuple[str, str]]:
    """Return the currencies in use in some countries (ISO 3166-1 alpha-2), then the usual ones of grants.

    Each once, as its ISO 4217 code and its name; what is no country has none.
    """
    own = (code for country in countries for code in get_territory_currencies(country, tender=True) if code)
    return [(code, get_currency_name(code, locale="en")) for code in dict.fromkeys((*own, *OF_GRANTS))]


def _key(words: str) -> str:
    """Without spaces, full stops, brackets and endings, with which names and signs are written or not: U.S. $, US$."""
    parts = "".join(character for character in folded(words) if character not in ".'()[]").split()
    return "".join(map(stem, parts))


@cache
def _meanings() -> Mapping[str, tuple[str, ...]]:
    """Return everything known, by its key. Made once, where a word is first met: 100 ms."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    whole: dict[str, dict[str, None]] = defaultdict(dict)
    for code in _in_use():
        whole[_key(get_currency_symbol(code, locale="ar"))][code] = None  # initials: د.إ
        for language, name in _names(code):
            whole[_key(name)][code] = None
            for part in _parts(name, language):
                found[_key(part)][code] = None
    for word in NOT_ALONE:
        found.pop(word, None)
    found |= whole  # Sudanese pounds are not South Sudan's
    for name, code in NAMES.items():
        found[_key(name)] = {code: None}
    _share(found)
    signs: dict[str, dict[str, None]] = defaultdict(dict)
    for code, written in SIGNS.items():
        for sign in (*written, *((f"{code}$",) if "$" in written else ())):
            signs[_key(sign)][code] = None
    found |= signs
    for code in _in_use():
        found[code.casefold()] = {code: None}
    return {key: tuple(codes) for key, codes in found.items()}


def _share(found: dict[str, dict[str, None]]) -> None:
    """Let every form of a shared name mean whatever one of them does."""
    for names in SHARED:
        keys = [_key(name) for name in names.split()]
        together = {code: None for key in keys for code in found.get(key, ())}
        found.update({key: dict(together) for key in keys})


@cache
def _in_use() -> tuple[str, ...]:
    """Return the codes of the currencies that are legal tender somewhere today, dollars and francs of reserve first."""
    first = ("USD", "EUR", "CHF", "GBP")
    places = map(str, Locale("en").territories)
    tender = {code for place in places for code in get_territory_currencies(place, tender=True)}
    return (*first, *sorted(tender.difference(first)))


def _names(code: str) -> Iterator[tuple[str, str]]:
    """Yield a currency's names in every language, behind the language."""
    for language in LANGUAGES:
        for name in {get_currency_name(code, count=count, locale=language) for count in COUNTS}:
            yield language, name


def _parts(name: str, language: str) -> Iterator[str]:
    """Yield what is left of a name without the country: Swiss francs, francs suisses, francs."""
    words = name.partition(" (")[0].split()
    for length in range(1, len(words) + 1):
        # In English a noun follows its adjectives; in French, Spanish and Arabic it precedes them.
        yield " ".join(words[-length:] if language == "en" else words[:length])
