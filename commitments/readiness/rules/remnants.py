"""What another program left in a text: Word's errors, notes and codes, words cut at a line's end, damaged letters.

The words are those that Word and LibreOffice write in English, French, Spanish and Arabic, and their errors in many
more languages (word_errors.py): a text is often pasted from a program that speaks another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.readiness.checked import Checked, CheckedPassage
from commitments.readiness.finding import ADVICE, BLOCKER, Finding, Rule
from commitments.text import word_errors
from commitments.text.picture import picture
from commitments.text.placeholders import HTML_TAG
from commitments.text.word_errors import one_of


@dataclass(frozen=True)
class Remnant:
    """One kind of remnant."""

    hints: tuple[str, ...]
    """One of these is in every text that holds it: looking for them takes a hundredth of the time"""
    pattern: re.Pattern[str]
    message: Promise

    def found_in(self, text: str) -> list[str]:
        """Return what there is of this kind in a text, each once."""
        if not any(hint in text for hint in self.hints):
            return []
        return list(dict.fromkeys(match[0].strip() for match in self.pattern.finditer(text)))


ERROR = Remnant(
    word_errors.HINTS,
    word_errors.PATTERN,
    gettext_lazy("“{text}” is an error of a word processor. Delete it, or write what it stands for."),
)
_INITIALS = r"\[[A-ZÀ-ÖØ-Þ]{1,4}\d{1,3}(?:R\d+)?\]"
_COMMENTED = one_of(
    "Commented",
    "Comment",
    "Commentaire",
    "Commenté",
    "Comentario",
    "Comentado",
    "Con comentarios",
    "تعليق",
    "تم التعليق",
)
_CHANGED = one_of(
    *("Formatted", "Formatted Table", "Style Definition", "Deleted", "Inserted", "Moved up [1]", "Moved down [1]"),
    *(
        "Mis en forme",
        "Tableau mis en forme",
        "Définition du style",
        "Définition de style",
        "Supprimé",
        "Inséré",
        "Déplacé vers le haut [1]",
        "Déplacé vers le bas [1]",
    ),
    *("Con formato", "Tabla con formato", "Definición de estilo", "Eliminado", "Insertado", "Subido [1]", "Bajado [1]"),
    *("منسق", "تم التنسيق", "محذوف", "تم الحذف", "تم الإدراج"),
).replace(r"\[1\]", r"\[\d+\]")
_CHANGED_ALONE = one_of(
    *("Formatted Table", "Field Code Changed", "Tableau mis en forme", "Code de champ modifié"),
    *("Tabla con formato", "Código de campo cambiado", "تم تغيير رمز الحقل"),
)
_FIELDS = (
    "(?:SEQ|TOC|PAGE|NUMPAGES|PAGEREF|NOTEREF|REF|STYLEREF|DATE|TIME|CREATEDATE|SAVEDATE|INDEX|TC|XE|INCLUDEPICTURE|EMBED"
    "|LINK|SYMBOL|QUOTE|ADDIN|CITATION|BIBLIOGRAPHY|FILENAME|LISTNUM|TITLE|AUTHOR|HYPERLINK|EQ)"
)
_ENTITIES = (
    "(?:nbsp|amp|lt|gt|quot|apos|[lr][sd]quo|sbquo|bdquo|[lr]aquo|[nm]dash|hellip|bull|shy|deg|euro|pound|copy|reg|trade"
    "|sect|times|middot|(?:thin|en|em)sp|zwn?j|rlm|lrm|iquest|iexcl|szlig|[AO]E?lig|[ao]elig"
    r"|[A-Za-z](?:acute|grave|circ|uml|tilde|cedil|ring)|#\d{2,6}|#[xX][0-9A-Fa-f]{2,6})"
)
_PROMPTS = one_of(
    *("Click or tap here to enter text", "Click here to enter text", "Choose an item", "Click or tap to enter a date"),
    *("Cliquez ou appuyez ici pour entrer du texte", "Cliquez ici pour taper du texte", "Choisissez un élément"),
    *("Haga clic o pulse aquí para escribir texto", "Haga clic aquí para escribir texto", "Elija un elemento"),
    *("انقر أو اضغط هنا لإدخال نص", "انقر هنا لإدخال نص", "اختر عنصراً"),
)
NOTES = (
    Remnant(
        ("[",),
        re.compile(rf"(?:(?:{_COMMENTED})\s?(?:\[[^\]\n]{{1,12}}\])\s?:?)|{_INITIALS}"),
        gettext_lazy("“{text}” marks a comment in a word processor. Delete it."),
    ),
    Remnant(
        (":",),
        re.compile(rf"(?:^|(?<=[.;!?]\s))(?:{_CHANGED})\s?:\s[^\n.]{{0,60}}", re.MULTILINE),
        gettext_lazy("“{text}” is a word processor's note on a change. Delete it."),
    ),
    Remnant(
        ("Formatted Table", "Field Code", "Tableau mis", "Code de champ", "Tabla con", "Código de campo", "رمز الحقل"),
        re.compile(rf"(?:^|(?<=[.;!?\s]))(?:{_CHANGED_ALONE})(?=\s*(?:$|[.;,\n]))", re.MULTILINE),
        gettext_lazy("“{text}” is a word processor's note on a change. Delete it."),
    ),
    Remnant(
        ("\\", "REF", "HYPERLINK", "MERGE", "FORM", "DOCPROPERTY", "_Ref", "_Toc", "_Hlk"),
        re.compile(
            rf"\b{_FIELDS}\s(?:[^\n\\.;]{{0,60}}\s)?\\[*@#!a-z](?:\s+(?:[\"“][^\"”\n]*[\"”]|[A-Z]\w+))?"
            r"|\b(?:PAGE|NOTE)?REF\s+_\w+|\b_(?:Ref|Toc|Hlk)\d{5,}|\bHYPERLINK\s+[\"“„«\\]\S*"
            r"|\b(?:MERGEFIELD|MERGEFORMAT|FORMTEXT|FORMCHECKBOX|DOCPROPERTY)\b"
        ),
        gettext_lazy("“{text}” is a code of a word processor. Write what it stands for."),
    ),
    Remnant(
        ("&", "<"),
        re.compile(rf"&{_ENTITIES};|{HTML_TAG}"),
        gettext_lazy("“{text}” is a code of a web page. Delete it, or type what it stands for."),
    ),
    Remnant(
        ("lick", "hoose", "liquez", "hoisissez", "aga clic", "lija", "انقر", "اختر"),
        re.compile(_PROMPTS, re.IGNORECASE),
        gettext_lazy("“{text}” stands in a box that nobody filled in. Write the text, or delete it."),
    ),
    Remnant(
        ("page", "Page", "p. ", "pp. ", "ágina", "pág.", "صفحة"),
        re.compile(
            r"\b(?:see|cf\.?|on|voir|à la|véase|ver|en la|انظر)\s+(?:(?:the|la)\s+)?"
            r"(?:pages?|pp?\.|páginas?|pág\.|(?:ال)?صفحة)\s*\d+(?:\s(?:above|below|ci-dessus|ci-dessous|أعلاه|أدناه))?",
            re.IGNORECASE,
        ),
        gettext_lazy("“{text}” points to a page of another document. Delete it, or write what stands there."),
    ),
    Remnant(
        tuple("⁰¹²³⁴⁵⁶⁷⁸⁹"),
        re.compile(  # m² and km³ are units
            r"(?:(?<![\w'’-])(?!(?:[kcdm]?m|ft|in|mi|s)[²³])[^\W\d_][\w'’-]*?|[.,;:)\]”»\"])[⁰¹²³⁴-⁹]+(?![\w⁰¹²³⁴-⁹])"
        ),
        gettext_lazy("“{text}” has the mark of a footnote that is not here. Delete the mark, or write out the note."),
    ),
)
DAMAGED = re.compile("\ufffd|Ã[©¨ª«®¯§³±¡¼]|Â[«»°]|â€[™œ“”˜¢¦]|Ø§Ù|Ð[°¸¾]Ð")
"""What is left of a letter that a program could not read, and letters of UTF-8 read as if they were of Windows-1252"""
DAMAGE = ("\ufffd", "Ã", "Â", "â€", "Ø", "Ð")
CUT_WORD = re.compile(r"(?<![\w'’-])([^\W\d_]+(?:-[^\W\d_]+)*)(?:[-‐]\s+|¬\s*)([^\W\d_]{2,})(?!-[\s,;])")
GOES_ON = frozenset(
    {
        *("and", "or", "nor", "but", "to", "as", "than", "et", "ou", "à", "y", "o", "e", "u"),
        *("und", "oder", "и", "или"),
    }
)
"""After “short-” in “short- and long-term”: the hyphen stands for what follows later"""


def errors(checked: Checked) -> Iterator[Finding]:
    """An error that a word processor prints in the place of a reference."""
    for passage in _own(checked):
        for text in ERROR.found_in(passage.text):
            yield _finding("word-error", passage, str(ERROR.message), text)


def notes(checked: Checked) -> Iterator[Finding]:
    """Comment marks, notes on changes, codes, prompts, references to pages and footnotes that stayed behind."""
    for passage in _own(checked):
        for remnant in NOTES:
            for text in remnant.found_in(passage.text):
                yield _finding("remnant", passage, str(remnant.message), text)


def cut_words(checked: Checked) -> Iterator[Finding]:
    """A word that was cut by a hyphen at the end of a line. Only its author knows whether it has a hyphen at all."""
    for passage in _own(checked):
        if not any(sign in passage.text for sign in ("-\n", "- ", "‐", "¬")):
            continue
        for cut in CUT_WORD.finditer(passage.text):
            first, last = cut[1], cut[2]
            if last[:1].islower() and last not in GOES_ON:
                message = _("“{text}” is cut as at the end of a line. Write “{joined}” or “{hyphenated}”.")
                shown = f"{first}- {last}"
                sentence = message.format(text=shown, joined=first + last, hyphenated=f"{first}-{last}")
                yield Finding("cut-word", ADVICE, sentence, passage.place, passage.text, shown)


def damaged_letters(checked: Checked) -> Iterator[Finding]:
    """Letters that some program on the way could not read."""
    for passage in _own(checked):
        if any(sign in passage.text for sign in DAMAGE) and (damage := DAMAGED.search(passage.text)):
            message = _("“{text}” holds letters that were damaged on the way here. Type them again.")
            sentence = message.format(text=picture(passage.text, damage.start(), damage.end()))
            yield Finding("damaged", ADVICE, sentence, passage.place, passage.text)


def _own(checked: Checked) -> Iterator[CheckedPassage]:
    return (passage for passage in checked.passages if not passage.is_official)


def _finding(code: str, passage: CheckedPassage, message: str, text: str) -> Finding:
    severity = BLOCKER if code == "word-error" else ADVICE
    return Finding(code, severity, message.format(text=text), passage.place, passage.text, text)


BLOCKERS = (Rule("word-error", BLOCKER, gettext_lazy("No error of a word processor stands in the text."), errors),)
RULES = (
    Rule(
        "remnant",
        ADVICE,
        gettext_lazy("No comment mark or code of a word processor stands in the text."),
        notes,
        gettext_lazy("{count} remnants of a word processor."),
    ),
    Rule(
        "cut-word",
        ADVICE,
        gettext_lazy("No word is cut by a hyphen."),
        cut_words,
        gettext_lazy("{count} words are cut by a hyphen."),
    ),
    Rule(
        "damaged",
        ADVICE,
        gettext_lazy("No letter was damaged."),
        damaged_letters,
        gettext_lazy("{count} texts hold damaged letters."),
    ),
)
