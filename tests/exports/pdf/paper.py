"""Looks at the pages of a PDF as a reader does: where lines stand, how full a page is, what is at its foot."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from lxml import etree, html

from tests.exports.reading import DIRECTION_MARKS, poppler

XHTML = "{http://www.w3.org/1999/xhtml}"
MILLIMETRE = 72 / 25.4
TOP, BOTTOM = 26 * MILLIMETRE, (297 - 25) * MILLIMETRE
"""Of the part of a page between its running head and its running foot, in points from the page's top"""
LEFT, RIGHT = 23 * MILLIMETRE, (210 - 23) * MILLIMETRE
TOLERANCE = 1.5
LONG_RUN = 20
"""So many characters without a place to break may be cut at the end of a line"""
# A line may end behind these.
BREAKS = re.compile(r"(?<=[-‐–—/|·])")
BLOCK_ENDS = re.compile(r"</(?:p|li|div|td|th|h\d)>|<br>")
LABEL = re.compile(r'<span class="fact-label"[^>]*>[^<]*')
OUTSIDE_WORDS = re.compile(r"^[\W_]+|[\W_]+$")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
HEADINGS = ("h1", "h2", "h3", "h4", "thead", "caption")


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Paper:
    """A page: the words of its text, and those outside of it."""

    words: tuple[Word, ...]
    outside: tuple[Word, ...]

    @property
    def head_and_foot(self) -> str:
        return " ".join(word.text for word in self.outside)

    @property
    def filled(self) -> float:
        """How far down its text reaches, as a share of the room for it."""
        return (max((word.bottom for word in self.words), default=TOP) - TOP) / (BOTTOM - TOP)

    @property
    def last_line(self) -> str:
        """The words on the lowest line, in the order in which they are drawn."""
        lowest = max((word.bottom for word in self.words), default=0)
        return " ".join(word.text for word in self.words if word.bottom > lowest - 3)

    @property
    def overlapping(self) -> list[tuple[str, str]]:
        """The pairs of words that are printed over each other."""
        rows = sorted((*self.words, *self.outside), key=lambda word: (word.top, word.left))
        return [
            (one.text, other.text)
            for place, one in enumerate(rows)
            for other in rows[place + 1 : place + 40]
            if min(one.right, other.right) - max(one.left, other.left) > TOLERANCE
            and min(one.bottom, other.bottom) - max(one.top, other.top) > (one.bottom - one.top) / 2
        ]

    @property
    def beside(self) -> list[str]:
        """The words that run out of the room for text at either side."""
        words = (*self.words, *self.outside)
        return [word.text for word in words if word.left < LEFT - TOLERANCE or word.right > RIGHT + TOLERANCE]


def papers(pdf: bytes) -> list[Paper]:
    """Return the pages of a PDF, as poppler's pdftotext sees them."""
    tree = etree.fromstring(poppler("pdftotext", pdf, "-bbox").encode())
    return [_paper(page) for page in tree.iter(f"{XHTML}page")]


def _paper(page: etree._Element) -> Paper:
    words = list(_words(page))
    inside = [word for word in words if word.top >= TOP - 9 and word.bottom <= BOTTOM + 9]
    outside = (word for word in words if word not in inside)
    return Paper(tuple(word for word in inside if word.text), tuple(outside))


def _words(element: etree._Element) -> Iterator[Word]:
    for word in element.iter(f"{XHTML}word"):
        sides = (float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax"))
        yield Word(_plain(word.text or ""), *sides)


def headings(page: str) -> set[str]:
    """Return what may not be last on a page, of the HTML that a PDF is made of: every heading, and heads of tables.

    Names over signatures are left out: they stand in the list of the parties, too.
    """
    elements = html.fromstring(page).iter(*HEADINGS)
    return {
        _close(element.text_content())
        for element in elements
        if not any("signature-row" in parent.get("class", "") for parent in element.iterancestors())
    }


def is_heading(line: str, among: set[str]) -> bool:
    """Whether a line is a heading, or the end of one."""
    return any(heading.endswith(_close(line)) for heading in among if heading)


def cut_words(pages: list[Paper], page: str) -> list[str]:
    """Return the words on paper that the HTML doesn't have: pieces of words that were cut without need.

    Only of scripts that run from left to right: words and numbers of the others are not always told apart by poppler.
    """
    body = html.fromstring(BLOCK_ENDS.sub(" ", page)).find("body")
    whole = {_letters(piece) for piece in _pieces(body.text_content())}
    whole |= {str(number) for number in range(1, len(body.findall(".//li")) + 1)}  # written by the stylesheet
    printed = [_letters(word.text) for paper in pages for word in paper.words]
    if RIGHT_TO_LEFT.search(body.text_content()):
        printed = [word for word in printed if word.isascii() and word.isalpha()]
    return [word for word in printed if word not in whole]


def early_breaks(pdf: bytes, page: str) -> list[str]:
    """Return the lines that end early: what stands first on the next one, which is wider, would have had room.

    Only of lines that run from left to right, and none of those beside the code that leads to the check.
    """
    tree = etree.fromstring(poppler("pdftotext", pdf, "-bbox-layout").encode())
    together = _breakable(page)
    lines = [list(_words(line)) for line in tree.iter(f"{XHTML}line")]
    early = []
    for line, following in pairwise(lines):
        last, first = line[-1], following[0]
        count = together.get((last.text, first.text), 0)
        if not 0 < count <= len(following) or not 0 < first.top - last.top < 2 * (last.bottom - last.top):
            continue
        needed = last.right + (last.bottom - last.top) / 4 + following[count - 1].right - first.left
        if needed < following[-1].right - TOLERANCE:
            early.append(f"{' '.join(word.text for word in line)} / {first.text}")
    return early


def _breakable(page: str) -> dict[tuple[str, str], int]:
    """Return the words between which a line may break in a page: as pairs, and how many words hang on the second."""
    body = html.fromstring(BLOCK_ENDS.sub("\n", LABEL.sub(_unbroken, page))).find("body")
    for beside_code in body.find_class("check"):
        beside_code.drop_tree()
    together: dict[tuple[str, str], int] = {}
    lines = [
        [_plain(piece).split() for piece in re.split(" +", line) if _plain(piece).split()]
        for line in body.text_content().splitlines()
        if line.strip()
    ]
    for pieces in lines:
        for before, after in pairwise(pieces):
            pair = before[-1], after[0]
            together[pair] = max(len(after), together.get(pair, 0))
    for line, following in pairwise(line for line in lines if line):
        together.pop((line[-1][-1], following[0][0]), None)  # there a line ends in the HTML
    return together


def _unbroken(label: re.Match[str]) -> str:
    return label[0].replace(" ", "\u00a0").replace("<span\u00a0", "<span ")


def _pieces(text: str) -> Iterator[str]:
    """Go through the words of a text, and what may stand of each on a line: pieces between places to break."""
    for word in _plain(text).split():
        parts = BREAKS.split(word)
        for start in range(len(parts)):
            yield from accumulate(parts[start:])
        if len(max(parts, key=len)) >= LONG_RUN:
            yield from (word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1))


def _letters(text: str) -> str:
    """Leave punctuation at either end away: it may stand outside of the element that holds the word."""
    return OUTSIDE_WORDS.sub("", text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", DIRECTION_MARKS.sub("", text))


def _close(text: str) -> str:
    return "".join(_plain(text).split())
