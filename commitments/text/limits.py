"""What a text may hold, and how much of it: one place for forms and for the import.

The figures come from measurements: an unbroken word costs the PDF the square of its length, and stacked marks or
characters that reorder a line can make a signed text look like another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from commitments.text.characters import is_noncharacter

MAX_ITEM_CHARACTERS = 4_000
MAX_ITEMS = 150
MAX_PLEDGE_PARTIES = 400  # every State and every National Society, and some to spare
MAX_RESOURCE_LINES = 150
MAX_PLEDGE_BYTES = 100_000
MAX_RUN = 100
MAX_URL = 200
MAX_MARKS = 4

MAX_LINE = 200  # a title, a heading, the name of a party
MAX_PERSON = 150  # somebody's name
MAX_EMAIL = 254  # the longest address that mail can carry (RFC 5321, section 4.5.3.1.3)
MAX_FACT = 500  # what stands in one line under an item
MAX_REGION = 100
MAX_LANGUAGE_TAG = 35  # what every program has to accept (RFC 5646, section 4.4.1)
FIRST_YEAR, LAST_YEAR = 1900, 2200
AMOUNT_DIGITS, AMOUNT_DECIMALS = 13, 2  # before and after the decimal point

LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
# Chinese and Japanese set no spaces, and a line may break between any two of their characters.
BREAKS_ANYWHERE = "\u2e80-\u303f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
RUN = re.compile(rf"(?:[^\s{BREAKS_ANYWHERE}]|[\u00a0\u2007\u202f]){{{MAX_RUN + 1},}}")  # no-break spaces do not break
URL = re.compile(r"(?<![^\s(\[<“‘«\"'])(?:https?://|www\.)\S+", re.IGNORECASE)  # not glued to other letters
REORDERING = frozenset(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
TAGS = range(0xE0000, 0xE0080)
LAYOUT = frozenset("\n\r\t")
JOINERS = frozenset("\u200c\u200d\u200e\u200f\u061c")  # ZWNJ, ZWJ, LRM, RLM, ALM: Arabic and Persian need them


class TextRefusedError(ValueError):
    """A text breaks a limit. The message says in plain words what is wrong and what to do."""


def clean_text(text: str, *, limit: int = MAX_ITEM_CHARACTERS, one_line: bool = False) -> str:
    """Return `text` as it is kept: NFC, line ends as LF, tabs as spaces, no white space at either end.

    Raises TextRefusedError where it is longer than `limit` characters, holds a character that cannot be seen or
    printed, an unbroken run that is too long or too many marks on one letter; with `one_line` also where it holds a
    line break.
    """
    if len(text) > 4 * limit:  # before anything that walks through it
        raise TextRefusedError(_too_long(len(text), limit))
    _refuse_characters(text)
    kept = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text).replace("\t", " ")).strip()
    if len(kept) > limit:
        raise TextRefusedError(_too_long(len(kept), limit))
    if one_line and "\n" in kept:
        raise TextRefusedError(_("The text has a line break. Write it on one line."))
    _refuse_runs(kept)
    _refuse_marks(kept)
    return kept


def check_size(texts: Iterable[str], items: int, more: int = 0) -> None:
    """Raise TextRefusedError where a pledge has too many items, or its texts together too many bytes of UTF-8.

    `more`: the bytes of texts that were counted before.
    """
    if items > MAX_ITEMS:
        raise TextRefusedError(
            _("The pledge has {count} items. Keep at most {limit}.").format(count=items, limit=MAX_ITEMS)
        )
    size = more + len("".join(texts).encode())
    if size > MAX_PLEDGE_BYTES:
        message = _("The pledge holds {size:,} bytes of text. Shorten it to {limit:,}.")
        raise TextRefusedError(message.format(size=size, limit=MAX_PLEDGE_BYTES))


def _too_long(length: int, limit: int) -> str:
    message = _("The text is {length:,} characters long. Shorten it to {limit:,}.")
    return message.format(length=length, limit=limit)


def _refuse_characters(text: str) -> None:
    for position, character in enumerate(text, start=1):
        if character in REORDERING:
            message = _(
                "The text holds an invisible character (U+{code:04X}) that can reorder words. "
                "Delete it at position {position}."
            )
        elif _is_surrogate_or_nothing(character):
            message = _("The text holds half a character (U+{code:04X}). Type it again at position {position}.")
        elif _is_unseen(character):
            message = _(
                "The text holds an invisible or control character (U+{code:04X}). Delete it at position {position}."
            )
        else:
            continue
        raise TextRefusedError(message.format(code=ord(character), position=position))


def _is_surrogate_or_nothing(character: str) -> bool:
    """A lone surrogate, or one of the 66 codes that Unicode keeps free of characters: no file format can hold them."""
    return unicodedata.category(character) == "Cs" or is_noncharacter(character)


def _is_unseen(character: str) -> bool:
    if character in LAYOUT or character in JOINERS:
        return False
    return unicodedata.category(character) in {"Cc", "Cf"} or ord(character) in TAGS


def _refuse_runs(text: str) -> None:
    for url in URL.finditer(text):
        if len(url.group()) > MAX_URL:
            message = _("An address in the text is {length} characters long: “{start}…”. Use one of at most {limit}.")
            raise TextRefusedError(message.format(length=len(url.group()), start=url.group()[:30], limit=MAX_URL))
    run = RUN.search(URL.sub(" ", text))
    if run:
        message = _(
            "The text has {length} characters without a space: “{start}…”. Put a space in after at most {limit}."
        )
        raise TextRefusedError(message.format(length=len(run.group()), start=run.group()[:30], limit=MAX_RUN))


def _refuse_marks(text: str) -> None:
    marks = 0
    for position, character in enumerate(text, start=1):
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        if marks > MAX_MARKS:
            message = _("More than {limit} marks stand on one letter at position {position}. Delete those too many.")
            raise TextRefusedError(message.format(limit=MAX_MARKS, position=position))
