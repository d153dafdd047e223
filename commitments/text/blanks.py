"""Blanks: the places in square brackets that a text leaves open."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256

from commitments.text import quotations

BRACKET = re.compile(r"\[[^\[\]\n]+\]")
"""A blank, or what an editor put into a quotation"""
LEFT_OUT = re.compile(r"\[\s*(?:…|\.\s?\.(?:\s?\.){0,2})\s*\]")
"""What was left out of a quotation; elsewhere such dots are a blank"""
NO_BLANK = re.compile(
    r"\[\s*(?:sic|كذا)\s*[!.]?\s*\]"
    r"|\[\s*(?:(?:our|my|original|added)\s+emphasis|(?:emphasis|italics|underlining|bold|stress)\s+"
    r"(?:is\s+)?(?:ours|mine|added|supplied|in\s+(?:the\s+)?original|by\s+us)"
    r"|(?:footnotes?|notes?|citations?|references?)\s+omitted|(?:unofficial|our|free|own)\s+translation"
    r"|(?:souligné|mis\s+en\s+(?:évidence|italiques?))\s+par\s+(?:nous|l[’']auteure?)"
    r"|c[’']est\s+nous\s+qui\s+soulignons|nous\s+soulignons|soulignement\s+ajouté|italiques?\s+ajoutée?s?"
    r"|notes?\s+omises?|(?:notre\s+traduction|traduction\s+(?:non\s+officielle|libre|de\s+l[’']auteure?))"
    r"|(?:énfasis|cursivas?|subrayado|negrita)\s+(?:añadid[oa]s?|agregad[oa]s?|nuestr[oa]s?|en\s+el\s+original)"
    r"|el\s+(?:énfasis|subrayado)\s+es\s+(?:nuestro|mío)|sin\s+(?:cursivas?|énfasis|subrayado)\s+en\s+el\s+original"
    r"|notas?\s+omitidas?|(?:nuestra\s+traducción|traducción\s+(?:no\s+oficial|libre|propia|nuestra))"
    r"|(?:التوكيد|التشديد|الخط)\s+مضاف|ترجمة\s+غير\s+رسمية)\s*[.;]?\s*\]"
    # A letter that was made small or capital, so that the quotation fits in: “[e]ncourage”, “[L]’État”
    r"|\[[^\W\d_]{1,3}\](?=[’']?[^\W\d_])"
    # The mark of a footnote stands close to what it belongs to, or after the sentence: “study.[1]”, “study. [1]”
    r"|(?<=[^\s\[(:])\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\](?!\w)"
    r"|(?<=[.;!?؟。”»]\s)\[\d{1,3}\](?=\s*(?:$|\n|\[|[A-ZÀ-Þ]))"
    r"|(?<=[.,;!?؟。”»’\"')])\[(?:[a-z]|[ivx]{1,4}|[*†‡§]{1,3})\](?!\w)|(?<=\S)\[[*†‡]{1,3}\](?!\w)"
    r"|\[\d{1,3}(?:(?:[,،]\s|;\s?)\d{1,3}(?:\s?[–-]\s?\d{1,3})?)+\]"
    r"|\[(?:notes?|notas?|fn|réf|ref|n)\.?\s?\d{1,3}\]",
    re.IGNORECASE,
)
"""What stands in square brackets and is complete"""
NOTE = re.compile(
    r"(?<=[^\W\d_]\s)\[\d{1,3}(?:"
    r"\s?[–-]\s?\d{1,3}\](?=\s(?:of|on|and|that|which|de|des|du|sur|et|qui|y|que|sobre)\b)"
    r"|(?:,\d{1,2}|\s?[–-]\s?\d{1,3})*\](?=\s*(?:$|[.,;:)\n])))"
)
"""The mark of a footnote before the stop of its sentence: “See the studies [12].” But “a total of [12].” is a blank"""
COUNTS = frozenset(
    {
        *("of", "to", "by", "at", "in", "is", "are", "than", "least", "total", "about", "per", "for", "with", "from"),
        *("between", "and", "or", "the", "a", "an", "until", "since"),
        *(
            "de",
            "du",
            "des",
            "à",
            "en",
            "est",
            "sont",
            "avec",
            "pour",
            "par",
            "sur",
            "dans",
            "le",
            "la",
            "les",
            "d",
            "l",
        ),
        *("entre", "avant", "al", "el", "los", "las", "con", "por", "para", "y", "o", "e", "menos", "más", "es"),
        *("son", "hasta", "desde"),
    }
)
"""What a figure follows, and no footnote"""
ENDING = re.compile(r"(?<=[^\W\d_])\[[^\W\d_]{1,4}\]")
"""The end of a word, “encourage[s]”: within a quotation an editor's; elsewhere a choice, “Government[s]”"""


def find(text: str) -> list[str]:
    """Return every blank still open in `text`, brackets included, in reading order."""
    return [blank.group() for blank in _blanks(text)]


def fill(text: str, fillings: Mapping[str, str]) -> str:
    """Return `text` with each blank that `fillings` knows (brackets included) replaced; the others stay as they are.

    A filling that opens the text gets a capital letter.
    """

    if "[" not in text:
        return text

    def filled(blank: re.Match[str]) -> str:
        filling = fillings.get(blank.group(), blank.group())
        return capitalised(filling) if blank.start() == 0 else filling

    return BRACKET.sub(filled, text)


def segments(text: str, staying: Collection[str] = ()) -> list[tuple[str, bool]]:
    """Split `text` into (piece, is an open blank), in order, so that a blank can be shown as one.

    `staying` are brackets of which a drafter said that they are no blanks here.
    """
    pieces: list[tuple[str, bool]] = []
    end = 0
    for blank in _blanks(text):
        if blank.group() in staying:
            continue
        if blank.start() > end:
            pieces.append((text[end : blank.start()], False))
        pieces.append((blank.group(), True))
        end = blank.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces


def _blanks(text: str) -> Iterator[re.Match[str]]:
    if "[" not in text:
        return
    complete = {bracket.start() for bracket in NO_BLANK.finditer(text)}
    complete |= {note.start() for note in NOTE.finditer(text) if not _is_counted(text, note.start())}
    complete |= {dots.start() for dots in LEFT_OUT.finditer(text) if quotations.is_quoted(text, *dots.span())}
    for start, end in quotations.spans(text):
        complete |= {ending.start() for ending in ENDING.finditer(text, start, end)}
    yield from (bracket for bracket in BRACKET.finditer(text) if bracket.start() not in complete)


def _is_counted(text: str, place: int) -> bool:
    """Whether the word before a figure says that the figure counts something."""
    return re.split(r"[^\w]", text[max(0, place - 12) : place].rstrip())[-1].lower() in COUNTS


def capitalised(text: str) -> str:
    """Return `text` with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


BLANK_FIELD = "blank-"


def field_name(token: str) -> str:
    """Return the name of a blank's field in a form: the same whatever other blanks there are."""
    return f"{BLANK_FIELD}{sha256(token.encode()).hexdigest()[:12]}"
