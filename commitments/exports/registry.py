"""A pledge as a file. One module per format; this is their registry."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from commitments.document import PledgeDocument
from commitments.document.trail import Trail
from commitments.exports import docx, html, json, text
from commitments.exports.errors import BusyError, CannotExportError
from commitments.exports.pdf import pages
from commitments.models.linked_frameworks import LinkedFrameworks

__all__ = ["FORMATS", "BusyError", "CannotExportError", "Format", "file_name", "make_every_form"]

LONGEST_NAME = 80
DASHES = re.compile("[\u2010-\u2015\u2212]")
SIGNED = "signed"
PUBLIC = f"{SIGNED}-public"
"""Of the signed PDF without further parties who have not agreed to be named"""


@dataclass(frozen=True)
class Format:
    """One kind of file. `render` returns its bytes, or raises CannotExportError; `render_annex` the same with pictures,
    `render_trail` with who did what when.
    """

    slug: str
    label: str | Promise
    content_type: str
    extension: str
    render: Callable[[PledgeDocument], bytes]
    render_annex: Callable[[PledgeDocument, LinkedFrameworks], bytes] | None = None
    render_trail: Callable[[PledgeDocument, Trail], bytes] | None = None
    purpose: str | Promise = ""
    """What it is for, in a sentence"""
    is_kept: bool = False
    """Whether a pledge that every party has signed is given out in this form as it was made first"""

    @property
    def has_annex(self) -> bool:
        return self.render_annex is not None

    @property
    def has_trail(self) -> bool:
        return self.render_trail is not None

    def make(
        self, document: PledgeDocument, library: LinkedFrameworks | None = None, trail: Trail | None = None
    ) -> bytes:
        """Return the file: with pictures where a library to draw them from is given, or with a trail.

        Raises CannotExportError.
        """
        if self.render_trail and trail:
            return self.render_trail(document, trail)
        return self.render_annex(document, library) if self.render_annex and library else self.render(document)


FORMATS: dict[str, Format] = {
    file_format.slug: file_format
    for file_format in (
        Format(
            "pdf",
            _("PDF"),
            "application/pdf",
            "pdf",
            pages.render,
            pages.render_annex,
            pages.render_trail,
            _("To read, to print and to hand round. It carries the pledge’s data: it can be imported again."),
            is_kept=True,
        ),
        Format(
            "html",
            _("Web page (HTML)"),
            "text/html; charset=utf-8",
            "html",
            html.render,
            purpose=_("To publish on a website, or to open on any device without a program of its own."),
        ),
        Format(
            "docx",
            _("Word"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
            docx.render,
            purpose=_("For whoever clears it, and marks it up in Word. Import it to get its paragraphs back."),
        ),
        Format(
            "text",
            _("Plain text"),
            "text/plain; charset=utf-8",
            "txt",
            text.render,
            purpose=_("To paste the whole into a mail, or into another form."),
        ),
        Format(
            "json",
            _("Data (JSON)"),
            "application/json",
            "json",
            json.render,
            purpose=_("To keep a copy that loses nothing, for other programs, and to import it again."),
        ),
    )
}


def make_every_form(document: PledgeDocument) -> None:
    """Make a pledge into every kind of file once, and keep none. Raises CannotExportError where one can't be made."""
    for file_format in FORMATS.values():
        file_format.render(document)


def file_name(document: PledgeDocument, file_format: Format, annex: str = "") -> str:
    """Return the file's name, made from the title, or from the reference where the title has no Latin letters.

    It ends in the name of the `annex`, if any, and that of a signed PDF in “-signed”: who has several in one folder
    tells them apart. Only ASCII letters, digits, hyphens and one dot, so it can stand in a header and on any disk; at
    most 80 characters.
    """
    which = annex or (SIGNED if file_format.is_kept and document.is_agreed and document.seal else "")
    end = f"-{which}.{file_format.extension}" if which else f".{file_format.extension}"
    stem = slugify(DASHES.sub("-", document.title))[: LONGEST_NAME - len(end)].strip("-_")
    return (stem or slugify(document.reference) or "pledge") + end
