"""Where a text quotes another: within a quotation, what was left out or put in by an editor is no blank."""

from __future__ import annotations

import re
from functools import lru_cache

_STRAIGHT_OPENS = r"(?<![^\s(\[—–-])"
_AFTER_IT_ENDS = r"(?=[\s.,;:!?)\]،؛؟。，、…—–]|\Z)"
MARK = re.compile("[„“”«»‹›「『《〈〝＂\"‚‘']")
QUOTATION = re.compile(
    # From a paragraph before: the quotation only ends here
    rf"\A[^“”„«»「」]*(?:(?<=\S)”|»){_AFTER_IT_ENDS}"
    rf"|(?={MARK.pattern})(?:„[^“”„]*(?:[“”]|\Z)"
    r"|“[^”]*(?:”|\Z)"
    r"|«[^»]*(?:»|\Z)"
    r"|»[^«»]*[«»]"  # German and Danish; Finnish
    r"|(?<!\S)”(?=\S)[^”]*”|”[^“”]*“"  # Swedish and Finnish; Arabic
    r"|‹[^›]*›|›[^‹›]*‹"
    r"|「[^」]*(?:」|\Z)|『[^』]*(?:』|\Z)|《[^》]*》|〈[^〉]*〉|〝[^〞〟]*[〞〟]|＂[^＂]*＂"
    rf"|{_STRAIGHT_OPENS}\"(?=\S)[^\"]*(?:{_STRAIGHT_OPENS}\"(?=\S)[^\"]*)*(?:\"|\Z)"
    r"|‚[^‘’‚]*[‘’]"
    # An apostrophe looks like its end: it goes to the last mark before another opens
    r"|(?<!\w)‘(?=\S)[^‘\n]*’(?!\w)"
    r"|(?<![\w’])'(?=\S)[^\n]*?(?<=\S)'(?!\w))"
)
"""A quotation over any number of sentences, its marks included; one that is not closed goes on to the end"""


@lru_cache(maxsize=32)
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the quotations of `text` begin and end, their marks included, in reading order.

    Kept for the texts asked for last: each of a text's brackets is asked about in turn.
    """
    if not MARK.search(text):
        return ()
    return tuple(quotation.span() for quotation in QUOTATION.finditer(text) if quotation[0])


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is part of a quotation, or stands at its edge: “…” […]."""
    return any(
        (first <= start and end <= last)
        or (last <= start and not text[last:start].strip())
        or (end <= first and not text[end:first].strip())
        for first, last in spans(text)
    )
