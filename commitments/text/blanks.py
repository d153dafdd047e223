"""Blanks: the places in square brackets that a text leaves open."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256

BRACKET = re.compile(r"\[[^\[\]\n]+\]")
"""A blank, or what an editor put into a quotation"""
NO_BLANK = re.compile(
    r"\[\s*(?:…|\.\s?\.(?:\s?\.){0,2})\s*\]"  # what was left out
    r"|\[\s*(?:sic|كذا)\s*[!.]?\s*\]"
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
    r"|(?<=[^\W\d_]\s)\[\d\](?=\s*(?:$|[.,;\n]))",
    re.IGNORECASE,
)
"""What stands in square brackets and is complete"""
ENDING = re.compile(r"(?<=[^\W\d_])\[[^\W\d_]{1,4}\]")
"""The end of a word, “encourage[s]”: within a quotation an editor's; elsewhere a choice, “Government[s]”"""
QUOTATION = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"]*\"")


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
    for quotation in QUOTATION.finditer(text):
        complete |= {ending.start() for ending in ENDING.finditer(text, quotation.start(), quotation.end())}
    yield from (bracket for bracket in BRACKET.finditer(text) if bracket.start() not in complete)


def capitalised(text: str) -> str:
    """Return `text` with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


BLANK_FIELD = "blank-"


def field_name(token: str) -> str:
    """Return the name of a blank's field in a form: the same whatever other blanks there are."""
    return f"{BLANK_FIELD}{sha256(token.encode()).hexdigest()[:12]}"
