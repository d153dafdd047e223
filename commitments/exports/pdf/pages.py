"""The PDF: the HTML of a pledge, set on A4 by WeasyPrint, tagged (PDF/UA-1), with the pledge's JSON attached."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from commitments.document import PledgeDocument, pictures, printed
from commitments.document.trail import Trail
from commitments.exports import json
from commitments.exports.pdf.boxes import boxed
from commitments.exports.pdf.renderer import RENDERER, UnprintableCharactersError
from commitments.models.linked_frameworks import LinkedFrameworks


def page(document: PledgeDocument, library: LinkedFrameworks | None = None) -> str:
    """Return the HTML that WeasyPrint gets, with the annex where a library is given.

    Its stylesheet, pledge.css, is loaded in the child process.
    """
    return _html(document, annex=_annex(document, library) if library else None)


def _html(document: PledgeDocument, **more: Any) -> str:
    return render_to_string("document/pdf.html", {**printed.context(document), **more})


def _annex(document: PledgeDocument, library: LinkedFrameworks) -> dict[str, Any]:
    return {
        "timeline": pictures.timeline(document),
        "coverage": pictures.coverage(document),
        "frameworks": pictures.frameworks(document, library),
        "signatures": pictures.signatures(document),
    }


def render(document: PledgeDocument) -> bytes:
    """Return the pledge as a PDF; the same document gives the same bytes. A signed one is made to be kept: PDF/A-3a.

    A character of a frozen text that no font has is printed as a box with its code point and name: every signed pledge
    has a PDF. Of a draft, raises CannotExportError; and of both if it is too long, or if a system library is missing.
    """
    return _pdf(document)


def render_trail(document: PledgeDocument, trail: Trail) -> bytes:
    """Return the same PDF with its trail as an annex: who did what when.

    Raises CannotExportError as `render` does.
    """
    return _pdf(document, trail=trail)


def render_annex(document: PledgeDocument, library: LinkedFrameworks) -> bytes:
    """Return the same PDF with its pictures as an annex; `library` is what the model text's clauses speak to.

    Raises CannotExportError as `render` does.
    """
    return _pdf(document, annex=_annex(document, library))


def _pdf(document: PledgeDocument, **more: Any) -> bytes:
    attachment, is_kept = json.render(document), document.is_agreed
    try:
        return RENDERER.render(_html(document, **more), attachment, for_archive=is_kept)
    except UnprintableCharactersError as error:
        if not document.seal:
            raise
        html = boxed(_html(document, has_boxes=True, **more), error.characters)
    return RENDERER.render(html, attachment, for_archive=is_kept)
