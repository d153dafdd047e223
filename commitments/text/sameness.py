"""When two texts are the same: to the eye, or in what they say.

To the eye (`seen`): letters however they are composed, any number of spaces of any kind, hyphens that break and those
that don't, signs that fonts draw alike (− ‒ –, ― —, ʼ ’), and no character that shows nothing. What differs in nothing
else is never shown as a change.

In what they say (`same_wording`), the same and:
- quotation marks of any shape, double or single, and apostrophes;
- a space beside a mark such as “ ( , : or /, or none: it counts between words and between numbers;
- a dash between spaces, be it a hyphen or two, an en or an em dash: programs change one for the other while one types.
  Not between two numbers, where it may be a minus. An em dash without spaces is one too; an en dash without spaces is a
  hyphen, but for that between two numbers: “2019-2023” is no slip for “2019–2023” in every text, and both can be seen
  to differ;
- a line that was broken within a sentence or a word, as copying from a PDF does; then the others were, too. An empty
  line, breaks behind sentences alone, and a list that counts are the drafter's layout.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from commitments.text import scripts
from commitments.text.cleaning import DROPPED, LIGATURES, TAGS, cleaned
from commitments.text.lines import lines_of

UNSEEN = "".join(sorted(DROPPED | TAGS)) + "\u200b\u200e\u200f\u061c\u034f\ufe0e\ufe0f"
JOINERS = "\u200c\u200d"
_ALIKE = dict.fromkeys("‐‑\x1e", "-") | dict.fromkeys("‒−", "–") | {"―": "—", "ʼ": "’", "ʻ": "‘"}
_SEEN = str.maketrans(LIGATURES | dict.fromkeys(UNSEEN, "") | _ALIKE)
_NO_JOINERS = str.maketrans(dict.fromkeys(JOINERS, ""))
_JOINED = re.compile(f"[{scripts.JOINED}]")
_SPACES, _SPACES_AT_THE_END = re.compile(r"[^\S\n]+"), re.compile(r" +(?=\n|$)")

_LETTER = r"[^\W\d_]"
_QUOTES = str.maketrans(dict.fromkeys('"“”„‟«»＂〝〞〟ʺ״❝❞「」『』｢｣﹁﹂﹃﹄‘’‚‛‹›`´ʹ׳＇❛❜', "'"))
_TYPED_TWICE = re.compile("''|``|,,|<<|>>")
_PRIMES = re.compile(rf"(?<!\w)″([^″\n]*)″|(?<!\w)′([^′\n]*)′|(?<={_LETTER})′")
"""In the place of quotation marks; behind a number alone they are minutes and seconds"""
_MARK = r"[.,;:!?%…()\[\]/'،؛؟٪।]"
_SPACED_MARK = re.compile(rf" ?{_MARK}(?: ?{_MARK})* ?")
_SPACE_BESIDE_EAST_ASIAN = re.compile(f" (?=[{scripts.EAST_ASIAN}])|(?<=[{scripts.EAST_ASIAN}]) ")
_DASH = re.compile(r"(?<=(\S)) (?:-{1,3}|[–—－﹣﹘─]) (?=(\S))")
_EM_DASH = re.compile(rf"(?<=[\w'])(?:—|--)(?=[^\W\d_']|'{_LETTER})")
_HYPHEN = re.compile(rf"(?<={_LETTER})[-–－﹣](?: ?(?={_LETTER})|(?=\d))|(?<=\d)[-–－﹣](?={_LETTER})")
_CUT_WORD = re.compile(rf"(?<={_LETTER})-[^\S\n]?\n\s?(?={_LETTER})")
_HYPHEN_IN_A_WORD = re.compile(rf"(?<={_LETTER})-\s?(?={_LETTER})")
_EMPTY_LINES = re.compile(r" ?\n\s*\n ?")
_LINE_END = re.compile(r"(?<=(\S)) ?(?<!\n)\n(?!\n) ?(?=(\S))")
_ENDS = frozenset(".!?;:…؟؛۔。！？；：।")
_UNSPACED = re.compile(f"[{scripts.WITHOUT_SPACES}]")


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
    if one == other or _wording(one) == _wording(other):
        return True
    if _CUT_WORD.search(one) or _CUT_WORD.search(other):  # a hyphen of the word's own, or of the line's end
        return _HYPHEN_IN_A_WORD.sub("", _wording(one)) == _HYPHEN_IN_A_WORD.sub("", _wording(other))
    return False


@lru_cache(maxsize=1024)
def _wording(text: str) -> str:
    text = seen(cleaned(text))
    if "\n" in text:
        text = _without_wrapped_lines(_EMPTY_LINES.sub("\n\n", text))
    text = _PRIMES.sub(lambda quoted: f"'{quoted[1] or quoted[2]}'" if quoted.end() - quoted.start() > 1 else "'", text)
    text = _TYPED_TWICE.sub("'", text).translate(_QUOTES)
    text = _DASH.sub(lambda dash: dash[0] if dash[1].isdigit() and dash[2].isdigit() else " – ", text)
    text = _HYPHEN.sub("-", _EM_DASH.sub(" – ", text))
    text = text if text.isascii() else _SPACE_BESIDE_EAST_ASIAN.sub("", text)
    return _SPACED_MARK.sub(_mark, text)


def _mark(marks: re.Match[str]) -> str:
    """Return marks without the spaces beside them, which count between two numbers: “1, 5”."""
    before, after = marks.string[: marks.start()][-1:], marks.string[marks.end() :][:1]
    return marks[0] if before.isdigit() and after.isdigit() else marks[0].replace(" ", "")


def _without_wrapped_lines(text: str) -> str:
    """Return a text with its lines joined, unless they were set: each behind a sentence, or in a list that counts."""
    ends = {line_end[1] for line_end in _LINE_END.finditer(text)}
    if (ends <= _ENDS and ends != {":"}) or any(line.level and line.is_ordered for line in lines_of(text)):
        return text
    return _LINE_END.sub(_line_end, text)


def _line_end(line_end: re.Match[str]) -> str:
    """Return what joins two lines: nothing behind a hyphen, and in a script without spaces."""
    before, after = line_end[1], line_end[2]
    is_hyphen = before in "-–—－" and line_end.string[: line_end.start()][-2:-1].isalnum()
    is_unspaced = bool(_UNSPACED.match(before) and _UNSPACED.match(after))
    return "" if is_unspaced or (is_hyphen and after.isalnum()) else " "
