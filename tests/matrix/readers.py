"""What programs read out of a PDF: four that go by its pages, and one that goes by its tags."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter

import pikepdf
import pymupdf
import pypdfium2
from pdfminer.high_level import extract_text

from tests.exports.reading import poppler


def by_poppler(pdf: bytes) -> str:
    return poppler("pdftotext", pdf)


def by_pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as file:
        return "\n".join(page.get_textpage().get_text_range() for page in file)


def by_mupdf(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf, filetype="pdf") as file:
        return "\n".join(page.get_text() for page in file)


def by_pdfminer(pdf: bytes) -> str:
    return extract_text(io.BytesIO(pdf))


IN_ORDER = {"poppler": by_poppler, "pdfium": by_pdfium, "mupdf": by_mupdf}
READERS = {**IN_ORDER, "pdfminer": by_pdfminer}


def by_tags(pdf: bytes) -> str:
    """What the tags say in their order: the ActualText of an element, or else what is in it."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        said = [marks_of(page) for page in file.pages]
        places = {page.obj.objgen: place for place, page in enumerate(file.pages)}

        def below(element: pikepdf.Object, page: int) -> str:
            if "/ActualText" in element:
                return str(element.ActualText)
            page = places[element.Pg.objgen] if "/Pg" in element else page
            texts = []
            for kid in element.get("/K", []):
                if isinstance(kid, int):
                    texts.append(said[page].get(kid, ""))
                elif "/S" in kid:
                    texts.append(below(kid, page))
            return " ".join(texts) if element.S != "/P" else "".join(texts) + "\n"

        return below(file.Root.StructTreeRoot.K[0], 0)


def marks_of(page: pikepdf.Page) -> dict[int, str]:
    """The text of each marked content of a page, by its MCID: glyph by glyph, by the fonts' maps."""
    maps = {str(name): texts_of(font) for name, font in page.Resources.Font.items()}
    said: dict[int, str] = {}
    open_marks: list[int | None] = []
    texts: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "BDC":
            properties = operands[1]
            open_marks.append(int(properties.MCID) if "/MCID" in properties else None)
        elif operator == "BMC":
            open_marks.append(None)
        elif operator == "EMC":
            open_marks.pop()
        elif operator == "Tf":
            texts = maps[str(operands[0])]
        elif operator == "TJ":
            mark = next((each for each in reversed(open_marks) if each is not None), None)
            shown = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String))
            if mark is not None:
                codes = (shown[start : start + 2] for start in range(0, len(shown), 2))
                said[mark] = said.get(mark, "") + "".join(texts[code] for code in codes)
    return said


def texts_of(font: pikepdf.Object) -> dict[bytes, str]:
    """The map of a font from codes to texts."""
    lines = font.ToUnicode.read_bytes().decode("ascii").splitlines()
    pairs = (line.strip("<>").split("> <") for line in lines if line.startswith("<") and line.count("<") == 2)
    return {
        bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be")
        for code, text in (pair for pair in pairs if len(pair) == 2)
        if "Registry" not in text
    }


def seen(text: str) -> str:
    """A text without spaces and signs for programs, ligatures of the Latin script in letters."""
    kept = (letter for letter in text if unicodedata.category(letter)[0] not in "CZ")
    return "".join(unicodedata.normalize("NFKC", letter) if "ﬀ" <= letter <= "ﬆ" else letter for letter in kept)


def letters(text: str) -> Counter[str]:
    """How often each letter, mark and digit stands in a text."""
    return Counter(letter for letter in seen(text) if unicodedata.category(letter)[0] in "LMN")
