"""Whether a typed name is that of a person who is known by name, however either is written.

Not told apart are: case, accents and other signs on a letter, letters that other keyboards don't have (Łukasz and
Lukasz, Đặng and Dang, Müller and Mueller, İlker and Ilker), spaces, hyphens, apostrophes and dots; in Arabic hamza,
taa marbuta, vowel signs and the yaa of another keyboard; and courtesy titles and degrees, which one leaves out or adds
(“Dr. med.”, “H.E.”, “السيدة”, “MBA”). Told apart is everything else: another word, another order, a missing word.
A word that is a title here and a name there (“Dame Diop”, “Samuel Oye Mba”) is taken for a name where it may be one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_ANY_KEYBOARD = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i"}
    | {"ɓ": "b", "ɗ": "d", "ƙ": "k", "ə": "e", "ɛ": "e", "ɔ": "o", "ɲ": "n", "ƴ": "y", "ĸ": "k"}
    | {"ɖ": "d", "ƒ": "f", "ɣ": "g", "ʋ": "v", "ɩ": "i", "ɨ": "i", "ʉ": "u"}
    | dict.fromkeys("ٱ", "ا")
    | {"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ھ": "ه", "ە": "ه", "ہ": "ه", "ۃ": "ه"}
    | dict.fromkeys("ءـ")
)
"""Of small letters, after their signs were taken off"""
_SPELLED_OUT: tuple[dict[str, str], ...] = (
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"},
    {"đ": "dj"},
    {"ə": "a"},
    {"ŋ": "ng"},
)
"""What some write for a letter, each by itself: Đặng is Dang, and Đorđe Djordje"""
_SIGNS = frozenset({7, *range(10, 37), 202, 214, 216, 218, 220, 222, 224, 226, 228, 230, 232, 233, 234, 240})
"""Combining classes of what names are written with or without: accents, nuktas, Hebrew and Arabic vowel signs. What
makes another syllable has others: the vowel signs of Indic scripts and of Thai, the dakuten of Japanese"""
_APOSTROPHES = re.compile("[\u02b9-\u02df\u02ec-\u02ff\u0559\u07f4\u07f5\ua78b\ua78c]")
"""Modifier letters, which other keyboards have as apostrophes or not at all: Дарʼя, Gʻulom, ʿAbd"""
_BETWEEN = re.compile(r"[\s,،、]+")
_DOT_WITHIN = re.compile(r"(?<=[^\W\d_]\.)(?=-?[^\W\d_])")

_TITLES = (
    # English, and what is used beside it
    "mr mrs ms miss mx dr prof thehon thehonorable thehonourable datoseri datuksri "
    "rthon righthonourable therthon therighthonourable hisexcellency herexcellency heexcellency "
    "rev madam honble tansri engr atty bw mhe mheshimiwa dkt smt "
    # French, Spanish, Portuguese
    "mme mlle monsieur madame mademoiselle pr maître sonexcellence "
    "sr sra srta dña señor señora señorita dra doctora profesor profesora lic licda excmo excma suexcelencia "
    "senhor senhora exmo exma suaexcelência doutor doutora "
    # German, Dutch, Italian, Turkish, Indonesian
    "herr frau drmed drphil drjur driur drhc drrernat dring dreng dipling dhr mevr mevrouw meneer drs ir "
    "sigra signor signora dott dottssa dottoressa avv sayın bapak ibu "
    # Russian, Ukrainian
    "гн гжа господин госпожа др доктор проф профессор "
    # Arabic, Persian
    "السيدة الآنسة الدكتور الدكتورة دكتور دكتورة الأستاذ الأستاذة معالي فخامة المهندس المهندسة "
    "صاحبالسعادة صاحبةالسعادة صاحبالمعالي صاحبةالمعالي آقای دکتر "
    # Hindi, Nepali, Bengali, Thai
    "श्रीमती सुश्री डॉ डा ডঃ ดร"
)
_TITLES_AND_NAMES = (
    "don doña dona lady lord sir pan pani bay hon eng ing amb sheikh hajj kumari пан пани chief prince princess "
    "general gen colonel col major maj captain capt lt brig dato datuk datin "
    "minister ministre ministro ministra leministre laministre elministro laministra الوزير الوزيرة "
    "doctor docteur professor professeur dame honorable honourable excellency reverend ambassador me shri shrimati "
    "alhaji alhajj elhadj elhadji elhaj hadj hadji hajji hajia "
    "السيد الشيخ الشيخة سعادة سمو الحاج الحاجة خانم कुमारी श्री"
)
"""Titles that are names, too: left out where two words remain"""
_SHORTENED = "he hh hrh hm se sem m d da fr me on mag bi sig د ا اد م ف"
"""Titles that are left out where they are written as one shortens a word (“H.E.”, “M.”), and two words remain"""
_DOCTORS = "dr prof dipl drmed drphil drjur driur drhc drrernat dring dreng dipling"
"""After these, small shortened words say of what: “Dr. rer. pol.”, “Dr.-Ing. habil.”"""
_AFTER = "phd dphil mphil msc bsc llm llb esq"
"""What stands behind a name, of which two words remain"""
_AFTER_IN_CAPITALS = "md mba mp mep obe mbe cbe kbe dbe gbe cmg kcmg dcmg gcmg kcvo qc egh ebs mgh cbs"
"""The same, where it is in capitals, as the word before it is not, or has dots: “Mba”, “Obe” and “Md” are names"""
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
    return not set(_ways(known)).isdisjoint(_ways(typed))


def letters_of(text: str) -> str:
    """Return the letters and digits of a text alone, in small letters, as any keyboard has them."""
    return _folded(text)


def _spellings(name: str) -> set[str]:
    """Return the ways in which the letters of a name, with and without titles, may be written."""
    apart = _DOT_WITHIN.sub(" ", unicodedata.normalize("NFKC", name))
    words = _without_titles_before(_cut_unspaced([word for word in _BETWEEN.split(apart) if _folded(word)]))
    shorter = _without_titles_after(words)
    # What is in capitals may be a surname, after all: “Samuel Oye MBA”
    return {way for left in (words, shorter) for way in _ways(" ".join(left))} - {""}


def _ways(text: str) -> Iterator[str]:
    """Yield the letters of a text, and those that some write for them."""
    small = unicodedata.normalize("NFKC", text).casefold()
    used = [letters for letters in _SPELLED_OUT if not letters.keys().isdisjoint(small)]
    for number in range(2 ** len(used)):
        chosen: dict[str, str | int | None] = {
            key: value for place, letters in enumerate(used) if number >> place & 1 for key, value in letters.items()
        }
        yield _folded(small.translate(str.maketrans(chosen)))


def _together(words: Iterable[str]) -> str:
    return "".join(map(_folded, words))


def _folded(text: str) -> str:
    """Return the letters and digits of a text alone, as any keyboard has them."""
    small = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
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
        is_doctor = _together(words[:count]) in DOCTORS
        words = words[count:]
        while is_doctor and len(words) > 1 and _says_of_what(words):
            words = words[1:]
    return words


def _title_before(words: list[str]) -> int:
    """Return how many words a title at the beginning has; 0 where there is none, or nothing would remain."""
    for count in range(min(_LONGEST_TITLE, len(words) - 1), 0, -1):
        title, leaves_two = _together(words[:count]), len(words) - count > 1
        is_repeated = count == 1 and _together(words[1:2]) == title  # “Me Me Khin” is a name
        if title in TITLES or (leaves_two and title in TITLES_AND_NAMES and not is_repeated):
            return count
        if leaves_two and title in SHORTENED and _is_shortened(words[:count], words[count:]):
            return count
    return 0


def _says_of_what(words: list[str]) -> bool:
    """Whether the first word belongs to the title before it: in small letters and shortened, as the name is not."""
    return words[0].endswith(".") and words[0].islower() and not "".join(words).islower()


def _is_shortened(words: list[str], name: list[str]) -> bool:
    """Whether words end in a dot, but the last of several, or the only one is in capitals as the name is not.

    “H.E.”, “H. E.”, “H.E”, “HE”.
    """
    in_capitals = len(words) == 1 and len(words[0]) > 1 and words[0].isupper() and not "".join(name).isupper()
    return in_capitals or all(word.endswith(".") for word in words[:-1] or words)


def _without_titles_after(words: list[str]) -> list[str]:
    while count := _title_after(words):
        words = words[:-count]
    return words


def _title_after(words: list[str]) -> int:
    """Return how many words a title or degree at the end has; 0 where there is none, or no name would remain."""
    for count in range(min(_LONGEST_TITLE, len(words) - 1), 0, -1):
        title, leaves_two = _together(words[-count:]), len(words) - count > 1
        if title in ALWAYS_AFTER or (leaves_two and title in AFTER):
            return count
        if leaves_two and title in AFTER_IN_CAPITALS and _is_degree(words[-count:], words[-count - 1]):
            return count
    return 0


def _is_degree(words: list[str], before: str) -> bool:
    """Whether what could be a name is a degree: “M.B.A.”, “MBA”, but neither “Mba” nor “OYE MBA”."""
    if len(words) > 1 and all(word.endswith(".") for word in words[:-1]):
        return True
    letters = _folded(before)
    in_capitals_too = before.isupper() and len(letters) > 1 and letters not in AFTER | AFTER_IN_CAPITALS
    return "".join(words).isupper() and not in_capitals_too


TITLES, TITLES_AND_NAMES, SHORTENED, DOCTORS, AFTER, AFTER_IN_CAPITALS, ALWAYS_AFTER = (
    frozenset(map(_folded, titles.split()))
    for titles in (
        _TITLES,
        _TITLES_AND_NAMES,
        _SHORTENED,
        _DOCTORS,
        _AFTER,
        _AFTER_IN_CAPITALS,
        _ALWAYS_AFTER,
    )
)
