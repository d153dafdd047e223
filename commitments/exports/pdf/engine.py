"""WeasyPrint, set up once for pledges. Importing this loads Pango: OSError if a system library is missing."""

from __future__ import annotations

import hashlib
import itertools
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from commitments.exports.pdf import packing, printable
from commitments.exports.pdf.finisher import Finisher
from commitments.exports.pdf.isolation import drop_needless
from commitments.exports.pdf.letters import Fonts
from commitments.exports.pdf.runs import mark_long_runs
from commitments.exports.pdf.spaces import set_last_spaces_apart

STYLESHEET = Path(__file__).with_name("pledge.css")
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # the finisher takes it out again; without one it is the clock's

logging.getLogger("weasyprint").setLevel(logging.ERROR)


class RefusingFetcher(URLFetcher):
    """Serves nothing: a pledge needs no file but its stylesheet, which is read by its path, and fonts of fonts.conf."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)  # type: ignore[no-untyped-call]  # WeasyPrint's

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> NoReturn:
        """Refuse. WeasyPrint goes on without what it asked for."""
        raise ValueError("A pledge refers to nothing outside itself.")


class UnprintableError(Exception):
    """No embedded font has these characters."""

    def __init__(self, characters: list[str]) -> None:
        super().__init__("".join(characters))
        self.characters = characters


class Engine:
    """One font configuration and one parsed stylesheet, kept: a new one for each PDF leaks, and costs time.

    Not safe to share between threads (Pango crashes).
    """

    def __init__(self) -> None:
        printable.files()
        self._fetcher = RefusingFetcher()
        self._fonts = FontConfiguration()
        self._stylesheet = CSS(filename=STYLESHEET, font_config=self._fonts, url_fetcher=self._fetcher)

    def render(self, html: str, attachment: bytes, *, for_archive: bool = False) -> bytes:
        """Return `html` as a tagged PDF (PDF/UA-1) with `attachment` in it as pledge.json. Same input, same bytes.

        With `for_archive` it is PDF/A-3a as well.

        Raises UnprintableError if a character would be printed as an empty box.
        """
        characters = printable.missing(html)
        if characters:
            raise UnprintableError(characters)
        options = {
            "pdf_variant": "pdf/a-3a" if for_archive else "pdf/ua-1",
            "pdf_identifier": hashlib.sha256(html.encode() + attachment).digest()[:16],
        }
        page = HTML(string=set_last_spaces_apart(drop_needless(mark_long_runs(html))), url_fetcher=self._fetcher)
        document = page.render(font_config=self._fonts, stylesheets=[self._stylesheet], **options)
        finishers = (Finisher(page.etree_element, for_archive, nudge) for nudge in itertools.count())
        files = (self._write(document, attachment, finisher, options) for finisher in finishers)
        return next(file for file in files if not packing.ends_in_return(file))

    def _write(self, document: Document, attachment: bytes, finisher: Finisher, options: dict[str, Any]) -> bytes:
        document.fonts = Fonts()  # those of an earlier try are subsets already
        attachments = [self._attachment(attachment)] if attachment else None
        file: bytes = document.write_pdf(finisher=finisher, attachments=attachments, **options)
        return file

    def _attachment(self, content: bytes) -> Any:
        return Attachment(
            string=content,
            url_fetcher=self._fetcher,
            name="pledge.json",
            description="This pledge as data, to be imported again",
            created=NO_DATE,
            modified=NO_DATE,
        )
