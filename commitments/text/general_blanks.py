"""Blanks whose words say nothing of what belongs there: “[date]”, “[to be completed]”, “[x]”, “[…]”.

A blank that has a name of its own, such as “[Partner organisation]”, means one thing wherever it stands; of two dates
nobody knows that.
"""

from __future__ import annotations

import re

from commitments.text import placeholders
from commitments.text.placeholder_words import LATER_AR, LATER_EN, LATER_ES, LATER_FR, arabic

_BEFORE = (
    r"(?:(?:please )?(?:insert|add|enter|specify|indicate|complete|fill in|state|give|write)(?: here)?"
    r"|insérer|préciser|indiquer|compléter|ajouter|insertar|indicar|especificar|completar|añadir"
    rf"|{arabic('أدخل', 'إدراج', 'يذكر', 'يرجى ذكر', 'اكتب')})"
)
_ARTICLE = r"(?:the|an?|your|exact|specific|some|full|start|end|le|la|les|l[’']|un|une|du|de la|el|los|las|una|su)"
_GENERAL = (
    r"(?:dates?|days?|months?|years?|times?|deadlines?|names?|titles?|numbers?|no|nos|nr|amounts?|figures?|sums?|values?"
    r"|percent(?:age)?|quantity|budget|currency|details?|text|words|blank|something|unit"
    r"|dates?|jours?|mois|années?|an|heure|délai|noms?|titres?|nombres?|numéros?|montants?|chiffres?|sommes?|valeurs?"
    r"|pourcentage|quantité|devise|détails?|texte|unité"
    r"|fechas?|días?|mes(?:es)?|años?|hora|plazo|nombres?|títulos?|números?|montos?|importes?|cifras?|sumas?|valor(?:es)?"
    r"|porcentaje|cantidad|presupuesto|moneda|detalles?|texto|unidad"
    rf"|{arabic('التاريخ', 'تاريخ', 'اليوم', 'الشهر', 'السنة', 'العام', 'الاسم', 'اسم', 'العدد', 'عدد')}"
    rf"|{arabic('الرقم', 'رقم', 'المبلغ', 'مبلغ', 'القيمة', 'النسبة', 'العملة', 'التفاصيل', 'النص')})"
)
_LATER = rf"(?:{LATER_EN}|to (?:complete|confirm|define|specify)|{LATER_FR}|{LATER_ES}|{LATER_AR}|tb[acdn]|n\.?a\.?)"
GENERAL = re.compile(
    rf"(?:{_BEFORE}|(?:{_BEFORE} )?(?:{_ARTICLE} ?)?{_GENERAL}(?: (?:or|and|/|et|ou|y|o) {_GENERAL})?"
    rf"(?:[ ,:–-]+{_LATER})?|{_LATER})[.:?!]*",
    re.IGNORECASE,
)
LONGEST = 40
"""How many characters such words have at most"""
LETTER = re.compile(r"[^\W\d_]")


def is_general(blank: str) -> bool:
    """Whether a blank, brackets included, may mean another thing in each place where it stands."""
    words = " ".join(blank.strip("[]").split())
    if len(words) > LONGEST:
        return False
    letters = LETTER.findall(words.lower())
    return len(set(letters)) <= 1 or len(letters) <= 2 or bool(GENERAL.fullmatch(words)) or _is_a_placeholder(words)


def _is_a_placeholder(words: str) -> bool:
    """Whether the words would stand for something to be written without brackets, too: “20XX”, “XX %”."""
    return "".join(placeholders.find(words)) == words
