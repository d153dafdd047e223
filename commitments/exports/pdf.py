"""The PDF: the HTML of a pledge, set on A4 by WeasyPrint, tagged (PDF/UA-1), with the pledge's JSON attached."""

from __future__ import annotations

from django.template.loader import render_to_string

from commitments.document import PledgeDocument
from commitments.exports import json, printed
from commitments.exports.renderer import RENDERER


def page(document: PledgeDocument) -> str:
    """Return the HTML that WeasyPrint gets. Its stylesheet, typesetting/pledge.css, is loaded in the child process."""
    return render_to_string("document/pdf.html", printed.context(document))


def render(document: PledgeDocument) -> bytes:
    """Return the pledge as a PDF; the same document gives the same bytes.

    Raises CannotExport if it is too long, if a character is in no embedded font, or if a system library is missing.
    """
    return RENDERER.render(page(document), json.render(document))
