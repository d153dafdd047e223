"""Whether an English sentence reports what was done."""

from __future__ import annotations

import re

DONE = (
    "supported|established|provided|ensured|developed|strengthened|trained|worked|promoted|created|built|organi[sz]ed|"
    "launched|implemented|adopted|signed|reviewed|facilitated|improved|increased|continued|helped|delivered|conducted|"
    "held|introduced|opened|reached|assisted"
)
WHEN = r"(?:(?:in|since|during|between|from)\s[^,.]{0,30}?(?:19|20)\d\d[^,.]{0,12}?,?\s+)?"
WORD = r"(?!who\b|that\b|which\b)[\w’'-]+"
DEMAND = (
    "ensure|support|help|encourage|make|see|verify|check|confirm|provide|use|share|strengthen|work|train|establish|"
    "promote|continue|develop|recognize|recognise|reaffirm|guarantee|report|enable|involve|invite|ask|let|keep"
)
"""What opens an undertaking: “Ensure National Societies have trained staff” reports nothing"""
WE = r"we(?:,[^,.]{1,80},)?"
SOMEBODY = (
    rf"(?:{WE}|(?:the|our|both|all)(?:\s{WORD}){{1,7}}?"
    rf"|(?!(?:{DEMAND})\b)(?-i:[A-Z][\w’'-]+(?:\s(?:[A-Z][\w’'-]+|of|and|the)){{0,6}}))"
)
PARTY = (
    rf"the(?:\s{WORD}){{0,6}}?\s"
    r"(?:Society|Societies|Governments?|Cross|Crescent|Ministry|Movement|States?|parties|volunteers)"
)
OBJECT = (
    r"(?:an?|the|its|our|their|over|more|several|many|some|all|new|one|two|three|four|five|ten|training|assistance|"
    r"support|services|Humanitarian)\b|\d"
)
PAST = re.compile(
    rf"{WHEN}(?:{SOMEBODY}\s(?:have|has)\s(?:(?:already|also|been)\s){{0,2}}(?:{DONE}|set\sup)\b"
    rf"|{SOMEBODY}\s(?:was|were)\s(?:\w+ly\s)?(?:{DONE}|set\sup)\b"
    rf"|{WE}\s(?:{DONE})\b"
    rf"|{PARTY}\s(?:{DONE})\s(?!(?:by|in|for|to|with|at|under|through|on)\b)"
    # A participle alone may be an adjective, “Improved access”, or lead in a condition, “Supported by …”.
    rf"|(?!provided\s(?:the|that)\b)(?:{DONE})\s(?:{OBJECT})|ensured\sthat\b|worked\s(?:with|together|to|closely)\b)",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"\b(?:will|shall|is|are|be|pledges?|commits?|undertakes?|must|can|should|would|intends?|seeks?)\b", re.IGNORECASE
)
"""What makes a sentence speak of what is, or will be"""
SENTENCE = re.compile(r"[.;:\n]")


def is_in_the_past_tense(text: str) -> bool:
    """Whether the first sentence of a text is in the past tense and says nothing of what is or will be."""
    first = SENTENCE.split(text.lstrip(' “"«(-–•'), maxsplit=1)[0]
    return bool(PAST.match(first)) and not AHEAD.search(first)
