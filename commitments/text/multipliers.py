"""Words that multiply a number: 2 million, ٥ آلاف, 12 lakh."""

from __future__ import annotations

import re

from commitments.text.signs import folded

POWERS: dict[tuple[int, ...], str] = {
    (3,): "k, thousand, thousands, mille, millier, milliers, miles, tsd, tausend, الف, الفا, الاف, हज़ार, হাজার, ہزار",
    (3, 6): "mil",  # a thousand in Spanish, short for a million in English
    (5,): "lakh, lakhs, lac, lacs, लाख, লাখ, লক্ষ, لاکھ",
    (5, 0): "l",  # 50L are fifty lakh, or fifty of a currency that is written L
    (6,): "m, mm, mn, mln, mio, million, millions, millon, millones, millionen, مليون, مليونا, ملايين",
    (7,): "crore, crores, cr, करोड़, কোটি, کروڑ",
    (9,): "bn, milliard, milliards, md, mds, mrd, milliarde, milliarden, millardo, millardos, mil millones, "
    "miles de millones, thousand million, مليار, مليارا, مليارات, بليون, بلايين",
    (9, 12): "billion, billions",  # as in English, or as in French
    (12,): "billon, billones, تريليون",
    (12, 18): "trillion, trillions",
}
"""By the power of ten, and the other one that they may mean"""
MULTIPLIERS = {folded(word): powers for powers, words in POWERS.items() for word in words.split(", ")}
MULTIPLIER = re.compile(rf"(?:{'|'.join(sorted(MULTIPLIERS, key=len, reverse=True))})(?![^\W\d_])\.?")
INITIALS = re.compile(r"[^\W\d_]\.[^\W\d_]")
"""What is no multiplier, but a currency: the L.L. of Lebanon, the K.D. of Kuwait"""
BETWEEN = re.compile(r"^(?:de |d'|of |del |من )")
"""What stands between “two million” and what it is two million of"""


def multiplied(before: str, after: str) -> tuple[str, str, tuple[int, ...]]:
    """Return what is left of the words around a number without the one that multiplies it, and its powers of ten."""
    behind = MULTIPLIER.match(after.lstrip())
    if behind and not INITIALS.match(after.lstrip()):
        return before, BETWEEN.sub("", after.lstrip()[behind.end() :].lstrip()), MULTIPLIERS[behind[0].rstrip(".")]
    words = before.split()
    for place, word in enumerate(words):  # CHF Mio. 2,5
        if len(word) > 2 and word.rstrip(".") in MULTIPLIERS:
            return " ".join(words[:place] + words[place + 1 :]), after, MULTIPLIERS[word.rstrip(".")]
    return before, BETWEEN.sub("", after.lstrip()), (0,)
