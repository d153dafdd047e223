"""The paragraphs of a Word file, as text. What was struck with changes tracked is left out, what was added is in."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from commitments.drafting.importing.refusal import ImportRefusedError
from commitments.text.limits import TextRefusedError, clean_text

MAX_WORD_BYTES = 5_000_000
MAX_MEMBERS = 1_000
MAX_XML_BYTES = 5_000_000
"""Of the text once it is unpacked"""
MAX_RATIO = 200
"""How many times larger that may be than in the file"""
MAX_PARAGRAPHS = 1_000
MAX_CHARACTERS = 300_000
TEXT = "word/document.xml"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How a file of Word 97 begins, and one with a password"""
LEFT_OUT = frozenset(
    qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:footnoteReference")
)
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same text box once more, for older programs"""
SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "",
}
PARAGRAPH, WORDS = qn("w:p"), qn("w:t")


def is_word(data: bytes) -> bool:
    """Whether a file is a Word file, or a package like one, or what Word wrote before."""
    return data.startswith((b"PK\x03\x04", OLD_OR_LOCKED))


def paragraphs(data: bytes) -> list[str]:
    """Return the paragraphs of a Word file that say anything, in order, cleaned as whatever is typed is.

    A paragraph with what can't be kept comes without its invisible characters. Raises ImportRefusedError where it is
    no Word file, has a password, or is too large, packed or not.
    """
    if data.startswith(OLD_OR_LOCKED):
        message = _("The file has a password, or is in Word's old format. Save it as .docx without a password.")
        raise ImportRefusedError("file", message)
    if len(data) > MAX_WORD_BYTES:
        raise ImportRefusedError("file", _("The Word file is larger than 5 MB. Take the pictures out, or shorten it."))
    texts = [text for text in _texts(_body(data)) if text.strip()]
    if sum(map(len, texts)) > MAX_CHARACTERS:
        message = _("The Word file has more than {limit} characters. Keep the pledge's own text.")
        raise ImportRefusedError("file", message.format(limit=MAX_CHARACTERS))
    found = [text for text in map(_clean, texts) if text]
    if len(found) > MAX_PARAGRAPHS:
        message = _("The Word file has more than {limit} paragraphs. Keep the pledge's own.")
        raise ImportRefusedError("file", message.format(limit=MAX_PARAGRAPHS))
    if not found:
        raise ImportRefusedError("file", _("The Word file holds no text."))
    return found


def _body(data: bytes) -> Any:
    """Return the parsed text of a package. Raises ImportRefusedError."""
    broken = _("The file is damaged, or no Word file. Save it again as .docx.")
    try:
        xml = _unpacked(data)
    except KeyError:
        message = _("This is no Word file. Open it in the program that made it, and save it as .docx.")
        raise ImportRefusedError("file", message) from None
    except (BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise ImportRefusedError("file", broken) from error
    if xml is None or len(xml) > min(MAX_XML_BYTES, MAX_RATIO * len(data)):
        raise ImportRefusedError("file", _("The Word file is too large once it is unpacked. Shorten it."))
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise ImportRefusedError("file", broken)
    try:
        return parse_xml(xml)
    except (ValueError, SyntaxError) as error:  # lxml's errors of syntax are SyntaxErrors
        raise ImportRefusedError("file", broken) from error


def _unpacked(data: bytes) -> bytes | None:
    """Return the text of a package, and one byte more than may be at most; None where it has too many parts.

    Raises KeyError where it has no text, and what zipfile raises where it is damaged.
    """
    with ZipFile(BytesIO(data)) as package:
        if len(package.infolist()) > MAX_MEMBERS:
            return None
        with package.open(TEXT) as part:
            return part.read(MAX_XML_BYTES + 1)


def _texts(body: Any) -> Iterator[str]:
    """Yield the text of each paragraph; one in a text box stands by itself."""
    for paragraph in body.iter(PARAGRAPH):
        if not any(parent.tag in (*LEFT_OUT, FALLBACK) for parent in paragraph.iterancestors()):
            yield "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    waiting = [element]
    while waiting:  # not by calling itself: files nest as deeply as they like
        found = waiting.pop()
        if found.tag == WORDS:
            yield found.text or ""
        elif found.tag in SIGNS:
            yield SIGNS[found.tag]
        elif found is element or (found.tag not in LEFT_OUT and found.tag not in (PARAGRAPH, FALLBACK)):
            waiting.extend(reversed(found))


def _clean(text: str) -> str:
    try:
        return clean_text(text, limit=len(text) + 1)
    except TextRefusedError:
        visible = (sign if sign.isprintable() or sign.isspace() else " " for sign in text)
        return " ".join("".join(visible).split())
