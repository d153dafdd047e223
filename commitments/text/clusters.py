"""Words of scripts that set no spaces: their characters, each with what stands on it, and how many make a word."""

from __future__ import annotations

import re
import unicodedata

from commitments.text import scripts
from commitments.text.sameness import JOINERS, UNSEEN

MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)).startswith("M"))
"""What stands on a letter belongs to its word: by itself it would show as nothing, or as a dotted circle"""
UNSPACED = re.compile(f"[{scripts.WITHOUT_SPACES}]")
_EAST_ASIAN = re.compile(f"[{scripts.EAST_ASIAN}]")
_CLUSTER = re.compile(  # of a word: a character with what stands on it, or a run of letters that need spaces
    rf"(?:[{scripts.WITHOUT_SPACES}]|[^{scripts.WITHOUT_SPACES}]+)[{MARKS}{re.escape(UNSEEN)}{JOINERS}]*"
)
EAST_ASIAN_WORD, OTHER_UNSPACED_WORD = 2, 4
"""How many characters count as a word in scripts that set no spaces"""
A_WORD = 4
"""What a whole word weighs: as many parts as the characters of the longest of these have"""


def clusters(word: str) -> list[str]:
    """Return the characters of a word of a script without spaces; any other word whole."""
    return _CLUSTER.findall(word) if UNSPACED.search(word) else [word]


def weight(cluster: str) -> int:
    """Return what a character of a script without spaces weighs; 0 for any other."""
    if not UNSPACED.match(cluster):
        return 0
    return A_WORD // (EAST_ASIAN_WORD if _EAST_ASIAN.match(cluster) else OTHER_UNSPACED_WORD)
