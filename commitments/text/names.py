"""Whether a typed name is that of a person who is known by name, however either is written.

Not told apart are: case, accents and other signs on a letter, letters that other keyboards don't have (Łukasz and
Lukasz, Đặng and Dang, Müller and Mueller, İlker and Ilker), spaces, hyphens, apostrophes and dots; in Arabic hamza,
taa marbuta, vowel signs and the yaa of another keyboard; and courtesy titles, which one leaves out or adds (“Dr”,
“H.E.”, “السيدة”). Told apart is everything else: another word, another order, a word that is missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ANY_KEYBOARD = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i"}
    | {"ɓ": "b", "ɗ": "d", "ƙ": "k", "ə": "e", "ɛ": "e", "ɔ": "o", "ɲ": "n", "ƴ": "y", "ĸ": "k"}
    | dict.fromkeys("ٱ", "ا")
    | {"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ھ": "ه", "ە": "ه", "ہ": "ه", "ۃ": "ه"}
    | dict.fromkeys("ءـ")
)
"""Of small letters, after their signs were taken off"""
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_SIGNS = frozenset({7, *range(10, 37), 202, 214, 216, 218, 220, 222, 224, 226, 228, 230, 232, 233, 234, 240})
"""Combining classes of what names are written with or without: accents, nuktas, Hebrew and Arabic vowel signs. What
makes another syllable has others: the vowel signs of Indic scripts and of Thai, the dakuten of Japanese"""
_BETWEEN = re.compile(r"[\s,،、]+")

_TITLES = (
    # English, and what is used beside it
    "mr mrs ms miss mx dr prof professor doctor dame honorable honourable thehon thehonorable thehonourable "
    "rthon righthonourable therthon therighthonourable excellency hisexcellency herexcellency heexcellency "
    "rev reverend madam honble tansri ambassador engr atty bw mhe mheshimiwa dkt alhaji hajia shri shrimati smt "
    # French, Spanish, Portuguese
    "mme mlle monsieur madame mademoiselle docteur professeur maître sonexcellence "
    "sr sra srta señor señora señorita dra doctora profesor profesora lic licda excmo excma suexcelencia "
    "senhor senhora exmo exma suaexcelência doutor doutora "
    # German, Dutch, Italian, Turkish, Indonesian
    "herr frau dipling dhr mevr mevrouw meneer sig sigra signor signora dott dottssa dottoressa avv sayın bapak ibu "
    # Russian, Ukrainian
    "гн гжа господин госпожа др доктор проф профессор "
    # Arabic, Persian
    "السيدة الآنسة الدكتور الدكتورة دكتور دكتورة الأستاذ الأستاذة معالي فخامة المهندس المهندسة "
    "صاحبالسعادة صاحبةالسعادة صاحبالمعالي صاحبةالمعالي آقای دکتر "
    # Hindi, Nepali, Bengali
    "श्री श्रीमती सुश्री डॉ डा ডঃ"
)
_TITLES_AND_NAMES = (
    "don doña dona lady lord sir pan pani bay hon eng ing amb sheikh hajj kumari пан пани chief prince princess "
    "general gen colonel col major maj captain capt lt brig dato datuk datin "
    "السيد الشيخ الشيخة سعادة سمو خانم कुमारी"
)
"""Titles that are names, too: left out where two words remain"""
_SHORTENED = "he hh hrh hm se sem m d da fr pr me on mag bi د ا م ف"
"""Titles that are left out where they are written as one shortens a word (“H.E.”, “M.”), and two words remain"""
_AFTER = "phd dphil md msc mba mp esq obe mbe cbe kbe qc kc egh ebs mgh cbs"
"""What stands behind a name, of which two words remain"""
_ALWAYS_AFTER = "先生 女士 小姐 博士 教授 阁下 閣下 様 氏 さん 님 씨 박사 교수"
_UNSPACED_TITLES = ("先生", "女士", "小姐", "博士", "教授", "阁下", "閣下", "様", "さん", "นางสาว", "นาย", "นาง", "ดร.")
_LONGEST_TITLE = 4  # words, such as “The Right Honourable”


def is_name_of(typed: str, known: str) -> bool:
    """Whether `typed` is the name of the person known as `known`; a name without any letter, only as it stands."""
    spellings = _spellings(known)
    if not spellings:
        return " ".join(typed.split()) == " ".join(known.split())
    return not spellings.isdisjoint(_spellings(typed))


def same_words(typed: str, known: str) -> bool:
    """Whether two texts of one line, such as titles, are of the same letters in the same order."""
    return not {_folded(known), _folded(known, spelled_out=True)}.isdisjoint(
        {_folded(typed), _folded(typed, spelled_out=True)}
    )


def _spellings(name: str) -> set[str]:
    """Return the ways in which the letters of a name, without titles, may be written."""
    words = [word for word in _BETWEEN.split(unicodedata.normalize("NFKC", name)) if _folded(word)]
    words = _without_titles_after(_without_titles_before(_cut_unspaced(words)))
    return {_together(words, spelled_out=way) for way in (False, True)} - {""}


def _together(words: Iterable[str], *, spelled_out: bool = False) -> str:
    return "".join(_folded(word, spelled_out=spelled_out) for word in words)


def _folded(text: str, *, spelled_out: bool = False) -> str:
    """Return the letters and digits of a text alone, as any keyboard has them."""
    small = unicodedata.normalize("NFKC", text).casefold()
    if spelled_out:
        small = small.translate(_SPELLED_OUT)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", small) if _counts(letter))
    return plain.translate(_ANY_KEYBOARD)


def _counts(character: str) -> bool:
    kind = unicodedata.category(character)[0]
    return kind in "LN" or (kind == "M" and unicodedata.combining(character) not in _SIGNS)


def _cut_unspaced(words: list[str]) -> list[str]:
    """Cut off titles that are written together with a name."""
    if len(words) != 1 and not (words and words[0].startswith(_UNSPACED_TITLES)):
        return words
    first, last = words[0], words[-1]
    for title in _UNSPACED_TITLES:
        if first.startswith(title) and len(first) > len(title):
            return [first.removeprefix(title), *words[1:]]
        if last.endswith(title) and len(last) > len(title) + 1:
            return [*words[:-1], last.removesuffix(title)]
    return words


def _without_titles_before(words: list[str]) -> list[str]:
    while count := _title_before(words):
        words = words[count:]
    return words


def _title_before(words: list[str]) -> int:
    """Return how many words a title at the beginning has; 0 where there is none, or nothing would remain."""
    for count in range(min(_LONGEST_TITLE, len(words) - 1), 0, -1):
        title, leaves_two = _together(words[:count]), len(words) - count > 1
        if title in TITLES or (leaves_two and title in TITLES_AND_NAMES and count == 1):
            return count
        if leaves_two and title in SHORTENED and _is_shortened(words[:count], words[count:]):
            return count
    return 0


def _is_shortened(words: list[str], name: list[str]) -> bool:
    """Whether each word ends in a dot, or the only one is in capitals as the name is not: “H.E.”, “H. E.”, “HE”."""
    in_capitals = len(words) == 1 and len(words[0]) > 1 and words[0].isupper() and not "".join(name).isupper()
    return in_capitals or all(word.endswith(".") for word in words)


def _without_titles_after(words: list[str]) -> list[str]:
    while len(words) > 1:
        last = _together(words[-1:])
        if last not in ALWAYS_AFTER and not (last in AFTER and len(words) > 2):
            return words
        words = words[:-1]
    return words


TITLES, TITLES_AND_NAMES, SHORTENED, AFTER, ALWAYS_AFTER = (
    frozenset(_folded(title) for title in titles.split())
    for titles in (_TITLES, _TITLES_AND_NAMES, _SHORTENED, _AFTER, _ALWAYS_AFTER)
)
