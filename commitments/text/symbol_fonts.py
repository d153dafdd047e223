"""What Word means by the private-use characters of its symbol fonts (Symbol, Wingdings): each as a real character.

Word keeps the symbols of these fonts at U+F020 to U+F0FF, and pastes them as such: any other font shows a box. One code
is a different sign in each font. Here are those that stand before the points of a list or come from automatic
correction, where everybody means the same; of the others nobody but the author knows what they were, unless one stands
where only a bullet does.
"""

from __future__ import annotations

import re

REAL = {
    "\uf020": " ",
    "\uf02d": "–",  # the dash before a point
    "\uf0be": "–",
    "\uf0b7": "•",
    "\uf06c": "•",  # Wingdings' disc, in two sizes
    "\uf09f": "•",
    "\uf09e": "·",
    "\uf0a1": "○",
    "\uf0a7": "▪",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf0a8": "□",
    "\uf070": "□",
    "\uf071": "❑",
    "\uf072": "❒",
    "\uf074": "◆",
    "\uf075": "◆",
    "\uf076": "❖",
    "\uf077": "◆",
    "\uf0d8": "➢",
    "\uf0e8": "➔",
    "\uf0fb": "✗",
    "\uf0fc": "✓",
    "\uf0fd": "☒",
    "\uf0fe": "☑",
    "\uf0e0": "→",  # Word makes these of “-->”, “<--”, “==>”, “<==” and “<=>”
    "\uf0df": "←",
    "\uf0f0": "⇨",
    "\uf0ef": "⇦",
    "\uf0f3": "⇔",
    "\uf04a": "☺",
    "\uf04b": "😐",
    "\uf04c": "☹",
}
"""The real character for each"""
_TABLE = str.maketrans(REAL)
_ANY = "".join(REAL)
_AT_THE_START = re.compile(rf"^([ \t\u00a0]*)([{_ANY}])[ \t\u00a0]*(?=\S)", re.MULTILINE)
_BEFORE_A_POINT = (
    rf"(?:^|(?<=[\n\r\v\f\x85\u2028\u2029]))([ \t\u00a0]*)(?![{_ANY}])[\ue000-\uf8ff\U000f0000-\U0010fffd]"
)
_BULLET = re.compile(rf"{_BEFORE_A_POINT}(?=[ \t\u00a0]+\S)")
_BULLET_AND_SPACE = re.compile(rf"{_BEFORE_A_POINT}[ \t\u00a0]+(?=\S)")


def with_bullets_in_place(text: str) -> str:
    """Return `text`, as long as before, with “•” for what can only be a bullet: unknown, at a line's start, before a
    space.
    """
    return _BULLET.sub(r"\1•", text)


def with_bullets(text: str) -> str:
    """Return `text` with “•” and one space for the bullets of unknown fonts and the space behind them."""
    return _BULLET_AND_SPACE.sub(r"\1• ", text)


def with_real_characters(text: str) -> str:
    """Return `text` with real characters; before the point of a list one space follows in the place of Word's tab."""
    text = _AT_THE_START.sub(lambda start: f"{start[1]}{REAL[start[2]]} ", text)
    return text.translate(_TABLE)
