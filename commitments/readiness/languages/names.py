"""What languages are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, str | Promise] = {
    "arabic": _("a language in Arabic letters"),
    "bengali": _("a language in Bengali letters"),
    "cyrillic": _("a language in Cyrillic letters"),
    "latin": _("a language in Latin letters"),
    "devanagari": _("a language in Devanagari letters"),
    "am": _("Amharic"),
    "dz": _("Dzongkha"),
    "fil": _("Filipino"),
    "gu": _("Gujarati"),
    "ha": _("Hausa"),
    "ht": _("Haitian Creole"),
    "ku": _("Kurdish"),
    "ln": _("Lingala"),
    "lo": _("Lao"),
    "mg": _("Malagasy"),
    "mt": _("Maltese"),
    "no": _("Norwegian"),
    "om": _("Oromo"),
    "or": _("Odia"),
    "ps": _("Pashto"),
    "qu": _("Quechua"),
    "rw": _("Kinyarwanda"),
    "si": _("Sinhala"),
    "sn": _("Shona"),
    "so": _("Somali"),
    "tl": _("Filipino"),
    "yo": _("Yoruba"),
    "zh": _("Chinese"),
    "zu": _("Zulu"),
}
"""Those that Django has no name for"""


def name_of(language: str) -> str:
    """Return what a language is called in the language of the page: “French”; of one without a name its code."""
    if language in NAMES:
        return str(NAMES[language])
    try:
        return str(get_language_info(language)["name_translated"])
    except KeyError:
        return language
