"""What a text may hold, and how much of it: one place for forms and for the import.

The figures come from measurements: an unbroken word costs the PDF the square of its length, and stacked marks or
characters that reorder a line can make a signed text look like another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from commitments.text import scripts
from commitments.text.characters import is_noncharacter
from commitments.text.cleaning import CLEANED, cleaned
from commitments.text.picture import picture
from commitments.text.symbol_fonts import with_bullets_in_place

MAX_ITEM_CHARACTERS = 4_000
MAX_ITEMS = 150
MAX_PLEDGE_PARTIES = 400  # every State and every National Society, and some to spare
MAX_RESOURCE_LINES = 150
MAX_PLEDGE_BYTES = 100_000
MAX_RUN = 100
MAX_FORM_LINE = 500  # with the dots or strokes of a line to be written on
MAX_URL = 200
MAX_MARKS, MAX_MARKS_OF_A_SYLLABLE = 4, 8  # on one letter; in scripts whose syllables are built of marks

MAX_LINE = 200  # a title, a heading, the name of a party
MAX_PERSON = 150  # somebody's name
MAX_EMAIL = 254  # the longest address that mail can carry (RFC 5321, section 4.5.3.1.3)
MAX_FACT = 500  # what stands in one line under an item
MAX_REGION = 100
MAX_LANGUAGE_TAG = 35  # what every program has to accept (RFC 5646, section 4.4.1)
FIRST_YEAR, LAST_YEAR = 1900, 2200
AMOUNT_DIGITS, AMOUNT_DECIMALS = 13, 2  # before and after the decimal point

NEVER_BREAKS = "\u00a0\u2007\u202f"
RUN = re.compile(  # within one word, as scripts that set spaces have them; an Ethiopic word ends with a mark of its own
    rf"(?:[^\s\u200b\u1361{scripts.WITHOUT_SPACES}]|[{NEVER_BREAKS}]){{{MAX_RUN + 1},}}"
)
FORM_LINE = re.compile(r"([._…\-‐–—―·‧=~*ـ＿])\1{9,}")
"""A line of a form is no word: it is kept, for the check to find what is still to be written"""
STACKED = re.compile(f"[{scripts.STACKED}]")
URL = re.compile(r"(?<![^\s(\[<“‘«\"'])(?:https?://|www\.)\S+", re.IGNORECASE)  # not glued to other letters
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e")
VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Signs that enclose a number, such as the end of an ayah: of the invisible kind (Cf) by name only"""


class TextRefusedError(ValueError):
    """A text breaks a limit. The message says in plain words what is wrong and what to do."""


def clean_text(text: str, *, limit: int = MAX_ITEM_CHARACTERS, one_line: bool = False) -> str:
    """Return `text` as it is kept: cleaned of what pasting brings along (cleaning.py), NFC, line ends as LF.

    Raises TextRefusedError where it is longer than `limit` characters, holds a character that reorders words or that
    nobody can see or print, an unbroken run that is too long or too many marks on one letter; with `one_line` also
    where it holds a line break, other than a soft one, which becomes a space.
    """
    if len(text) > 4 * limit:  # before anything that walks through it
        raise TextRefusedError(_too_long(len(text), limit))
    _refuse_characters(with_bullets_in_place(text))
    kept = cleaned(text, one_line=one_line)
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
    refused = {character for character in set(text) if _is_refused(character)}
    if not refused:
        return
    place = next(place for place, character in enumerate(text) if character in refused)
    character = text[place]
    if character in REORDERING:
        message = _(
            "The text holds an invisible character (U+{code:04X}) that can reorder words. "
            "Delete it at position {position}: “{around}”."
        )
    elif _is_surrogate_or_nothing(character):
        message = _("The text holds half a character (U+{code:04X}). Type it again at position {position}: “{around}”.")
    elif unicodedata.category(character) == "Co":
        message = _(
            "The text holds a character of a symbol font (U+{code:04X}), which no other font can show. "
            "Type what it stands for at position {position}: “{around}”."
        )
    else:
        message = _(
            "The text holds an invisible or control character (U+{code:04X}). "
            "Delete it at position {position}: “{around}”."
        )
    around = picture(text, place)
    raise TextRefusedError(message.format(code=ord(character), position=place + 1, around=around))


def _is_refused(character: str) -> bool:
    """Whether nothing can be made of a character: it reorders, is half of one, or shows nothing to others."""
    if character in CLEANED or character in VISIBLE_FORMATS:
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Co"} or _is_surrogate_or_nothing(character)


def _is_surrogate_or_nothing(character: str) -> bool:
    """A lone surrogate, or one of the 66 codes that Unicode keeps free of characters: no file format can hold them."""
    return unicodedata.category(character) == "Cs" or is_noncharacter(character)


def _refuse_runs(text: str) -> None:
    for url in URL.finditer(text):
        if len(url.group()) > MAX_URL:
            message = _("An address in the text is {length} characters long: “{start}…”. Use one of at most {limit}.")
            raise TextRefusedError(message.format(length=len(url.group()), start=url.group()[:30], limit=MAX_URL))
    for run in RUN.finditer(URL.sub(" ", text)):
        if len(run[0]) > MAX_FORM_LINE or len(FORM_LINE.sub("", run[0])) > MAX_RUN:
            message = _(
                "The text has {length} characters without a space: “{start}…”. Put a space in after at most {limit}."
            )
            raise TextRefusedError(message.format(length=len(run[0]), start=run[0][:30], limit=MAX_RUN))


def _refuse_marks(text: str) -> None:
    marks = 0
    limit = MAX_MARKS
    for place, character in enumerate(text):
        if not unicodedata.category(character).startswith("M"):
            marks, limit = 0, MAX_MARKS
            continue
        marks += 1
        if STACKED.match(character):
            limit = MAX_MARKS_OF_A_SYLLABLE
        if marks > limit:
            message = _(
                "More than {limit} marks stand on one letter at position {position}: “{around}”. Delete those too many."
            )
            raise TextRefusedError(
                message.format(limit=limit, position=place + 1, around=picture(text, place - marks, place + 1))
            )


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` characters; one that was cut says so by its end, “…”."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
