"""How a character is named where it can't be seen."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _
from fontTools.unicodedata import script

WITHOUT_A_NAME = {
    "Cc": "CONTROL",
    "Co": "PRIVATE USE",
    "Cs": "SURROGATE",
}
"""What Unicode calls a code point that has no name of its own, by its category (Unicode Standard, section 4.8)"""
UNASSIGNED, UNNAMED = "UNASSIGNED", "UNNAMED"
NO_SCRIPT = "Zzzz"
LAST_TWO_OF_A_PLANE = 0xFFFE
AMONG_ARABIC_FORMS = range(0xFDD0, 0xFDF0)


def code_point(character: str) -> str:
    """Return `U+2265` of “≥”."""
    return f"U+{ord(character):04X}"


def name_of(character: str) -> str:
    """Return the code point and the name of a character: `U+2265 GREATER-THAN OR EQUAL TO`, `U+E000 PRIVATE USE`.

    Names are Unicode's, which are English in every language.
    """
    if is_noncharacter(character):
        return f"{code_point(character)} NONCHARACTER"
    kind = WITHOUT_A_NAME.get(unicodedata.category(character)) or (UNASSIGNED if is_unassigned(character) else UNNAMED)
    return f"{code_point(character)} {unicodedata.name(character, kind)}"


def described(character: str) -> str:
    """Return what is said of a character that can't be printed: its name, or that it is too new."""
    if unicodedata.category(character) != "Cn" or is_unassigned(character):
        return name_of(character)
    said = _("“{character}” ({code_point}), a sign too new for the fonts here")
    return said.format(character=character, code_point=code_point(character))


def is_unassigned(character: str) -> bool:
    """Whether Unicode has no character at this code point, as far as is known here."""
    # Python's own table is that of Unicode 14 in Python 3.11; fontTools has the scripts of a newer one, in which each
    # character has a script, if only the common one, and nothing else has.
    return unicodedata.category(character) == "Cn" and script(character) == NO_SCRIPT  # type: ignore[no-untyped-call]


def is_noncharacter(character: str) -> bool:
    """Whether it is one of the 66 code points that never will be a character (Unicode Standard, section 23.7)."""
    code = ord(character)
    return code & LAST_TWO_OF_A_PLANE == LAST_TWO_OF_A_PLANE or code in AMONG_ARABIC_FORMS
