"""When two texts are the same: to the eye, or in what they say.

To the eye (`seen`): letters however they are composed, any number of spaces of any kind, hyphens that break and those
that don't, and no character that shows nothing. What differs in nothing else is never shown as a change.

In what they say (`same_wording`), the same and:
- quotation marks of any shape, double or single, and apostrophes; a space within « » or before ; : ! ? %, or none;
- a dash between spaces, be it a hyphen, an en or an em dash: programs change one for the other while one types. Not
  between two numbers, where it may be a minus, and not without spaces: “2019-2023” is no slip for “2019–2023” in every
  text, and both can be seen to differ;
- a line that was broken within a sentence, as copying from a PDF does. Any other line break is the drafter's layout.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from commitments.text import scripts
from commitments.text.cleaning import DROPPED, LIGATURES, TAGS, cleaned

UNSEEN = "".join(sorted(DROPPED | TAGS)) + "\u200b\u200e\u200f\u061c\u034f\ufe0e\ufe0f"
JOINERS = "\u200c\u200d"
_SEEN = str.maketrans(LIGATURES | dict.fromkeys(UNSEEN, "") | dict.fromkeys("\u2010\u2011\x1e", "-"))
_NO_JOINERS = str.maketrans(dict.fromkeys(JOINERS, ""))
_JOINED = re.compile(f"[{scripts.JOINED}]")
_SPACES, _SPACES_AT_THE_END = re.compile(r"[^\S\n]+"), re.compile(r" +(?=\n|$)")

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂〝〞〟", '"') | dict.fromkeys("‘’‚‛‹›`´ʼ＇", "'"))
_SPACE_AT_A_MARK = re.compile(r"(?:(?<=^[«‹])|(?<=[\s(][«‹])) | (?=[»›](?!\w)|[;:!?%])")  # not around »…«
_DASH = re.compile(r"(?<=(\S)) [-–—―] (?=(\S))")
_WRAPPED_LINE = re.compile(r"(?<=[^\s.;:!?]) ?\n ?(?=([^\W\d_]))")
_EMPTY_LINES = re.compile(r" ?\n\s*\n ?")


def seen(text: str) -> str:
    """Return what can be seen of `text`: two texts of which it is the same look the same."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_SEEN))
        text = text if _JOINED.search(text) else text.translate(_NO_JOINERS)
    return _SPACES.sub(" ", text)


def looks_same(one: str, other: str) -> bool:
    """Whether nobody can see a difference between two texts."""
    return one == other or _SPACES_AT_THE_END.sub("", seen(one)) == _SPACES_AT_THE_END.sub("", seen(other))


def same_wording(one: str, other: str) -> bool:
    """Whether two texts say the same in the same words, however their spaces, quotation marks and hyphens are."""
    return one == other or _wording(one) == _wording(other)


@lru_cache(maxsize=1024)
def _wording(text: str) -> str:
    text = _EMPTY_LINES.sub("\n\n", seen(cleaned(text)))
    text = _WRAPPED_LINE.sub(lambda line_end: " " if line_end[1].islower() else "\n", text)
    text = _SPACE_AT_A_MARK.sub("", text).translate(_QUOTES)
    return _DASH.sub(lambda dash: dash[0] if dash[1].isdigit() and dash[2].isdigit() else " – ", text)
