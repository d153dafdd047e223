"""What Word means by the private-use characters of its symbol fonts (Symbol, Wingdings): each as a real character.

Word keeps the symbols of these fonts at U+F020 to U+F0FF, and pastes them as such: any other font shows a box. One code
is a different sign in each font. Here are those that stand before the points of a list or come from automatic
correction, where everybody means the same; of the others nobody but the author knows what they were.
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


def with_real_characters(text: str) -> str:
    """Return `text` with real characters; before the point of a list one space follows in the place of Word's tab."""
    text = _AT_THE_START.sub(lambda start: f"{start[1]}{REAL[start[2]]} ", text)
    return text.translate(_TABLE)
