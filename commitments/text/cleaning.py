"""What was pasted becomes what was meant: invisible debris goes, what a script or a language needs stays.

Nothing that can be seen is taken away, and nothing is guessed: what has no certain meaning is left for limits.py to
refuse. Cleaning a clean text changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

from commitments.text import scripts
from commitments.text.symbol_fonts import REAL, with_bullets, with_real_characters

DROPPED = frozenset(
    "\u00ad"  # soft hyphen
    "\ufeff\u2060"  # byte order mark, word joiner
    "\u2061\u2062\u2063\u2064"  # invisible operators of formulas
    "\u2066\u2067\u2068\u2069"  # isolates: the printed pledge isolates each text itself
    "\u206a\u206b\u206c\u206d\u206e\u206f"  # deprecated
    "\ufffc"  # stands for a picture that could not be pasted
    "\u3164\uffa0\u17b4\u17b5"  # letters that show nothing
    "\x1f"  # Word's own soft hyphen
)
TAGS = frozenset(map(chr, range(0xE0000, 0xE0080)))
"""Letters that show nothing; three flags are spelt with them"""
SOFT_BREAKS = "\v\f\x85\u2028"
"""Breaks of a line within one text: Word's and the Mac's, a page's end, a mainframe's"""
JOINERS = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\u180e")
"""ZWSP, ZWNJ, ZWJ, LRM, RLM, ALM, MVS: kept where the text around them needs them"""
NO_BREAK_SPACES = "\u00a0\u2007\u202f"

_WINDOWS = {
    chr(code): bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}
"""Quotation marks, dashes and the like that arrive as control characters when a page lies about its encoding"""
LIGATURES = {
    chr(code): unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0xFB00, 0xFB07), *range(0xFB13, 0xFB18), *range(0xFB50, 0xFDC8), *range(0xFE70, 0xFEFD))
    if unicodedata.decomposition(chr(code)).startswith(("<compat>", "<isol", "<init", "<medi", "<fina"))
    and " " not in unicodedata.normalize("NFKC", chr(code))
}
"""Latin, Armenian and Arabic letters as a font draws them, which a PDF gives in the place of the letters"""
_ONE_BY_ONE = str.maketrans(
    _WINDOWS | LIGATURES | dict.fromkeys(DROPPED, "") | {"\x1e": "\u2011", "\u2800": " ", "\t": " "}
)
CLEANED = DROPPED | TAGS | JOINERS | frozenset({*_WINDOWS, *REAL, *SOFT_BREAKS, "\x1e", *"\t\n\r\u2029"})
"""Invisible, control and private-use characters for which there is a rule here"""

_CUT_WORD = re.compile(r"(?<=[^\W\d_])[\u00ad\x1f][ \t]*(?:\r\n|[\n\r\v\u2028])[ \t]*(?=[^\W\d_])")
"""A word that a soft hyphen divides at the end of a line: no other hyphen is certain to go when the line does"""
_LINE_END = re.compile(rf"\r\n|[\r\u2029{SOFT_BREAKS}]")
_FLAG_OR_TAGS = re.compile("(\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f)|[\U000e0000-\U000e007f]+")
_POINTS = "\u0591-\u05c7\u064b-\u065f"
_STRAY_FILLERS = re.compile(
    f"(?<![{_POINTS}])\u034f|\u034f(?![{_POINTS}])|"
    "\u115f\u1160(?![\u11a8-\u11ff\ud7cb-\ud7fb])|\u115f(?![\u1160-\u11a7\ud7b0-\ud7c6])|"
    "(?<![\u1100-\u115f\ua960-\ua97c])\u1160"
)
"""The grapheme joiner, but between the points of one Hebrew or Arabic letter, where it keeps their order; and the
fillers of Hangul, but in the place of the first letter or the vowel of a syllable"""
_STRAY_SELECTORS = re.compile("(?<!\\S)[\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_MARKS_OF_DIRECTION = re.compile("[\u200e\u200f\u061c]")
_NO_MARKS = dict.fromkeys((0x200E, 0x200F, 0x061C), "")
_REPEATED = re.compile("([\u200e\u200f\u061c])\\1+")
_JOINERS = re.compile("[\u200b-\u200d\u180e]+")
_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_JOINED = re.compile(f"[{scripts.JOINED}]")
_BROKEN_BY_ZWSP = re.compile(f"[{scripts.SOUTH_EAST_ASIAN}{scripts.TIBETAN}]")
_RIGHT_TO_LEFT = re.compile(f"[{scripts.RIGHT_TO_LEFT}]")
_MONGOLIAN = re.compile(f"[{scripts.MONGOLIAN}]")

_AFTER_A_SPACE = frozenset(";:!?»›%‰€$£¥–—")
_BEFORE_A_SPACE = frozenset("«‹§№°–—€$£¥")
_BOUND_TO_WHAT_FOLLOWS = re.compile(
    r"(?:^|(?<=[\s(\[«“‘\"'’]))(?:(?:[^\W\d_a-zа-яß-ÿ]\.)+|"
    r"(?:MM?|Mmes?|Mlles?|Me|Mgr|Drs?|Dre|Dra|Prof|Pr|Mrs?|Ms|Ste?|Sra?|Srta|[SH]\.E|"
    r"[Nn]os?|[Nn]°|[Aa]rts?|pp?|[Cc]f|[Vv]ol|[Ff]ig|[Cc]hap|[Pp]aras?)\.?|[kKsSvVzZuUwWвВкКсСуУоОиИ])$"
)
"""An initial, a title, “art.” or “no.”; a preposition of one letter in Slavic languages"""
_NEAR = 12


def cleaned(text: str, *, one_line: bool = False) -> str:
    """Return `text` as it was meant: NFC, line ends as LF, tabs as spaces, no white space at either end.

    With `one_line` a soft break (Word's in a heading of two lines) is a space. What limits.py refuses is left alone.
    """
    text = _CUT_WORD.sub("", with_bullets(text))
    if one_line:
        text = text.translate(dict.fromkeys(map(ord, SOFT_BREAKS), " "))
    text = _LINE_END.sub("\n", text)
    text = with_real_characters(text).translate(_ONE_BY_ONE)
    if not text.isascii():
        text = _STRAY_FILLERS.sub("", text)
        text = unicodedata.normalize("NFC", text)
        text = _FLAG_OR_TAGS.sub(r"\1", text)
        text = _without_stray_signs(text)
        text = _SPACE.sub(_space, text)
    return text.strip()


def _without_stray_signs(text: str) -> str:
    """Return `text` with the selectors, marks and joiners that it needs; each that goes may leave another alone."""
    left = None
    while left != text:
        left = text
        text = _needed_marks(_STRAY_SELECTORS.sub("", text))
        text = unicodedata.normalize("NFC", _JOINERS.sub(_needed_joiners, text))
    return text


def _needed_marks(text: str) -> str:
    """Return `text` with marks of direction where a line has words from right to left, one of a kind in a row."""
    if not _MARKS_OF_DIRECTION.search(text):
        return text
    lines = text.split("\n")
    kept = (_REPEATED.sub(r"\1", line) if _RIGHT_TO_LEFT.search(line) else line.translate(_NO_MARKS) for line in lines)
    return "\n".join(kept)


def _needed_joiners(joiners: re.Match[str]) -> str:
    """Return those of a run of joiners that the letters around it need, each once."""
    text = joiners.string
    before, after = text[max(0, joiners.start() - 1) : joiners.start()], text[joiners.end() : joiners.end() + 1]
    return "".join(joiner for joiner in dict.fromkeys(joiners[0]) if _is_needed(joiner, before, after))


def _is_needed(joiner: str, before: str, after: str) -> bool:
    is_within_a_word = bool(before.strip() and after.strip())
    match joiner:
        case "\u200b":
            return is_within_a_word and bool(_BROKEN_BY_ZWSP.match(before) or _BROKEN_BY_ZWSP.match(after))
        case "\u200c":
            return is_within_a_word and bool(_JOINED.match(before) or _JOINED.match(after))
        case "\u200d":
            return bool(_JOINED.match(before) or _JOINED.match(after)) or _is_of_one_picture(before, after)
    return bool(_MONGOLIAN.match(before))


def _is_of_one_picture(before: str, after: str) -> bool:
    """Whether a joiner makes one emoji of two: “👩‍🚒”, with a colour of skin or a selector before it."""
    is_first = before == "\ufe0f" or unicodedata.category(before or " ") in ("So", "Sk")
    return is_first and unicodedata.category(after or " ") in ("So", "Sm")


def _space(space: re.Match[str]) -> str:
    """Return a no-break space where one belongs, narrow where it was thin; otherwise a plain space."""
    text, place = space.string, space.start()
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not before.strip() or not after.strip():
        return " "
    belongs = before.isdigit() or after.isdigit() or after in _AFTER_A_SPACE or before in _BEFORE_A_SPACE
    if not belongs and not _BOUND_TO_WHAT_FOLLOWS.search(text[max(0, place - _NEAR) : place]):
        return " "
    return space[0] if space[0] in NO_BREAK_SPACES else "\u202f"
