"""What a line of a list may begin with: a bullet, a number or a letter, as people of many scripts type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

SURE_BULLETS = (
    "•‣◦⁃∙∘⋅٭⦁⦾⦿⁌⁍・･☐☑☒★☆☛☞⇨⬤⭐✅"
    "\u25a0-\u25ff"  # squares, triangles, lozenges, discs
    "\u2710-\u275a\u2761-\u2767\u2794-\u27af\u27b1-\u27be"  # dingbats, without quotation marks, brackets and numbers
    "\u2b1b\u2b1c\u2b25-\u2b2b\u2b95\u2b98-\u2baf"
    "\U0001f4cc\U0001f4cd\U0001f448\U0001f449\U0001f534-\U0001f53b\U0001f5f8\U0001f5f9\U0001f780-\U0001f7d8"
    "\U0001f7e0-\U0001f7eb"
)
"""What stands before a line only as a bullet, be there a space behind it or not; for a class of a pattern"""
LIKELY_BULLETS = r"\-–—−‐‑‒―－*∗＊·»→⇒"
"""What is a bullet where a space is behind it; for a class of a pattern"""
WEAK_BULLETS = "+>›~"
"""What is one before words beside another such line: “> 50 %” is none"""
DRESS = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]?"
"""How a bullet is drawn: as a picture or a sign, in a colour of skin"""
BULLET = re.compile(
    rf"(?:(?P<sure>[{SURE_BULLETS}]){DRESS}\s*|(?P<likely>[{LIKELY_BULLETS}])\s+)(?=\S)|"
    rf"(?P<weak>[{WEAK_BULLETS}])\s+(?=[^\W\d_]|[“\"«(])"
)
WORDS_BULLET = re.compile(r"(o)\s+(?=\S)")
"""What Word's hollow bullet is pasted as: a word of its own in some languages, so only beside other entries"""
PARTED_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})([.)]?)\s+(?=\S)")
"""1.2 or 1.2.3, a number in parts"""
OPENED = re.compile(r"([(（\[])\s?(\w{1,5})\s?([)）\]])\s*(?=\S)")
CLOSED = re.compile(
    r"((?:(?![ºª])\w){1,5}\u200d?)\s?"
    r"(\.-|[°º][.)]|[.)．。、）:/°º।။၊།]|[-–—](?=[\s\u0620-\u06ff]))\s*(?=\S)"  # the last: ١-التدريب
)
KEYCAP = re.compile("(?:([0-9])\ufe0f?\u20e3|\U0001f51f)\\s*(?=\\S)")
NEEDS_NO_SPACE = "．。、）।။၊།"
"""Behind these, and around CJK numbers, no space is set"""
BEGINS_WORDS = '“"«‘(（「『'
_ENCLOSED_FROM = (
    *(("circled", 1, 0x2460, 20), ("circled", 21, 0x3251, 15), ("circled", 36, 0x32B1, 15)),
    *(("in brackets", 1, 0x2474, 20), ("with a stop", 1, 0x2488, 20), ("letter in brackets", 1, 0x249C, 26)),
    *(("circled capital", 1, 0x24B6, 26), ("circled letter", 1, 0x24D0, 26), ("double circle", 1, 0x24F5, 10)),
    *(("black", 1, 0x2776, 10), ("black", 11, 0x24EB, 10), ("sans", 1, 0x2780, 10), ("black sans", 1, 0x278A, 10)),
    *(("Han in brackets", 1, 0x3220, 10), ("circled Han", 1, 0x3280, 10)),
    *(("jamo in brackets", 1, 0x3200, 14), ("Hangul in brackets", 1, 0x320E, 14)),
    *(("circled jamo", 1, 0x3260, 14), ("circled Hangul", 1, 0x326E, 14)),
)
ENCLOSED = {
    chr(code + place): (look, first + place) for look, first, code, count in _ENCLOSED_FROM for place in range(count)
}
"""Numbers and letters that are one character with what is around them: how they look, and which one it is"""
ANY_ENCLOSED = re.compile(rf"([{''.join(ENCLOSED)}])\ufe0f?\s*(?=\S)")
ARABIC_ORDINAL = re.compile("([\u0621-\u0652]{4,12})\\s?([:،,.)]|[-–—](?=\\s))\\s*(?=\\S)")
ARABIC_ORDINALS = ("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا")
"""Firstly, secondly …: how a formal text in Arabic counts"""
VOWEL_SIGNS = re.compile("[\u064b-\u0652]")
NUMERALS = {
    chr(code): unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2160, 0x216C), *range(0x2170, 0x217C))
}
"""Roman numbers that are one character"""
SPELT = {"الف": "ا"}
"""A letter that Persian lists write out"""
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "абвгдежзийклмнопрстуфхцчшщъьюя",
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯ",
    "абвгдђежзијклљмнњопрстћуфхцчџш",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "កខគឃងចឆជឈញ",
    "กขคงจฉชซฌญ",
    "ກຂຄງຈສຊຍດຕ",
    "ကခဂဃငစဆဇဈညဋဌဍဎဏတထဒဓန",
    "ཀཁགངཅཆཇཉཏཐདན",
    "कखगघङचछजझञ",
    "कखगघचछजझ",
    "अआइईउऊ",
    "अबसद",
    "কখগঘঙচছজঝঞ",
    "કખગઘચછજઝ",
    "ਕਖਗਘਚਛਜਝ",
    "அஆஇஈஉஊஎஏஐஒஓஔ",
    "අආඇඈඉඊ",
    "ሀለሐመሠረሰቀበተ",
    "፩፪፫፬፭፮፯፰፱፲",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "一二三四五六七八九十",
    "甲乙丙丁戊己庚辛壬癸",
    "가나다라마바사아자차카타파하",
    "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "アイウエオカキクケコ",
    "あいうえおかきくけこ",
    "いろはにほへと",
)
"""The letters by which people count, in their order; some languages have more than one"""
ROMAN = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"),
)
STRETCH = re.compile("[\u0640\u200c\u200d]")
"""What gives an Arabic letter the shape that it has within a word: هـ"""

Kind = tuple[str, ...]
"""How entries that count on from one another look: by what they count, and the marks around that"""


@dataclass(frozen=True)
class Reading:
    """One way to take the beginning of a line for the marker of a list's entry."""

    kind: Kind
    ordinal: tuple[int, ...]
    """Which one of its list it is; the same for every bullet; a number in parts has several"""
    end: int
    """Where the words begin"""
    is_ordered: bool = True
    is_sure: bool = False
    """Whether it is one even without a neighbour"""

    def follows(self, other: Reading) -> bool:
        """Whether it is the next entry of the list of `other`."""
        if self.kind != other.kind or not self.is_ordered:
            return self.kind == other.kind
        if len(self.ordinal) > 1:
            return self.ordinal > other.ordinal
        return self.ordinal[0] == other.ordinal[0] + 1

    @property
    def is_first(self) -> bool:
        return self.ordinal[-1] == 1


def readings(line: str) -> tuple[Reading, ...]:
    """Return every way in which `line`, without white space around it, may begin with a marker; mostly none."""
    return tuple(_readings(line))


def _readings(line: str) -> Iterator[Reading]:
    if spelt := _spelt_ordinal(line):
        yield spelt
    elif bullet := BULLET.match(line):
        sign = bullet["sure"] or bullet["likely"] or bullet["weak"]
        yield Reading(("bullet", sign), (0,), bullet.end(), is_ordered=False, is_sure=not bullet["weak"])
    elif hollow := WORDS_BULLET.match(line):
        yield Reading(("bullet", hollow[1]), (0,), hollow.end(), is_ordered=False)
    elif parted := PARTED_NUMBER.match(line):
        parts = tuple(int(part) for part in parted[1].split("."))
        yield Reading(("parts", str(len(parts)), parted[2]), parts, parted.end())
    elif opened := OPENED.match(line):
        yield from _counted(opened[2], opened[1] + opened[3], opened.end(), is_closed=opened[1] != "[")
    elif closed := CLOSED.match(line):
        if _has_room(line, closed):
            yield from _counted(closed[1], closed[2], closed.end(), is_closed=closed[2][-1] in ")）")
        elif _is_tight(line, closed):
            for reading in _counted(closed[1], closed[2], closed.end(), is_closed=False):
                yield replace(reading, is_sure=False)
    else:
        yield from _of_one_sign(line)


def _of_one_sign(line: str) -> Iterator[Reading]:
    """Yield what an enclosed number or letter counts."""
    if keycap := KEYCAP.match(line):
        yield Reading(("keycap",), (int(keycap[1] or 10),), keycap.end(), is_sure=True)
    elif enclosed := ANY_ENCLOSED.match(line):
        look, ordinal = ENCLOSED[enclosed[1]]
        yield Reading((look,), (ordinal,), enclosed.end(), is_sure=True)


def _spelt_ordinal(line: str) -> Reading | None:
    if (word := ARABIC_ORDINAL.match(line)) and (spelt := VOWEL_SIGNS.sub("", word[1])) in ARABIC_ORDINALS:
        return Reading(("ordinal", word[2]), (ARABIC_ORDINALS.index(spelt) + 1,), word.end())
    return None


def _has_room(line: str, closed: re.Match[str]) -> bool:
    """Whether a space is behind a marker, or its script sets none."""
    needs_no_space = closed[2] in NEEDS_NO_SPACE or "一" <= closed[1] <= "鿿"
    return needs_no_space or line[closed.end() - 1].isspace()


def _is_tight(line: str, closed: re.Match[str]) -> bool:
    """Whether what is glued to its words may be a marker: “1.Dig” and “a)dig”, and no decimal number or “a.m.”"""
    words = line[closed.end()]
    return (closed[1].isdecimal() or closed[2] in ")-–—") and (words.isalpha() or words in BEGINS_WORDS)


def _counted(written: str, marks: str, end: int, *, is_closed: bool) -> Iterator[Reading]:
    """Yield what a number or a letter between marks counts: `i` is the first Roman number and the ninth letter."""
    if written.isdecimal():
        if len(written) <= 3:
            yield Reading(("number", marks), (int(written),), end, is_sure=is_closed or marks in ".．、।။")
        return
    roman = NUMERALS.get(written, written)
    if roman.lower() in ROMAN and roman in (roman.lower(), roman.upper()):
        case = "upper" if roman.isupper() else "lower"
        yield Reading(("roman", case, marks), (ROMAN.index(roman.lower()) + 1,), end, is_sure=is_closed)
    letter = STRETCH.sub("", SPELT.get(written, written))
    if len(letter) == 1:
        for place, alphabet in enumerate(ALPHABETS):
            if letter in alphabet:
                yield Reading(("letter", str(place), marks), (alphabet.index(letter) + 1,), end, is_sure=is_closed)
