"""What a line of a list may begin with: a bullet, a number or a letter, as people of many scripts type them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SURE_BULLETS = "•‣◦⁃▪▫■□●○◆◇❖►▶▸➢➤➔✓✔✗✘★☆∙"
"""What stands before a line only as a bullet, be there a space behind it or not"""
LIKELY_BULLETS = "-–—−*·»→"
"""What is a bullet where a space is behind it"""
BULLET = re.compile(rf"([{SURE_BULLETS}])\s*(?=\S)|([{LIKELY_BULLETS}])\s+(?=\S)")
WORDS_BULLET = re.compile(r"(o)\s+(?=\S)")
"""What Word's hollow bullet is pasted as: a word of its own in some languages, so only beside other entries"""
PARTED_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})([.)]?)\s+(?=\S)")
"""1.2 or 1.2.3, a number in parts"""
OPENED = re.compile(r"([(（\[])\s?(\w{1,5})\s?([)）\]])\s*(?=\S)")
CLOSED = re.compile(r"(\w{1,5}\u200d?)\s?(\.-|[.)．。、）:/°º]|[-–—](?=\s))\s*(?=\S)")
CIRCLED = re.compile(r"([\u2460-\u2473])\s*(?=\S)")
NEEDS_NO_SPACE = "．。、）"
"""Behind these, and around CJK numbers, no space is set"""
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "កខគឃងចឆជឈញ",
    "กขคงจฉชซฌญ",
    "कखगघङचछजझञ",
    "কখগঘঙচছজঝঞ",
    "ሀለሐመሠረሰቀበተ",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
    "一二三四五六七八九十",
    "甲乙丙丁戊己庚辛壬癸",
)
"""The letters by which people count, in their order; Arabic and Persian have more than one"""
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
    if bullet := BULLET.match(line):
        yield Reading(("bullet", bullet[1] or bullet[2]), (0,), bullet.end(), is_ordered=False, is_sure=True)
    elif hollow := WORDS_BULLET.match(line):
        yield Reading(("bullet", hollow[1]), (0,), hollow.end(), is_ordered=False)
    elif parted := PARTED_NUMBER.match(line):
        parts = tuple(int(part) for part in parted[1].split("."))
        yield Reading(("parts", str(len(parts)), parted[2]), parts, parted.end())
    elif circled := CIRCLED.match(line):
        yield Reading(("circled",), (ord(circled[1]) - 0x245F,), circled.end(), is_sure=True)
    elif opened := OPENED.match(line):
        yield from _counted(opened[2], opened[1] + opened[3], opened.end(), is_closed=opened[1] != "[")
    elif closed := CLOSED.match(line):
        needs_space = closed[2] not in NEEDS_NO_SPACE and not "一" <= closed[1] <= "鿿"
        if not needs_space or line[closed.end() - 1].isspace():
            yield from _counted(closed[1], closed[2], closed.end(), is_closed=closed[2] in ")）")


def _counted(written: str, marks: str, end: int, *, is_closed: bool) -> Iterator[Reading]:
    """Yield what a number or a letter between marks counts: `i` is the first Roman number and the ninth letter."""
    if written.isdecimal():
        if len(written) <= 3:
            yield Reading(("number", marks), (int(written),), end, is_sure=is_closed or marks in ".．、")
        return
    if written.lower() in ROMAN and written in (written.lower(), written.upper()):
        case = "upper" if written.isupper() else "lower"
        yield Reading(("roman", case, marks), (ROMAN.index(written.lower()) + 1,), end, is_sure=is_closed)
    letter = STRETCH.sub("", written)
    if len(letter) == 1:
        for place, alphabet in enumerate(ALPHABETS):
            if letter in alphabet:
                yield Reading(("letter", str(place), marks), (alphabet.index(letter) + 1,), end, is_sure=is_closed)
